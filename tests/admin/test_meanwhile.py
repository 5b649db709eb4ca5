"""Two people on one page: the second to save is told what the first changed, and loses nothing."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test import Client

from resources.models import ContactPoint, Need, Organization
from tests.admin.pages import errors_of, form_of, save, url_of
from tests.factories import (
    ContactPointFactory,
    LanguageFactory,
    NeedFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ServiceFactory,
    UserFactory,
)
from tests.sign_in import sign_in


@pytest.fixture
def colleague(db):
    """Another agent, in her own browser."""
    client = Client()
    return sign_in(client, UserFactory(superuser=True, first_name="Zoé", last_name="Martin"))


def opened(client, obj, **changes):
    """The page as somebody opened it, with what she then typed."""
    return form_of(client.get(url_of(obj))) | {name.replace("__", "-"): value for name, value in changes.items()}


def send(client, obj, data):
    return client.post(url_of(obj), {name: value for name, value in data.items() if value is not None}, follow=True)


def told(response) -> str:
    return " ".join(response.context["adminform"].form.non_field_errors())


def again(client, obj, response):
    """Press "save" on the page that came back."""
    return send(client, obj, form_of(response))


def test_second_to_save_is_told_who_changed_what(office, colleague):
    organization = OrganizationFactory(name="Un Toit", short_name="")
    mine = opened(office, organization, name="Un Toit chez moi")
    save(colleague, url_of(organization), short_name="UT")

    response = send(office, organization, mine)

    assert "Zoé Martin" in told(response)
    assert "Sigle : vide → UT" in told(response)


def test_nothing_is_written_over_a_change(office, colleague):
    organization = OrganizationFactory(name="Un Toit", short_name="")
    mine = opened(office, organization, name="Un Toit chez moi")
    save(colleague, url_of(organization), short_name="UT")

    send(office, organization, mine)

    organization.refresh_from_db()
    assert (organization.name, organization.short_name) == ("Un Toit", "UT")


def test_both_changes_are_kept_once_she_saves_again(office, colleague):
    organization = OrganizationFactory(name="Un Toit", short_name="")
    mine = opened(office, organization, name="Un Toit chez moi")
    save(colleague, url_of(organization), short_name="UT")

    again(office, organization, send(office, organization, mine))

    organization.refresh_from_db()
    assert (organization.name, organization.short_name) == ("Un Toit chez moi", "UT")


def test_field_both_changed_keeps_what_she_typed_and_says_so(office, colleague):
    organization = OrganizationFactory(short_name="")
    mine = opened(office, organization, short_name="A")
    save(colleague, url_of(organization), short_name="B")

    response = send(office, organization, mine)

    assert form_of(response)["short_name"] == ["A"]
    assert "« Sigle » : changé des deux côtés." in told(response)


def test_page_saved_twice_by_the_same_agent_is_no_conflict(office):
    organization = OrganizationFactory(short_name="")
    save(office, url_of(organization), short_name="A")

    save(office, url_of(organization), short_name="B")

    organization.refresh_from_db()
    assert organization.short_name == "B"


def test_contact_changed_on_its_own_page_is_not_overwritten_by_that_of_the_entry(office, colleague):
    contact = ContactPointFactory(value="05 49 00 00 01")
    service = contact.service
    mine = opened(office, service, summary="Nouveau résumé")
    save(colleague, url_of(contact), value="05 49 00 00 02")

    response = send(office, service, mine)
    again(office, service, response)

    contact.refresh_from_db()
    service.refresh_from_db()
    assert "Téléphone : 05 49 00 00 01 → 05 49 00 00 02" in told(response)
    assert (contact.value, service.summary) == ("05 49 00 00 02", "Nouveau résumé")


def test_row_a_colleague_added_is_shown_and_kept(office, colleague):
    service = ServiceFactory()
    first = ContactPointFactory(service=service, value="3919")
    mine = opened(office, service, contacts__0__label="Appel gratuit")
    ContactPointFactory(service=service, value="05 49 00 00 09")

    response = send(office, service, mine)
    again(office, service, response)

    first.refresh_from_db()
    assert "Moyen de contact « 05 49 00 00 09 » : ajout" in told(response)
    assert first.label == "Appel gratuit"
    assert sorted(service.contacts.values_list("value", flat=True)) == ["05 49 00 00 09", "3919"]


def test_row_a_colleague_took_away_does_not_come_back_untouched(office, colleague):
    service = ServiceFactory()
    ContactPointFactory(service=service, value="3919")
    mine = opened(office, service, summary="Nouveau résumé")
    service.contacts.all().delete()

    response = send(office, service, mine)
    again(office, service, response)

    service.refresh_from_db()
    assert "Moyen de contact « 3919 » : retrait" in told(response)
    assert (service.summary, service.contacts.count()) == ("Nouveau résumé", 0)


def test_row_taken_away_while_she_changed_it_stays_on_her_page(office, colleague):
    service = ServiceFactory()
    ContactPointFactory(service=service, value="3919")
    ContactPointFactory(service=service, value="05 49 00 00 09", position=1)
    mine = opened(office, service, contacts__0__value="3977")
    service.contacts.filter(value="3919").delete()

    again(office, service, send(office, service, mine))

    assert sorted(service.contacts.values_list("value", flat=True)) == ["05 49 00 00 09", "3977"]


def test_links_changed_by_a_colleague_follow(office, colleague):
    one, two = NeedFactory(slug="un"), NeedFactory(slug="deux")
    service = ServiceFactory(needs=[one])
    mine = opened(office, service, summary="Nouveau résumé")
    service.needs.set([one, two])

    again(office, service, send(office, service, mine))

    assert set(service.needs.all()) == {one, two}


def test_languages_of_a_contact_follow(office, colleague):
    contact = ContactPointFactory()
    mine = opened(office, contact.service, summary="Nouveau résumé")
    contact.languages.set([LanguageFactory(code="ar")])

    again(office, contact.service, send(office, contact.service, mine))

    assert contact.languages.count() == 1


def test_days_of_a_rule_follow(office, colleague):
    """Boxes are sent one by one: what a colleague ticked is ticked."""
    rule = OpeningRuleFactory()
    mine = opened(office, rule.way_in, label="Premier étage")
    type(rule).objects.filter(pk=rule.pk).update(weekdays=0b11)

    again(office, rule.way_in, send(office, rule.way_in, mine))

    rule.refresh_from_db()
    assert rule.weekdays == 0b11


def test_object_without_rows_is_guarded_too(office, colleague):
    need = NeedFactory(name="Parler")
    mine = opened(office, need, name="Me confier")
    save(colleague, url_of(need), description="À quelqu’un qui écoute.")

    response = send(office, need, mine)

    assert "Explication : vide → À quelqu’un qui écoute." in told(response)
    assert Need.objects.get(pk=need.pk).name == "Parler"


@pytest.mark.parametrize("version", ["", "zzz", "[]", '{"": ["x"]}', '{"": [999999]}'])
def test_page_of_an_unknown_version_is_shown_again(office, version):
    organization = OrganizationFactory(short_name="")

    response = send(office, organization, opened(office, organization, short_name="A") | {"_version": version})

    assert "Rien n’est encore enregistré" in told(response)
    assert form_of(response)["short_name"] == ["A"]


def test_other_mistakes_are_told_at_the_same_time(office, colleague):
    organization = OrganizationFactory(short_name="")
    mine = opened(office, organization, name="")
    save(colleague, url_of(organization), short_name="UT")

    assert "name" in errors_of(send(office, organization, mine))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: there is no race")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["organization", "entry"])
def test_of_two_saves_in_a_race_one_wins_and_one_is_told(page):
    contact = ContactPointFactory(value="05 49 00 00 00", label="")
    obj = contact.service.organization if page == "organization" else contact.service
    answers, ready = {}, Barrier(2)

    def race(name, changes):
        try:
            client = Client()
            sign_in(client, UserFactory(superuser=True))
            data = opened(client, obj, **changes)
            ready.wait(timeout=20)
            answers[name] = send(client, obj, data)
        finally:
            connections.close_all()

    field = "name" if page == "organization" else "contacts__0__label"
    threads = [Thread(target=race, args=(name, {field: name})) for name in ("Alice", "Béa")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    saved = [name for name, answer in answers.items() if answer.redirect_chain]
    refused = [answer for answer in answers.values() if not answer.redirect_chain]
    kept = Organization.objects.get(pk=obj.pk).name if page == "organization" else ContactPoint.objects.get().label
    assert (len(saved), len(refused)) == (1, 1)
    assert kept == saved[0]
    assert "changé des deux côtés" in told(refused[0])
