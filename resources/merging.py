"""Two entries made one: which stays, value by value, and what moves with it. All of it, or nothing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from resources.enums import EditorialStatus, HoursSource
from resources.models import (
    ContactPoint,
    NotDuplicates,
    ProfessionalDetails,
    PublicIdAlias,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceTranslation,
    SourceRecord,
)
from resources.models.location import forget_what_was_said
from resources.models.service import FACTS, validate_publishable
from resources.validators import digits

# What an agent chooses between; the rest stays as the kept entry says.
CHOSEN_FIELDS = (
    "organization", "kind", "name", "neutral_title", "summary", "what_happens", "eligibility", "main_need", *FACTS,
    "source_name", "source_url", "source_date", "editor_note",
)  # fmt: skip
# Moved by a rule of their own, or left where its sentences are (a translation); every other row simply follows.
MOVED_APART = (
    ContactPoint, ServiceArea, ServiceAtLocation, ServiceTranslation, ProfessionalDetails, PublicIdAlias, NotDuplicates,
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A field on which two entries do not say the same."""

    name: str
    label: str
    kept: str
    other: str

    @property
    def takes_other(self) -> bool:
        """Nothing is chosen against a value."""
        return not self.kept


def differences(kept: Service, other: Service) -> list[Difference]:
    found = []
    for name in CHOSEN_FIELDS:
        field = Service._meta.get_field(name)
        if getattr(kept, field.attname) != getattr(other, field.attname):
            label = str(field.verbose_name)
            found.append(Difference(name, label[:1].upper() + label[1:], _shown(kept, name), _shown(other, name)))
    return found


def _shown(service: Service, name: str) -> str:
    display = getattr(service, f"get_{name}_display", None)
    value = display() if display else getattr(service, name)
    return str(value or "")


def refuse_merge(kept: Service, other: Service) -> None:
    """Raises ValidationError when the two cannot become one without harm."""
    if kept.pk == other.pk:
        raise ValidationError("Choisissez deux fiches différentes.")
    if kept.serves != other.serves:
        raise ValidationError(
            "Ces fiches ne s’adressent pas aux mêmes personnes : elles ne se mélangent jamais. Si c’est une erreur, "
            "corrigez d’abord « s’adresse à »."
        )
    if EditorialStatus.ARCHIVED in (kept.status, other.status):
        raise ValidationError("Une de ces fiches est archivée : remettez-la d’abord en brouillon.")
    secret, known = _holds(kept, other, confidential=True), _holds(kept, other, confidential=False)
    if secret and known and secret != known:
        raise ValidationError(
            "L’une a une adresse secrète, l’autre une adresse connue : les réunir pourrait trahir la première."
        )


def _holds(kept, other, *, confidential: bool) -> set:
    ways_in = ServiceAtLocation.objects.filter(service__in=[kept, other], location__confidential=confidential)
    return set(ways_in.values_list("service_id", flat=True))


def merge(kept_id, other_id, *, taken=()) -> Service:
    """Move into the kept entry what the other holds; `taken` names the fields whose value is the other's.

    The other is archived, and its address leads to the kept one. Raises ValidationError, and changes nothing.
    """
    with transaction.atomic():
        locked = Service.objects.select_for_update().order_by("pk").in_bulk([kept_id, other_id])
        if len(locked) < 2:
            raise ValidationError("Une de ces fiches n’existe plus.")
        kept, other = locked[kept_id], locked[other_id]
        refuse_merge(kept, other)
        for name in taken:
            if name in CHOSEN_FIELDS:
                setattr(kept, name, getattr(other, name))
        kept.full_clean()
        _forget_places(kept, other)
        _move_lists(kept, other)
        _move_ways_in(kept, other)
        _move_contacts(other.contacts.all(), kept.contacts.all(), service=kept)
        _move_professional(kept, other)
        _move_the_rest(kept, other)
        _move_records(kept, other)
        other.status = EditorialStatus.ARCHIVED
        other.save()
        kept.save()
        if kept.status == EditorialStatus.PUBLISHED:
            validate_publishable(kept, areas=kept.areas.all())
        PublicIdAlias.objects.filter(service=other).update(service=kept)
        PublicIdAlias.objects.update_or_create(alias=other, defaults={"service": kept})
        NotDuplicates.objects.filter(Q(first=other) | Q(second=other)).delete()
        Service.objects.filter(pk__in=[kept.pk, other.pk]).refresh_search()
    return kept


def _forget_places(kept, other) -> None:
    """What was said of an entry that had no known place may tell where the other, which is secret, is."""
    secret = _holds(kept, other, confidential=True)
    if secret and secret != {kept.pk, other.pk}:
        forget_what_was_said(Service.objects.filter(pk__in=[kept.pk, other.pk]).exclude(pk__in=secret))


def _move_lists(kept, other) -> None:
    kept.needs.add(*other.needs.all())
    kept.audiences.add(*other.audiences.all())
    there = set(kept.areas.values_list("kind", "code"))
    for area in other.areas.all():
        if (area.kind, area.code) not in there:
            area.service = kept
            area.save()


def _move_ways_in(kept, other) -> None:
    """The same desk is not shown twice: its numbers, closures, and hours if they were unknown, join the kept one."""
    there = {(one.channel, one.location_id, one.label): one for one in kept.ways_in.all()}
    position = len(there)
    for way_in in other.ways_in.all():
        same = there.get((way_in.channel, way_in.location_id, way_in.label))
        if same is None:
            way_in.service, way_in.position = kept, position
            way_in.save()
            position += 1
            continue
        _move_contacts(way_in.contacts.all(), same.contacts.all(), way_in=same)
        if same.hours_source == HoursSource.UNKNOWN and way_in.hours_source != HoursSource.UNKNOWN:
            same.opening_rules.all().delete()
            _give(way_in.opening_rules.all(), way_in=same)
            same.hours_source = way_in.hours_source
            same.save()
        known = {one.as_override() for one in same.exceptions.all()}
        _give([one for one in way_in.exceptions.all() if one.as_override() not in known], way_in=same)


def _move_contacts(contacts, there, **owner) -> None:
    """A number already there is not written twice; it stays with the archived entry."""
    known = {_address(one) for one in there}
    position = len(known)
    for contact in contacts:
        if _address(contact) not in known:
            contact.position = position
            position += 1
            _give([contact], **owner)


def _address(contact) -> tuple[str, str]:
    return contact.kind, digits(contact.value) or contact.value


def _give(rows, **owner) -> None:
    for row in rows:
        for name, value in owner.items():
            setattr(row, name, value)
        row.save()


def _move_professional(kept, other) -> None:
    """Contacts follow; texts fill what the kept entry does not say."""
    mine, its = (ProfessionalDetails.objects.filter(service=one).first() for one in (kept, other))
    if its is None:
        return
    if mine is None:
        _give([its], service=kept)
        return
    for name in ("how_to_refer", "conditions", "delay", "notes"):
        setattr(mine, name, getattr(mine, name) or getattr(its, name))
    mine.save()
    _give(its.contacts.all(), details=mine)


def _move_the_rest(kept, other) -> None:
    """Verifications, reports, the needs it answers, whatever else names the entry, now or later."""
    for field in _fields_to_entry():
        _give(field.model._base_manager.filter(**{field.name: other}), **{field.name: kept})


def _fields_to_entry():
    for relation in Service._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        model = relation.related_model
        is_list = model._meta.auto_created
        if model not in MOVED_APART and not is_list and isinstance(relation.field, models.ForeignKey):
            yield relation.field


def _move_records(kept, other) -> None:
    """The source an entry came from follows it, unless the kept one has a record of that source."""
    label = Service._meta.label_lower
    records = SourceRecord.objects.filter(model=label)
    known = records.filter(object_id=str(kept.pk)).values("source")
    records.filter(object_id=str(other.pk)).exclude(source__in=known).update(object_id=str(kept.pk))
