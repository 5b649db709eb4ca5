"""« Signaler une erreur »: for anybody, without leaving a trace."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from resources.forms.report import stamp
from resources.models import ChangeReport, ProposedChange, Service, SiteText
from resources.validators import validate_neutral_title
from tests.factories import (
    ContactPointFactory,
    LineFactory,
    LocationFactory,
    NeedFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    SiteTextFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/fiche/ABC123/signaler/"
READER = {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Navigateur/1.0", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def service():
    return ServiceFactory(published=True, public_id="ABC123", name="Maison Mélusine")


def typed(*, seconds=60, **values):
    """What a browser sends, a minute after the page was shown."""
    shown = stamp(timezone.now() - timedelta(seconds=seconds))
    return {"kind": "telephone", "text": "Ne répond plus.", "answer_to": "", "website": "", "shown": shown, **values}


def test_an_entry_leads_to_its_form(client, service):
    assert f'href="{ADDRESS}"' in client.get(service.get_absolute_url()).text


def test_a_report_is_kept_and_thanked_for(client):
    page = client.post(ADDRESS, typed(), follow=True)

    assert (page.redirect_chain, "Merci" in page.text, ChangeReport.objects.count()) == (
        [("/fiche/ABC123/signaler/merci/", 303)],
        True,
        1,
    )


def test_the_form_needs_no_token():
    assert Client(enforce_csrf_checks=True).post(ADDRESS, typed()).status_code == 303


@pytest.mark.safety(25)
@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}merci/"])
def test_no_cookie_is_set(client, path):
    response = client.get(path)

    assert (dict(response.cookies), "Cookie" in response.headers.get("Vary", "")) == ({}, False)


def test_sending_sets_no_cookie(client):
    assert dict(client.post(ADDRESS, typed()).cookies) == {}


@pytest.mark.safety(33)
@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}merci/"])
def test_it_is_kept_from_search_engines(client, path):
    response = client.get(path)

    assert ("noindex" in response.headers["X-Robots-Tag"], 'content="noindex' in response.text) == (True, True)


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}merci/"])
def test_the_title_is_neutral(client, service, path):
    Service.objects.update(name="Victimes de violences")

    validate_neutral_title(client.get(path).text.partition("<title>")[2].partition("</title>")[0])


@pytest.mark.safety(1)
@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}merci/"])
def test_one_can_leave_at_once(client, path):
    assert 'class="exit"' in client.get(path).text


@pytest.mark.safety(30)
def test_nothing_typed_is_kept_by_the_browser(client):
    fields = re.findall(r"<form[^>]*>|<textarea[^>]*>|<input type=.text.[^>]*>", client.get(ADDRESS).text)

    assert [field for field in fields if 'autocomplete="off"' not in field] == []


@pytest.mark.safety(38)
def test_one_is_told_to_say_nothing_of_oneself(client):
    assert "N’écrivez rien sur votre situation" in client.get(ADDRESS).text


@pytest.mark.safety(21, 38)
def test_one_is_told_when_the_way_to_answer_is_erased(client, settings):
    settings.REPORT_ANSWER_DAYS = 12

    assert "au bout de 12 jours" in client.get(ADDRESS).text


@pytest.mark.parametrize("model", [ChangeReport, ProposedChange])
def test_there_is_no_room_for_the_address_of_the_reader(model):
    names = {field.name for field in model._meta.get_fields()}

    assert not [name for name in names if any(part in name for part in ("ip", "agent", "cookie", "session", "remote"))]


@pytest.mark.safety(38)
def test_nothing_of_the_reader_is_kept(client):
    client.post(ADDRESS, typed(), **READER)

    kept = repr(list(ChangeReport.objects.values()))
    assert ("203.0.113.9" in kept, "Navigateur" in kept) == (False, False)


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}merci/"])
def test_what_is_not_published_is_not_found(client, status, path):
    Service.objects.update(status=status)

    assert client.get(path).status_code == 404


def test_what_is_not_published_cannot_be_reported(client):
    Service.objects.update(status="archived")

    assert (client.post(ADDRESS, typed()).status_code, ChangeReport.objects.count()) == (404, 0)


@pytest.mark.parametrize("trait", ["suspended", "for_perpetrators"])
def test_it_works_alike_for_every_entry(client, trait):
    ServiceFactory(published=True, public_id="DEF456", **{trait: True})

    assert client.post("/fiche/DEF456/signaler/", typed()).status_code == 303


def test_a_secret_place_is_not_told(client, service):
    place = LocationFactory(confidential_site=True, name="Foyer de la rue Cachée")
    ServiceAtLocationFactory(service=service, location=place)

    assert "Cachée" not in client.get(ADDRESS).text


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        pytest.param({"kind": ""}, "kind", "Choisissez ce qui ne va pas.", id="nothing chosen"),
        pytest.param({"kind": "zzz"}, "kind", "Choisissez dans la liste.", id="forged"),
        pytest.param({"kind": "autre", "text": " "}, "text", "Dites en quelques mots", id="no words"),
        pytest.param({"text": "x" * 1001}, "text", "trop long : 1000 signes", id="too long"),
        pytest.param({"text": "http://a.fr www.b.fr"}, "text", "une seule adresse de site", id="links"),
        pytest.param({"answer_to": "moi@"}, "answer_to", "une adresse complète", id="half an address"),
        pytest.param({"answer_to": "05 49"}, "answer_to", "numéro à dix chiffres", id="half a number"),
        pytest.param({"website": "http://spam.example"}, "website", "Videz ce champ", id="trap"),
        pytest.param({"shown": "zzz"}, "shown", "restée ouverte longtemps", id="no stamp"),
        pytest.param({"seconds": 1}, "shown", "parti très vite", id="too fast"),
        pytest.param({"seconds": 90_000}, "shown", "restée ouverte longtemps", id="the day after"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(client, values, field, message):
    page = client.post(ADDRESS, typed(**values))

    assert (list(page.context["form"].errors), message in page.text, ChangeReport.objects.count()) == (
        [field],
        True,
        0,
    )


def test_one_address_of_a_site_is_welcome(client):
    client.post(ADDRESS, typed(text="Voir https://exemple.fr/horaires"))

    assert ChangeReport.objects.count() == 1


@pytest.mark.parametrize("answer_to", ["moi@exemple.fr", "06 12 34 56 78", "+33 6 12 34 56 78"])
def test_an_address_or_a_number_may_be_left(client, answer_to):
    client.post(ADDRESS, typed(answer_to=answer_to))

    assert ChangeReport.objects.get().answer_to == answer_to


@pytest.mark.parametrize(
    "words",
    [
        "Un long message",
        'value="moi@exemple.fr"',
        'value="horaires" id="id_kind_1" required checked',
    ],
)
def test_nothing_typed_is_lost(client, words):
    page = client.post(ADDRESS, typed(kind="horaires", text="Un long message", answer_to="moi@exemple.fr", shown="zzz"))

    assert words in page.text


def test_sent_too_fast_it_may_be_sent_again(client):
    first = typed(seconds=1)
    page = client.post(ADDRESS, first)

    assert f'name="shown" value="{first["shown"]}"' in page.text


def test_left_open_too_long_it_gets_a_new_stamp(client):
    page = client.post(ADDRESS, typed(seconds=90_000)).text
    new = page.partition('name="shown" value="')[2].partition('"')[0]

    assert "restée ouverte" not in client.post(ADDRESS, typed(shown=new)).text


@pytest.fixture
def full(settings):
    settings.REPORTS_PER_HOUR_PER_ENTRY = 0


def test_when_too_many_come_one_is_told_and_loses_nothing(client, full):
    page = client.post(ADDRESS, typed(text="Un long message"))

    assert (page.status_code, "Un long message" in page.text, ChangeReport.objects.count()) == (429, True, 0)


def test_when_too_many_come_one_is_told_whom_to_call(client, full, service):
    ContactPointFactory(service=service, value="05 49 00 00 00")

    assert 'href="tel:0549000000"' in client.post(ADDRESS, typed()).text


def test_when_too_many_come_the_line_stands_for_an_entry_without_number(client, full):
    need = NeedFactory(slug="ecoute", line=LineFactory(contacts__value="3919"))
    ServiceFactory(published=True, public_id="DEF456", main_need=need)

    assert 'href="tel:3919"' in client.post("/fiche/DEF456/signaler/", typed()).text


def test_when_too_many_come_the_number_of_the_publisher_is_given(client, full):
    SiteTextFactory(key="publisher_phone", body="05 49 00 00 42")

    assert "05 49 00 00 42" in client.post(ADDRESS, typed()).text


def test_the_publisher_is_not_asked_for_otherwise(client, django_assert_max_num_queries):
    SiteText.objects.all().delete()

    with django_assert_max_num_queries(1):
        client.get(ADDRESS)
