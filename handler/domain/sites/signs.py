"""What a camera's photos tell of the camera: counted as each one's reading ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.upload import Upload

KEPT_HOURS: Final = 9 * 24
"""Seven days, the last day beside them, and one more: the hours now and a week ago are both cut."""

_HOUR_SECONDS: Final = 3600


def hour_of(moment: datetime) -> int:
    """Count the whole hours from 1970 to a moment."""
    return int(moment.timestamp()) // _HOUR_SECONDS


def start_of(hour: int) -> datetime:
    """Get when an hour begins, UTC."""
    return datetime.fromtimestamp(hour * _HOUR_SECONDS, UTC)


@quick_dataclass(frozen=True, slots=True)
class Tally:
    """Photos of some time: all, those with a read, those with a read that went to a person, and repeats, unread."""

    photos: int = 0
    with_read: int = 0
    to_review: int = 0
    repeats: int = 0

    @property
    def looked_at(self) -> int:
        """Count the photos that were read."""
        return self.photos - self.repeats

    @classmethod
    def of(cls, tallies: Iterable[Tally]) -> Tally:
        """Add some up."""
        found = list(tallies)
        return cls(*(sum(getattr(one, name) for one in found) for name in cls.__slots__))


@quick_dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a camera by its photos; nothing while there was none.

    Attributes
    ----------
    first_photo_at, last_photo_at : datetime or None
        When its first and its newest photo arrived, UTC.
    last_upload_id : str or None
        Of the newest one.
    differences_seconds : tuple of float
        Arrival less what the device said, oldest first: how late its clock is.
    hours : mapping of int to Tally
        By the hour of arrival (`hour_of`); hours without a photo are left out.
    """

    first_photo_at: datetime | None = None
    last_photo_at: datetime | None = None
    last_upload_id: str | None = None
    differences_seconds: tuple[float, ...] = ()
    hours: Mapping[int, Tally] = field(default_factory=dict)

    def between(self, first: int, last: int) -> Tally:
        """Add up some hours, both included."""
        return Tally.of(tally for hour, tally in self.hours.items() if first <= hour <= last)


@quick_dataclass(frozen=True, slots=True)
class Sign:
    """What one photo tells of its camera.

    Attributes
    ----------
    arrived_at : datetime
        UTC.
    difference_seconds : float or None
        Arrival less what the device said; None where that tells nothing of its clock.
    """

    camera_id: str
    upload_id: str
    arrived_at: datetime
    tally: Tally
    difference_seconds: float | None


def sign_of(upload: Upload, reads: Sequence[LoggedRead]) -> Sign | None:
    """Tell what a photo says of its camera once its reading has ended; None for photos that people brought.

    Parameters
    ----------
    upload : Upload
    reads : Sequence of LoggedRead
        Of the machine.
    """
    camera_id = upload.camera_id
    if camera_id is None or upload.ref.owner != camera_id:
        return None
    to_review = any(one.status is ReadStatus.NEEDS_REVIEW for one in reads)
    tally = Tally(1, int(bool(reads)), int(to_review), int(upload.repeat_of is not None))
    difference = upload.said.difference_seconds if upload.said else None
    return Sign(camera_id, upload.ref.upload_id, upload.created_at, tally, difference)
