"""What others are told of visits and of the count."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from handler.domain.alerts.telling import moment
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.event import Event, EventType
from handler.domain.occupancy.count import Count, Crossing
from handler.domain.occupancy.crossings import crossings_of
from handler.domain.visits.changes import ChangeKind, KeptVisit
from handler.domain.visits.sighting import Trust, Way
from handler.domain.visits.standing import Standing
from handler.domain.visits.visit import End, Visit, VisitState
from handler.service.parking.places import AtSite
from handler.service.ports.parking import VERSION_ALONE, KeptChange

_TYPES: Final = {
    ChangeKind.OPENED: EventType.VISIT_OPENED,
    ChangeKind.CLOSED: EventType.VISIT_CLOSED,
    ChangeKind.REVISED: EventType.VISIT_REVISED,
    ChangeKind.WITHDRAWN: EventType.VISIT_WITHDRAWN,
}
VISIT_EVENTS: Final = frozenset({*_TYPES.values(), EventType.VISIT_OVERSTAYED, EventType.OCCUPANCY_CHANGED})

_UNTOLD: Final = frozenset({*VERSION_ALONE, "standing", "sighting_ids", "last_seen_at", "lapses_at", "kept_until"})
"""Of a change in these alone nobody is told: that a vehicle still stands there is no news."""


@quick_dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when visits changed, and who wants to know.

    Attributes
    ----------
    at : AtSite
    wanted : frozenset of EventType
    web_origin : str
        Without a slash at its end.
    now : datetime
        UTC.
    count : callable
        Counts the vehicles at the site before the change; asked only where somebody wants to know. Gives None where
        the count was never set.
    """

    at: AtSite
    wanted: frozenset[EventType]
    web_origin: str
    now: datetime
    count: Callable[[], Count | None]


def told_of(made: Sequence[KeptChange], kept: dict[str, KeptVisit], occasion: Occasion) -> list[Event]:
    """Tell what changed, as far as somebody wants to know.

    Parameters
    ----------
    made : Sequence of KeptChange
    kept : dict of str to KeptVisit
        As the visits were, by id.
    occasion : Occasion

    Returns
    -------
    list of Event
        Named by the visit and its version, so that the same change is told once.
    """
    if not occasion.wanted & VISIT_EVENTS:
        return []
    found = [event for one in made for event in _of_visit(one, kept, occasion)]
    return found + list(_of_count(made, occasion))


def _of_visit(one: KeptChange, kept: dict[str, KeptVisit], occasion: Occasion) -> Iterator[Event]:
    change = one.change
    visit = change.after or change.before
    assert visit is not None  # noqa: S101 (a change is of something)
    before = kept.get(visit.visit_id)
    types = [] if change.fields and _UNTOLD.issuperset(change.fields) else [_TYPES[change.kind]]
    if change.after and _is_over(one.standing) and not (before and _is_over(before.standing)):
        types += [EventType.VISIT_OVERSTAYED] if change.after.state is VisitState.OPEN else []
    kept_until = one.kept_until or (before.kept_until if before else None) or occasion.now
    for event_type in (each for each in types if each in occasion.wanted):
        name = f"{visit.visit_id}#{change.version}#{event_type.value}"
        data = {
            **_data(visit, one.standing, occasion, is_gone=change.after is None),
            "version": change.version,
            "changed": list(change.fields),
        }
        yield Event(_digest(name), event_type, occasion.now, data, f"visit#{visit.visit_id}", kept_until)


def _of_count(made: Sequence[KeptChange], occasion: Occasion) -> Iterator[Event]:
    if EventType.OCCUPANCY_CHANGED not in occasion.wanted:
        return
    some = [one for one in made if one.change.fields != VERSION_ALONE]
    gone, come = _crossed(one.change.before for one in some), _crossed(one.change.after for one in some)
    before, after = ({*map(_named, crossings)} for crossings in (gone, come))
    if before == after:
        return
    site, count = occasion.at.site, occasion.count()
    count = count.after(gone, come) if count else None
    versions = [(_id_of(one), one.change.version) for one in made]
    data: dict[str, object] = {
        "site_id": site.site_id,
        "site_name": site.setup.name,
        "spaces": occasion.at.parking.spaces,
        "vehicles": count.vehicles if count else None,
        "plus_minus": count.plus_minus if count else None,
        "counted_since": moment(count.since.at) if count else None,
        "entered": _number(after, Way.IN) - _number(before, Way.IN),
        "left": _number(after, Way.OUT) - _number(before, Way.OUT),
        "cameras": sorted({camera_id for _, camera_id, _, _ in before ^ after}),
        "page": f"{occasion.web_origin}/now",
    }
    name = f"{site.site_id}#{sorted(versions)}#{EventType.OCCUPANCY_CHANGED.value}"
    ends = max((one.kept_until for one in made if one.kept_until), default=occasion.now)
    yield Event(_digest(name), EventType.OCCUPANCY_CHANGED, occasion.now, data, f"site#{site.site_id}", ends)


def _crossed(visits: Iterable[Visit | None]) -> list[Crossing]:
    return [crossing for visit in visits if visit for crossing in crossings_of(visit)]


def _named(one: Crossing) -> tuple[str, str, Way, datetime]:
    return one.crossing_id, one.camera_id, one.way, one.at


def _number(crossed: Iterable[tuple[str, str, Way, datetime]], way: Way) -> int:
    return sum(one is way for _, _, one, _ in crossed)


def _data(visit: Visit, standing: Standing | None, occasion: Occasion, *, is_gone: bool) -> dict[str, object]:
    site = occasion.at.site
    return {
        "visit_id": visit.visit_id,
        "site_id": site.site_id,
        "site_name": site.setup.name,
        "plate": None if is_gone else _told_plate(visit),
        "state": visit.state.value,
        "entry": _end(visit.entry, is_gone=is_gone),
        "exit": _end(visit.exit, is_gone=is_gone),
        "ended_at": moment(visit.ended_at) if visit.ended_at else None,
        "ending": visit.ending.value if visit.ending else None,
        "pairing": visit.pairing.value if visit.pairing else None,
        "notes": sorted(visit.notes),
        "stay_seconds": int(visit.stay.total_seconds()) if visit.stay is not None else None,
        "standing": standing.state.value if standing else None,
        "over_at": moment(standing.over_at) if standing and standing.over_at else None,
        "reason": standing.reason.value if standing and standing.reason else None,
        "needs_person": bool(standing and standing.needs_person),
        "page": f"{occasion.web_origin}/visits/{visit.visit_id}",
    }


def _told_plate(visit: Visit) -> str | None:
    """Give a visit's plate where a read that is relied on has it: others are told of no read in doubt, either."""
    relied = {one.plate for one in (visit.entry, visit.exit) if one and one.trust >= Trust.ACCEPTED}
    return visit.plate if visit.plate in relied else None


def _end(end: End | None, *, is_gone: bool) -> dict[str, object] | None:
    if end is None:
        return None
    is_told = end.trust >= Trust.ACCEPTED and not is_gone
    return {
        "read_id": end.sighting_id,
        "camera_id": end.camera_id,
        "plate": end.plate if is_told else None,
        "at": moment(end.at),
        "is_time_told": end.is_time_told,
    }


def _is_over(standing: Standing | None) -> bool:
    return standing is not None and standing.reason is not None


def _id_of(one: KeptChange) -> str:
    visit = one.change.after or one.change.before
    return visit.visit_id if visit else ""


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]
