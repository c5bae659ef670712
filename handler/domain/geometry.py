"""Points, boxes and text frames: where a text stands in the photo, and how texts lie to one another.

Ratios (0-1 of the upright image) are what the wire carries; pixels are what distances are measured in, because a
ratio of the width and a ratio of the height are different lengths.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from handler.domain.classes.quick import quick_dataclass


@quick_dataclass(frozen=True, slots=True)
class Point:
    """A place in the photo, as ratios 0-1 of the upright image's width and height."""

    x: float
    y: float


@quick_dataclass(frozen=True, slots=True)
class BoundingBox:
    """An upright rectangle, as ratios 0-1 of the upright image's width and height."""

    left: float
    top: float
    width: float
    height: float


@quick_dataclass(frozen=True, slots=True)
class ImageSize:
    """The photo's size in pixels, upright (EXIF orientation applied)."""

    width: int
    height: int


@quick_dataclass(frozen=True, slots=True)
class Frame:
    """A text's tilted rectangle in pixels.

    Parameters
    ----------
    centre_x, centre_y : float
        The middle, in pixels from the upper left corner.
    width, height : float
        Along and across the direction of reading, in pixels; never below one pixel.
    angle : float
        Direction of reading in radians; 0 is level, positive turns clockwise (y grows downwards).
    """

    centre_x: float
    centre_y: float
    width: float
    height: float
    angle: float

    def offset_to(self, other: Frame) -> tuple[float, float]:
        """Give the way from this frame's middle to another's, along and across this frame's direction, in pixels."""
        dx, dy = other.centre_x - self.centre_x, other.centre_y - self.centre_y
        cosine, sine = math.cos(self.angle), math.sin(self.angle)
        return dx * cosine + dy * sine, dy * cosine - dx * sine

    def part(self, start: float, end: float) -> Frame:
        """Give the stretch of this frame between two ratios (0-1) of its width."""
        shift = ((start + end) / 2 - 0.5) * self.width
        return Frame(
            self.centre_x + shift * math.cos(self.angle),
            self.centre_y + shift * math.sin(self.angle),
            max(self.width * (end - start), 1.0),
            self.height,
            self.angle,
        )

    def corners(self) -> tuple[tuple[float, float], ...]:
        """Give the four corners in pixels, from the text's upper left, clockwise."""
        cosine, sine = math.cos(self.angle), math.sin(self.angle)
        half_width, half_height = self.width / 2, self.height / 2
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return tuple(
            (
                self.centre_x + sx * half_width * cosine - sy * half_height * sine,
                self.centre_y + sx * half_width * sine + sy * half_height * cosine,
            )
            for sx, sy in signs
        )


def frame_of(polygon: Sequence[Point], size: ImageSize) -> Frame:
    """Turn a text's polygon into its tilted rectangle.

    Parameters
    ----------
    polygon : Sequence[Point]
        At least one point. Four points are taken in reading order from the text's upper left, clockwise, as
        DetectText gives them; any other number is taken by its upright bounds.
    size : ImageSize
        Turns ratios into pixels.

    Returns
    -------
    Frame
        In pixels. Perspective is averaged out: the mean of the upper and lower edge, of the left and right one.
    """
    points = [(point.x * size.width, point.y * size.height) for point in polygon]
    if len(points) != 4:
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        points = [(left, top), (right, top), (right, bottom), (left, bottom)]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    along_x, along_y = (bx - ax + cx - dx) / 2, (by - ay + cy - dy) / 2
    across_x, across_y = (dx - ax + cx - bx) / 2, (dy - ay + cy - by) / 2
    width = math.hypot(along_x, along_y)
    angle = math.atan2(along_y, along_x) if width > 0 else 0.0
    height = abs(across_y * math.cos(angle) - across_x * math.sin(angle))
    return Frame((ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4, max(width, 1.0), max(height, 1.0), angle)


def join_frames(frames: Sequence[Frame]) -> Frame:
    """Give the smallest rectangle, tilted as the widest of the frames, that holds all of them (at least one)."""
    angle = max(frames, key=lambda frame: frame.width).angle
    cosine, sine = math.cos(angle), math.sin(angle)
    turned = [(x * cosine + y * sine, y * cosine - x * sine) for frame in frames for x, y in frame.corners()]
    left, right = min(u for u, _ in turned), max(u for u, _ in turned)
    top, bottom = min(v for _, v in turned), max(v for _, v in turned)
    u, v = (left + right) / 2, (top + bottom) / 2
    return Frame(u * cosine - v * sine, u * sine + v * cosine, max(right - left, 1.0), max(bottom - top, 1.0), angle)


def polygon_of(frame: Frame, size: ImageSize) -> tuple[Point, ...]:
    """Give a frame's corners as ratios, clipped to the photo, from the text's upper left, clockwise."""
    return tuple(Point(_ratio(x, size.width), _ratio(y, size.height)) for x, y in frame.corners())


def bounds_of(points: Iterable[Point]) -> BoundingBox:
    """Give the upright box around points (at least one)."""
    xs, ys = zip(*((point.x, point.y) for point in points), strict=True)
    return BoundingBox(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def angle_between(first: Frame, second: Frame) -> float:
    """Give the angle between two reading directions in radians, 0 to pi."""
    return abs((first.angle - second.angle + math.pi) % (2 * math.pi) - math.pi)


def _ratio(pixels: float, whole: int) -> float:
    return min(max(pixels / whole, 0.0), 1.0)


def holds(area: BoundingBox, point: Point) -> bool:
    """Tell whether a point lies in an upright box, its edges included."""
    return 0 <= point.x - area.left <= area.width and 0 <= point.y - area.top <= area.height


def covered_share(first: BoundingBox, second: BoundingBox) -> float:
    """Give the share of the smaller box that the other one covers."""
    width = min(first.left + first.width, second.left + second.width) - max(first.left, second.left)
    height = min(first.top + first.height, second.top + second.height) - max(first.top, second.top)
    smaller = min(first.width * first.height, second.width * second.height)
    return max(width, 0.0) * max(height, 0.0) / smaller if smaller else 0.0
