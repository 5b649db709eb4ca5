"""A short code opens the same sheet for seven days, then nothing. It cannot be guessed and says nothing of anybody."""

import runpy
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from gunicorn.config import Config

from resources.models import ReferralSheet
from resources.referrals import codes
from resources.referrals.sheet import Options
from tests.factories import ServiceFactory, UserFactory
from tests.referral_factories import ReferralSheetFactory
from tests.sign_in import ELSEWHERE, sign_in

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_counted_before():
    cache.clear()


@pytest.fixture
def entry():
    return ServiceFactory(published=True, name="Accueil de Civray")


@pytest.fixture
def kept(entry):
    return codes.keep(Options(public_ids=(entry.public_id,), discreet=True, language="ar"), at=timezone.localtime())


@pytest.fixture
def professional(client):
    return sign_in(client, UserFactory(role="professionnelle"))


def test_code_opens_the_sheet_it_was_made_of(noon, entry):
    chosen = Options(public_ids=(entry.public_id,), dates=False, asking=False, discreet=True, language="ar")

    assert codes.opened(codes.keep(chosen, at=noon).code, at=noon) == chosen


@pytest.mark.parametrize(
    ("age", "opens"), [pytest.param(7 * DAY - DAY / 24, True, id="last hour"), pytest.param(7 * DAY, False, id="over")]
)
def test_code_serves_seven_days(noon, age, opens):
    code = codes.keep(Options(public_ids=("ABC123",)), at=noon).code

    assert (codes.opened(code, at=noon + age) is not None) == opens


def test_two_codes_of_one_sheet_differ(noon):
    made = {codes.keep(Options(public_ids=("ABC123",)), at=noon).code for _ in range(50)}

    assert len(made) == 50
    assert {len(code) for code in made} == {8}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcd ef0h", "ABCDEF0H"),
        ("ABCD-EFOH", "ABCDEF0H"),
        ("ilcdefgh", "11CDEFGH"),
        ("ABCD", ""),
        ("ABCDEFGU", ""),
        ("", ""),
        ("\u0000", ""),
    ],
)
def test_code_is_read_as_it_is_typed(typed, code):
    assert codes.normalised(typed) == code


def test_whoever_types_the_code_reads_the_sheet(client, kept, entry):
    response = client.post("/f/", {"code": kept.code.lower()})
    page = client.get(response.headers["Location"])

    assert response.status_code == 303
    assert entry.neutral_title in page.text
    assert not page.cookies


@pytest.mark.parametrize("code", ["ZZZZZZZZ", "court", "ABCDEFGU"])
def test_wrong_code_opens_nothing_and_says_so_plainly(client, code):
    response = client.get(f"/f/{code}/")

    assert response.status_code == 404
    assert "Ce code n’ouvre rien" in response.text
    assert "<title>Ouvrir une page</title>" in response.text


def test_wrong_codes_are_counted(client, kept):
    for _ in range(20):
        client.get("/f/ZZZZZZZZ/")

    refused = client.get(f"/f/{kept.code}/")

    assert refused.status_code == 429
    assert client.get(f"/f/{kept.code}/", **ELSEWHERE).status_code == 200


def test_right_codes_are_not_counted(client, kept):
    answers = {client.get(f"/f/{kept.code}/").status_code for _ in range(25)}

    assert answers == {200}


def test_what_is_counted_holds_no_address_of_the_network(client):
    client.get("/f/ZZZZZZZZ/", **ELSEWHERE)

    [counted] = [key for key in cache_rows() if "wrong_code" in key]
    assert ELSEWHERE["REMOTE_ADDR"] not in counted


def cache_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM sign_in_cache")
        return [row[0] for row in cursor.fetchall()]


def test_a_sheet_holds_codes_and_nothing_else(professional, entry):
    sent = {"fiche": entry.public_id, "dates": "1", "sobre": "0", "urgences": "fr", "nom": "Jeanne", "note": "urgent"}

    answer = professional.post("/pro/code/", sent)

    [row] = ReferralSheet.objects.values()
    assert answer.headers["Location"] == f"/pro/code/{row['code']}/"
    assert row.pop("expires_at") > timezone.now()
    assert row == {
        "code": row["code"],
        "public_ids": entry.public_id,
        "dates": True,
        "asking": True,
        "discreet": False,
        "language": "fr",
    }


def test_a_sheet_has_no_room_for_a_person():
    told = {field.name for field in ReferralSheet._meta.get_fields()}

    assert told == {"code", "public_ids", "dates", "asking", "discreet", "language", "expires_at"}


def test_words_sent_in_place_of_codes_are_not_kept(professional):
    professional.post("/pro/code/", {"fiche": "Jeanne Martin, 12 rue Haute"})

    assert not ReferralSheet.objects.exists()


def test_only_professionals_make_codes(client, entry):
    answer = client.post("/pro/code/", {"fiche": entry.public_id})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/gestion/connexion/")


def test_the_code_is_shown_to_whoever_made_it(professional, kept):
    page = professional.get(f"/pro/code/{kept.code}/").text

    assert f"{kept.code[:4]}&nbsp;{kept.code[4:]}" in page


@pytest.mark.parametrize("path", ["/f/ABCD2345/", "/pro/code/ABCD2345/"])
def test_no_log_holds_a_code(path):
    logger = runpy.run_path("deploy/gunicorn.conf.py")["DiscreetLogger"](Config())
    answer = SimpleNamespace(status="200 OK", sent=0, headers=[])
    asked = SimpleNamespace(headers=[])

    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "RAW_URI": path, "SERVER_PROTOCOL": "HTTP/1.1"}
    atoms = logger.atoms(answer, asked, environ, timedelta())

    assert atoms["U"] == path.replace("ABCD2345", "-")


def test_purge_erases_what_is_over(noon):
    ReferralSheetFactory(expires_at=noon)
    live = ReferralSheetFactory(expires_at=noon + DAY)
    said = StringIO()

    call_command("purge_referral_sheets", at=noon, stdout=said)

    assert list(ReferralSheet.objects.all()) == [live]
    assert said.getvalue() == "Feuilles effacées : 1.\n"
