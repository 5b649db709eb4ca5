"""Who may do what. Pure: role → model → action → how far.

A new model is one line of the matrix. "own" reaches what belongs to the agent's organisations, as the querysets of
the models say (`own`); "all" reaches every row. What is not written is refused.
"""

from django.db.models import IntegerChoices, TextChoices


class Role(TextChoices):
    """The value is the name of the group."""

    EDITOR = "rédactrice", "rédactrice : les fiches de ses structures"
    COORDINATOR = "coordinatrice", "coordinatrice : toutes les fiches, la publication, le vocabulaire, les guides"
    ADMINISTRATOR = "administratrice", "administratrice : tout cela, et les comptes"
    PROFESSIONAL = "professionnelle", "professionnelle : lit les informations réservées, n’entre pas dans la gestion"


OFFICE = frozenset({Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR})


class Scope(IntegerChoices):
    NONE = 0
    OWN = 1
    ALL = 2


def own(actions: str) -> dict[str, Scope]:
    return dict.fromkeys(actions.split(), Scope.OWN)


def every(actions: str) -> dict[str, Scope]:
    return dict.fromkeys(actions.split(), Scope.ALL)


NOTHING: dict[str, Scope] = {}
# What one names when filling in another form, without having its screen.
NAMED = every("choose")
READ = "view choose"
EDIT = "view choose add change"
# A part of something else (a slot, a number): removing it is correcting its owner.
PART = "view choose add change delete"

# Deleting is for what nobody reads any more: the others archive. Published entries and guides are never deleted.
MATRIX: dict[str, tuple[dict[str, Scope], ...]] = {
    # model: rédactrice, coordinatrice, administratrice, professionnelle
    "service": (
        own(f"{EDIT} export"),
        every(f"{EDIT} export import publish archive merge"),
        every(f"{EDIT} export import publish archive merge delete"),
        NOTHING,
    ),
    "organization": (
        own("view choose change export"),
        every(f"{EDIT} export import merge"),
        every(f"{EDIT} export import merge delete"),
        NOTHING,
    ),
    # Any place that is not secret may be named: permanences are held at other people's.
    "location": (
        own("view add change export") | NAMED,
        every(f"{EDIT} export import merge"),
        every(f"{EDIT} export import merge delete"),
        NOTHING,
    ),
    "servicearea": (own(PART), every(PART), every(PART), NOTHING),
    "servicetranslation": (own(PART), every(PART), every(PART), NOTHING),
    "serviceatlocation": (own(PART), every(PART), every(PART), NOTHING),
    "openingrule": (own(PART), every(PART), every(PART), NOTHING),
    "scheduleexception": (own(PART), every(PART), every(PART), NOTHING),
    "contactpoint": (own(PART), every(PART), every(PART), NOTHING),
    "verification": (own("view add"), every("view add"), every("view add"), NOTHING),
    "professionaldetails": (own(EDIT), every(EDIT), every(f"{EDIT} delete"), every("view")),
    "professionalcontact": (own(PART), every(PART), every(PART), every("view")),
    "network": (NOTHING, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "networkarea": (NOTHING, every(PART), every(PART), NOTHING),
    "networkmember": (NOTHING, every(PART), every(PART), NOTHING),
    "guide": (NOTHING, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "guidetranslation": (NOTHING, every(PART), every(PART), NOTHING),
    "keyfigure": (NOTHING, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "banner": (NOTHING, every(f"{EDIT} delete"), every(f"{EDIT} delete"), NOTHING),
    "sitetext": (NOTHING, every("view change"), every("view change"), NOTHING),
    "need": (NAMED, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "audience": (NAMED, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "searchterm": (NOTHING, every(PART), every(PART), NOTHING),
    "language": (NAMED, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "commune": (NAMED, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "communename": (NOTHING, every(PART), every(PART), NOTHING),
    "postalcode": (NOTHING, every(PART), every(PART), NOTHING),
    "epci": (NOTHING, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "departement": (NOTHING, every(EDIT), every(f"{EDIT} delete"), NOTHING),
    "sourcerecord": (NOTHING, every("view"), every("view"), NOTHING),
    "verificationrequest": (NOTHING, every("view change"), every("view change"), NOTHING),
    "proposedchange": (own("view change"), every("view change"), every("view change"), NOTHING),
    "publicidalias": (NOTHING, every("view"), every("view"), NOTHING),
    "notduplicates": (NOTHING, every("view delete"), every("view delete"), NOTHING),
    "changereport": (NOTHING, every("view change delete"), every("view change delete"), NOTHING),
    "nightlytask": (NOTHING, every("view"), every("view"), NOTHING),
    "referralsheet": (NOTHING, every("view delete"), every("view delete"), NOTHING),
    "user": (NOTHING, NOTHING, every("view choose add change"), NOTHING),
    "group": (NOTHING, NOTHING, NAMED, NOTHING),
}
COLUMNS = tuple(Role)


def scope(roles, action: str, model: str) -> Scope:
    """How far somebody with these roles may go; the farthest of them."""
    cells = MATRIX.get(model, ())
    reached = (cell.get(action, Scope.NONE) for role, cell in zip(COLUMNS, cells, strict=False) if role in roles)
    return max(reached, default=Scope.NONE)


def permissions(roles) -> set[str]:
    """Every "action_model" these roles allow somewhere."""
    return {
        f"{action}_{model}"
        for model, cells in MATRIX.items()
        for role, cell in zip(COLUMNS, cells, strict=True)
        if role in roles
        for action in cell
    }
