"""Reads with the colours of their plates and vehicles."""

from __future__ import annotations

from dataclasses import replace

from handler.domain.geometry import frame_of
from handler.domain.judging.colour import NO_COLOURS, Colours
from handler.domain.judging.ground import Picture, Pixels
from handler.domain.judging.plate_colours import see_plate
from handler.domain.judging.vehicle_colour import vehicle_colour
from handler.domain.reading.read import Read, Reading


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
    reads = (replace(read, colours=_colours(read, picture, pixels)) for read in reading.reads)
    return replace(reading, reads=tuple(reads))


def _colours(read: Read, picture: Picture, pixels: Pixels) -> Colours:
    frame = frame_of(read.polygon, picture.size)
    seen = see_plate(frame, len(read.plate), pixels)
    if seen is None:
        return NO_COLOURS
    return replace(seen.colours, vehicle=vehicle_colour(frame, picture.size, seen, pixels))
