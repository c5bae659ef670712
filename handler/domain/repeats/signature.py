"""What is kept of the photo of a camera that was read last, to tell whether the next one shows the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Protocol

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import BoundingBox, Frame, ImageSize, Point, bounds_of, frame_of, holds
from handler.domain.judging.ground import GreyLine, Pixels
from handler.domain.reading.parts import Parts
from handler.domain.reading.read import Reading
from handler.domain.reading.verdict import Reason
from handler.domain.repeats.plate_view import MOST_DIFFERENCE, PlateView, most_difference, plate_view
from handler.domain.repeats.scenery import MOST_CHANGED, ROWS, most_changed

MOST_PLATES: Final = 6
"""A photo with more is read whatever it shows: what is kept would become large, and comparing it slow."""

LEAST_TEXT_PX: Final = 12
"""Of a plate whose text is lower not enough is seen to tell one character from another one like it: in the dark, a 1 of
11 pixels differs from an I by no more than from itself."""

_AROUND_STAMP: Final = 0.025
"""A clock that the camera writes into the picture changes how what is around it stands out: so far, as a ratio."""


class WholePixels(Pixels, Protocol):
    """The photo itself, also as a whole."""

    def whole(self, height: int) -> GreyLine:
        """Give the whole photo, so many pixels high."""


@quick_dataclass(frozen=True, slots=True)
class Signature:
    """A photo as it is remembered.

    Attributes
    ----------
    size : ImageSize
        Upright, in pixels.
    scene : GreyLine
        All of it, small.
    plates : tuple of PlateView
        Each plate that was read, closely.
    stamps : tuple of BoundingBox
        Where the camera wrote into the picture itself.
    """

    size: ImageSize
    scene: GreyLine
    plates: tuple[PlateView, ...]
    stamps: tuple[BoundingBox, ...] = ()


def signature_of(pixels: WholePixels, size: ImageSize, reading: Reading) -> Signature | None:
    """Make what is remembered of a photo.

    Parameters
    ----------
    pixels : Pixels
    size : ImageSize
        Upright, in pixels.
    reading : Reading
        What was read in it, where it counts.

    Returns
    -------
    Signature or None
        None where its plates are too many or too small to be compared: then the next photo is read, too.
    """
    texts = [frame_of(read.polygon, size) for read in reading.reads]
    if len(texts) > MOST_PLATES or any(text.height < LEAST_TEXT_PX for text in texts):
        return None
    stamps = (bounds_of(one.detection.polygon) for one in reading.verdicts if _is_stamp(one.reason, one.look))
    return signature_at(pixels, size, texts, stamps)


def signature_at(
    pixels: WholePixels, size: ImageSize, texts: Iterable[Frame], stamps: Iterable[BoundingBox] = ()
) -> Signature:
    """Make what is remembered of a photo whose plates' texts, and camera's own texts, stand at some places."""
    return Signature(
        size, pixels.whole(ROWS), tuple(plate_view(pixels, text) for text in texts), tuple(map(_widened, stamps))
    )


@quick_dataclass(frozen=True, slots=True)
class Comparison:
    """What has changed.

    Attributes
    ----------
    changed : float
        Of a small block of the scene, the share that has changed, where most has.
    difference : float
        Of the plates that were there, where one differs most; 0 where the scene alone tells.
    """

    changed: float
    difference: float = 0.0

    @property
    def is_same(self) -> bool:
        """Whether all that matters is as it was; in doubt it is not, so that rather a photo too many is read."""
        return self.changed <= MOST_CHANGED and self.difference <= MOST_DIFFERENCE


def compared(before: Signature, pixels: WholePixels, size: ImageSize, parts: Parts) -> Comparison:
    """Compare a photo with the one that is remembered, in the parts that matter.

    Parameters
    ----------
    before : Signature
    pixels : Pixels
    size : ImageSize
        Of the photo, upright, in pixels.
    parts : Parts

    Returns
    -------
    Comparison
    """

    def counts(place: Point) -> bool:
        return parts.why_not(place) is None and not any(holds(stamp, place) for stamp in before.stamps)

    if size != before.size:
        return Comparison(1.0)
    scene = Comparison(most_changed(before.scene, pixels.whole(ROWS), counts))
    if not scene.is_same:
        return scene
    return replace(scene, difference=max((most_difference(plate, pixels) for plate in before.plates), default=0.0))


def _is_stamp(reason: Reason, look: int) -> bool:
    return reason is Reason.STAMP and look == 1


def _widened(box: BoundingBox) -> BoundingBox:
    return BoundingBox(
        box.left - _AROUND_STAMP,
        box.top - _AROUND_STAMP,
        box.width + 2 * _AROUND_STAMP,
        box.height + 2 * _AROUND_STAMP,
    )
