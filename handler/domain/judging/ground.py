"""What a text stands on: a plate is a small surface that ends beside its characters, a wall or a sign goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, Protocol

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame, ImageSize
from handler.domain.text.span import Span

GREYS: Final = 256

_ROOM: Final = 0.5
"""How far above and below a text is looked, in heights of it: a plate ends there, or soon. Not beside it: a part of a
plate's text has the rest of it there, and would seem to stand on a smaller ground than the whole."""

_MUCH: Final = 0.5
"""Share of what is above and below a text that is seldom of a plate's ground; less says nothing."""

# Ink and ground are the darkest and brightest of a text, but for specks; what is nearer to the ground than this share
# of the way to the ink, or than a camera's grain, is of the ground.
_SPECKS: Final = 0.05
_MEDIAN = 0.5
_ALIKE: Final = 0.2
_GRAIN: Final = 6


@quick_dataclass(frozen=True, slots=True)
class GreyLine:
    """A line of text set level.

    Parameters
    ----------
    width : int
        Pixels of a row.
    greys : bytes
        Row by row from the top.
    """

    width: int
    greys: bytes


@quick_dataclass(frozen=True, slots=True)
class ColourLine:
    """A line of text set level, in colours.

    Parameters
    ----------
    width : int
        Pixels of a row.
    rgb : bytes
        Row by row from the top, three bytes a pixel.
    """

    width: int
    rgb: bytes


class Pixels(Protocol):
    """The photo itself."""

    def greys(self, frame: Frame, room: float) -> tuple[Sequence[int], Sequence[int]]:
        """Count the pixels of every grey, 0 to 255, of a text and of what is above and below it.

        The text is the middle half of the frame's height: the box may be higher than the plate. Above and below are
        strips along the frame of some room (pixels). What lies beyond the photo's edge is not counted; samples may
        stand for all pixels.
        """

    def line(self, frame: Frame, height: int) -> GreyLine:
        """Give what stands in a frame, so many pixels high; black where the photo has ended."""

    def colours(self, frame: Frame, height: int, finer: int = 1) -> ColourLine:
        """Give the same in colours, of as many pixels; each the mean of some samples across and down."""

    def small(self) -> ColourLine:
        """Give the whole photo, a few dozen pixels wide and high."""


@quick_dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a photo beside its text.

    Parameters
    ----------
    size : ImageSize
        Upright, in pixels, both sides positive.
    pixels : Pixels or None
        None when they are not at hand: then nothing is made of what texts stand on.
    """

    size: ImageSize
    pixels: Pixels | None = None


def ground_goes_on(span: Span, pixels: Pixels | None) -> float:
    """Weigh how far the ground that a text stands on goes on above and below it.

    Parameters
    ----------
    span : Span
    pixels : Pixels or None
        None when there is no photo to look at.

    Returns
    -------
    float
        From 0, as for plates and when nothing is known, to 1, where all that is above and below is of one grey with it.
    """
    if pixels is None:
        return 0.0
    share = share_of_ground(*pixels.greys(span.frame, _ROOM * span.line_height))
    return max(share - _MUCH, 0.0) / (1 - _MUCH)


def share_of_ground(text: Sequence[int], outside: Sequence[int]) -> float:
    """Give the share of what is around a text that is of the grey of its ground.

    Parameters
    ----------
    text, outside : Sequence of int
        Pixels of every grey, `GREYS` of them.

    Returns
    -------
    float
        0-1; 0 when there are no pixels of either.
    """
    if not sum(text) or not sum(outside):
        return 0.0
    darkest, brightest = _quantile(text, _SPECKS), _quantile(text, 1 - _SPECKS)
    ground = _ground(text, (darkest + brightest) // 2 + 1)
    leeway = max(round(_ALIKE * (brightest - darkest)), _GRAIN)
    return sum(outside[max(ground - leeway, 0) : ground + leeway + 1]) / sum(outside)


def _ground(text: Sequence[int], middle: int) -> int:
    """Give the grey that stands for most of a text: of its dark or its bright half, whichever is more."""
    dark, bright = text[:middle], text[middle:]
    return _quantile(dark, _MEDIAN) if sum(dark) > sum(bright) else middle + _quantile(bright, _MEDIAN)


def _quantile(counts: Sequence[int], share: float) -> int:
    """Give the first grey up to which this share of the pixels lies."""
    wanted = share * sum(counts)
    return next(grey for grey, count in enumerate(accumulate(counts)) if count >= wanted)
