"""What the rows of an entry refuse, and how they say it."""

import pytest

from resources.models import ContactPoint
from tests.admin.pages import A_CHECK, errors_of, row, save, url_of
from tests.factories import (
    ContactPointFactory,
    OrganizationFactory,
    ServiceFactory,
)


@pytest.mark.parametrize(
    ("prefix", "values", "errors"),
    [
        pytest.param(
            "contacts",
            {"kind": "phone", "value": "05 49 00"},
            {"contacts-0-value": ["« 05 49 00 » n’est pas un numéro qui existe : comptez les chiffres."]},
            id="short-phone",
        ),
        pytest.param(
            "contacts",
            {"kind": "website", "value": "http://exemple.fr"},
            {"contacts-0-value": ["Écrivez l’adresse complète, qui commence par https://."]},
            id="no-https",
        ),
        pytest.param(
            "contacts",
            {"kind": "phone", "label": "accueil"},
            {"contacts-0-value": ["Ce champ est obligatoire."]},
            id="empty",
        ),
        pytest.param(
            "ways_in",
            {"channel": "on_site", "label": "Au fond"},
            {"ways_in-0-location": ["Choisissez le lieu de cet accueil."]},
            id="desk-without-place",
        ),
        pytest.param(
            "ways_in",
            {"channel": "phone", "hours_source": "location"},
            {"ways_in-0-hours_source": ["Pour suivre les horaires du lieu, choisissez un lieu."]},
            id="phone-with-hours-of-a-place",
        ),
        pytest.param(
            "verifications",
            A_CHECK | {"on": "20/11/2999"},
            {"verifications-0-on": ["Cette date est dans le futur : écrivez le jour où vous avez vérifié."]},
            id="checked-tomorrow",
        ),
        pytest.param(
            "areas",
            {"kind": "commune", "code": "Atlantide"},
            {"areas-0-code": ["Cette commune n’est pas chargée : écrivez son nom ou son code INSEE, de cinq signes."]},
            id="no-such-commune",
        ),
        pytest.param(
            "areas",
            {"kind": "departement", "code": ""},
            {"areas-0-code": ["Écrivez le nom ou le code de la zone."]},
            id="area-without-code",
        ),
    ],
)
def test_bad_row_is_told_on_the_right_field(office, prefix, values, errors):
    service = ServiceFactory()

    response = save(office, url_of(service), **row(prefix, 0, **values))

    assert errors_of(response) == errors


def test_contact_added_to_an_entry_has_no_other_owner(office):
    service = ServiceFactory()
    stranger = OrganizationFactory()
    contact = {"kind": "phone", "value": "3919", "organization": str(stranger.pk)}

    save(office, url_of(service), **row("contacts", 0, **contact))

    saved = ContactPoint.objects.get()
    assert (saved.service, saved.organization, saved.way_in) == (service, None, None)


def test_contact_of_two_owners_is_refused(office):
    contact = ContactPointFactory()

    response = save(office, url_of(contact), organization=str(OrganizationFactory().pk))

    assert errors_of(response) == {
        "__all__": ["Un moyen de contact appartient à une structure, à une fiche ou à un point d’accueil."]
    }
