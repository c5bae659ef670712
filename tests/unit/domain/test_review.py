"""A person's decision is a new fact beside what the machine saw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.logged import UNKNOWN_REGION, LoggedRead, ReadStatus
from handler.domain.review import OPERATORS_DECISIONS, Decision, RejectReason, Review, ReviewRequest, review
from tests.support.fakes.world import START
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
    region: str | None = None,
) -> tuple[LoggedRead, Review]:
    asked = ReviewRequest(decision, plate, reason, read.version if version is None else version, region)
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


def test_a_region_is_corrected_beside_the_plate_or_by_itself() -> None:
    both, _ = decide(a_read(), Decision.CORRECT, plate="AB12CDF", region="br")
    assert (both.corrected_plate, both.current_region, both.region) == ("AB12CDF", "br", "gb")
    alone, done = decide(a_read(), Decision.CORRECT, plate="AB12CDE", region="br")
    assert (alone.status, alone.corrected_plate, alone.current_region) == (ReadStatus.CONFIRMED, None, "br")
    assert (done.before.corrected_region, done.after.corrected_region) == (None, "br")
    undone, _ = decide(alone, Decision.UNDO, done)
    assert undone.current_region == "gb"


def test_a_corrected_region_outlasts_other_decisions_until_the_machines_own_is_chosen() -> None:
    read, _ = decide(a_read(), Decision.CORRECT, plate="AB12CDE", region=UNKNOWN_REGION)
    assert read.current_region is None
    read, _ = decide(read, Decision.CORRECT, plate="AB12CDF")
    assert read.corrected_region == UNKNOWN_REGION
    read, _ = decide(read, Decision.REJECT, reason=RejectReason.OTHER)
    read, _ = decide(read, Decision.CORRECT, plate="AB12CDE", region="gb")
    assert (read.corrected_region, read.current_region) == (None, "gb")


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
        (Decision.CORRECT, "🚗🚗🚗", "plate: 🚗 cannot be part of a plate"),
        (
            Decision.CORRECT,
            "uh1-f0f!é",
            "plate: ! cannot be part of a plate. Give its letters and digits",
        ),
        (Decision.CORRECT, "AB*", "plate: \\* cannot be part of"),
        (Decision.CORRECT, " - ", "plate: this has no letter or digit"),
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


@pytest.mark.parametrize("status", [one for one in ReadStatus if one is not ReadStatus.REJECTED])
def test_a_doubt_sends_a_read_to_review_and_changes_nothing_else(status: ReadStatus) -> None:
    before = a_read(status=status, corrected_plate="AB12CDF")
    after, done = decide(before, Decision.DOUBT)
    assert (after.status, after.doubted, after.current_plate) == (ReadStatus.NEEDS_REVIEW, True, "AB12CDF")
    back, _ = decide(after, Decision.UNDO, done)
    assert (back.status, back.doubted, back.corrected_plate) == (status, False, "AB12CDF")


def test_whoever_decides_settles_a_doubt_and_an_undo_of_that_brings_it_back() -> None:
    doubted, _ = decide(a_read(), Decision.DOUBT)
    settled, done = decide(doubted, Decision.CONFIRM)
    assert (settled.status, settled.doubted) == (ReadStatus.CONFIRMED, False)
    assert decide(settled, Decision.UNDO, done)[0].doubted


def test_what_is_rejected_cannot_be_doubted() -> None:
    rejected, _ = decide(a_read(), Decision.REJECT, reason=RejectReason.OTHER)
    with pytest.raises(Conflict, match="rejected already"):
        decide(rejected, Decision.DOUBT)


def test_a_typed_plate_is_taken_back_as_a_rejected_one_and_the_machines_cannot_be() -> None:
    after, _ = decide(a_read(typed_by="somebody", confidence=None), Decision.WITHDRAW)
    assert (after.status, after.current_plate, after.plate) == (ReadStatus.REJECTED, None, "AB12CDE")
    with pytest.raises(Conflict, match="nothing to take back"):
        decide(a_read(), Decision.WITHDRAW)


@given(st.lists(st.sampled_from([*OPERATORS_DECISIONS, Decision.DOUBT]), max_size=8))
def test_what_the_machine_saw_never_changes(decisions: list[Decision]) -> None:
    first = read = a_read()
    last: Review | None = None
    for decision in decisions:
        is_nothing = decision is Decision.DOUBT and read.status is ReadStatus.REJECTED
        if (decision is Decision.UNDO and last is None) or is_nothing:
            continue
        read, last = decide(read, decision, last, plate="XY34ZAB", reason=RejectReason.OTHER)
        assert read.version == last.version
    assert (read.plate, read.confidence, read.candidates) == (first.plate, first.confidence, first.candidates)
