"""What later rules make of photos that were read before: compared with what stands, read by read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import covered_share
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.reading.acceptance import Refusal, RefusalCause
from handler.domain.upload import MOST_READS, Upload

LEAST_COVERED: Final = 0.5
"""Of the smaller of two boxes, to be the same plate."""


class Kind(StrEnum):
    """How a reading by later rules differs from the read that stands."""

    SAME = "same"
    PLATE_CHANGED = "plate_changed"
    REGION_CHANGED = "region_changed"
    STATUS_CHANGED = "status_changed"
    ADDED = "added"
    GONE = "gone"
    DECIDED = "decided"


@quick_dataclass(frozen=True, slots=True)
class Compared:
    """A read beside the reading by later rules.

    Attributes
    ----------
    kind : Kind
    before : LoggedRead or None
        That stands; None where nothing was read there.
    now : LoggedRead or None
        The reading by later rules; None where they give none there.
    after : LoggedRead or None
        As it is to stand; None where nothing is to be written.
    """

    kind: Kind
    before: LoggedRead | None
    now: LoggedRead | None
    after: LoggedRead | None = None

    @property
    def read_id(self) -> str:
        """The read's id; that it will have, where it is added."""
        read = self.before or self.after
        assert read is not None  # noqa: S101 (one of both is always there)
        return read.read_id


def compared(
    upload: Upload, stands: Sequence[LoggedRead], decided: Collection[str], anew: Sequence[LoggedRead]
) -> list[Compared]:
    """Compare what stands with what the same photo gives by later rules.

    What people decided or typed stays as it is. A read that the later rules do not give is not taken away: it goes to a
    person.

    Parameters
    ----------
    upload : Upload
    stands : Sequence of LoggedRead
        All of the upload's, typed ones too.
    decided : collection of str
        Ids of the reads on which a person has decided.
    anew : Sequence of LoggedRead
        By later rules, the foremost vehicle's first.

    Returns
    -------
    list of Compared
        What stands, in its order, then what is added.
    """
    pairs = _pairs(stands, anew)
    is_decided = {one.read_id for one in stands if one.typed_by} | set(decided)
    found = [_beside(one, pairs.get(one.read_id), is_decided) for one in stands]
    taken = {one.read_id for one in pairs.values()}
    return [*found, *_added(upload, [one for one in anew if one.read_id not in taken])]


def _beside(before: LoggedRead, now: LoggedRead | None, decided: Collection[str]) -> Compared:
    if before.read_id in decided:
        return Compared(Kind.DECIDED, before, now)
    if now is None:
        is_waiting = before.status is ReadStatus.NEEDS_REVIEW
        return Compared(Kind.GONE, before, None, None if is_waiting else _doubted(before))
    kind = _kind(before, now)
    return Compared(kind, before, now, None if kind is Kind.SAME else _in_place(before, now))


def _kind(before: LoggedRead, now: LoggedRead) -> Kind:
    if now.plate != before.plate:
        return Kind.PLATE_CHANGED
    if now.region != before.region:
        return Kind.REGION_CHANGED
    return Kind.SAME if now.status is before.status else Kind.STATUS_CHANGED


def _in_place(before: LoggedRead, now: LoggedRead) -> LoggedRead:
    return replace(
        now,
        read_id=before.read_id,
        version=before.version + 1,
        created_at=before.created_at,
        kept_until=before.kept_until,
        alert_ids=before.alert_ids,
        is_held=before.is_held,
        is_protected=before.is_protected,
    )


def _doubted(before: LoggedRead) -> LoggedRead:
    why = Refusal(RefusalCause.NOT_READ_AGAIN)
    return replace(before, status=ReadStatus.NEEDS_REVIEW, refusal=why, version=before.version + 1)


def _added(upload: Upload, anew: Sequence[LoggedRead]) -> Iterator[Compared]:
    places = range(upload.read_count, MOST_READS)
    for place, one in zip(places, anew, strict=False):
        yield Compared(Kind.ADDED, None, one, replace(one, read_id=upload.read_id(place)))


def _pairs(stands: Sequence[LoggedRead], anew: Sequence[LoggedRead]) -> dict[str, LoggedRead]:
    """Find which reading is of which read, by the ids of what stands: the likest pairs first."""
    likest = sorted(
        ((_likeness(old, new), old.read_id, at) for old in stands for at, new in enumerate(anew)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    pairs: dict[str, LoggedRead] = {}
    taken: set[int] = set()
    for likeness, read_id, at in likest:
        if likeness and read_id not in pairs and at not in taken:
            pairs[read_id] = anew[at]
            taken.add(at)
    return pairs


def _likeness(old: LoggedRead, new: LoggedRead) -> float:
    """Tell how like two are; 0 for two plates. Where nobody said where a typed plate is, the plate alone tells."""
    is_same = new.plate in {old.plate, old.current_plate}
    if old.bounding_box is None or new.bounding_box is None:
        return float(is_same)
    covered = covered_share(old.bounding_box, new.bounding_box)
    return covered + is_same if covered >= LEAST_COVERED else 0.0
