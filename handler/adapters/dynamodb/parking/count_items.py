"""Sums of crossings and moments of counting as items of the table of parking, and back.

None of them holds a plate: they are kept longer than visits are. What visits show is counted in the transaction that
changes these, which happens once; a crossing that no visit shows has an item of its own, so that it counts once, too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final, TypeAlias

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.table import put_in_place
from handler.adapters.dynamodb.values import from_moment, moment_at
from handler.domain.occupancy.count import Anchor, Crossing, Tally
from handler.domain.occupancy.site_hours import hour_of, parted
from handler.domain.visits.sighting import Way

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

KEPT: Final = timedelta(days=400)
"""Crossings, after they were seen; sums have no end."""

Crossings: TypeAlias = Mapping[tuple[str, str, str], Crossing]
"""By the site, the visit that shows it (empty for none) and their ids."""

_SUMS: Final = ("entered", "left", "unread", "unmatched")
_OF_A_MINUTE: Final = dict(zip("elum", _SUMS, strict=True))
"""What a minute's sums begin with, before the minute: they are many, and an item of a busy hour stays in a kilobyte."""


def crossings_of(site_id: str) -> str:
    """Name the partition of a site's crossings."""
    return f"crossings#{site_id}"


def tallies_of(site_id: str) -> str:
    """Name the partition of a site's hourly sums."""
    return f"tallies#{site_id}"


def anchors_of(site_id: str) -> str:
    """Name the partition of the moments at which a site's vehicles were counted."""
    return f"anchors#{site_id}"


def crossing_key(site_id: str, crossing: Crossing) -> dict[str, str]:
    """Key of a crossing that no visit shows."""
    return {"pk": crossings_of(site_id), "sk": f"{items.to_text(crossing.at)}#{crossing.crossing_id}"}


def from_crossing(site_id: str, crossing: Crossing) -> items.Plain:
    """Make its item."""
    told = [crossing.camera_id, crossing.way.value, crossing.is_read, crossing.is_matched, from_moment(crossing.at)]
    end = crossing.at + KEPT
    return {
        **crossing_key(site_id, crossing),
        "told": told,
        "expires_at_epoch_seconds": int(end.timestamp()),
    }


def to_crossing(item: items.Plain) -> Crossing:
    """Make a crossing of its item."""
    camera_id, way, is_read, is_matched, at = item["told"]
    name = str(item["sk"]).split("#")[1]
    return Crossing(name, camera_id, Way(way), moment_at(at), is_read, is_matched)


def from_anchor(site_id: str, anchor: Anchor) -> items.Plain:
    """Make the item of a moment of counting; at one moment a person's and the schedule's stand beside each other."""
    passed = anchor.passed
    return {
        "pk": anchors_of(site_id),
        "sk": f"{items.to_text(anchor.at)}#{anchor.by or ''}",
        "at": from_moment(anchor.at),
        "count": anchor.count,
        "by": anchor.by,
        "why": anchor.why,
        **({"passed": {camera_id: list(astuple(one)) for camera_id, one in passed.items()}} if passed else {}),
    }


def to_anchor(item: items.Plain) -> Anchor:
    """Make a moment of counting of its item."""
    passed = {camera_id: Tally(*map(int, sums)) for camera_id, sums in item.get("passed", {}).items()}
    return Anchor(moment_at(item["at"]), int(item["count"]), item.get("by"), item["why"], passed)


def to_tally(item: items.Plain) -> tuple[datetime, str, Tally]:
    """Give the hour, the camera and the sums of an item."""
    hour, _, camera_id = str(item["sk"]).partition("#")
    return datetime.fromisoformat(hour), camera_id, Tally(*(int(item.get(name, 0)) for name in _SUMS))


def to_minutes(item: items.Plain) -> Iterator[tuple[datetime, str, Tally]]:
    """Give the minutes of an hour in which anything passed, the camera and the sums."""
    hour, camera_id, _ = to_tally(item)
    found: dict[int, dict[str, int]] = {}
    for name, value in item.items():
        if name[0] in _OF_A_MINUTE and name[1:].isdigit():
            found.setdefault(int(name[1:]), {})[_OF_A_MINUTE[name[0]]] = int(value)
    for minute, sums in sorted(found.items()):
        yield hour + timedelta(minutes=minute), camera_id, Tally(**sums)


def to_hours(item: items.Plain, zone: tzinfo) -> Iterator[tuple[datetime, str, Tally]]:
    """Give the hours of a zone that an hour's sums are of, the camera and the sums."""
    hour, camera_id, tally = to_tally(item)
    minutes = ((minute, some) for minute, _, some in to_minutes(item))
    return ((one, camera_id, some) for one, some in parted(hour, tally, minutes, zone).items())


def noting(table: str, before: Crossings, after: Crossings) -> list[TransactWriteItemTypeDef]:
    """Make the writes that bring a crossing that no visit shows, and the sums, from how it was to how it is."""
    if before == after:
        return []
    puts: list[TransactWriteItemTypeDef] = [
        {"Put": put_in_place(table, from_crossing(site_id, one))} for (site_id, *_), one in after.items()
    ]
    deletes: list[TransactWriteItemTypeDef] = [
        {"Delete": {"TableName": table, "Key": items.to_typed(crossing_key(site_id, one))}}
        for (site_id, *_), one in before.items()
        if not after
    ]
    return [*puts, *deletes, *summing(table, before, after)]


def summing(table: str, before: Crossings, after: Crossings) -> list[TransactWriteItemTypeDef]:
    """Make the writes that bring the sums of crossings from how these were to how they are.

    They are under no condition: they are part of a transaction whose own conditions let it happen once.

    Parameters
    ----------
    table : str
    before, after : mapping
        Of all that the transaction changes: what passes from one visit to another is written once. One that two visits
        show counts for both, until one of them is taken out.
    """
    places: defaultdict[tuple[str, datetime, str], Counter[str]] = defaultdict(Counter)
    for some, sign in ((before, -1), (after, 1)):
        for (site_id, *_), one in some.items():
            for name in _counted(one):
                places[site_id, hour_of(one.at), one.camera_id][name] += sign
    changed = ((place, {name: by for name, by in sums.items() if by}) for place, sums in sorted(places.items()))
    return [{"Update": _adding(table, place, told)} for place, told in changed if told]


def _counted(one: Crossing) -> Iterator[str]:
    """Name the sums that a crossing is part of, of its hour and of its minute."""
    tally = Tally().with_another(one)
    for letter, name in _OF_A_MINUTE.items():
        if getattr(tally, name):
            yield from (name, f"{letter}{one.at.minute:02}")


def _adding(table: str, place: tuple[str, datetime, str], told: Mapping[str, int]) -> UpdateTypeDef:
    site_id, hour, camera_id = place
    return {
        "TableName": table,
        "Key": items.to_typed({"pk": tallies_of(site_id), "sk": f"{items.to_text(hour)}#{camera_id}"}),
        "UpdateExpression": "ADD " + ", ".join(f"#{name} :{name}" for name in told),
        "ExpressionAttributeNames": {f"#{name}": name for name in told},
        "ExpressionAttributeValues": items.to_typed({f":{name}": value for name, value in told.items()}),
    }
