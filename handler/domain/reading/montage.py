"""The montage of a second look: views of places in a photo, side by side in one picture, and the way back.

One more DetectText call is one more charge, however much the picture holds. So every place is shown several times, each
time of another size and finish: where OCR reads the same in all of them, it did not guess. Where there is no place to
look at, the photo itself is shown in parts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Literal

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import BoundingBox, ImageSize, Point, holds
from handler.domain.text.detection import Detection, middle_of

LONGEST_TILE_PX: Final = 1280
"""A tile's sides end here, however low its text is: OCR shrinks larger pictures again, and they cost memory."""

Finish = Literal["plain", "contrast", "sharp"]

MARGIN_PX: Final = 24
"""Room around each tile, so that no text box reaches from one tile into another."""

MIN_SIDE_PX: Final = 80
"""The smallest side that Rekognition takes."""


@quick_dataclass(frozen=True, slots=True)
class View:
    """One way to show a place.

    Parameters
    ----------
    finish : "plain", "contrast" or "sharp"
        As it is, with its greys spread, or with its edges sharpened.
    text_height_px : int
        What the height of the place's text becomes.
    """

    finish: Finish
    text_height_px: int


VIEWS: Final = (
    View("plain", 32),
    View("plain", 72),
    View("plain", 108),
    View("contrast", 72),
    View("sharp", 72),
)
"""From what OCR reads without effort to what brings out thin strokes; they differ so that they err differently. Small
dim plates are found more often at 72 pixels and more (docs/reading.md)."""

PARTS: Final = (BoundingBox(0.0, 0.25, 1.0, 0.45), BoundingBox(0.0, 0.55, 1.0, 0.45))
"""Where plates are in a photo: they overlap by more than the height of most. What stands above is sky, trees and signs.
Chosen from twelve ways to show a whole photo again (docs/measurements.md)."""

PART_PX: Final = 1280 * 960 // len(PARTS)
"""Pixels of a part: all of them together are as many as OCR looks at without making the picture smaller."""

LONGEST_PART_PX: Final = 2 * LONGEST_TILE_PX
"""The sides of a panorama's parts end here."""


@quick_dataclass(frozen=True, slots=True)
class Place:
    """A part of a photo to look at again.

    Parameters
    ----------
    box : BoundingBox
        Ratios 0-1 of the upright photo, with room around the text.
    text_height : float
        Of one row of its text, in ratios of the photo's height; positive.
    """

    box: BoundingBox
    text_height: float


@quick_dataclass(frozen=True, slots=True)
class Tile:
    """One view of one place.

    Parameters
    ----------
    source : BoundingBox
        Ratios 0-1 of the upright photo.
    target : BoundingBox
        Where the montage shows it, in ratios of the montage.
    view : int
        Index of its view: the same for all places that are shown alike.
    finish : "plain", "contrast" or "sharp"
    """

    source: BoundingBox
    target: BoundingBox
    view: int
    finish: Finish


@quick_dataclass(frozen=True, slots=True)
class Montage:
    """Where the tiles are.

    Parameters
    ----------
    size : ImageSize
        Of the whole picture.
    tiles : tuple of Tile
        None overlaps another.
    """

    size: ImageSize
    tiles: tuple[Tile, ...]

    @property
    def shows_each_once(self) -> bool:
        """Whether it shows parts of a photo, each in one way, instead of places, each in all ways."""
        return len({tile.source for tile in self.tiles}) == len(self.tiles)


def montage_of(places: Sequence[Place], photo_size: ImageSize) -> Montage:
    """Lay out the views of some places: a column a place, a row a view.

    Parameters
    ----------
    places : Sequence of Place
        At least one.
    photo_size : ImageSize
        Upright, in pixels.

    Returns
    -------
    Montage
        No side is below `MIN_SIDE_PX`.
    """
    columns = [[_size_of(place, view, photo_size) for view in VIEWS] for place in places]
    widths = [max(size.width for size in column) for column in columns]
    heights = [max(column[row].height for column in columns) for row in range(len(VIEWS))]
    whole = ImageSize(max(_end_of(widths), MIN_SIDE_PX), max(_end_of(heights), MIN_SIDE_PX))
    return Montage(
        whole,
        tuple(
            Tile(place.box, _target(_end_of(widths[:across]), _end_of(heights[:row]), size, whole), row, view.finish)
            for across, (place, column) in enumerate(zip(places, columns, strict=True))
            for row, (view, size) in enumerate(zip(VIEWS, column, strict=True))
        ),
    )


def montage_of_parts(photo_size: ImageSize) -> Montage:
    """Lay out `PARTS` of a photo below one another, each a view of its own.

    Parameters
    ----------
    photo_size : ImageSize
        Upright, in pixels.

    Returns
    -------
    Montage
        No side is below `MIN_SIDE_PX`.
    """
    sizes = [_size_of_part(part, photo_size) for part in PARTS]
    heights = [size.height for size in sizes]
    width, height = _end_of([max(size.width for size in sizes)]), _end_of(heights)
    whole = ImageSize(max(width, MIN_SIDE_PX), max(height, MIN_SIDE_PX))
    return Montage(
        whole,
        tuple(
            Tile(part, _target(MARGIN_PX, _end_of(heights[:view]), size, whole), view, "plain")
            for view, (part, size) in enumerate(zip(PARTS, sizes, strict=True))
        ),
    )


def seen_in_views(
    detections: Iterable[Detection], montage: Montage, first_id: int
) -> tuple[tuple[Detection, ...], ...]:
    """Bring the text boxes of a montage back to where they stand in the photo.

    Parameters
    ----------
    detections : iterable of Detection
        Ratios of the montage. What lies in no tile by its middle is left out.
    montage : Montage
    first_id : int
        Added to every id, so that they differ from those of the first look.

    Returns
    -------
    tuple of tuple of Detection
        By view; ratios of the upright photo, clipped to what the tile shows.
    """
    views: dict[int, list[Detection]] = {tile.view: [] for tile in montage.tiles}
    for box in detections:
        tile = _tile_of(box, montage)
        if tile:
            parent_id = None if box.parent_id is None else box.parent_id + first_id
            polygon = tuple(_in_photo(point, tile) for point in box.polygon)
            back = replace(box, detection_id=box.detection_id + first_id, polygon=polygon, parent_id=parent_id)
            views[tile.view].append(back)
    return tuple(tuple(views[view]) for view in sorted(views))


def _size_of(place: Place, view: View, photo_size: ImageSize) -> ImageSize:
    width, height = place.box.width * photo_size.width, place.box.height * photo_size.height
    wanted = view.text_height_px / (place.text_height * photo_size.height)
    scale = min(wanted, LONGEST_TILE_PX / max(width, height))
    return ImageSize(max(round(width * scale), 1), max(round(height * scale), 1))


def _size_of_part(part: BoundingBox, photo_size: ImageSize) -> ImageSize:
    width, height = part.width * photo_size.width, part.height * photo_size.height
    scale = min(math.sqrt(PART_PX / (width * height)), LONGEST_PART_PX / max(width, height))
    return ImageSize(max(round(width * scale), 1), max(round(height * scale), 1))


def _end_of(lengths: Sequence[int]) -> int:
    return MARGIN_PX + sum(length + MARGIN_PX for length in lengths)


def _target(left: int, top: int, size: ImageSize, whole: ImageSize) -> BoundingBox:
    return BoundingBox(left / whole.width, top / whole.height, size.width / whole.width, size.height / whole.height)


def _tile_of(box: Detection, montage: Montage) -> Tile | None:
    middle = middle_of(box) if box.polygon else None
    return next((tile for tile in montage.tiles if middle and holds(tile.target, middle)), None)


def _in_photo(point: Point, tile: Tile) -> Point:
    source, target = tile.source, tile.target
    along = min(max((point.x - target.left) / target.width, 0.0), 1.0)
    down = min(max((point.y - target.top) / target.height, 0.0), 1.0)
    return Point(source.left + along * source.width, source.top + down * source.height)
