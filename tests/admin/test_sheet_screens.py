"""Spreadsheets in the back office: sent, previewed, applied in one press, by those who may."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains

from resources.models import Organization, Service, WaitingSheet
from tests.admin.pages import confirmation_of, list_url
from tests.factories import CommuneFactory, OrganizationFactory, ServiceFactory, UserFactory
from tests.imports.broken_sheets import GOOD, csv_file, xlsx_file
from tests.sign_in import sign_in

UPLOAD = "/gestion/resources/service/tableur/"


@pytest.fixture
def directory(db):
    CommuneFactory(civray=True)
    OrganizationFactory(name="Association du Clain")


def send(client, content, name="fiches.csv"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


class Page:
    """A streamed page, as a whole."""

    def __init__(self, response):
        self.content = b"".join(response.streaming_content)
        self.text = self.content.decode()


def preview(client, content):
    sent = send(client, content)
    assert sent.status_code == 303
    return sent.url, Page(client.get(sent.url))


def test_what_is_sent_is_first_shown(office, directory):
    _, page = preview(office, csv_file([GOOD]))

    assert "Importer tout" in page.text
    assert "Ligne 1 lue sur 1" in page.text
    assert not Service.objects.exists()


def test_one_press_applies_all_of_it(office, directory):
    url, page = preview(office, xlsx_file([GOOD]))

    done = Page(office.post(f"{url}importer/", confirmation_of(page)))

    assert "C’est fait : 1 fiche créée" in done.text
    assert Service.objects.count() == 1
    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {"Tableur", "Permanence d’écoute"}


@pytest.mark.safety(60)
def test_an_applied_file_is_not_kept(office, directory):
    url, page = preview(office, csv_file([GOOD]))
    Page(office.post(f"{url}importer/", confirmation_of(page)))

    assert not WaitingSheet.objects.exists()


def test_a_file_that_no_longer_means_the_same_is_shown_again(office, directory):
    url, page = preview(office, csv_file([GOOD]))
    ServiceFactory(name=GOOD["Nom de la fiche"], organization=Organization.objects.get())

    done = Page(office.post(f"{url}importer/", confirmation_of(page)))

    assert "Rien n’a été importé" in done.text
    assert Service.objects.count() == 1


def test_a_refused_file_has_no_button(office, directory):
    _, page = preview(office, csv_file([GOOD | {"Commune": "Atlantide"}]))

    assert "Ligne 2, colonne « Commune »" in page.text
    assert "Importer tout" not in page.text


def test_what_was_typed_is_shown_as_text(office, directory):
    _, page = preview(office, csv_file([GOOD | {"Commune": "<script>alert(1)</script>"}]))

    assert "<script>alert" not in page.text


@pytest.mark.safety(60)
def test_the_file_of_another_agent_is_not_found(office, client, directory):
    url, _ = preview(office, csv_file([GOOD]))
    sign_in(client, UserFactory(superuser=True))

    assert client.get(url).url == UPLOAD


@pytest.mark.safety(60)
@pytest.mark.parametrize("token", ["x", "0" * 32, "..", "%2e%2e"])
def test_a_name_made_up_is_not_found(office, token):
    assert office.get(f"{UPLOAD}{token}/").status_code in (303, 404)


def test_a_press_is_a_post(office, directory):
    url, _ = preview(office, csv_file([GOOD]))

    assert office.get(f"{url}importer/").status_code == 303
    assert not Service.objects.exists()


def test_no_file_is_said(office):
    assertContains(office.post(UPLOAD, {}), "Choisissez un fichier.")


@pytest.mark.safety(60)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_and_the_export_are_files(office, directory, kind):
    for name in ("modele", "fiches"):
        response = office.get(f"{UPLOAD}{name}.{kind}")

        assert response.headers["Content-Disposition"].endswith(f'.{kind}"')
        assert b"".join(response.streaming_content)


def test_chosen_entries_are_exported(office):
    chosen, other = ServiceFactory(name="Choisie"), ServiceFactory(name="Laissée")

    response = office.post(list_url(Service), {"action": "export_as_csv", "_selected_action": [str(chosen.pk)]})

    text = b"".join(response.streaming_content).decode()
    assert (chosen.name in text, other.name in text) == (True, False)


@pytest.mark.safety(66)
def test_an_export_is_logged(office):
    office.get(f"{UPLOAD}fiches.csv")

    assert LogEntry.objects.get().change_message == "Export d’un tableur : 0 fiches."


@pytest.mark.parametrize("address", ["", "modele.csv", f"{'0' * 32}/"])
def test_importing_is_for_who_may(limited_to, address):
    client = limited_to(service="view change")

    assert client.get(f"{UPLOAD}{address}").status_code == 403


def test_exporting_is_for_who_may_see(limited_to):
    client = limited_to(service="")

    assert client.get(f"{UPLOAD}fiches.csv").status_code == 403
