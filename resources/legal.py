"""What the law wants said of the site that only its publisher knows. Pure: the texts asked for, page by page."""

from django.utils.translation import gettext_noop

# Without an audit in force, the RGAA leaves no other word.
ACCESSIBILITY_STATE = gettext_noop("non conforme")

# Keys of the texts each page cannot do without.
REQUIRED = {
    "mentions-legales": (
        "publisher_name",
        "publisher_address",
        "publisher_phone",
        "publication_director",
        "host_name",
        "host_address",
        "host_phone",
        "editorial_contact",
        "reuse_licence",
        "source_code",
    ),
    "donnees-personnelles": (
        "data_controller",
        "dpo_contact",
        "data_location",
        "log_retention",
        "staff_retention",
    ),
    "accessibilite": (
        "publisher_name",
        "accessibility_plan",
        "accessibility_action_plan",
        "accessibility_declared_on",
        "accessibility_contact",
    ),
}


def blanks(bodies: dict[str, str]) -> dict[str, list[str]]:
    """Page → keys still to be filled, among the texts known by key."""
    missing = {page: [key for key in keys if not bodies.get(key, "").strip()] for page, keys in REQUIRED.items()}
    return {page: keys for page, keys in missing.items() if keys}
