"""The API by its own OpenAPI document: no answer that it does not announce, no failure, whatever is asked."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.api.town import every_kind_of_entry

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
EXAMPLES = 100
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]


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


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_answer_is_unannounced(document, mode):
    """Each address, asked well (`positive`) and badly (`negative`)."""
    asked = set()
    for found in document.get_all_operations():
        operation = found.ok()
        if mode.is_negative and operation.path == "/api/hsds/":
            continue  # it has nothing to be asked badly

        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            asked.add(case.operation.path)
            case.call_and_validate(checks=CHECKS)

        ask()
    assert len(asked) >= 10
