"""What can be asked of the API: the only readers of its query. All that is asked together must hold together."""

from collections.abc import Iterator
from datetime import UTC, datetime
from re import match, sub
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import ASin, Coalesce, Cos, Power, Radians, Sin, Sqrt
from django.utils.timezone import is_naive, make_aware
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field

from resources.exports.changes import changed_since
from resources.exports.hsds.taxonomies import with_taxonomy, with_term
from resources.models import Commune, Organization, Service, ServiceArea, ServiceAtLocation
from resources.search.geometry import EARTH_RADIUS_KM, KM_PER_DEGREE, Point
from resources.text import MAX_QUERY, stems

PAGE_SIZE, LARGEST_PAGE = 50, 500
# "Aim to return all services within one page."
MINIMAL_PAGE = 10_000
LAST_PAGE = 1_000_000
FARTHEST_METRES = 500_000


def _as_written(text: Any) -> Any:
    """A date, with or without its time; a bare number is none. In an address a plus is a space: 00:00 01:00 had one."""
    if not match(r"\d{4}-\d\d-\d\d", str(text)):
        raise ValueError("une date est attendue, comme 2026-11-24 ou 2026-11-24T08:00:00Z")
    return sub(r"(?<=\d) (?=\d\d:\d\d$)", "+", str(text))


def _utc(moment: datetime) -> datetime:
    try:
        return (make_aware(moment) if is_naive(moment) else moment).astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise ValueError("date hors du calendrier") from error


Instant = Annotated[datetime, BeforeValidator(_as_written), AfterValidator(_utc)]


class Paging(Schema):
    search: str = Field("", max_length=MAX_QUERY, description="Des mots, tous présents.")
    page: int = Field(1, ge=1, le=LAST_PAGE, description="Le numéro de la page, à partir de 1.")
    per_page: int = Field(
        PAGE_SIZE,
        ge=1,
        le=MINIMAL_PAGE,
        description=f"Au plus {LARGEST_PAGE} par page, sauf avec « minimal ».",
    )
    format: Literal["json", "ndjson"] = Field(
        "json", description="« ndjson » : tout, sans pages, un objet JSON par ligne."
    )

    @property
    def size(self) -> int:
        return min(self.per_page, LARGEST_PAGE)

    @property
    def words(self) -> list[str]:
        return stems(self.search)


class Terms(Paging):
    taxonomy_id: UUID = Field(None, description="Une liste : ce qui porte au moins un de ses mots.")

    @property
    def terms(self) -> Q:
        return with_taxonomy(self.taxonomy_id) if self.taxonomy_id else Q()


class ServiceParameters(Terms):
    taxonomy_term_id: UUID = Field(None, description="Un mot d’une liste : besoin, public, sorte…")
    organization_id: UUID = Field(None, description="La structure.")
    modified_after: Instant = Field(None, description="Changé à ce moment ou depuis.")
    minimal: bool = Field(False, description="Seulement de quoi savoir ce qui a changé.")
    full: bool = Field(False, description="Tout le détail de chaque fiche.")

    @property
    def size(self) -> int:
        if not self.minimal:
            return super().size
        return self.per_page if "per_page" in self.model_fields_set else MINIMAL_PAGE

    @property
    def services(self) -> Q:
        """Condition on entries."""
        return _services(self)


class OrganizationParameters(Terms):
    taxonomy_term_id: UUID = Field(None, description="Un mot d’une liste, porté par une de ses fiches.")
    full: bool = Field(False, description="Tout le détail de chaque structure.")
    full_service: bool = Field(False, description="Le détail de ses fiches.")

    @property
    def organizations(self):
        """Structures of at least one published entry that answers."""
        asked = self.terms & (with_term(self.taxonomy_term_id) if self.taxonomy_term_id else Q())
        services = Service.objects.published().filter(asked).order_by()
        found = Organization.objects.filter(pk__in=services.values("organization"))
        return found.filter(pk__in=list(self._named(found))) if self.words else found

    def _named(self, found: QuerySet[Organization]) -> Iterator[UUID]:
        """Keys of those that say every word: theirs are not kept in the database."""
        for pk, *texts in found.values_list("pk", "name", "short_name", "description").iterator():
            if set(stems(" ".join(texts))).issuperset(self.words):
                yield pk


class WayInParameters(Terms):
    taxonomy_term_id: UUID = Field(None, description="Un mot d’une liste : besoin, public, sorte…")
    organization_id: UUID = Field(None, description="La structure.")
    modified_after: Instant = Field(None, description="Changé à ce moment ou depuis.")
    full: bool = Field(False, description="Tout le détail, avec les horaires.")
    postcode: str = Field(
        None, pattern="^[0-9]{5}$", description="Un code postal : les services qui couvrent une de ses communes."
    )
    proximity: float = Field(
        None, ge=0, le=FARTHEST_METRES, description="Et à moins de tant de mètres du centre d’une de ses communes."
    )

    @property
    def ways_in(self):
        """Published ways in. A secret place is near nothing."""
        services = Service.objects.published().filter(_services(self))
        found = ServiceAtLocation.objects.all()
        if self.postcode:
            communes = list(Commune.objects.filter(postal_codes__code=self.postcode).select_related("departement"))
            services = services.filter(covering(communes))
            if self.proximity is not None:
                found = _near(found, [commune.point for commune in communes], self.proximity / 1000)
        return found.filter(service__in=services.order_by().values("pk"))


class TermParameters(Terms):
    top_only: bool = Field(False, description="Ceux qui n’en ont pas au-dessus : ici, tous.")
    parent_id: UUID = Field(None, description="Ceux qui en ont un au-dessus : ici, aucun.")


def _services(asked: Any) -> Q:
    """Condition on entries from whatever parameters lead to them."""
    condition = asked.terms
    if asked.taxonomy_term_id:
        condition &= with_term(asked.taxonomy_term_id)
    if asked.organization_id:
        condition &= Q(organization=asked.organization_id)
    if asked.modified_after:
        condition &= changed_since(asked.modified_after)
    for word in asked.words:
        condition &= Q(search_document__contains=f" {word} ")
    return condition


def covering(communes: list[Commune]) -> Q:
    """Condition on entries: they cover one of these communes."""
    areas = Q(pk__in=[])
    for kind, code in {area for commune in communes for area in commune.areas}:
        areas |= Q(kind=kind, code=code)
    return Q(pk__in=ServiceArea.objects.filter(areas).order_by().values("service"))


def _near(ways_in: Any, points: list[Point], radius_km: float) -> Any:
    """Ways in at places within the radius of one of the points: the point of the place, else of its commune."""
    side = radius_km / KM_PER_DEGREE
    near = Q(pk__in=[])
    placed = ways_in.filter(location__confidential=False).alias(
        latitude=Coalesce("location__latitude", "location__commune__latitude"),
        longitude=Coalesce("location__longitude", "location__commune__longitude"),
    )
    for rank, (latitude, longitude) in enumerate(points):
        placed = placed.alias(**{f"away_{rank}": _distance_km(latitude, longitude)})
        # The box comes first: a distance is computed for the few places inside it.
        near |= Q(latitude__range=(latitude - side, latitude + side), **{f"away_{rank}__lte": radius_km})
    return placed.filter(near)


def _distance_km(latitude: float, longitude: float) -> Any:
    """As `distance_km`, by the database."""
    upward = Power(Sin(Radians(F("latitude") - Value(latitude)) / 2), 2)
    across = Power(Sin(Radians(F("longitude") - Value(longitude)) / 2), 2)
    half = upward + Cos(Radians(Value(latitude))) * Cos(Radians(F("latitude"))) * across
    return 2 * EARTH_RADIUS_KM * ASin(Sqrt(half))
