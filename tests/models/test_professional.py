import pytest
from django.apps import apps
from django.db import IntegrityError

from resources.models import ProfessionalContact, ProfessionalDetails
from tests.factories import (
    NetworkFactory,
    ProfessionalContactFactory,
    ProfessionalDetailsFactory,
)
from tests.models import assert_clean_points_at, assert_database_refuses

PROFESSIONAL = {ProfessionalDetails, ProfessionalContact}
PROFESSIONAL |= {model.history.model for model in PROFESSIONAL}


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(model, id=model.__name__)
        for model in sorted(apps.get_models(), key=lambda model: model.__name__)
        if model not in PROFESSIONAL
    ],
)
def test_public_model_leads_to_no_professional_table(model):
    followed = {field.name for field in model._meta.get_fields() if field.related_model in PROFESSIONAL}

    assert followed == set()


@pytest.mark.django_db
def test_details_are_one_per_service():
    details = ProfessionalDetailsFactory()

    with pytest.raises(IntegrityError):
        ProfessionalDetails.objects.bulk_create([ProfessionalDetails(service=details.service)])


@pytest.mark.django_db
def test_professional_contact_of_two_owners_is_refused():
    contact = ProfessionalContactFactory()

    assert_database_refuses(contact, "professional_contact_one_owner", network=NetworkFactory())


@pytest.mark.django_db
def test_professional_contact_of_nobody_is_refused():
    assert_database_refuses(ProfessionalContactFactory(), "professional_contact_one_owner", details=None)


@pytest.mark.django_db
def test_professional_contact_has_a_phone_or_an_email():
    assert_database_refuses(ProfessionalContactFactory(), "professional_contact_reachable", phone="", email="")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"phone": "05 49"}, "phone", id="phone"),
        pytest.param({"email": "exemple.fr"}, "email", id="email"),
        pytest.param({"phone": ""}, "__all__", id="neither"),
        pytest.param({"details": None}, "__all__", id="nobody"),
    ],
)
def test_professional_contact_clean_names_the_field(values, field):
    contact = ProfessionalContactFactory()
    for name, value in values.items():
        setattr(contact, name, value)

    assert_clean_points_at(contact, field)
