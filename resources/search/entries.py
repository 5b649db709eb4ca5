"""Services with everything a page says of them, loaded in a fixed number of queries and evaluated at an instant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from resources import hours, wording
from resources.enums import (
    DIALLED_KINDS,
    LINK_KINDS,
    AreaKind,
    Channel,
    ContactKind,
    ExceptionState,
    Fact,
    OnHoliday,
    Recurrence,
    Tristate,
)
from resources.freshness import Check, Freshness, freshness
from resources.languages import is_french, named, told
from resources.models import (
    Commune,
    ContactPoint,
    Departement,
    Epci,
    Guide,
    Location,
    OpeningRule,
    Prepared,
    ScheduleException,
    Service,
    ServiceAtLocation,
    Verification,
)
from resources.next_step import NextStep, next_step
from resources.search.geometry import distance_km
from resources.search.places import place_codes

# A fact of the entry, how "no" and "yes" read, and what to ask about when nobody knows.
FACTS = (
    (
        "complaint_required",
        (_("Pas besoin d’avoir porté plainte."), _("Après avoir porté plainte.")),
        _("faut-il une plainte"),
    ),
    ("free_of_charge", (_("Ce n’est pas gratuit."), _("Gratuit.")), _("le prix")),
    (
        "papers_required",
        (_("Pas besoin de papiers d’identité."), _("Apportez une pièce d’identité.")),
        _("les papiers"),
    ),
    (
        "children_welcome",
        (_("Venez sans les enfants."), _("Vous pouvez venir avec vos enfants.")),
        _("les enfants"),
    ),
    ("animals_welcome", (_("Les animaux ne sont pas acceptés."), _("Les animaux sont acceptés.")), _("les animaux")),
    (
        "companion_welcome",
        (_("Venez sans personne d’autre."), _("Quelqu’un peut vous accompagner.")),
        _("être accompagnée"),
    ),
    (
        "urgent_welcome",
        (_("Ne reçoit pas en urgence."), _("Reçoit en urgence, le jour même.")),
        _("l’accueil en urgence"),
    ),
)
DATES_SHOWN = 3
# « Du lundi au vendredi, 9 h–12 h » and the afternoon.
FEW_SENTENCES = 2
EXCEPTIONS_AHEAD = timedelta(days=60)
STAMPS = ("created_at", "updated_at")
# Nobody brings a child or a pet to a telephone line.
ON_SITE_FACTS = ("papers_required", "children_welcome", "animals_welcome", "companion_welcome", "urgent_welcome")


@dataclass(frozen=True)
class WayIn:
    """One way in, its contacts, and its state at the instant of the page."""

    row: ServiceAtLocation
    contacts: list[ContactPoint]
    timetable: hours.Timetable
    status: hours.Status
    distance: float | None
    at: datetime
    doubtful_hours: bool

    @property
    def location(self) -> Location | None:
        return self.row.location

    @cached_property
    def sentences(self) -> list[str]:
        """Its rules, read aloud."""
        return [wording.rule_sentence(rule) for rule in self.timetable.rules]

    @cached_property
    def next_dates(self) -> list[str]:
        """The next moments it receives; none for what never closes."""
        coming = islice(hours.next_openings(self.timetable, self.at), DATES_SHOWN)
        return [wording.opening_date(stretch, self.at.date()) for stretch in coming]

    @cached_property
    def paper_dates(self) -> list[str]:
        """The same moments, as they are written on paper."""
        coming = islice(hours.next_openings(self.timetable, self.at), DATES_SHOWN)
        return [wording.paper_date(stretch) for stretch in coming]

    @cached_property
    def coming_exceptions(self) -> list[str]:
        """Closures and openings of the days to come."""
        today = self.at.date()
        return [
            wording.override_sentence(one)
            for one in self.timetable.overrides
            if one.last >= today and one.first <= today + EXCEPTIONS_AHEAD
        ]

    @cached_property
    def every_week_alike(self) -> bool:
        """Its rules read aloud say every date to come, save what closes."""
        return all(
            rule.recurrence == Recurrence.WEEKLY
            and rule.in_school_holidays == OnHoliday.HELD
            and not (rule.valid_from or rule.valid_to)
            for rule in self.timetable.rules
        )

    @property
    def told_in_a_line(self) -> bool:
        """A table of the week would only say it again."""
        return self.every_week_alike and len(self.sentences) <= FEW_SENTENCES and not self.coming_exceptions

    @property
    def always(self) -> bool:
        """Open now and for ever, as far as the rules say."""
        return self.status.state is hours.State.OPEN and self.status.until is None

    @property
    def remote(self) -> bool:
        return self.row.channel != Channel.ON_SITE


@dataclass(frozen=True)
class Entry:
    """A service as it is shown: nothing here needs another query."""

    service: Service
    ways: list[WayIn]
    contacts: list[ContactPoint]
    organization_contacts: list[ContactPoint]
    line: ContactPoint | None
    freshness: Freshness
    at: datetime

    # In the language of the page; what nobody translated is French, and says so (`languages`).

    @cached_property
    def name(self) -> str:
        return named(self.service.name, self.service.said("name"))

    @cached_property
    def neutral_title(self) -> str:
        """For a title, where nothing can say in which language it is."""
        return self.service.said("neutral_title") or self.service.neutral_title

    @cached_property
    def summary(self) -> str:
        return told(self.service.summary, self.service.said("summary"))

    @cached_property
    def what_happens(self) -> str:
        return told(self.service.what_happens, self.service.said("what_happens"))

    @cached_property
    def eligibility(self) -> str:
        return told(self.service.eligibility, self.service.said("eligibility"))

    @property
    def other_kind(self) -> str:
        """The sort of service, beside a name that is not in the language of the page."""
        return "" if is_french() or self.service.said("name") else self.service.get_kind_display()

    @property
    def organization_name(self) -> str:
        return named(self.service.organization.short_name or self.service.organization.name)

    @cached_property
    def status(self) -> hours.Status:
        return hours.best(way.status for way in self.ways)

    @cached_property
    def remote(self) -> bool:
        return all(way.remote for way in self.ways)

    @cached_property
    def distance(self) -> float | None:
        """Kilometres from the reader's commune to the nearest place; None when nothing is on site, or secret."""
        return min((way.distance for way in self.ways if way.distance is not None), default=None)

    @cached_property
    def place_name(self) -> str:
        """The commune of the nearest place; empty when nothing is on site, or secret."""
        places = [way for way in self.ways if way.location and way.location.commune]
        nearest = min(places, key=lambda way: (way.distance is None, way.distance or 0.0), default=None)
        return nearest.location.commune.name if nearest and nearest.location and nearest.location.commune else ""

    @cached_property
    def on_calendar(self) -> bool:
        """Some way in has dates worth following."""
        return any(way.timetable.known and not way.always for way in self.ways)

    @cached_property
    def caption(self) -> str:
        """The name without the number it begins with, to stand beside that number."""
        number, comma, rest = self.name.partition(", ")
        return type(self.name)(rest[:1].upper() + rest[1:]) if comma and number[:1].isdigit() else self.name

    @cached_property
    def suspended(self) -> bool:
        until = self.service.suspended_until
        return until is not None and self.at.date() <= until

    @cached_property
    def known_facts(self) -> list[str]:
        return [str(words) for value, words, asked in self._facts if value != Tristate.UNKNOWN]

    @cached_property
    def unknown_facts(self) -> list[str]:
        return [str(asked) for value, words, asked in self._facts if value == Tristate.UNKNOWN]

    @property
    def _facts(self) -> list[tuple[str, Any, Any]]:
        """(value, what is known in words, what to ask when it is not)."""
        return [
            (value, known_words[value == Tristate.YES], asked)
            for name, known_words, asked in FACTS
            if not (self.remote and name in ON_SITE_FACTS)
            for value in [getattr(self.service, name)]
        ]

    @cached_property
    def own_contacts(self) -> list[ContactPoint]:
        return [*self.contacts, *(contact for way in self.ways for contact in way.contacts)]

    @cached_property
    def phones(self) -> list[ContactPoint]:
        return [contact for contact in self.own_contacts if contact.kind in DIALLED_KINDS]

    @cached_property
    def links(self) -> list[ContactPoint]:
        """Addresses to open. E-mail is not among them: what is sent stays in a mailbox."""
        return [contact for contact in self.own_contacts if contact.kind in LINK_KINDS]

    @cached_property
    def next_step(self) -> NextStep:
        return next_step(own=self.own_contacts, organization=self.organization_contacts, line=self.line)

    @cached_property
    def doubtful_hours(self) -> bool:
        return self.freshness.doubts(Fact.HOURS)

    @cached_property
    def doubtful_phone(self) -> bool:
        return self.freshness.doubts(Fact.PHONE)

    @cached_property
    def doubtful_place(self) -> bool:
        return self.freshness.doubts(Fact.PLACE)


@cache
def _services_said_in(language: str) -> Prepared[Service]:
    return Prepared(lambda ids: Service.objects.for_list(language).filter(pk__in=ids), UUID)


def _of_owners(model: type[OpeningRule] | type[ScheduleException]) -> Prepared[Any]:
    """Of ways in, and of places."""

    def owned(ways: list[UUID], places: list[UUID]) -> QuerySet[Any]:
        return model._default_manager.defer(*STAMPS).filter(Q(way_in__in=ways) | Q(location__in=places))

    return Prepared(owned, UUID, UUID)


def _contacts_of(services: list[UUID], organizations: list[UUID], ways: list[UUID]) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.defer(*STAMPS).filter(
        Q(service__in=services) | Q(organization__in=organizations) | Q(way_in__in=ways)
    )


def _checks_of(services: Iterable[Any]) -> QuerySet[Verification, tuple[Any, ...]]:
    """As little of them as freshness reads."""
    rows = Verification.objects.filter(service__in=services).order_by()
    return rows.values_list("service", "fact", "outcome", "on", "precision", "created_at")


WAYS_IN = Prepared(lambda services: ServiceAtLocation.objects.for_list().filter(service__in=services), UUID)
OPENING_RULES, EXCEPTIONS = _of_owners(OpeningRule), _of_owners(ScheduleException)
CONTACTS = Prepared(_contacts_of, UUID, UUID, UUID)
CHECKS = Prepared(_checks_of, UUID)


def load_entries(ids: Sequence[UUID], *, at: datetime, commune: Commune | None = None) -> list[Entry]:
    """Entries in the order of `ids`, whatever their number in six queries. Unknown ids are left out."""
    if not ids:
        return []
    services = {service.pk: service for service in _services_said_in(get_language())(ids)}
    rows = WAYS_IN(services)
    ways_of = grouped(rows, "service_id")
    way_ids, places = [way.pk for way in rows], {way.location_id for way in rows if way.location_id}
    rules = _by_owner(OPENING_RULES(way_ids, places))
    exceptions = _by_owner(EXCEPTIONS(way_ids, places))
    contacts = _contacts(services.values(), way_ids)
    checks = _by_service(CHECKS(services))
    trusts = {pk: _freshness(service, checks[pk], at) for pk, service in services.items()}

    def way_in(way: ServiceAtLocation) -> WayIn:
        timetable = way.timetable_from(
            rules=rules[way.pk],
            exceptions=exceptions[way.pk],
            place_rules=rules[way.location_id],
            place_exceptions=exceptions[way.location_id],
        )
        timetable = _with_suspension(timetable, services[way.service_id], at)
        return WayIn(
            way,
            contacts[way.pk],
            timetable,
            hours.status(timetable, at),
            _distance(way.location, commune),
            at,
            trusts[way.service_id].doubts(Fact.HOURS),
        )

    def entry(service: Service) -> Entry:
        need = service.main_need
        dialled = [one for one in contacts[need.line_id] if one.kind == ContactKind.PHONE] if need else []
        return Entry(
            service=service,
            ways=[way_in(way) for way in ways_of[service.pk]],
            contacts=contacts[service.pk],
            organization_contacts=contacts[service.organization_id],
            line=dialled[0] if dialled and need and need.line_id != service.pk else None,
            freshness=trusts[service.pk],
            at=at,
        )

    return [entry(services[pk]) for pk in ids if pk in services]


def _contacts(services: Iterable[Service], way_ids: Iterable[UUID]) -> dict[Any, list[ContactPoint]]:
    """Contacts by the id of their owner, those of the needs' lines included."""
    owners = {pk for service in services for pk in (service.pk, service.main_need and service.main_need.line_id) if pk}
    organizations = {service.organization_id for service in services}
    by_owner = defaultdict(list)
    for contact in CONTACTS(owners, organizations, way_ids):
        by_owner[contact.service_id or contact.way_in_id or contact.organization_id].append(contact)
    return by_owner


def _by_owner(rows: Iterable[OpeningRule | ScheduleException]) -> dict[Any, list[Any]]:
    """Rules or exceptions by the id of the way in or of the location that owns them."""
    by_owner: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        by_owner[row.way_in_id or row.location_id].append(row)
    return by_owner


def grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    """Rows by the value of one attribute; a value nobody has gives an empty list."""
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _with_suspension(timetable: hours.Timetable, service: Service, at: datetime) -> hours.Timetable:
    """A suspended entry receives nobody: badge, filter, agenda and calendars learn it as any closure."""
    until = service.suspended_until
    if until is None or until < at.date():
        return timetable
    suspension = hours.Override(at.date(), until, ExceptionState.CLOSED, reason="suspendu")
    return replace(timetable, overrides=(*timetable.overrides, suspension))


def _distance(location: Location | None, commune: Commune | None) -> float | None:
    if location is None or commune is None or location.point is None:
        return None
    return distance_km(commune.point, location.point)


def checks_of(services: Iterable[Any]) -> dict[UUID, list[Check]]:
    """Every check of each service."""
    return _by_service(_checks_of(services))


def _by_service(checks: Iterable[tuple[Any, ...]]) -> dict[UUID, list[Check]]:
    by_service: dict[UUID, list[Check]] = defaultdict(list)
    for pk, *said in checks:
        by_service[pk].append(Check(*said))
    return by_service


def _freshness(service: Service, checks: list[Check], at: datetime) -> Freshness:
    return freshness(checks, interval_months=service.review_interval, today=at.date())


def entry_page(
    service: Service, *, at: datetime, commune: Commune | None = None, preview: bool = False
) -> dict[str, Any]:
    """The context of an entry's page. `preview`: shown to staff before it is published."""
    entry = load_entries([service.pk], at=at, commune=commune)[0]
    monday = at.date() - timedelta(days=at.weekday())
    weeks = {way.row.pk: hours.week(way.timetable, monday) for way in entry.ways if way.timetable.known}
    return {
        "entry": entry,
        "service": entry.service,
        "commune": commune,
        "commune_code": place_codes([commune])[commune.insee] if commune else "",
        "areas": area_names(service),
        "weeks": weeks,
        "guides": list(Guide.objects.published().said_in(get_language()).filter(needs__services=service).distinct()),
        "preview": preview,
        "at": at,
    }


def area_names(service: Service) -> list[str]:
    """The names of the areas a service covers, widest first."""
    codes = grouped(service.areas.all(), "kind")
    names: list[str] = [gettext("toute la France")] if codes[AreaKind.COUNTRY] else []
    tables: list[tuple[str, type[Model]]] = [
        (AreaKind.DEPARTEMENT, Departement),
        (AreaKind.EPCI, Epci),
        (AreaKind.COMMUNE, Commune),
    ]
    for kind, model in tables:
        wanted = [area.code for area in codes[kind]]
        if wanted:
            found = model._default_manager.in_bulk(wanted)
            names += [str(getattr(found.get(code), "name", code)) for code in wanted]
    return names
