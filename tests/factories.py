"""One factory a model; a Trait for each common state.

ServiceFactory(published=True)                               # covers the département
ServiceFactory(published=True, areas=[("commune", "86078")])
ServiceFactory(published=True, areas=[])
LineFactory(name="3919", contacts__value="3919")             # published, answers day and night
LocationFactory(confidential_site=True)
OpeningRuleFactory(location=place)                           # Monday to Friday, 9:00 to 17:00
"""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from resources import enums, models
from resources.models.timetable import EVERY_DAY_MASK, mask_of_days, mask_of_ranks
from resources.text import fold, fold_place, sort_key

PARIS = ZoneInfo("Europe/Paris")
MONDAY_TO_FRIDAY = mask_of_days(range(5))
KNOWN_POSTAL_CODES = {"86194": ["86000"], "86066": ["86100"], "86078": ["86400"]}


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    class Params:
        staff = factory.Trait(is_staff=True)
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence("agent{}@exemple.fr".format)
    password = factory.django.Password("un long mot de passe")

    @factory.post_generation
    def organizations(self, create, extracted, **kwargs):
        if create and extracted:
            self.organizations.set(extracted)

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if create and extracted:
            self.groups.add(Group.objects.get_or_create(name=extracted)[0])


# -- Territory -------------------------------------------------------------------------------


class DepartementFactory(DjangoModelFactory):
    class Meta:
        model = models.Departement
        django_get_or_create = ["code"]

    code = "86"
    name = "Vienne"
    region_code = "75"


class EpciFactory(DjangoModelFactory):
    class Meta:
        model = models.Epci
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"24860{n:04}")
    name = factory.LazyAttribute(lambda epci: f"Intercommunalité {epci.code}")


class CommuneFactory(DjangoModelFactory):
    """With its official name. `postal_codes=["86400"]` adds those; `poitiers=True` and its like are real towns."""

    class Meta:
        model = models.Commune
        django_get_or_create = ["insee"]
        skip_postgeneration_save = True

    class Params:
        poitiers = factory.Trait(insee="86194", name="Poitiers", population=90_240, latitude=46.5846, longitude=0.3715)
        chatellerault = factory.Trait(
            insee="86066", name="Châtellerault", population=31_902, latitude=46.8156, longitude=0.5519
        )
        civray = factory.Trait(insee="86078", name="Civray", population=2_600, latitude=46.1431, longitude=0.2998)

    insee = factory.Sequence(lambda n: f"86{300 + n % 700}")
    name = factory.LazyAttribute(lambda commune: f"Commune {commune.insee}")
    departement = factory.SubFactory(DepartementFactory)
    epci = factory.SubFactory(EpciFactory)
    population = 1_000
    latitude = 46.5
    longitude = 0.5
    sort_key = factory.LazyAttribute(lambda commune: sort_key(commune.name))

    @factory.post_generation
    def names(self, create, extracted, **kwargs):
        if create and not self.names.exists():
            CommuneNameFactory(commune=self, name=self.name, kind=enums.NameKind.OFFICIAL)

    @factory.post_generation
    def postal_codes(self, create, extracted, **kwargs):
        if create:
            for code in KNOWN_POSTAL_CODES.get(self.insee, []) if extracted is None else extracted:
                PostalCodeFactory(commune=self, code=code)


class CommuneNameFactory(DjangoModelFactory):
    class Meta:
        model = models.CommuneName

    commune = factory.SubFactory(CommuneFactory)
    name = factory.Sequence("Ancien Bourg {}".format)
    kind = enums.NameKind.FORMER
    folded = factory.LazyAttribute(lambda name: fold_place(name.name))


class PostalCodeFactory(DjangoModelFactory):
    class Meta:
        model = models.PostalCode
        django_get_or_create = ["code", "commune"]

    code = "86000"
    commune = factory.SubFactory(CommuneFactory)


# -- Vocabulary ------------------------------------------------------------------------------


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = models.Need
        django_get_or_create = ["slug"]

    class Params:
        with_line = factory.Trait(line=factory.SubFactory("tests.factories.LineFactory"))

    slug = factory.Sequence("besoin-{}".format)
    name = factory.LazyAttribute(lambda need: need.slug.capitalize())
    sentence = "J’ai besoin de parler"


class AudienceFactory(DjangoModelFactory):
    class Meta:
        model = models.Audience
        django_get_or_create = ["slug"]

    slug = factory.Sequence("public-{}".format)
    name = factory.LazyAttribute(lambda audience: audience.slug.capitalize())


class SearchTermFactory(DjangoModelFactory):
    class Meta:
        model = models.SearchTerm

    class Params:
        for_audience = factory.Trait(need=None, audience=factory.SubFactory(AudienceFactory))

    text = factory.Sequence("des mots {}".format)
    folded = factory.LazyAttribute(lambda term: fold(term.text))
    need = factory.SubFactory(NeedFactory)


class LanguageFactory(DjangoModelFactory):
    class Meta:
        model = models.Language
        django_get_or_create = ["code"]

    code = "ar"
    name = "arabe"
    autonym = "العربية"


# -- Who, where, what ------------------------------------------------------------------------


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organization

    name = factory.Sequence("Structure {}".format)
    kind = enums.OrganizationKind.ASSOCIATION


class LocationFactory(DjangoModelFactory):
    class Meta:
        model = models.Location

    class Params:
        confidential_site = factory.Trait(
            confidential=True, commune=None, street="", postal_code="", latitude=None, longitude=None
        )
        with_point = factory.Trait(latitude=46.58, longitude=0.34)

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence("Lieu {}".format)
    commune = factory.SubFactory(CommuneFactory)
    street = "1 rue de l’Exemple"
    postal_code = "86000"


def cover(service, areas):
    for kind, code in areas:
        ServiceAreaFactory(service=service, kind=kind, code=code)


class ServiceFactory(DjangoModelFactory):
    """A draft with the least it can hold, or `published=True` with all that publishing asks for."""

    class Meta:
        model = models.Service
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status=enums.EditorialStatus.PUBLISHED,
            neutral_title=factory.Sequence("Permanence {}".format),
            summary="Écoute et explique les démarches.",
            source_name="Département de la Vienne",
            source_date="2026-11",
            main_need=factory.SubFactory(NeedFactory, slug="parler", name="Parler"),
        )
        suspended = factory.Trait(suspended_until=date(2026, 12, 31), suspension_message="Travaux. Appelez le 3919.")
        for_perpetrators = factory.Trait(serves=enums.Serves.PERPETRATORS, kind=enums.ServiceKind.CHANGE)

    organization = factory.SubFactory(OrganizationFactory)
    kind = enums.ServiceKind.SUPPORT
    name = factory.Sequence("Service {}".format)

    @factory.post_generation
    def needs(self, create, extracted, **kwargs):
        """The main need, unless told otherwise."""
        if create:
            self.needs.set([self.main_need] if extracted is None and self.main_need else extracted or [])

    @factory.post_generation
    def audiences(self, create, extracted, **kwargs):
        if create:
            self.audiences.set(extracted or [])

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        """Pairs (kind, code). A published entry covers the département unless told otherwise."""
        if create:
            published = self.status == enums.EditorialStatus.PUBLISHED
            default = [(enums.AreaKind.DEPARTEMENT, "86")] if published else []
            cover(self, default if extracted is None else extracted)

    @factory.post_generation
    def search(self, create, extracted, **kwargs):
        if create:
            models.Service.objects.filter(pk=self.pk).refresh_search()
            self.refresh_from_db(fields=["sort_key", "search_document"])


class LineFactory(ServiceFactory):
    """A published national line that answers day and night."""

    published = True
    kind = enums.ServiceKind.LINE
    name = factory.Sequence("Ligne {}".format)
    ways_in = factory.RelatedFactory("tests.factories.PhoneWayInFactory", "service", day_and_night=True)
    contacts = factory.RelatedFactory("tests.factories.ContactPointFactory", "service", value="3919")

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        if create:
            cover(self, [(enums.AreaKind.COUNTRY, "FR")] if extracted is None else extracted)


class ServiceAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.ServiceArea
        django_get_or_create = ["service", "kind", "code"]

    service = factory.SubFactory(ServiceFactory)
    kind = enums.AreaKind.DEPARTEMENT
    code = "86"


class PublicIdAliasFactory(DjangoModelFactory):
    """An archived entry whose address leads to a published one."""

    class Meta:
        model = models.PublicIdAlias

    alias = factory.SubFactory(ServiceFactory, status=enums.EditorialStatus.ARCHIVED)
    service = factory.SubFactory(ServiceFactory, published=True)


class NotDuplicatesFactory(DjangoModelFactory):
    class Meta:
        model = models.NotDuplicates

    # The smaller key comes first.
    first = factory.SubFactory(ServiceFactory, pk=factory.Sequence(lambda n: UUID(int=n)))
    second = factory.SubFactory(ServiceFactory)


class ServiceAtLocationFactory(DjangoModelFactory):
    """A desk. With `office_hours=True`, open Monday to Friday, 9:00 to 17:00."""

    class Meta:
        model = models.ServiceAtLocation
        skip_postgeneration_save = True

    class Params:
        office_hours = factory.Trait(
            hours_source=enums.HoursSource.OWN,
            rule=factory.RelatedFactory("tests.factories.OpeningRuleFactory", "way_in"),
        )
        day_and_night = factory.Trait(
            hours_source=enums.HoursSource.OWN,
            rule=factory.RelatedFactory("tests.factories.OpeningRuleFactory", "way_in", day_and_night=True),
        )

    service = factory.SubFactory(ServiceFactory)
    channel = enums.Channel.ON_SITE
    location = factory.SubFactory(LocationFactory, organization=factory.SelfAttribute("..service.organization"))


class PhoneWayInFactory(ServiceAtLocationFactory):
    channel = enums.Channel.PHONE
    location = None


class OpeningRuleFactory(DjangoModelFactory):
    """Monday to Friday, 9:00 to 17:00, not on public holidays. Give `location` or `way_in`; else it makes a way in."""

    class Meta:
        model = models.OpeningRule

    class Params:
        day_and_night = factory.Trait(
            weekdays=EVERY_DAY_MASK, start=None, end=None, on_public_holidays=enums.OnHoliday.HELD
        )
        by_appointment = factory.Trait(access=enums.RuleAccess.APPOINTMENT)
        first_tuesday = factory.Trait(
            weekdays=mask_of_days([1]), recurrence=enums.Recurrence.NTH, nth_weekdays=mask_of_ranks([1])
        )
        every_three_weeks = factory.Trait(recurrence=enums.Recurrence.EVERY_N, interval=3, anchor=date(2026, 11, 23))

    location = None
    way_in = factory.Maybe(
        "location",
        yes_declaration=None,
        no_declaration=factory.SubFactory(ServiceAtLocationFactory, hours_source=enums.HoursSource.OWN),
    )
    weekdays = MONDAY_TO_FRIDAY
    start = time(9)
    end = time(17)
    on_public_holidays = enums.OnHoliday.NOT_HELD


class ScheduleExceptionFactory(DjangoModelFactory):
    """Closed on Tuesday 24 November 2026. Give `location` or `way_in`; else it makes a way in."""

    class Meta:
        model = models.ScheduleException

    class Params:
        opening = factory.Trait(state=enums.ExceptionState.OPEN, start=time(18), end=time(20))

    location = None
    way_in = factory.Maybe(
        "location",
        yes_declaration=None,
        no_declaration=factory.SubFactory(ServiceAtLocationFactory, hours_source=enums.HoursSource.OWN),
    )
    first_day = date(2026, 11, 24)
    last_day = factory.SelfAttribute("first_day")
    reason = "travaux"


class ContactPointFactory(DjangoModelFactory):
    """A phone number of a service. Give `organization` or `way_in` for another owner."""

    class Meta:
        model = models.ContactPoint
        skip_postgeneration_save = True

    class Params:
        website = factory.Trait(kind=enums.ContactKind.WEBSITE, value="https://exemple.fr/")
        mail = factory.Trait(kind=enums.ContactKind.EMAIL, value="contact@exemple.fr")

    organization = None
    way_in = None
    service = factory.Maybe(
        factory.LazyAttribute(lambda contact: contact.organization or contact.way_in),
        yes_declaration=None,
        no_declaration=factory.SubFactory(ServiceFactory),
    )
    value = "05 49 00 00 00"

    @factory.post_generation
    def languages(self, create, extracted, **kwargs):
        if create and extracted:
            self.languages.set(extracted)


class VerificationFactory(DjangoModelFactory):
    class Meta:
        model = models.Verification

    service = factory.SubFactory(ServiceFactory)
    fact = enums.Fact.ALL
    outcome = enums.Outcome.CONFIRMED
    on = date(2026, 11, 1)
    method = enums.VerificationMethod.PHONE


class VerificationRequestFactory(DjangoModelFactory):
    """Sent two weeks before the noon of the tests. A link answers for `sheets`: entries as they stand."""

    class Meta:
        model = models.VerificationRequest
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    to = "contact@exemple.fr"
    sent_at = datetime(2026, 11, 10, 9, tzinfo=PARIS)
    last_sent_at = factory.SelfAttribute("sent_at")

    @factory.post_generation
    def services(self, create, extracted, **kwargs):
        if create and extracted:
            self.services.set(extracted)


class ProposedChangeFactory(DjangoModelFactory):
    """A new number for an entry, waiting to be read."""

    class Meta:
        model = models.ProposedChange

    service = factory.SubFactory(ServiceFactory, published=True)
    organization = factory.SelfAttribute("service.organization")
    correction = enums.Correction.PHONE
    old_value = "05 49 00 00 00"
    proposed = "05 49 00 00 09"
    created_at = datetime(2026, 11, 23, 15, tzinfo=PARIS)


class ChangeReportFactory(DjangoModelFactory):
    class Meta:
        model = models.ChangeReport

    service = factory.SubFactory(ServiceFactory, published=True)
    kind = enums.ReportKind.PHONE
    text = "Ce numéro ne répond plus."
    created_at = datetime(2026, 11, 23, 15, tzinfo=PARIS)


# -- Networks, professionals, pages ----------------------------------------------------------


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = models.Network
        django_get_or_create = ["slug"]

    slug = factory.Sequence("reseau-{}".format)
    name = factory.Sequence("Réseau {}".format)
    seat = factory.SubFactory(CommuneFactory)


class NetworkAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.NetworkArea

    network = factory.SubFactory(NetworkFactory)
    kind = enums.AreaKind.COMMUNE
    code = "86194"


class NetworkMemberFactory(DjangoModelFactory):
    class Meta:
        model = models.NetworkMember

    network = factory.SubFactory(NetworkFactory)
    organization = factory.SubFactory(OrganizationFactory)


class ProfessionalDetailsFactory(DjangoModelFactory):
    class Meta:
        model = models.ProfessionalDetails

    service = factory.SubFactory(ServiceFactory)
    how_to_refer = "Appeler la coordinatrice."


class ProfessionalContactFactory(DjangoModelFactory):
    """Of an entry's details, or `network=`."""

    class Meta:
        model = models.ProfessionalContact

    network = None
    details = factory.Maybe(
        "network", yes_declaration=None, no_declaration=factory.SubFactory(ProfessionalDetailsFactory)
    )
    role = "Coordinatrice"
    phone = "05 49 00 00 01"


class GuideFactory(DjangoModelFactory):
    class Meta:
        model = models.Guide
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status=enums.EditorialStatus.PUBLISHED,
            sources="[^sp]: Service-public.fr, 2026",
            reviewed_on=date(2026, 11, 1),
        )

    slug = factory.Sequence("guide-{}".format)
    title = factory.Sequence("Guide {}".format)
    neutral_title = factory.Sequence("Page {}".format)
    summary = "Ce qu’il faut savoir."
    body = "## Pour commencer\n\nUn texte.[^sp]"

    @factory.post_generation
    def needs(self, create, extracted, **kwargs):
        if create and extracted:
            self.needs.set(extracted)


class ServiceTranslationFactory(DjangoModelFactory):
    class Meta:
        model = models.ServiceTranslation

    service = factory.SubFactory(ServiceFactory)
    name = factory.Sequence("Service in English {}".format)


class GuideTranslationFactory(DjangoModelFactory):
    class Meta:
        model = models.GuideTranslation

    guide = factory.SubFactory(GuideFactory)
    title = factory.Sequence("Guide in English {}".format)


class KeyFigureFactory(DjangoModelFactory):
    class Meta:
        model = models.KeyFigure

    label = "Personnes accompagnées"
    value = "231"
    number = 231
    period = "2022"
    territory = "Vienne"
    scope = "Personnes reçues par le réseau"
    source_name = "Département de la Vienne"


class SiteTextFactory(DjangoModelFactory):
    class Meta:
        model = models.SiteText
        django_get_or_create = ["key"]

    key = factory.Sequence("texte-{}".format)
    label = "Un texte"


class SourceRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.SourceRecord

    source = "fixtures"
    model = "resources.service"
    object_id = factory.Sequence("objet-{}".format)
    external_id = factory.Sequence("externe-{}".format)
    values = factory.LazyFunction(lambda: {"name": "Comme dans la source"})
    loaded_at = datetime(2026, 11, 1, tzinfo=PARIS)
