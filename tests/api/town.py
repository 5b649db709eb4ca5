"""A few entries in which every fact of the model takes each of its values, and a town of any number of them."""

import random
from datetime import date, time

from resources import enums
from resources.models import ServiceAtLocation
from resources.models.timetable import mask_of_days, mask_of_ranks
from tests.factories import (
    AudienceFactory,
    CommuneFactory,
    ContactPointFactory,
    EpciFactory,
    LanguageFactory,
    LineFactory,
    LocationFactory,
    NeedFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
)

RHYTHMS = [
    {},
    {"start": None, "end": None},
    {"start": time(22), "end": time(2)},
    {"recurrence": "odd", "weekdays": mask_of_days([2])},
    {"recurrence": "even", "weekdays": mask_of_days([2])},
    {"recurrence": "every_n", "interval": 3, "anchor": date(2026, 11, 25), "weekdays": mask_of_days([1, 4])},
    {"recurrence": "nth", "nth_weekdays": mask_of_ranks([1, 3, -1]), "weekdays": mask_of_days([1])},
    {"valid_from": date(2026, 9, 1), "valid_to": date(2027, 6, 30), "access": "appointment"},
    {"on_public_holidays": "unknown", "in_school_holidays": "not_held", "access": "phone"},
]


def every_kind_of_entry():
    """Among them a line, a secret place, a suspended entry, one that nothing is known of."""
    civray = CommuneFactory(civray=True, epci=EpciFactory(code="248600447", name="Civraisien"))
    above = OrganizationFactory(kind="departement", name="Département", siret="22860001400017")
    ServiceFactory(published=True, organization=above)
    entry = ServiceFactory(
        published=True,
        organization=OrganizationFactory(
            parent=above, short_name="AS", description="Une association.", website="https://exemple.fr/à-propos"
        ),
        name="Permanence d’écoute",
        what_happens="Quelqu’un vous reçoit.",
        eligibility="Pour toutes.",
        complaint_required="no",
        free_of_charge="yes",
        papers_required="yes",
        children_welcome="no",
        animals_welcome="yes",
        companion_welcome="yes",
        audiences=[AudienceFactory(slug="femmes", name="Femmes")],
        needs=[NeedFactory(slug="proteger", name="Me protéger"), NeedFactory(slug="parler", name="Parler")],
        areas=[("commune", "86078"), ("epci", "248600447"), ("departement", "86"), ("region", "75"), ("country", "FR")],
    )
    place = LocationFactory(
        organization=entry.organization,
        with_point=True,
        commune=civray,
        complement="Au premier étage",
        postal_code="86400",
        step_free="no",
        transport="Bus 2.",
    )
    for rhythm in RHYTHMS:
        way = ServiceAtLocationFactory(service=entry, location=place, hours_source="own", access="walk_in")
        OpeningRuleFactory(way_in=way, **rhythm)
    ScheduleExceptionFactory(location=place, first_day=date(2027, 1, 4), last_day=date(2027, 1, 8))
    ScheduleExceptionFactory(way_in=way, first_day=date(2027, 1, 20), opening=True, reason="")
    ScheduleExceptionFactory(way_in=way, first_day=date(2027, 1, 21), opening=True, state="appointment")
    ServiceAtLocationFactory(service=entry, location=LocationFactory(organization=above, street="", postal_code=""))
    number = {"label": "Accueil", "note": "Laissez sonner.", "free": "yes", "on_bill": "no", "deaf_access": "yes"}
    ContactPointFactory(service=entry, anonymous="yes", languages=[LanguageFactory()], **number)
    ContactPointFactory(service=entry, kind="sms", value="114", free="no", on_bill="yes")
    ContactPointFactory(service=entry, kind="chat", value="https://exemple.fr/tchat?a=é", label="Le tchat")
    ContactPointFactory(service=entry, mail=True)
    ContactPointFactory(organization=above, value="05 49 00 00 02")
    ContactPointFactory(way_in=way, value="05 49 00 00 03")
    VerificationFactory(service=entry, on=date(2026, 11, 1))
    VerificationFactory(service=entry, fact="phone", outcome="doubtful", on=date(2026, 11, 2))
    secret = ServiceFactory(published=True, kind="hebergement", suspended=True, free_of_charge="no")
    ServiceAtLocationFactory(service=secret, office_hours=True, location=LocationFactory(confidential_site=True))
    VerificationFactory(service=secret, on=date(2024, 5, 1), precision="month")
    LineFactory(name="3919, violences femmes info")
    ServiceFactory(published=True, for_perpetrators=True, suspended=True)
    return entry


def many(count, seed=86):
    """So many entries made of random parts, their hours and places among them."""
    dice = random.Random(seed)
    commune = CommuneFactory(poitiers=True)
    organizations = OrganizationFactory.create_batch(max(1, count // 20))
    for _ in range(count):
        service = ServiceFactory(
            published=True,
            organization=dice.choice(organizations),
            kind=dice.choice(enums.ServiceKind.values),
            serves=dice.choice(enums.Serves.values),
            free_of_charge=dice.choice(enums.Tristate.values),
            papers_required=dice.choice(enums.Tristate.values),
            what_happens=dice.choice(["", "On vous écoute.\nOn vous explique."]),
        )
        for _ in range(dice.randrange(3)):
            secret = dice.random() < 0.2
            place = LocationFactory(
                organization=service.organization,
                confidential_site=secret,
                **({} if secret else {"commune": commune, "street": dice.choice(["", "2 rue du Pont"])}),
            )
            way = ServiceAtLocationFactory(service=service, location=place, hours_source="own")
            for _ in range(dice.randrange(3)):
                OpeningRuleFactory(way_in=way, **dice.choice(RHYTHMS))
        if dice.random() < 0.5:
            ContactPointFactory(service=service, kind=dice.choice(["phone", "sms"]))
    return ServiceAtLocation.objects.count()
