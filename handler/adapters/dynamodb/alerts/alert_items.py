"""Alerts and their windows as items of the table, and back. docs/data.md shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.lists import list_items
from handler.adapters.dynamodb.values import float_or_none, number_or_none
from handler.domain.alerts.alert import Acknowledgement, Alert, AlertSighting, AlertState, Because
from handler.domain.alerts.book import Opened, OpenedKey, Window
from handler.domain.lists.entry import ListEntry, ListKind, Tolerance
from handler.domain.lists.plate_list import ListSetup, PlateList

KIND: Final = "alert"
"""What alerts carry in the index of all times."""

WAITING: Final = "alerts"
"""What alerts carry in the index of what waits, while nobody has looked at them."""


def alert_key(alert_id: str) -> dict[str, str]:
    """Key of an alert's item."""
    return {"pk": f"alert#{alert_id}", "sk": "alert"}


def opened_key(key: OpenedKey) -> dict[str, str]:
    """Key of the item with the windows of an entry at a place."""
    return {"pk": f"alerting#{key[0]}#{key[1]}", "sk": "alerting"}


def status_of(state: AlertState) -> str:
    """Give what alerts of a state carry in the index of states; no read's state reads like it."""
    return f"alert#{state.value}"


def from_alert(alert: Alert) -> items.Plain:
    """Make an alert's item."""
    seen = alert.acknowledged
    return {
        **alert_key(alert.alert_id),
        "alert_id": alert.alert_id,
        "kind": KIND,
        "status": status_of(alert.state),
        # The indexes sort by it: when it was raised, as the newest come first however late their photos were.
        "seen_at": items.to_text(alert.raised_at),
        "queue": WAITING if alert.waits else None,
        "confidence": int(alert.raised_at.timestamp()),
        "entry": _from_entry(alert.entry),
        "place_key": alert.place_key,
        "site_id": alert.site_id,
        "since": items.to_text(alert.since),
        "is_late": alert.is_late or None,
        "is_found_back": alert.is_found_back or None,
        "sightings": [_from_sighting(one) for one in alert.sightings],
        "because": alert.because.value if alert.because else None,
        "acknowledged": _from_acknowledgement(seen) if seen else None,
        "version": alert.version,
        "expires_at_epoch_seconds": int(alert.kept_until.timestamp()),
    }


def to_alert(item: items.Plain) -> Alert:
    """Make an alert of its item."""
    return Alert(
        alert_id=item["alert_id"],
        entry=_to_entry(item["entry"]),
        place_key=item["place_key"],
        site_id=item.get("site_id"),
        since=datetime.fromisoformat(item["since"]),
        raised_at=datetime.fromisoformat(item["seen_at"]),
        kept_until=_end_of(item),
        is_late=bool(item.get("is_late", False)),
        sightings=tuple(map(_to_sighting, item["sightings"])),
        because=Because(item["because"]) if item.get("because") else None,
        acknowledged=_to_acknowledgement(item["acknowledged"]) if item.get("acknowledged") else None,
        is_found_back=bool(item.get("is_found_back", False)),
        version=int(item["version"]),
    )


def from_opened(opened: Opened) -> items.Plain:
    """Make the item of the windows of an entry at a place."""
    return {
        **opened_key((opened.entry_id, opened.place_key)),
        "entry_id": opened.entry_id,
        "place_key": opened.place_key,
        "windows": [{"alert_id": one.alert_id, "since": items.to_text(one.since)} for one in opened.windows],
        "version": opened.version,
        "expires_at_epoch_seconds": int(opened.kept_until.timestamp()) if opened.kept_until else None,
    }


def to_opened(item: items.Plain) -> Opened:
    """Make of such an item what it holds."""
    windows = (Window(one["alert_id"], datetime.fromisoformat(one["since"])) for one in item["windows"])
    return Opened(item["entry_id"], item["place_key"], tuple(windows), int(item["version"]), _end_of(item))


def _end_of(item: items.Plain) -> datetime:
    return datetime.fromtimestamp(int(item["expires_at_epoch_seconds"]), UTC)


def _from_sighting(one: AlertSighting) -> dict[str, Any]:
    told = {
        "read_id": one.read_id,
        "plate": one.plate,
        "state": one.state.value,
        "tolerance": one.tolerance.value,
        "probability": number_or_none(one.probability),
        "seen_at": items.to_text(one.seen_at),
        "camera_id": one.camera_id,
    }
    return {name: value for name, value in told.items() if value is not None}


def _to_sighting(kept: items.Plain) -> AlertSighting:
    return AlertSighting(
        read_id=kept["read_id"],
        plate=kept["plate"],
        state=AlertState(kept["state"]),
        tolerance=Tolerance(kept["tolerance"]),
        probability=float_or_none(kept.get("probability")),
        seen_at=datetime.fromisoformat(kept["seen_at"]),
        camera_id=kept.get("camera_id"),
    )


def _from_acknowledgement(seen: Acknowledgement) -> dict[str, str]:
    return {"by": seen.by, "at": items.to_text(seen.at), "note": seen.note, "state": seen.state.value}


def _to_acknowledgement(kept: items.Plain) -> Acknowledgement:
    return Acknowledgement(kept["by"], datetime.fromisoformat(kept["at"]), kept["note"], AlertState(kept["state"]))


def _from_entry(entry: ListEntry) -> dict[str, Any]:
    kept = {name: value for name, value in list_items.from_entry(entry).items() if name not in {"pk", "sk"}}
    of_list = {"list_id": entry.list_id, "list_name": entry.list_name, "kind": entry.kind.value}
    return {**kept, **of_list, "tells_possible": entry.tells_possible}


def _to_entry(kept: items.Plain) -> ListEntry:
    setup = ListSetup(kept["list_name"], ListKind(kept["kind"]), bool(kept["tells_possible"]))
    return list_items.to_entry(kept, PlateList(kept["list_id"], setup, datetime.fromisoformat(kept["added_at"])))
