"""Every screen opens, and lists cost the same number of queries however long they are."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources import models
from resources.enums import AreaKind
from tests import factories
from tests.admin.pages import add_url, list_url, url_of
from tests.banner_factory import BannerFactory
from tests.nightly_factory import NightlyTaskFactory
from tests.referral_factories import ReferralSheetFactory

MAKERS = {
    models.Audience: factories.AudienceFactory,
    models.Banner: BannerFactory,
    models.ChangeReport: factories.ChangeReportFactory,
    models.Commune: factories.CommuneFactory,
    models.CommuneName: factories.CommuneNameFactory,
    models.ContactPoint: factories.ContactPointFactory,
    models.Departement: lambda: factories.DepartementFactory(code=f"{models.Departement.objects.count() + 1:02}"),
    models.Epci: factories.EpciFactory,
    models.Guide: factories.GuideFactory,
    models.GuideTranslation: factories.GuideTranslationFactory,
    models.KeyFigure: factories.KeyFigureFactory,
    models.ServiceTranslation: factories.ServiceTranslationFactory,
    models.GuideTranslation: factories.GuideTranslationFactory,
    models.Language: lambda: factories.LanguageFactory(code=f"x{models.Language.objects.count()}"),
    models.Location: factories.LocationFactory,
    models.Need: lambda: factories.NeedFactory(with_line=True),
    models.NightlyTask: NightlyTaskFactory,
    models.Network: factories.NetworkFactory,
    models.NetworkArea: factories.NetworkAreaFactory,
    models.NetworkMember: factories.NetworkMemberFactory,
    models.NotDuplicates: factories.NotDuplicatesFactory,
    models.OpeningRule: factories.OpeningRuleFactory,
    models.Organization: lambda: factories.OrganizationFactory(parent=factories.OrganizationFactory()),
    models.PostalCode: factories.PostalCodeFactory,
    models.ProfessionalContact: factories.ProfessionalContactFactory,
    models.ProfessionalDetails: factories.ProfessionalDetailsFactory,
    models.ProposedChange: factories.ProposedChangeFactory,
    models.PublicIdAlias: factories.PublicIdAliasFactory,
    models.ReferralSheet: ReferralSheetFactory,
    models.ScheduleException: factories.ScheduleExceptionFactory,
    models.SearchTerm: factories.SearchTermFactory,
    models.Service: lambda: factories.ServiceFactory(published=True),
    models.ServiceArea: factories.ServiceAreaFactory,
    models.ServiceAtLocation: factories.ServiceAtLocationFactory,
    models.ServiceTranslation: factories.ServiceTranslationFactory,
    models.SiteText: factories.SiteTextFactory,
    models.SourceRecord: factories.SourceRecordFactory,
    models.User: factories.UserFactory,
    models.Verification: factories.VerificationFactory,
    models.VerificationRequest: factories.VerificationRequestFactory,
}
REGISTERED = [pytest.param(model, id=model._meta.model_name) for model in MAKERS]


# Between two presses, and in no page.
WITHOUT_A_SCREEN = {models.WaitingSheet}


def test_every_model_has_its_screen():
    ours = {model for model in apps.get_app_config("resources").get_models() if not hasattr(model, "instance_type")}

    assert set(admin.site._registry) == ours - WITHOUT_A_SCREEN
    assert set(MAKERS) == set(admin.site._registry)


@pytest.mark.parametrize("model", REGISTERED)
def test_list_opens(office, model):
    made = MAKERS[model]()

    response = office.get(list_url(model))

    assert response.status_code == 200
    assert made in response.context["cl"].result_list


@pytest.mark.parametrize("model", REGISTERED)
def test_search_opens(office, model):
    MAKERS[model]()

    response = office.get(list_url(model), {"q": "introuvable"})

    assert response.status_code == 200
    assert len(response.context["cl"].result_list) == 0


@pytest.mark.parametrize("model", REGISTERED)
def test_add_page_opens_where_one_may_add(office, rf, agent, model):
    request = rf.get("/")
    request.user = agent
    may_add = admin.site._registry[model].has_add_permission(request)

    response = office.get(add_url(model))

    assert response.status_code == (200 if may_add else 403)


def test_only_what_is_loaded_cannot_be_added(rf, agent):
    request = rf.get("/")
    request.user = agent

    closed = {model for model, screen in admin.site._registry.items() if not screen.has_add_permission(request)}

    assert closed == {
        models.ChangeReport,
        models.NightlyTask,
        models.NotDuplicates,
        models.ProposedChange,
        models.PublicIdAlias,
        models.ReferralSheet,
        models.ServiceArea,
        models.SiteText,
        models.SourceRecord,
        models.VerificationRequest,
    }


@pytest.mark.parametrize("model", REGISTERED)
def test_change_page_opens(office, model):
    response = office.get(url_of(MAKERS[model]()))

    assert response.status_code == 200


def test_change_page_of_a_full_entry_opens(office):
    service = factories.ServiceFactory(published=True, areas=[(AreaKind.COMMUNE, "86078")])
    way_in = factories.ServiceAtLocationFactory(service=service, office_hours=True)
    factories.ContactPointFactory(service=service)
    factories.VerificationFactory(service=service)
    factories.ScheduleExceptionFactory(way_in=way_in)

    assert office.get(url_of(service)).status_code == 200
    assert office.get(url_of(way_in)).status_code == 200
    assert office.get(url_of(way_in.location)).status_code == 200


@pytest.mark.parametrize("model", REGISTERED)
def test_list_costs_the_same_with_thirty_rows(office, model):
    MAKERS[model]()
    few = queries_of(office, list_url(model))
    for _ in range(29):
        MAKERS[model]()

    assert queries_of(office, list_url(model)) <= few


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


@pytest.mark.parametrize("model", REGISTERED)
def test_columns_are_named_in_french(model):
    """No computed column shows its English name; a field has its French one."""
    screen = admin.site._registry[model]
    fields = {field.name for field in model._meta.get_fields()}
    computed = [name for name in screen.list_display if name not in fields and not name.startswith("__")]

    assert all(getattr(screen, name).short_description for name in computed)


def test_home_page_shows_no_screen_that_belongs_in_another(office):
    response = office.get("/gestion/")

    shown = {model["object_name"] for app in response.context["app_list"] for model in app["models"]}
    assert {"Service", "Location", "Organization", "Network", "User"} <= shown
    assert not {"ServiceArea", "CommuneName", "PostalCode", "NetworkArea", "NetworkMember", "OpeningRule"} & shown


def test_back_office_is_closed_to_strangers(client, db):
    response = client.get("/gestion/resources/service/")

    assert response.status_code == 302
    assert response.url == "/gestion/login/?next=/gestion/resources/service/"


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        pytest.param(models.Organization, "departement", id="no-accent"),
        pytest.param(models.Organization, "DÉPARTEMENT", id="capitals"),
        pytest.param(models.Organization, "vienne departement", id="other-order"),
    ],
)
def test_search_is_blind_to_accents_and_capitals(office, model, typed):
    wanted = factories.OrganizationFactory(name="Département de la Vienne")
    factories.OrganizationFactory(name="Un Toit chez moi")

    response = office.get(list_url(model), {"q": typed})

    assert list(response.context["cl"].result_list) == [wanted]


@pytest.mark.parametrize("typed", ["saint benoit", "St-Benoît", "86280", "86214"])
def test_commune_is_found_by_any_of_its_names_and_codes(office, typed):
    wanted = factories.CommuneFactory(insee="86214", name="Saint-Benoît", postal_codes=["86280"])
    factories.CommuneFactory(civray=True)

    response = office.get(list_url(models.Commune), {"q": typed})

    assert list(response.context["cl"].result_list) == [wanted]


@pytest.mark.parametrize("typed", ["0549001122", "05 49 00 11 22", "001122"])
def test_number_is_found_however_it_is_typed(office, typed):
    wanted = factories.ContactPointFactory(value="05 49 00 11 22")
    factories.ContactPointFactory(value="3919")

    response = office.get(list_url(models.ContactPoint), {"q": typed})

    assert list(response.context["cl"].result_list) == [wanted]
