"""What only professionals read, asked for by somebody: a query without its reader cannot be written here."""

from collections.abc import Iterable

from resources.models import ProfessionalContact, ProfessionalDetails
from resources.models.base import allowed


def details_of(service, *, reader) -> ProfessionalDetails | None:
    """With its contacts."""
    readable = allowed(ProfessionalDetails.objects.all(), reader, "view")
    return readable.filter(service=service).prefetch_related("contacts").first()


def contacts_of_network(network, *, reader) -> list[ProfessionalContact]:
    return list(allowed(ProfessionalContact.objects.all(), reader, "view").filter(network=network))


def with_details(services: Iterable, *, reader) -> set:
    """Keys of those that have something for professionals."""
    readable = allowed(ProfessionalDetails.objects.all(), reader, "view")
    return set(readable.filter(service__in=services).values_list("service", flat=True))
