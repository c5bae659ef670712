"""Lists, entries, and what they are found by, as items of the table, and back. docs/data.md shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.values import number
from handler.domain.characters import fold
from handler.domain.lists.entry import Hours, ListEntry, ListKind, Tolerance
from handler.domain.lists.plate_list import ListSetup, PlateList
from handler.domain.plate_search import closeness, fuzzy_keys

LISTS: Final = "lists"
"""Partition with all lists: one Query gets them."""

ENTRY: Final = "entry#"
_GROUP: Final = "group#"


def list_key(list_id: str) -> dict[str, str]:
    """Key of a list's item."""
    return {"pk": LISTS, "sk": f"list#{list_id}"}


def entries_key(list_id: str) -> str:
    """Key of the partition with a list's entries."""
    return f"list#{list_id}"


def entry_key(list_id: str, plate: str, region: str | None) -> dict[str, str]:
    """Key of an entry's item; they sort by plate."""
    return {"pk": entries_key(list_id), "sk": f"{ENTRY}{plate}#{region or ''}"}


def listed_key(key: str) -> dict[str, str]:
    """Key of the item that names the entries which share a key of `filing_keys`."""
    return {"pk": f"listed#{key}", "sk": "listed"}


def group_key(list_id: str, group: str) -> str:
    """Give the key that the entries of a list are filed under which share a permit; no plate is written like it."""
    return f"{_GROUP}{list_id}#{group}"


def is_group_key(key: str) -> bool:
    """Tell whether a key is of entries that share a permit."""
    return key.startswith(_GROUP)


def filing_keys(entry: ListEntry) -> frozenset[str]:
    """Give all keys that an entry is filed under: those of its plate, and that of its group if it has one."""
    of_group = {group_key(entry.list_id, entry.group)} if entry.group else set()
    return keys_of(entry) | of_group


def keys_of(entry: ListEntry) -> frozenset[str]:
    """Give the keys that an entry's plate is found by: one, or one more than it has characters for one edit."""
    if entry.tolerance is Tolerance.ONE_EDIT:
        return fuzzy_keys(entry.plate)
    return frozenset({fold(entry.plate)})


def asked_keys(plates: Iterable[str]) -> list[str]:
    """Give the keys to ask for: of the first plate all that are within one edit, of others those that look alike."""
    first, *others = plates
    return sorted({*fuzzy_keys(first), *map(fold, others)})


def name_of(entry: ListEntry) -> str:
    """Give what names an entry beside others: its list, plate and region."""
    return f"{entry.list_id}#{entry.plate}#{entry.region or ''}"


def parts_of(name: str) -> tuple[str, str, str | None]:
    """Take such a name apart."""
    list_id, plate, region = name.split("#")
    return list_id, plate, region or None


def may_be_hit(plate: str, asked: list[str]) -> bool:
    """Tell whether an entry of a plate may be hit by some plates, the first as it stands."""
    return closeness(plate, asked[0]) is not None or any(fold(plate) == fold(one) for one in asked[1:])


def from_list(listed: PlateList) -> items.Plain:
    """Make what a list's item holds, but for its key and how many entries it has."""
    return {
        "list_id": listed.list_id,
        "name": listed.setup.name,
        "kind": listed.setup.kind.value,
        "tells_possible": listed.setup.tells_possible,
        "created_at": items.to_text(listed.created_at),
        "version": listed.version,
        "removed_at": _text_or_none(listed.removed_at),
    }


def to_list(item: items.Plain) -> PlateList:
    """Make a list of its item."""
    return PlateList(
        list_id=item["list_id"],
        setup=ListSetup(item["name"], ListKind(item["kind"]), item["tells_possible"]),
        created_at=datetime.fromisoformat(item["created_at"]),
        version=int(item["version"]),
        entry_count=int(item.get("entry_count", 0)),
        removed_at=_moment_or_none(item.get("removed_at")),
    )


def from_entry(entry: ListEntry) -> items.Plain:
    """Make the item of an entry; what its list says, stands there."""
    probable = entry.tolerance is Tolerance.PROBABLE
    told = {
        **entry_key(entry.list_id, entry.plate, entry.region),
        "entry_id": entry.entry_id,
        "plate": entry.plate,
        "region": entry.region,
        "reason": entry.reason,
        "since": _text_or_none(entry.since),
        "until": _text_or_none(entry.until),
        "site_ids": sorted(entry.site_ids) or None,
        "hours": [from_hours(one) for one in entry.hours] or None,
        "tolerance": entry.tolerance.value,
        "least_probability": number(entry.least_probability) if probable else None,
        "holder": entry.holder,
        "group": entry.group,
        "most_at_a_time": entry.most_at_a_time,
        "added_by": entry.added_by,
        "added_at": items.to_text(entry.added_at),
        "version": entry.version,
    }
    return {name: value for name, value in told.items() if value is not None}


def to_entry(item: items.Plain, listed: PlateList) -> ListEntry:
    """Make an entry of its item and its list."""
    most = item.get("most_at_a_time")
    return ListEntry(
        entry_id=item["entry_id"],
        list_id=listed.list_id,
        list_name=listed.setup.name,
        kind=listed.setup.kind,
        tells_possible=listed.setup.tells_possible,
        plate=item["plate"],
        region=item.get("region"),
        reason=item.get("reason"),
        since=_moment_or_none(item.get("since")),
        until=_moment_or_none(item.get("until")),
        site_ids=frozenset(item.get("site_ids", [])),
        hours=tuple(map(to_hours, item.get("hours", []))),
        tolerance=Tolerance(item["tolerance"]),
        least_probability=float(item.get("least_probability", 0.5)),
        holder=item.get("holder"),
        group=item.get("group"),
        most_at_a_time=None if most is None else int(most),
        added_by=item["added_by"],
        added_at=datetime.fromisoformat(item["added_at"]),
        version=int(item["version"]),
    )


def from_hours(hours: Hours) -> dict[str, Any]:
    """Make the part of an item that is a time of the week."""
    return {"days": sorted(hours.days), "since_minute": hours.since_minute, "until_minute": hours.until_minute}


def to_hours(kept: Mapping[str, Any]) -> Hours:
    """Read a time of the week."""
    return Hours(frozenset(map(int, kept["days"])), int(kept["since_minute"]), int(kept["until_minute"]))


def _text_or_none(moment: datetime | None) -> str | None:
    return items.to_text(moment) if moment else None


def _moment_or_none(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
