"""A person's decision on a read: a new fact beside it, which never changes what the machine saw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.plate_search import typed_plate
from handler.domain.upload import LoggedRead, ReadStatus


class Decision(StrEnum):
    """What a person says of a read."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    UNDO = "undo"


class RejectReason(StrEnum):
    """Why a read was rejected."""

    NOT_A_PLATE = "not_a_plate"
    UNREADABLE = "unreadable"
    PARTLY_HIDDEN = "partly_hidden"
    DUPLICATE = "duplicate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a read stands: its status, and the plate that a person gave it."""

    status: ReadStatus
    corrected_plate: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """One decision on a read, as it is kept.

    Attributes
    ----------
    version : int
        The read's version that it made.
    by : str
        The reviewer's id.
    before, after : Standing
    """

    read_id: str
    version: int
    decision: Decision
    reason: RejectReason | None
    by: str
    at: datetime
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What a reviewer asks for.

    Attributes
    ----------
    plate : str or None
        Goes with `Decision.CORRECT`, as the reviewer typed it.
    reason : RejectReason or None
        Goes with `Decision.REJECT`.
    version : int
        Of the read as the reviewer saw it.
    """

    decision: Decision
    plate: str | None
    reason: RejectReason | None
    version: int


def review(
    read: LoggedRead, asked: ReviewRequest, last: Review | None, by: str, at: datetime
) -> tuple[LoggedRead, Review]:
    """Decide on a read.

    Parameters
    ----------
    read : LoggedRead
        As it stands.
    asked : ReviewRequest
    last : Review or None
        The read's newest review, for an undo.
    by : str
        The reviewer's id.
    at : datetime
        UTC.

    Returns
    -------
    LoggedRead
        As it stands after that, one version on.
    Review

    Raises
    ------
    Conflict
        When the reviewer saw another version.
    InvalidRequest
        When the decision lacks what it needs.
    """
    if asked.version != read.version:
        raise Conflict(_changed(read))
    before = Standing(read.status, read.corrected_plate)
    after = _AFTER[asked.decision](read, asked, last)
    done = Review(read.read_id, read.version + 1, asked.decision, asked.reason, by, at, before, after)
    return replace(read, status=after.status, corrected_plate=after.corrected_plate, version=done.version), done


def as_before(read: LoggedRead, done: Review) -> LoggedRead:
    """Give a read as it stood before a decision.

    Parameters
    ----------
    read : LoggedRead
        As it stands after that.
    done : Review
    """
    return replace(
        read, status=done.before.status, corrected_plate=done.before.corrected_plate, version=done.version - 1
    )


def _changed(read: LoggedRead) -> str:
    stands = _STANDS[read.status]
    return f"Somebody else was faster: this read {stands}. Look at it again, then decide."


_STANDS = {
    ReadStatus.ACCEPTED: "was accepted again",
    ReadStatus.NEEDS_REVIEW: "was put back for review",
    ReadStatus.CONFIRMED: "is confirmed now",
    ReadStatus.CORRECTED: "has a corrected plate now",
    ReadStatus.REJECTED: "is rejected now",
}


def _confirmed(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    del read, asked, last
    return Standing(ReadStatus.CONFIRMED, None)


def _corrected(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    if asked.plate is None:
        raise InvalidRequest("plate: a correction needs the plate as you read it.")
    plate = typed_plate(asked.plate)
    return _confirmed(read, asked, last) if plate == read.plate else Standing(ReadStatus.CORRECTED, plate)


def _rejected(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    del read, last
    if asked.reason is None:
        raise InvalidRequest(f"reason: a rejection needs one of {', '.join(RejectReason)}.")
    return Standing(ReadStatus.REJECTED, None)


def _undone(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    del asked
    if last is None or last.version != read.version:
        raise InvalidRequest("decision: there is nothing to undo.")
    return last.before


_AFTER = {
    Decision.CONFIRM: _confirmed,
    Decision.CORRECT: _corrected,
    Decision.REJECT: _rejected,
    Decision.UNDO: _undone,
}
