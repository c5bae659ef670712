"""Crossings of gates, their hourly sums and moments of counting as items of the table of parking, and back.

None of them holds a plate: they are kept longer than visits are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.table import put_in_place
from handler.adapters.dynamodb.values import from_moment, moment_at
from handler.domain.occupancy.count import Anchor, Crossing, Tally
from handler.domain.visits.sighting import Way

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

KEPT: Final = timedelta(days=400)
"""Crossings, after they were seen; sums have no end."""

Crossings: TypeAlias = Mapping[tuple[str, str, str], Crossing]
"""By the site, the visit that shows it (empty for none) and their ids."""

_SUMS: Final = ("entered", "left", "unread", "unmatched")


def crossings_of(site_id: str) -> str:
    """Name the partition of a site's crossings."""
    return f"crossings#{site_id}"


def tallies_of(site_id: str) -> str:
    """Name the partition of a site's hourly sums."""
    return f"tallies#{site_id}"


def anchors_of(site_id: str) -> str:
    """Name the partition of the moments at which a site's vehicles were counted."""
    return f"anchors#{site_id}"


def crossing_key(site_id: str, visit_id: str, crossing: Crossing) -> dict[str, str]:
    """Key of a crossing; they sort by time.

    While visits are put right one after the other, two of them may show the same: so each has an item of its own.
    """
    return {"pk": crossings_of(site_id), "sk": f"{items.to_text(crossing.at)}#{crossing.crossing_id}#{visit_id}"}


def from_crossing(site_id: str, visit_id: str, crossing: Crossing) -> items.Plain:
    """Make the item of a crossing."""
    told = [crossing.camera_id, crossing.way.value, crossing.is_read, crossing.is_matched, from_moment(crossing.at)]
    end = crossing.at + KEPT
    return {
        **crossing_key(site_id, visit_id, crossing),
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
    return {
        "pk": anchors_of(site_id),
        "sk": f"{items.to_text(anchor.at)}#{anchor.by or ''}",
        "at": from_moment(anchor.at),
        "count": anchor.count,
        "by": anchor.by,
        "why": anchor.why,
    }


def to_anchor(item: items.Plain) -> Anchor:
    """Make a moment of counting of its item."""
    return Anchor(moment_at(item["at"]), int(item["count"]), item.get("by"), item["why"])


def to_tally(item: items.Plain) -> tuple[datetime, str, Tally]:
    """Give the hour, the camera and the sums of an item."""
    hour, _, camera_id = str(item["sk"]).partition("#")
    return datetime.fromisoformat(hour), camera_id, Tally(*(int(item.get(name, 0)) for name in _SUMS))


def crossing(table: str, before: Crossings, after: Crossings) -> list[TransactWriteItemTypeDef]:
    """Make the writes that bring crossings and their sums from how they were to how they are.

    They are under no condition: they are part of a transaction whose own conditions let it happen once.

    Parameters
    ----------
    table : str
    before, after : mapping
        Of all that the transaction changes: what passes from one visit to another is written once.
    """
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    less, more = ({name: one for name, one in some.items() if name in changed} for some in (before, after))
    puts: list[TransactWriteItemTypeDef] = [
        {"Put": put_in_place(table, from_crossing(*name[:2], one))} for name, one in sorted(more.items(), key=_by_name)
    ]
    gone = [(name, one) for name, one in less.items() if name not in more or more[name].at != one.at]
    deletes: list[TransactWriteItemTypeDef] = [
        {"Delete": {"TableName": table, "Key": items.to_typed(crossing_key(*name[:2], one))}} for name, one in gone
    ]
    sums: list[TransactWriteItemTypeDef] = [{"Update": one} for one in _summing(table, less, more)]
    return [*puts, *deletes, *sums]


def _by_name(pair: tuple[tuple[str, str, str], Crossing]) -> tuple[str, str, str]:
    return pair[0]


def _summing(table: str, less: Crossings, more: Crossings) -> Iterator[UpdateTypeDef]:
    for site_id, hour, camera_id in sorted({_sum_of(name, one) for some in (less, more) for name, one in some.items()}):
        place = (site_id, hour, camera_id)
        was, now = (_tally(one for name, one in some.items() if _sum_of(name, one) == place) for some in (less, more))
        difference = {name: getattr(now, name) - getattr(was, name) for name in _SUMS}
        told = {name: value for name, value in difference.items() if value}
        if told:
            yield {
                "TableName": table,
                "Key": items.to_typed({"pk": tallies_of(site_id), "sk": f"{items.to_text(hour)}#{camera_id}"}),
                "UpdateExpression": "ADD " + ", ".join(f"#{name} :{name}" for name in told),
                "ExpressionAttributeNames": {f"#{name}": name for name in told},
                "ExpressionAttributeValues": items.to_typed({f":{name}": value for name, value in told.items()}),
            }


def _tally(some: Iterable[Crossing]) -> Tally:
    """Count crossings, also one that two visits show: the sums hold both, until one of them is taken out."""
    tally = Tally()
    for one in some:
        tally = tally.with_another(one)
    return tally


def _sum_of(name: tuple[str, str, str], one: Crossing) -> tuple[str, datetime, str]:
    return name[0], one.at.replace(minute=0, second=0, microsecond=0), one.camera_id
