"""Which parts of a photo count, as administrators said of its camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import BoundingBox, Point, holds
from handler.domain.reading.read import Reading
from handler.domain.reading.verdict import Reason


@quick_dataclass(frozen=True, slots=True)
class Parts:
    """Parts of a photo as it is stored.

    Attributes
    ----------
    ignored : Sequence of BoundingBox
        Whatever lies there does not count.
    watched : Sequence of BoundingBox
        Whatever lies in none of them does not count; where there are none, all of the photo is watched.
    """

    ignored: Sequence[BoundingBox] = ()
    watched: Sequence[BoundingBox] = ()

    def why_not(self, place: Point) -> Reason | None:
        """Tell why a place does not count; None where it does."""
        if any(holds(part, place) for part in self.ignored):
            return Reason.IGNORED_PART
        if self.watched and not any(holds(part, place) for part in self.watched):
            return Reason.NOT_WATCHED
        return None


def within(reading: Reading, parts: Parts) -> Reading:
    """Leave out the reads whose middle lies where nothing counts, and say so of their text boxes.

    Parameters
    ----------
    reading : Reading
    parts : Parts

    Returns
    -------
    Reading
        Its reads keep their order.
    """
    objections = [(read, parts.why_not(_middle(read.bounding_box))) for read in reading.reads]
    why = {one: reason for read, reason in objections if reason for one in read.detection_ids}
    return Reading(
        tuple(read for read, reason in objections if reason is None),
        tuple(
            replace(verdict, taken=False, reason=why[verdict.detection_id])
            if verdict.taken and verdict.detection_id in why
            else verdict
            for verdict in reading.verdicts
        ),
    )


def _middle(box: BoundingBox) -> Point:
    return Point(box.left + box.width / 2, box.top + box.height / 2)
