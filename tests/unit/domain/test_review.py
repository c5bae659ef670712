"""A person's decision is a new fact beside what the machine saw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.review import Decision, RejectReason, Review, ReviewRequest, review
from handler.domain.upload import LoggedRead, ReadStatus
from tests.support.fakes import START
from tests.support.samples import a_read

OPERATOR = "an-operator"


def decide(
    read: LoggedRead,
    decision: Decision,
    last: Review | None = None,
    *,
    plate: str | None = None,
    reason: RejectReason | None = None,
    version: int | None = None,
) -> tuple[LoggedRead, Review]:
    asked = ReviewRequest(decision, plate, reason, read.version if version is None else version)
    return review(read, asked, last, OPERATOR, START)


def test_a_confirmed_read_keeps_its_plate() -> None:
    after, done = decide(a_read(), Decision.CONFIRM)
    assert (after.status, after.current_plate, after.version) == (ReadStatus.CONFIRMED, "AB12CDE", 1)
    assert (done.before.status, done.after.status, done.by) == (
        ReadStatus.NEEDS_REVIEW,
        ReadStatus.CONFIRMED,
        OPERATOR,
    )


def test_a_correction_stands_beside_what_the_machine_saw() -> None:
    after, done = decide(a_read(), Decision.CORRECT, plate=" ab12-cdf ")
    assert (after.plate, after.corrected_plate, after.current_plate) == ("AB12CDE", "AB12CDF", "AB12CDF")
    assert after.status is ReadStatus.CORRECTED
    assert done.after.corrected_plate == "AB12CDF"


def test_a_correction_to_what_the_machine_saw_confirms_it() -> None:
    corrected, _ = decide(a_read(), Decision.CORRECT, plate="AB12CDF")
    after, _ = decide(corrected, Decision.CORRECT, plate="AB12CDE")
    assert (after.status, after.corrected_plate) == (ReadStatus.CONFIRMED, None)


def test_a_rejected_read_has_no_plate_any_more_and_says_why() -> None:
    after, done = decide(a_read(), Decision.REJECT, reason=RejectReason.NOT_A_PLATE)
    assert (after.status, after.current_plate, after.plate) == (ReadStatus.REJECTED, None, "AB12CDE")
    assert done.reason is RejectReason.NOT_A_PLATE


@pytest.mark.parametrize("status", list(ReadStatus))
def test_an_undo_brings_back_how_it_stood(status: ReadStatus) -> None:
    before = a_read(status=status)
    rejected, done = decide(before, Decision.REJECT, reason=RejectReason.OTHER)
    after, undone = decide(rejected, Decision.UNDO, done)
    assert (after.status, after.corrected_plate) == (before.status, before.corrected_plate)
    assert (after.version, undone.version) == (2, 2)


def test_nothing_is_undone_twice_by_accident_of_the_version() -> None:
    rejected, done = decide(a_read(), Decision.REJECT, reason=RejectReason.OTHER)
    undone, _ = decide(rejected, Decision.UNDO, done)
    with pytest.raises(Conflict):
        decide(undone, Decision.UNDO, done, version=1)


@pytest.mark.parametrize(
    ("decision", "plate", "says"),
    [
        (Decision.CORRECT, None, "plate: a correction needs"),
        (Decision.CORRECT, "🚗🚗🚗", "plate: 🚗 cannot be kept in a plate"),
        (
            Decision.CORRECT,
            "uh1-f0f!é",
            "plate: ! cannot be kept in a plate. Give its letters and digits",
        ),
        (Decision.CORRECT, "AB*", "plate: \\* cannot be kept"),
        (Decision.CORRECT, " - ", "plate: there is no letter or digit"),
        (Decision.CORRECT, "A" * 40, "plate: no plate has more than 16"),
        (Decision.REJECT, None, "reason: a rejection needs one of not_a_plate"),
        (Decision.UNDO, None, "decision: there is nothing to undo"),
    ],
)
def test_a_decision_that_lacks_something_says_what(decision: Decision, plate: str | None, says: str) -> None:
    with pytest.raises(InvalidRequest, match=says):
        decide(a_read(), decision, plate=plate)


def test_a_decision_on_what_somebody_else_decided_says_how_it_stands() -> None:
    taken, _ = decide(a_read(), Decision.REJECT, reason=RejectReason.DUPLICATE)
    with pytest.raises(Conflict, match="is rejected now"):
        decide(taken, Decision.CONFIRM, version=0)


@given(st.lists(st.sampled_from(list(Decision)), max_size=8))
def test_what_the_machine_saw_never_changes(decisions: list[Decision]) -> None:
    first = read = a_read()
    last: Review | None = None
    for decision in decisions:
        if decision is Decision.UNDO and last is None:
            continue
        read, last = decide(read, decision, last, plate="XY34ZAB", reason=RejectReason.OTHER)
        assert read.version == last.version
    assert (read.plate, read.confidence, read.candidates) == (first.plate, first.confidence, first.candidates)
