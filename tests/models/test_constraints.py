from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint

from tests.factories import (
    AudienceFactory,
    CommuneNameFactory,
    ContactPointFactory,
    GuideFactory,
    GuideTranslationFactory,
    LocationFactory,
    NeedFactory,
    NetworkAreaFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ProfessionalDetailsFactory,
    ScheduleExceptionFactory,
    SearchTermFactory,
    ServiceAreaFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    ServiceTranslationFactory,
    VerificationFactory,
)
from tests.models import assert_database_refuses
from tests.waiting_factory import WaitingSheetFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "field", "constraint"),
    [
        pytest.param(factory, field, constraint, id=constraint)
        for factory, field, constraint in [
            (AudienceFactory, "serves", "audience_serves"),
            (CommuneNameFactory, "kind", "commune_name_kind"),
            (ContactPointFactory, "kind", "contact_kind"),
            (GuideFactory, "status", "guide_status"),
            (GuideTranslationFactory, "language", "guide_translation_language"),
            (NeedFactory, "serves", "need_serves"),
            (NetworkAreaFactory, "kind", "network_area_kind"),
            (OpeningRuleFactory, "recurrence", "opening_rule_recurrence"),
            (OpeningRuleFactory, "access", "opening_rule_access"),
            (OpeningRuleFactory, "on_public_holidays", "opening_rule_public_holidays"),
            (OpeningRuleFactory, "in_school_holidays", "opening_rule_school_holidays"),
            (OrganizationFactory, "kind", "organization_kind"),
            (ServiceAreaFactory, "kind", "service_area_kind"),
            (ServiceAtLocationFactory, "access", "way_in_access"),
            (ServiceAtLocationFactory, "hours_source", "way_in_hours_source"),
            (ServiceTranslationFactory, "language", "service_translation_language"),
            (ServiceFactory, "kind", "service_kind"),
            (ServiceFactory, "serves", "service_serves"),
            (ServiceFactory, "status", "service_status"),
            (ServiceFactory, "complaint_required", "service_complaint_required"),
            (ServiceFactory, "free_of_charge", "service_free_of_charge"),
            (ServiceFactory, "papers_required", "service_papers_required"),
            (ServiceFactory, "children_welcome", "service_children_welcome"),
            (ServiceFactory, "animals_welcome", "service_animals_welcome"),
            (ServiceFactory, "companion_welcome", "service_companion_welcome"),
            (ServiceFactory, "urgent_welcome", "service_urgent_welcome"),
            (LocationFactory, "step_free", "location_step_free"),
            (SearchTermFactory, "kind", "search_term_kind"),
            (SearchTermFactory, "alert", "search_term_alert"),
            (ContactPointFactory, "free", "contact_free"),
            (ContactPointFactory, "on_bill", "contact_on_bill"),
            (ContactPointFactory, "deaf_access", "contact_deaf_access"),
            (ContactPointFactory, "anonymous", "contact_anonymous"),
            (ProfessionalDetailsFactory, "person_may_ask", "professional_person_may_ask"),
            (ProfessionalDetailsFactory, "professional_may_ask", "professional_professional_may_ask"),
            (VerificationFactory, "fact", "verification_fact"),
            (VerificationFactory, "outcome", "verification_outcome"),
            (VerificationFactory, "precision", "verification_precision"),
            (VerificationFactory, "method", "verification_method"),
        ]
    ],
)
def test_closed_list_refuses_another_value(factory, field, constraint):
    assert_database_refuses(factory(), constraint, **{field: "zzz"})


def test_channel_refuses_another_value():
    # Without a location, so that only the list of channels can refuse.
    desk = ServiceAtLocationFactory()

    assert_database_refuses(desk, "way_in_channel", channel="zzz", location=None)


def test_exception_state_refuses_another_value():
    # With hours, so that only the list of states can refuse.
    opening = ScheduleExceptionFactory(opening=True)

    assert_database_refuses(opening, "exception_state", state="zzz")


@pytest.mark.parametrize(
    ("factory", "said", "constraint"),
    [
        pytest.param(ServiceTranslationFactory, "name", "service_translation_says_something", id="entry"),
        pytest.param(GuideTranslationFactory, "title", "guide_translation_says_something", id="guide"),
    ],
)
def test_a_translation_that_says_nothing_is_refused(factory, said, constraint):
    assert_database_refuses(factory(), constraint, **{said: ""})


def test_a_waiting_sheet_has_a_token():
    assert_database_refuses(WaitingSheetFactory(), "waiting_sheet_has_token", token="")


def test_every_check_constraint_is_named_in_a_test():
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))

    forgotten = [
        constraint.name
        for model in apps.get_app_config("resources").get_models()
        for constraint in model._meta.constraints
        if not isinstance(constraint, UniqueConstraint) and f'"{constraint.name}"' not in tests
    ]

    assert forgotten == []
