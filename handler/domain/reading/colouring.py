"""Reads with the colours of their plates and vehicles, and what the colours tell of where a plate is from."""

from __future__ import annotations

from dataclasses import replace

from handler.domain.formats.grounds import countries_given
from handler.domain.formats.subdivision import subdivision_of
from handler.domain.geometry import frame_of
from handler.domain.judging.colour import NO_COLOURS, Colours
from handler.domain.judging.ground import Picture, Pixels
from handler.domain.judging.plate_colours import see_plate
from handler.domain.judging.vehicle_colour import vehicle_colour
from handler.domain.reading.country import clear_country
from handler.domain.reading.read import Read, Reading


def with_colours(reading: Reading, picture: Picture) -> Reading:
    """Add the colours that the photo shows, and let them speak for where a plate is from.

    Parameters
    ----------
    reading : Reading
    picture : Picture
        The photo; without its pixels nothing is told.
    """
    pixels = picture.pixels
    if pixels is None:
        return reading
    reads = (_where_it_is_from(replace(read, colours=_colours(read, picture, pixels))) for read in reading.reads)
    return replace(reading, reads=tuple(reads))


def _where_it_is_from(read: Read) -> Read:
    """Tell the country anew, as the ground's colour speaks for some and against others."""
    ground = read.colours.ground
    if ground is None or not read.countries:
        return read
    region, share = clear_country(countries_given(read.countries, ground.name, ground.probability))
    if region == read.region:
        return replace(read, region_confidence=share)
    office, office_share = subdivision_of(read.plate, region, read.raw_text)
    return replace(
        read, region=region, region_confidence=share, subdivision=office, subdivision_confidence=office_share
    )


def _colours(read: Read, picture: Picture, pixels: Pixels) -> Colours:
    frame = frame_of(read.polygon, picture.size)
    seen = see_plate(frame, len(read.plate), pixels)
    if seen is None:
        return NO_COLOURS
    return replace(seen.colours, vehicle=vehicle_colour(frame, picture.size, seen, pixels))
