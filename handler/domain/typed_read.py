"""A plate that a person saw in a photo and typed: a read of its own, and never the machine's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.geometry import BoundingBox, Point
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.plate_search import typed_plate
from handler.domain.upload import Upload, UploadStatus

FIRST_PLACE: Final = 100
"""Behind every place that the machine gives (`MOST_READS`): however late it reads, it never meets a person's read."""

MOST_TYPED: Final = 10
"""Plates that people may type in one photo, those that were taken back included."""

_ROUNDING: Final = 1e-6


@quick_dataclass(frozen=True, slots=True)
class TypedPlate:
    """What somebody typed.

    Attributes
    ----------
    text : str
        As it was typed.
    box : BoundingBox or None
        Where it is in the photo; None when that was not said.
    """

    text: str
    box: BoundingBox | None


def places_of(typed_count: int) -> range:
    """Give the places of the plates that people typed in a photo."""
    return range(FIRST_PLACE, FIRST_PLACE + typed_count)


def already_there(reads: Iterable[LoggedRead], plate: str) -> LoggedRead | None:
    """Find the read by a person that stands for a plate already: who types it twice, or beside another, meant one.

    Raises
    ------
    Conflict
        When the machine's reading stands for it.
    """
    same = next((read for read in reads if read.current_plate == plate), None)
    if same and same.typed_by is None:
        raise Conflict("plate_there")
    return same


def typed_read(upload: Upload, typed: TypedPlate, by: Caller, at: datetime) -> LoggedRead:
    """Make a read of what a person typed.

    An operator's word decides; of anybody else's, an operator is asked.

    Parameters
    ----------
    upload : Upload
    typed : TypedPlate
    by : Caller
    at : datetime
        UTC.

    Returns
    -------
    LoggedRead
        Without a confidence, candidates or a region: nobody reckoned them.

    Raises
    ------
    Conflict
        While the photo is not read.
    InvalidRequest
        When it is no plate, its box does not lie in the photo, or there are too many already.
    """
    if upload.status is not UploadStatus.DONE:
        raise Conflict("photo_not_read")
    if upload.typed_count >= MOST_TYPED:
        raise InvalidRequest(f"plate: {MOST_TYPED} plates were typed in this photo, which is the limit.")
    return LoggedRead(
        read_id=upload.read_id(FIRST_PLACE + upload.typed_count),
        upload_id=upload.ref.upload_id,
        plate=typed_plate(typed.text),
        raw_text="",
        confidence=None,
        region=None,
        subdivision=None,
        bounding_box=typed.box,
        polygon=_corners(typed.box) if typed.box else (),
        candidates=(),
        status=ReadStatus.CONFIRMED if by.is_in(OPERATORS) else ReadStatus.NEEDS_REVIEW,
        version=0,
        created_at=at,
        owner=upload.ref.owner,
        camera_id=upload.camera_id,
        seen_at=upload.seen_at,
        kept_until=upload.kept_until,
        typed_by=by.owner,
    )


def _corners(box: BoundingBox) -> tuple[Point, ...]:
    right, bottom = box.left + box.width, box.top + box.height
    if min(box.width, box.height) <= 0 or max(right, bottom) > 1 + _ROUNDING:
        raise InvalidRequest("bounding_box: it is not inside the photo. Draw it again, or leave it out.")
    corners = ((box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom))
    return tuple(Point(min(x, 1.0), min(y, 1.0)) for x, y in corners)
