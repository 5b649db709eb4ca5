"""What the database refuses of requests, proposed corrections and reports."""

from tests.factories import ChangeReportFactory, ProposedChangeFactory, VerificationRequestFactory
from tests.models import assert_database_refuses


def test_request_state_refuses_another_value(db):
    assert_database_refuses(VerificationRequestFactory(), "verification_request_state", state="zzz")


def test_answered_request_is_dated(db):
    assert_database_refuses(VerificationRequestFactory(), "verification_request_answered_is_dated", state="answered")


def test_correction_refuses_another_value(db):
    assert_database_refuses(ProposedChangeFactory(), "proposed_change_correction", correction="zzz")


def test_correction_state_refuses_another_value(db, noon):
    assert_database_refuses(ProposedChangeFactory(), "proposed_change_state", state="zzz", decided_at=noon)


def test_correction_says_something(db):
    assert_database_refuses(ProposedChangeFactory(), "proposed_change_says_something", proposed="")


def test_decision_is_dated(db):
    assert_database_refuses(ProposedChangeFactory(), "proposed_change_decision_is_dated", state="accepted")


def test_refusal_is_explained(db, noon):
    assert_database_refuses(
        ProposedChangeFactory(), "proposed_change_refusal_is_explained", state="refused", decided_at=noon, reason=""
    )


def test_report_kind_refuses_another_value(db):
    assert_database_refuses(ChangeReportFactory(), "change_report_kind", kind="zzz")


def test_report_state_refuses_another_value(db):
    assert_database_refuses(ChangeReportFactory(), "change_report_state", state="zzz")


def test_handled_report_forgets_whom_to_answer(db, noon):
    report = ChangeReportFactory(answer_to="lectrice@exemple.fr")

    assert_database_refuses(report, "change_report_handled_forgets_whom_to_answer", state="done", handled_at=noon)
