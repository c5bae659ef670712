"""Which crossings of the gates visits show, and which of them miss their other end."""

from __future__ import annotations

from collections.abc import Iterator

from handler.domain.occupancy.count import Crossing
from handler.domain.visits.sighting import Way
from handler.domain.visits.visit import End, Ending, Visit


def crossings_of(visit: Visit) -> Iterator[Crossing]:
    """Give the crossings of a gate that a visit was derived from.

    Parameters
    ----------
    visit : Visit

    Yields
    ------
    Crossing
        One for each end that was seen at a gate: none for a vehicle that was only seen on a spot.
    """
    if visit.entry and visit.entry.is_at_gate:
        yield _crossing(visit.entry, Way.IN, is_matched=visit.ending is not Ending.RE_ENTRY)
    if visit.exit:
        yield _crossing(visit.exit, Way.OUT, is_matched=visit.entry is not None)


def _crossing(end: End, way: Way, *, is_matched: bool) -> Crossing:
    return Crossing(end.sighting_id, end.camera_id, way, end.at, is_matched=is_matched)
