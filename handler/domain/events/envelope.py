"""How an event is told: our own envelope, or in the words of Plate Recognizer's Stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from handler.domain.events.channel import BodyFormat
from handler.domain.events.event import Event, EventType

TOLD_AS_READS: Final = frozenset(
    {EventType.READ_ACCEPTED, EventType.READ_CORRECTED, EventType.ALERT_CONFIRMED, EventType.CHANNEL_TEST}
)
"""What can be told in the words of Plate Recognizer, which has no words for anything else."""

_NOWHERE: Final = {"xmin": 0, "ymin": 0, "xmax": 0, "ymax": 0}


def body_of(event: Event, body_format: BodyFormat, target: str) -> bytes:
    """Write an event down, the same each time.

    Parameters
    ----------
    event : Event
    body_format : BodyFormat
    target : str
        Where it goes, which Plate Recognizer's shape repeats.

    Returns
    -------
    bytes
        JSON in UTF-8.
    """
    return json.dumps(_SHAPES[body_format](event, target), ensure_ascii=False, separators=(",", ":")).encode()


def envelope(event: Event, _target: str = "") -> Mapping[str, object]:
    """Put an event into our envelope."""
    time = event.occurred_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"type": event.type.value, "id": event.event_id, "time": time, "data": dict(event.data)}


def _as_stream(event: Event, target: str) -> Mapping[str, object]:
    data, camera = event.data, str(event.data.get("camera_id") or "platebook")
    taken_at = _moment(data.get("seen_at")) or event.occurred_at
    name = f"{data.get('upload_id') or event.event_id}.jpg"
    return {
        "hook": {"target": target, "id": camera, "event": "recognition", "filename": name},
        "data": {
            "camera_id": camera,
            "filename": name,
            "timestamp": f"{taken_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            "timestamp_local": f"{taken_at:%Y-%m-%d %H:%M:%S.%f+00:00}",
            "timestamp_camera": None,
            "results": [_result(data)] if data.get("plate") else [],
        },
    }


def _result(data: Mapping[str, object]) -> Mapping[str, object]:
    plate, score = str(data["plate"]).lower(), _share(data.get("confidence"), 1.0)
    return {
        "plate": plate,
        "score": score,
        "dscore": score,
        "box": _NOWHERE,
        "region": {"code": str(data.get("region") or ""), "score": score if data.get("region") else 0.0},
        "candidates": [{"plate": plate, "score": score}],
        "vehicle": {"score": 0.0, "type": "Unknown", "box": _NOWHERE},
        "direction": None,
    }


def _share(value: object, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


_SHAPES: Final[Mapping[BodyFormat, Callable[[Event, str], Mapping[str, object]]]] = {
    BodyFormat.PLATEBOOK: envelope,
    BodyFormat.PLATE_RECOGNIZER: _as_stream,
}
