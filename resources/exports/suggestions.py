"""The names of communes as one small text, matched on the reader's device: what is typed travels nowhere."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch

from resources.enums import NameKind
from resources.models import Commune, CommuneName


def suggestion_lines() -> Iterator[str]:
    """A commune a line, the most populated first: "Châtellerault;86100;Targé"."""
    other_names = CommuneName.objects.filter(kind__in=[NameKind.FORMER, NameKind.DELEGATED])
    communes = (
        Commune.objects.filter(departement=settings.DEPARTEMENT_CODE)
        .order_by("-population", "insee")
        .prefetch_related("postal_codes", Prefetch("names", other_names))
    )
    for commune in communes:
        codes = ",".join(postal.code for postal in commune.postal_codes.all())
        others = ",".join(dict.fromkeys(other.name for other in commune.names.all()))
        yield ";".join([commune.name, codes, others]).rstrip(";")
