from resources.models import ProfessionalContact
from tests.admin.pages import errors_of, row, save, url_of
from tests.factories import (
    CommuneFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganizationFactory,
    ProfessionalDetailsFactory,
)


def test_network_is_edited_with_its_areas_members_and_contacts(office):
    CommuneFactory(civray=True)
    network, organization = NetworkFactory(), OrganizationFactory()
    changes = (
        row("areas", 0, kind="commune", code="Civray")
        | row("members", 0, organization=str(organization.pk))
        | row("members", 1, profession="médecin")
        | row("professional_contacts", 0, role="Coordinatrice", phone="05 49 00 11 22")
    )

    response = save(office, url_of(network), **changes)

    assert response.redirect_chain, errors_of(response)
    assert ProfessionalContact.objects.get().network == network
    assert network.areas.get().code == "86078"
    assert {str(member) for member in network.members.all()} == {"médecin", str(organization)}


def test_member_that_is_nobody_is_refused(office):
    member = NetworkMemberFactory()

    response = save(office, url_of(member.network), members__0__organization="")

    assert errors_of(response) == {"members-0-__all__": ["Choisissez une structure ou écrivez une profession."]}


def test_professional_contact_needs_a_number_or_an_address(office):
    details = ProfessionalDetailsFactory()

    nothing = save(office, url_of(details), **row("professional_contacts", 0, role="Coordinatrice"))
    bad = save(office, url_of(details), **row("professional_contacts", 0, role="Coordinatrice", phone="05 49"))
    good = save(
        office, url_of(details), **row("professional_contacts", 0, role="Coordinatrice", phone="05 49 00 11 22")
    )

    assert errors_of(nothing) == {
        "professional_contacts-0-__all__": ["Donnez une ligne directe ou une adresse électronique."]
    }
    assert errors_of(bad) == {
        "professional_contacts-0-phone": ["« 05 49 » n’est pas un numéro qui existe : comptez les chiffres."]
    }
    assert good.redirect_chain
    assert details.contacts.get().network is None
