"""A person's decision on a read: a new fact beside it, which never changes what the machine saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.logged import UNKNOWN_REGION, LoggedRead, ReadStatus
from handler.domain.plate_search import typed_plate


class Decision(StrEnum):
    """What a person says of a read."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    UNDO = "undo"
    DOUBT = "doubt"
    WITHDRAW = "withdraw"


OPERATORS_DECISIONS: Final = (Decision.CONFIRM, Decision.CORRECT, Decision.REJECT, Decision.UNDO)
"""What operators say; the others are of the uploader, and of who typed a plate."""

MOST_DOUBTS: Final = 3
"""How often a read's uploader may say that it is wrong: an operator looks each time."""


class RejectReason(StrEnum):
    """Why a read was rejected."""

    NOT_A_PLATE = "not_a_plate"
    UNREADABLE = "unreadable"
    PARTLY_HIDDEN = "partly_hidden"
    DUPLICATE = "duplicate"
    OTHER = "other"


@quick_dataclass(frozen=True, slots=True)
class Standing:
    """How a read stands: its status, what a person said of plate and region, and whether its uploader doubts it."""

    status: ReadStatus
    corrected_plate: str | None
    doubted: bool = False
    corrected_region: str | None = None

    @classmethod
    def of(cls, read: LoggedRead) -> Standing:
        """Tell how a read stands."""
        return cls(read.status, read.corrected_plate, read.doubted, read.corrected_region)

    def given_to(self, read: LoggedRead, version: int) -> LoggedRead:
        """Give a read as it stands so."""
        return replace(
            read,
            status=self.status,
            corrected_plate=self.corrected_plate,
            doubted=self.doubted,
            corrected_region=self.corrected_region,
            version=version,
        )


@quick_dataclass(frozen=True, slots=True)
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


@quick_dataclass(frozen=True, slots=True)
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
    region : str or None
        Goes with `Decision.CORRECT`: a region code, or `UNKNOWN_REGION`; None leaves it as it is.
    """

    decision: Decision
    plate: str | None
    reason: RejectReason | None
    version: int
    region: str | None = None


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
        raise Conflict("read_changed", _changed(read))
    before = Standing.of(read)
    after = _AFTER[asked.decision](read, asked, last)
    done = Review(read.read_id, read.version + 1, asked.decision, asked.reason, by, at, before, after)
    return after.given_to(read, done.version), done


def as_before(read: LoggedRead, done: Review) -> LoggedRead:
    """Give a read as it stood before a decision.

    Parameters
    ----------
    read : LoggedRead
        As it stands after that.
    done : Review
    """
    return done.before.given_to(read, done.version - 1)


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
    del last
    return Standing(ReadStatus.CONFIRMED, None, corrected_region=_region_after(read, asked))


def _corrected(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    if asked.plate is None:
        raise InvalidRequest("plate: a correction needs the plate as you read it.")
    plate = typed_plate(asked.plate)
    if plate == read.plate:
        return _confirmed(read, asked, last)
    return Standing(ReadStatus.CORRECTED, plate, corrected_region=_region_after(read, asked))


def _region_after(read: LoggedRead, asked: ReviewRequest) -> str | None:
    """Give the region that a person said, now or before; none where it is the machine's own."""
    if asked.region is None:
        return read.corrected_region
    return None if asked.region == (read.region or UNKNOWN_REGION) else asked.region


def _rejected(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    del last
    if asked.reason is None:
        raise InvalidRequest(f"reason: a rejection needs one of {', '.join(RejectReason)}.")
    return Standing(ReadStatus.REJECTED, None, corrected_region=read.corrected_region)


def _undone(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    del asked
    if last is None or last.version != read.version:
        raise InvalidRequest("decision: there is nothing to undo.")
    return last.before


def _doubted(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    del asked, last
    if read.status is ReadStatus.REJECTED:
        raise Conflict("read_rejected")
    return replace(Standing.of(read), status=ReadStatus.NEEDS_REVIEW, doubted=True)


def _withdrawn(read: LoggedRead, asked: ReviewRequest, last: Review | None) -> Standing:
    del asked, last
    if read.typed_by is None or read.status is ReadStatus.REJECTED:
        raise Conflict("nothing_to_take_back")
    return Standing(ReadStatus.REJECTED, None)


_AFTER = {
    Decision.CONFIRM: _confirmed,
    Decision.CORRECT: _corrected,
    Decision.REJECT: _rejected,
    Decision.UNDO: _undone,
    Decision.DOUBT: _doubted,
    Decision.WITHDRAW: _withdrawn,
}
