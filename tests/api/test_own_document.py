"""The API by its own OpenAPI document: no answer that it does not announce, no failure, whatever is asked."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.api.town import every_kind_of_entry

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
QUIET = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
FEW, MANY = 5, 100


@pytest.fixture
def _one_transaction():
    """A server closes its connection after each request: with it would go what the test wrote."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def document(_one_transaction):
    every_kind_of_entry()
    return schemathesis.openapi.from_wsgi("/api/hsds/openapi.json", get_wsgi_application())


def test_the_document_is_a_valid_one(document):
    document.validate()
    said = document.raw_schema
    assert said["info"]["license"]["name"] == "Licence Ouverte 2.0"
    operations = [one for path in said["paths"].values() for one in path.values()]
    asked = [one for operation in operations for one in operation["parameters"] if one["in"] == "query"]
    # Every parameter says what it is for; every answer, what it is when nothing changed.
    assert [one["name"] for one in asked if not one.get("description")] == []
    assert [one["summary"] for one in operations if not {"200", "304"} <= set(map(str, one["responses"]))] == []


lazily = schemathesis.pytest.from_fixture("document")


# Each address by each phase: what its document gives as an example, each bound of each parameter, then anything.
@lazily.parametrize()
@settings(max_examples=FEW, **QUIET)
def test_no_answer_is_unannounced(case):
    case.call_and_validate(checks=CHECKS)


@pytest.mark.proof
@lazily.parametrize()
@settings(max_examples=MANY, **QUIET)
def test_no_answer_is_unannounced_however_often_one_asks(case):
    case.call_and_validate(checks=CHECKS)


@pytest.mark.proof
def test_no_chain_of_requests_leads_to_a_failure(document):
    """From a list to what it names, and on."""

    class Chains(document.as_state_machine()):
        def validate_response(self, response, case, additional_checks=(), **options):
            super().validate_response(response, case, checks=CHECKS, **options)

    run_state_machine_as_test(Chains, settings=settings(max_examples=MANY, stateful_step_count=6, **QUIET))
