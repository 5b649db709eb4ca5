"""Who may move an entry, from which state to which."""

import pytest

from resources.enums import EditorialStatus
from resources.workflow import may_move, refusal

DRAFT, REVIEW, PUBLISHED, ARCHIVED = EditorialStatus
ANYBODY = {(DRAFT, REVIEW), (REVIEW, DRAFT)}
# What the public sees, and the archives.
PUBLISHERS = {
    (DRAFT, ARCHIVED),
    (REVIEW, ARCHIVED),
    (ARCHIVED, DRAFT),
    (DRAFT, PUBLISHED),
    (REVIEW, PUBLISHED),
    (PUBLISHED, DRAFT),
    (PUBLISHED, REVIEW),
    (PUBLISHED, ARCHIVED),
}
PAIRS = [pytest.param(was, becomes, id=f"{was}-{becomes}") for was in EditorialStatus for becomes in EditorialStatus]


@pytest.mark.parametrize(("was", "becomes"), PAIRS)
def test_writer_moves_what_is_not_yet_published(was, becomes):
    assert may_move(was, becomes, publisher=False) == (was == becomes or (was, becomes) in ANYBODY)


@pytest.mark.parametrize(("was", "becomes"), PAIRS)
def test_publisher_moves_everything_but_an_archive_straight_to_the_public(was, becomes):
    allowed = was == becomes or (was, becomes) in ANYBODY | PUBLISHERS

    assert may_move(was, becomes, publisher=True) == allowed


@pytest.mark.parametrize(("was", "becomes"), PAIRS)
def test_refusal_is_told(was, becomes):
    assert bool(refusal(was, becomes, publisher=False)) != may_move(was, becomes, publisher=False)
