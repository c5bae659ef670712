"""Reads with the colours of their plates."""

from __future__ import annotations

from dataclasses import replace

from handler.domain.geometry import frame_of
from handler.domain.judging.ground import Picture
from handler.domain.judging.plate_colours import plate_colours
from handler.domain.reading.read import Reading


def with_colours(reading: Reading, picture: Picture) -> Reading:
    """Add the colours that the photo shows.

    Parameters
    ----------
    reading : Reading
    picture : Picture
        The photo; without its pixels nothing is told.
    """
    pixels = picture.pixels
    if pixels is None:
        return reading
    reads = (
        replace(read, colours=plate_colours(frame_of(read.polygon, picture.size), len(read.plate), pixels))
        for read in reading.reads
    )
    return replace(reading, reads=tuple(reads))
