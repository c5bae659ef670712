"""A photo's greys and colours with Pillow: counts around a text, and lines of text set level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from typing import Final

from PIL import Image

from handler.adapters.pictures.image import DECODING_ERRORS, flat, upright
from handler.adapters.pictures.jpeg_end import with_end
from handler.domain.errors import BadPhoto
from handler.domain.geometry import Frame
from handler.domain.judging.ground import GREYS, ColourLine, GreyLine

_ENOUGH_PX: Final = 1280
"""A photo whose sides are twice as long is decoded at half its size, and so on; of a text that can be read, enough is
left."""

_ENOUGH_COLOURED_PX: Final = 640
"""The same for colours, which vary less."""

_AHEAD_PX: Final = 16_000_000
"""Pixels of the largest photo that is decoded before anything is asked for: beside its thumbnail, and in its own size
where it is a PNG."""

_SMALL_PX: Final = 32

_SAMPLES: Final = 4
"""Samples across each strip: so few tell shares well enough, and a photo's texts take a millisecond or two."""

_MOST_SAMPLES: Final = 400
"""In each direction, however long a text is."""

_FINE_ENOUGH: Final = 0.75
"""A line that the smaller photo shows with this share of the rows asked for, or more, is taken from it."""

_BEYOND: Final = 0
"""Stands for what is not in the photo; its own black is made the next grey."""


class PillowPixels:
    """A photo's greys; it is decoded when they are first asked for.

    Parameters
    ----------
    body : bytes
        The photo, a whole JPEG or PNG; it is stood up before anything is counted.
    """

    def __init__(self, body: bytes) -> None:
        self._body = body

    def decode(self) -> None:
        """Decode the photo before anything is asked for; whoever asks is told what is wrong with it."""
        with suppress(BadPhoto, *DECODING_ERRORS):
            width, height = Image.open(BytesIO(self._body), formats=("JPEG", "PNG")).size
            if width * height <= _AHEAD_PX:
                _ = self._image, self._coloured, self._small

    def greys(self, frame: Frame, room: float) -> tuple[Sequence[int], Sequence[int]]:
        """Count the pixels of every grey of a text, and of what is above and below it.

        Parameters
        ----------
        frame : Frame
            In pixels of the upright photo.
        room : float
            How high each strip is, in the same pixels; positive.

        Returns
        -------
        tuple of (text, outside)
            Counts of the greys 0 to 255 in the middle half of the frame's height, and in the strips above and below the
            frame; of samples that stand evenly, none of them where the photo has ended.

        Raises
        ------
        BadPhoto
            With ``damaged``.
        """
        image, scale = self._image
        width, height = (_samples(side, room) for side in (frame.width, frame.height))
        across = width, height + 2 * _SAMPLES
        steps = (frame.width * scale / width, frame.height * scale / height)
        middle = (frame.centre_x * scale, frame.centre_y * scale)
        whole = image.transform(across, Image.Transform.AFFINE, _way(across, steps, middle, frame.angle))
        counts = whole.histogram()
        top, bottom = _SAMPLES, _SAMPLES + height
        inside, text = (whole.crop((0, top + cut, width, bottom - cut)).histogram() for cut in (0, height // 4))
        counts[_BEYOND] = inside[_BEYOND] = text[_BEYOND] = 0
        return text, [both - own for both, own in zip(counts, inside, strict=True)]

    def line(self, frame: Frame, height: int) -> GreyLine:
        """Set a line of text level.

        Parameters
        ----------
        frame : Frame
            In pixels of the upright photo.
        height : int
            Rows of the line; its width follows the frame's.

        Returns
        -------
        GreyLine
            Black where the photo has ended. Where the photo is finer than the line, pixels are averaged.

        Raises
        ------
        BadPhoto
            With ``damaged``.
        """
        image, scale = self._image
        if scale < 1 and frame.height * scale < _FINE_ENOUGH * height:
            image, scale = self._finest
        step = frame.height * scale / height
        finer = max(round(step), 1)
        size = (max(round(frame.width * scale / step), 1) * finer, height * finer)
        way = _way(size, (step / finer, step / finer), (frame.centre_x * scale, frame.centre_y * scale), frame.angle)
        line = image.transform(size, Image.Transform.AFFINE, way, Image.Resampling.BICUBIC).reduce(finer)
        return GreyLine(line.width, line.tobytes())

    def colours(self, frame: Frame, height: int, finer: int = 1) -> ColourLine:
        """Set a line of text level as `line` does, in colours.

        Takes and raises the same. Gives as many pixels as `line`; colours are coarser than greys in a JPEG anyway. Each
        is the mean of `finer` samples in either direction.
        """
        image, scale = self._coloured
        step = frame.height * scale / height / finer
        size = (max(round(frame.width / frame.height * height), 1) * finer, height * finer)
        way = _way(size, (step, step), (frame.centre_x * scale, frame.centre_y * scale), frame.angle)
        line = image.transform(size, Image.Transform.AFFINE, way, Image.Resampling.BILINEAR).reduce(finer)
        return ColourLine(line.width, line.tobytes())

    def small(self) -> ColourLine:
        """Give the whole photo in a few dozen pixels; raises as `line` does."""
        return self._small

    def whole(self, height: int) -> GreyLine:
        """Give the whole photo in greys, so many pixels high; each is the mean of what it covers.

        Raises
        ------
        BadPhoto
            With ``damaged``.
        """
        # Decoded at twice the size or more, which for a JPEG costs a fraction of decoding all of it.
        photo, _ = self._decoded("L", 2 * height)
        size = max(round(photo.width / photo.height * height), 1), height
        small = photo.resize(size, Image.Resampling.BOX)
        return GreyLine(small.width, small.tobytes())

    @cached_property
    def _coloured(self) -> tuple[Image.Image, float]:
        """The upright photo in colours, small, and its size as a share of the file's."""
        return self._decoded("RGB", _ENOUGH_COLOURED_PX)

    @cached_property
    def _small(self) -> ColourLine:
        image, _ = self._coloured
        whole = image.resize((_SMALL_PX, _SMALL_PX), Image.Resampling.BOX)
        return ColourLine(whole.width, whole.tobytes())

    @cached_property
    def _image(self) -> tuple[Image.Image, float]:
        """The upright photo in greys, perhaps smaller, and its size as a share of the file's."""
        return self._greyed(_ENOUGH_PX)

    @cached_property
    def _finest(self) -> tuple[Image.Image, float]:
        """The same in the file's own size, for small text in a large photo."""
        return self._greyed(None)

    def _greyed(self, enough_px: int | None) -> tuple[Image.Image, float]:
        darkest = [max(grey, _BEYOND + 1) for grey in range(GREYS)]
        photo, scale = self._decoded("L", enough_px)
        return photo.point(darkest), scale

    def _decoded(self, mode: str, enough_px: int | None) -> tuple[Image.Image, float]:
        try:
            photo = Image.open(BytesIO(with_end(self._body)), formats=("JPEG", "PNG"))
            longest = max(photo.size)
            photo.draft(mode, (enough_px, enough_px) if enough_px else photo.size)
            scale = max(photo.size) / longest
            return _in_mode(upright(photo), mode), scale
        except DECODING_ERRORS as error:
            raise BadPhoto("damaged") from error


def _in_mode(photo: Image.Image, mode: str) -> Image.Image:
    return flat(photo).convert(mode) if photo.mode.startswith("I") else photo.convert(mode)


def _samples(side: float, room: float) -> int:
    return min(max(round(side / room * _SAMPLES), 1), _MOST_SAMPLES)


def _way(
    size: tuple[int, int], steps: tuple[float, float], middle: tuple[float, float], angle: float
) -> tuple[float, ...]:
    """Give the six numbers by which Pillow finds the place of every sample in the photo."""
    cosine, sine = math.cos(angle), math.sin(angle)
    along_x, across_x = steps[0] * cosine, -steps[1] * sine
    along_y, across_y = steps[0] * sine, steps[1] * cosine
    return (
        *(along_x, across_x, middle[0] - (along_x * size[0] + across_x * size[1]) / 2),
        *(along_y, across_y, middle[1] - (along_y * size[0] + across_y * size[1]) / 2),
    )
