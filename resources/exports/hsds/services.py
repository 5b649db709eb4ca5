"""Entries and structures as HSDS services and organizations, in brief and in full."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from resources.enums import Tristate
from resources.exports.hsds.objects import Object, derived, filled, web_address
from resources.exports.hsds.taxonomies import attributes
from resources.exports.hsds.ways_in import (
    application_process,
    basic_way_in,
    full_way_in,
    languages,
    modified,
    phones,
    public_location,
)
from resources.exports.published import Published, Way, is_suspended, shown
from resources.models import ContactPoint, Organization, Service

FEES = {Tristate.YES: "Gratuit.", Tristate.NO: "Ce n’est pas gratuit."}
PAGE_LABEL = "Fiche dans l’annuaire"


def minimal_service(service: Service, changed: datetime, *, at: datetime) -> Object:
    """Enough to know what to ask again. The standard wants a name and a status wherever a service stands."""
    return _named(service, at) | {"last_modified": modified(changed), "modified_date": modified(changed)}


def basic_names(entry: Published) -> Object:
    """A service named by something else."""
    return _named(entry.service, entry.at)


def _named(service: Service, at: datetime) -> Object:
    status = "temporarily closed" if is_suspended(service, at.date()) else "active"
    return {"id": str(service.pk), "name": service.name, "status": status}


def basic_service(entry: Published) -> Object:
    """The row of a list: what has one value."""
    service = entry.service
    checked = entry.freshness.checked
    return basic_names(entry) | filled(
        organization_id=service.organization_id,
        alternate_name=service.neutral_title if service.neutral_title != service.name else "",
        description="\n\n".join(filter(None, (service.summary, service.what_happens))),
        url=next((web_address(one.value) for one in entry.links), ""),
        application_process=application_process(entry.ways),
        fees_description=FEES.get(Tristate(service.free_of_charge), ""),
        eligibility_description=" ".join(filter(None, (service.eligibility, *_facts(entry)))),
        # The standard wants a day: the first of the month or of the year, when no more is known.
        assured_date=checked.on.isoformat() if checked else "",
        alert=" ".join(entry.warnings),
        last_modified=modified(entry.modified),
        organization=brief_organization(service.organization),
    )


def full_service(entry: Published, *, site: str, parents: set[UUID]) -> Object:
    """All that is known. `site` is our own address; `parents` are the structures the public may see."""
    service = entry.service
    return basic_service(entry) | filled(
        additional_urls=_urls(entry, site),
        phones=phones(entry.contacts),
        service_areas=[
            filled(
                id=area.pk,
                name=name,
                description=_area_words(area.get_kind_display().capitalize(), name),
                extent=area.code,
                extent_type="text",
            )
            for area, name in entry.areas
        ],
        service_at_locations=[full_way_in(way, entry) for way in entry.ways],
        languages=_languages(service.pk, entry.own_contacts),
        organization=full_structure(entry, parents),
        cost_options=_costs(entry),
        required_documents=_documents(entry),
        attributes=attributes(entry),
    )


def service_at_location(way: Way, entry: Published, *, full: bool) -> Object:
    written = full_way_in(way, entry) if full else basic_way_in(way)
    return written | {"service": basic_service(entry)}


def brief_organization(organization: Organization) -> Object:
    """The row of a list. Its kind stands for a description nobody wrote: the standard wants one."""
    return filled(
        id=organization.pk,
        name=organization.name,
        alternate_name=organization.short_name,
        description=organization.description or organization.get_kind_display().capitalize(),
        website=web_address(organization.website),
    )


def full_structure(entry: Published, parents: set[UUID]) -> Object:
    return _structure(entry.service.organization, entry.organization_contacts, parents)


def full_organization(
    organization: Organization, entries: list[Published], *, site: str, parents: set[UUID], full_services: bool
) -> Object:
    """With its published services, in brief or in full, and the places where they receive."""
    places = {way.place.pk: way.place for entry in entries for way in entry.ways if way.place}
    contacts = shown(organization.contacts.all())
    return _structure(organization, contacts, parents) | filled(
        locations=[public_location(place) for place in places.values()],
        services=[
            full_service(entry, site=site, parents=parents) if full_services else basic_names(entry)
            for entry in entries
        ],
    )


def _structure(organization: Organization, contacts: list[ContactPoint], parents: set[UUID]) -> Object:
    parent = organization.parent_id if organization.parent_id in parents else None
    return brief_organization(organization) | filled(
        parent_organization_id=parent,
        phones=phones(contacts),
        organization_identifiers=[
            filled(
                id=derived("siret", organization.pk),
                organization_id=organization.pk,
                identifier_type="SIRET",
                identifier=organization.siret,
            )
        ]
        if organization.siret
        else [],
    )


def _area_words(kind: str, name: str) -> str:
    return name if kind == name else f"{kind} : {name}"


def _facts(entry: Published) -> list[str]:
    """Known facts that have no field of their own in the standard."""
    elsewhere = set(FEES.values()) | {"Gratuit.", "Ce n’est pas gratuit."}
    return [fact for fact in entry.known_facts if fact not in elsewhere]


def _urls(entry: Published, site: str) -> list[Object]:
    own = [
        filled(id=one.pk, label=one.label or one.get_kind_display().capitalize(), url=web_address(one.value))
        for one in entry.links
    ]
    page = f"{site}{entry.service.get_absolute_url()}"
    return [*own, filled(id=derived("page", entry.service.pk), label=PAGE_LABEL, url=page)]


def _languages(owner: UUID, contacts: Iterable[ContactPoint]) -> list[Object]:
    spoken = {one["code"]: one["name"] for contact in contacts for one in languages(contact)}
    return [filled(id=derived("language", owner, code), name=name, code=code) for code, name in spoken.items()]


def _costs(entry: Published) -> list[Object]:
    if entry.service.free_of_charge != Tristate.YES:
        return []
    return [{"id": derived("cost", entry.service.pk), "option": "Gratuit", "amount": 0, "currency": "EUR"}]


def _documents(entry: Published) -> list[Object]:
    if entry.service.papers_required != Tristate.YES or entry.remote:
        return []
    return [filled(id=derived("document", entry.service.pk), document="Pièce d’identité")]
