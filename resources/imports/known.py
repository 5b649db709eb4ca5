"""What the directory already holds, to tell whether an entry of another is one of ours."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from rapidfuzz import fuzz

from resources.enums import DIALLED_KINDS
from resources.models import ContactPoint, Organization, Service, ServiceAtLocation
from resources.text import fold
from resources.validators import SHORT_NUMBER, digits

# Names alike in one commune; less alike when the number is the same.
ALIKE, ALIKE_WITH_NUMBER, SAME_STRUCTURE = 88, 55, 92


@dataclass
class Known:
    """Names by commune, numbers by entry, structures by SIRET and by name. Archived entries are known too."""

    entries: dict[UUID, str] = field(default_factory=dict)
    by_commune: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    by_number: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    sirets: dict[str, UUID] = field(default_factory=dict)
    structures: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Known":
        known = cls(entries=dict(Service.objects.order_by("pk").values_list("pk", "name")))
        placed = ServiceAtLocation.objects.filter(location__commune__isnull=False).order_by()
        for service, commune in placed.values_list("service_id", "location__commune_id"):
            known.by_commune[commune].add(service)
        for path in ("service_id", "way_in__service_id"):
            dialled = ContactPoint.objects.filter(kind__in=DIALLED_KINDS).order_by()
            for service, value in dialled.values_list(path, "value"):
                if service and not SHORT_NUMBER.match(digits(value)):
                    known.by_number[_number(value)].add(service)
        for pk, name, siret in Organization.objects.order_by("pk").values_list("pk", "name", "siret"):
            known.structures[pk] = fold(name)
            if siret:
                known.sirets[siret] = pk
        return known

    def name(self, pk: UUID) -> str:
        return self.entries.get(pk, "")

    def entry(self, name: str, commune: str, numbers: list[str]) -> UUID | None:
        """The entry of ours that it is, if one is. Without a commune, only its number can tell."""
        here = self.by_commune.get(commune, set())
        calls = {pk for number in numbers for pk in self.by_number.get(_number(number), ())}
        calls = calls & here if commune else calls
        likeness = {pk: _likeness(name, self.entries[pk]) for pk in here | calls}
        found = [(like, pk) for pk, like in likeness.items() if like >= (ALIKE_WITH_NUMBER if pk in calls else ALIKE)]
        return max(found)[1] if found else None

    def organization(self, name: str, siret: str) -> UUID | None:
        if siret in self.sirets:
            return self.sirets[siret]
        likeness = [(fuzz.token_sort_ratio(fold(name), other), pk) for pk, other in self.structures.items()]
        found = [(like, pk) for like, pk in likeness if like >= SAME_STRUCTURE]
        return max(found)[1] if found else None


def _likeness(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(fold(one), fold(other))


def _number(value: str) -> str:
    return digits(value).replace("+33", "0")
