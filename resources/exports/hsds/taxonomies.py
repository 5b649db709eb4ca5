"""Our lists as HSDS taxonomies: needs, audiences, kinds of services, whom they serve."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from resources.enums import Serves, ServiceKind
from resources.exports.hsds.objects import Object, derived, filled
from resources.exports.published import Published
from resources.models import Audience, Need, Service

LANGUAGE = "fr"


@dataclass(frozen=True)
class Taxonomy:
    """`model` holds the terms, else `choices`; `field` is what an entry has of them."""

    slug: str
    name: str
    description: str
    field: str
    model: type[Need] | type[Audience] | None = None
    choices: Any = ()

    @property
    def id(self) -> str:
        return derived("taxonomy", self.slug)

    def written(self) -> Object:
        return filled(id=self.id, name=self.name, description=self.description, version="1")

    def choice_term(self, value: str) -> Object:
        return self._term(self.choice_id(value), value, str(dict(self.choices)[value]))

    def choice_id(self, value: str) -> str:
        return derived("term", self.slug, value)

    def row_term(self, row: Any) -> Object:
        return self._term(str(row.pk), row.slug, row.name, getattr(row, "sentence", ""))

    def _term(self, identifier: str, code: str, name: str, description: str = "") -> Object:
        return filled(
            id=identifier,
            code=code,
            name=name,
            description=description or name,
            taxonomy=self.name,
            taxonomy_id=self.id,
            taxonomy_detail=self.written(),
            language=LANGUAGE,
        )

    def terms(self) -> Iterator[Object]:
        if self.model is None:
            yield from (self.choice_term(value) for value, _ in self.choices)
        else:
            yield from (self.row_term(row) for row in self.model.objects.all())

    @property
    def asked(self) -> Q:
        """Entries that have any of its terms."""
        return Q(pk__in=_linked(self.field, {})) if self.model else Q()

    def asked_term(self, identifier: UUID) -> Q:
        if self.model:
            return Q(pk__in=_linked(self.field, {self.field[:-1]: identifier}))
        values = [value for value, _ in self.choices if self.choice_id(value) == str(identifier)]
        return Q(**{f"{self.field}__in": values})


NEEDS = Taxonomy("besoins", "Besoins", "Ce dont la personne a besoin, dit par elle.", "needs", Need)
AUDIENCES = Taxonomy("publics", "Publics", "À qui le service s’adresse.", "audiences", Audience)
KINDS = Taxonomy("sortes", "Sortes de services", "Ce qu’est le service.", "kind", choices=ServiceKind.choices)
SERVED = Taxonomy(
    "destinataires",
    "Destinataires",
    "Personnes qui subissent, ou personnes qui craignent leurs propres gestes : ne les mêlez jamais dans une liste.",
    "serves",
    choices=Serves.choices,
)
TAXONOMIES = (NEEDS, AUDIENCES, KINDS, SERVED)


def attributes(entry: Published) -> list[Object]:
    """The terms of an entry."""
    service = entry.service
    terms = [
        *(NEEDS.row_term(need) for need in service.needs.all()),
        *(AUDIENCES.row_term(audience) for audience in service.audiences.all()),
        KINDS.choice_term(service.kind),
        SERVED.choice_term(service.serves),
    ]
    return [
        filled(
            id=derived("attribute", service.pk, term["id"]),
            link_id=service.pk,
            link_entity="service",
            taxonomy_term_id=term["id"],
            taxonomy_term=term,
        )
        for term in terms
    ]


def with_term(identifier: UUID) -> Q:
    """Condition on entries: they have this term. One nobody has is no error: nothing answers it."""
    asked = Q(pk__in=[])
    for taxonomy in TAXONOMIES:
        asked |= taxonomy.asked_term(identifier)
    return asked


def with_taxonomy(identifier: UUID) -> Q:
    """Condition on entries: they have a term of this taxonomy."""
    return next((one.asked for one in TAXONOMIES if one.id == str(identifier)), Q(pk__in=[]))


def _linked(field: str, values: dict[str, Any]):
    return Service._meta.get_field(field).remote_field.through._base_manager.filter(**values).values("service")
