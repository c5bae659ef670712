"""Plate Recognizer's webhooks, of Stream and of Snapshot: JSON in a form's field, with the picture beside it or not."""

from __future__ import annotations

import json
from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.fields import at, number_of, text_of
from handler.domain.cameras.json_text import Json
from handler.domain.cameras.message import (
    DeviceIds,
    DeviceMessage,
    DialectName,
    LeftOut,
    LeftOutWhy,
    MessageKind,
    NoPhoto,
    Opinion,
    View,
    key_of,
    without,
)
from handler.domain.cameras.opened import Opened
from handler.domain.cameras.opinion import opinion_of
from handler.domain.cameras.pictures import choose, in_part
from handler.domain.cameras.said_time import SaidTime, Zone, said_time

_VEHICLE_EVENTS: Final = frozenset({"recognition", "image.done"})
_NO_PICTURE: Final = "The webhook came without a picture. Switch on in Stream that it sends the image (image: true)."


def _report(opened: Opened) -> Json | None:
    return opened.json_where(lambda one: isinstance(one.get("hook"), dict))


def matches(opened: Opened) -> bool:
    """Tell it by its `hook`, or by the field `json` where that cannot be read."""
    return _report(opened) is not None or bool(opened.named("json") and opened.named("upload"))


def read(opened: Opened) -> DeviceMessage:
    """Understand a message; raises BadMessage when a vehicle comes without a picture."""
    report = _report(opened) or {}
    topic = text_of(at(report, "hook", "event")) or "recognition"
    camera = text_of(at(report, "data", "camera_id")) or text_of(at(report, "hook", "id"))
    device = DeviceIds(channel=camera)
    if topic not in _VEHICLE_EVENTS:
        kind = MessageKind.HEARTBEAT if "heartbeat" in topic else MessageKind.OTHER
        why = NoPhoto.HEARTBEAT if kind is MessageKind.HEARTBEAT else NoPhoto.OTHER_EVENT
        return DeviceMessage(DialectName.STREAM, kind, topic, no_photo=why, device=device)
    candidates = [in_part(part, View.SCENE) for part in opened.parts if part.is_picture or part.name == "upload"]
    if not candidates:
        raise BadMessage("no_picture", _NO_PICTURE)
    photo, others = choose(candidates)
    best = _best(report)
    opinion, doubts = _opinion(best)
    said, no_time = _said(report)
    unread = None if report else LeftOut("json", LeftOutWhy.UNREADABLE)
    return DeviceMessage(
        dialect=DialectName.STREAM,
        kind=MessageKind.VEHICLE,
        topic=topic,
        photo=photo,
        opinion=opinion,
        event_key=_key(report, camera),
        said_time=said,
        direction=text_of(best.get("direction")),
        device=device,
        left_out=(*others, *doubts, *without([no_time, unread])),
    )


def _best(report: Json) -> Json:
    """Pick the result whose plate is surest; the others are read in the photo anyway."""
    results = at(report, "data", "results")
    objects = [one for one in results if isinstance(one, dict)] if isinstance(results, list) else []
    return max(objects, key=lambda one: number_of(_plate(one)[1]) or 0.0, default={})


def _plate(result: Json) -> tuple[object, object, object]:
    """Give plate, score and region, in either of the two shapes that a result has."""
    plate = result.get("plate")
    if not isinstance(plate, dict):
        return plate, result.get("score"), at(result, "region", "code")
    value, region = at(plate, "props", "plate", 0), at(plate, "props", "region", 0)
    return at(value, "value"), at(value, "score"), at(region, "value")


def _opinion(best: Json) -> tuple[Opinion | None, tuple[LeftOut, ...]]:
    return opinion_of(*_plate(best))


def _said(report: Json) -> tuple[SaidTime | None, LeftOut | None]:
    """Take the camera's time where it is told; all but `timestamp_camera` mean UTC when they say nothing else."""
    fields = (("timestamp_camera", Zone.LOCAL), ("timestamp", Zone.UTC), ("timestamp_local", Zone.LOCAL))
    told = ((said_time(at(report, "data", name), name, zone)) for name, zone in fields)
    said = next((one for one in told if one), None)
    return said, LeftOut("timestamp", LeftOutWhy.NO_TIME) if report and said is None else None


def _key(report: Json, camera: str | None) -> str | None:
    """Name the event by its frame and the places in it: several vehicles of a frame may come one by one."""
    results = at(report, "data", "results")
    some = results if isinstance(results, list) else []
    places = [(at(one, "box"), at(one, "vehicle", "box"), at(one, "plate", "box")) for one in some]
    moment, file_name = (text_of(at(report, "data", name)) for name in ("timestamp", "filename"))
    return key_of(DialectName.STREAM, camera, moment, file_name, json.dumps(places, sort_keys=True, default=str))
