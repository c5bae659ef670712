"""Rekor Scout's webhook: JSON with crops in it, as the agent sends no whole scene unless it is told to."""

from __future__ import annotations

from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.fields import at, is_true, number_of, text_of
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
from handler.domain.cameras.pictures import Candidate, choose, in_base64
from handler.domain.cameras.said_time import SaidTime, epoch_time

_TYPES: Final = frozenset({"alpr_results", "alpr_group", "alpr_alert", "heartbeat"})
_NO_PICTURE: Final = (
    "The webhook came without a picture. Let the agent send vehicle crops, or a relay fetch the frame from it."
)


def _report(opened: Opened) -> Json | None:
    return opened.json_where(lambda one: _type(one) is not None)


def _type(report: Json) -> str | None:
    """Tell what a report is; its type may be null."""
    told = text_of(report.get("data_type"))
    if told in _TYPES:
        return told
    if "openalpr_webhook" in report:
        return "test"
    if isinstance(report.get("group"), dict) and "best_plate_number" in report["group"]:
        return "alpr_alert"
    if "best_plate_number" in report:
        return "alpr_group"
    return "alpr_results" if "epoch_time" in report and isinstance(report.get("results"), list) else None


def matches(opened: Opened) -> bool:
    """Tell it by its type or, where that is null, by fields that no other has."""
    return _report(opened) is not None


def read(opened: Opened) -> DeviceMessage:
    """Understand a message; raises BadMessage when a vehicle comes without a crop."""
    report = _report(opened) or {}
    topic = _type(report) or "unknown"
    group: Json = found if topic == "alpr_alert" and isinstance(found := report.get("group"), dict) else report
    device = DeviceIds(
        channel=text_of(group.get("camera_id")),
        serial=text_of(group.get("agent_uid")),
        name=text_of(at(group, "web_server_config", "camera_label")) or text_of(report.get("camera_name")),
    )
    why = _no_photo(topic, group)
    if why:
        kind = MessageKind.HEARTBEAT if why is NoPhoto.HEARTBEAT else MessageKind.OTHER
        return DeviceMessage(DialectName.REKOR, kind, topic, no_photo=why, device=device)
    return _vehicle(topic, group, device)


def _no_photo(topic: str, group: Json) -> NoPhoto | None:
    if topic in ("heartbeat", "test"):
        return NoPhoto.HEARTBEAT
    return NoPhoto.LATER_EVENT if is_true(group.get("is_preview")) else None


def _vehicle(topic: str, group: Json, device: DeviceIds) -> DeviceMessage:
    results = _results(group)
    best = results[0] if results else {}
    candidates = _candidates(group, best)
    if not candidates:
        raise BadMessage("no_picture", _NO_PICTURE)
    photo, others = choose(candidates)
    opinion, doubts = _opinion(group, best)
    said = _said(group)
    return DeviceMessage(
        dialect=DialectName.REKOR,
        kind=MessageKind.VEHICLE,
        topic=topic,
        photo=photo,
        opinion=opinion,
        event_key=key_of(DialectName.REKOR, text_of(group.get("best_uuid")) or text_of(group.get("uuid"))),
        said_time=said,
        direction=text_of(group.get("travel_direction")),
        device=device,
        left_out=(
            *others,
            *doubts,
            *(LeftOut("results", LeftOutWhy.OTHER_VEHICLE) for _ in results[1:] if photo.view is not View.SCENE),
            *without([None if said else LeftOut("epoch_time", LeftOutWhy.NO_TIME)]),
        ),
    )


def _results(group: Json) -> list[Json]:
    """Give the plates of the report, the surest first."""
    best, several = group.get("best_plate"), group.get("results")
    if isinstance(best, dict):
        return [best]
    objects = [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []
    return sorted(objects, key=lambda one: number_of(one.get("confidence")) or 0.0, reverse=True)


def _candidates(group: Json, best: Json) -> list[Candidate]:
    pictures = (
        ("overview_jpeg", View.SCENE, group.get("overview_jpeg")),
        ("vehicle_crop_jpeg", View.VEHICLE, group.get("vehicle_crop_jpeg")),
        ("plate_crop_jpeg", View.PLATE, best.get("plate_crop_jpeg")),
    )
    return [in_base64(name, view, content) for name, view, content in pictures if content]


def _opinion(group: Json, best: Json) -> tuple[Opinion | None, tuple[LeftOut, ...]]:
    return opinion_of(
        group.get("best_plate_number") or best.get("plate"),
        group["best_confidence"] if "best_confidence" in group else best.get("confidence"),
        group.get("best_region") or best.get("region"),
        most=100,
    )


def _said(group: Json) -> SaidTime | None:
    """Take when the vehicle was best seen, else when it came."""
    names = ("best_uuid_epoch_ms", "epoch_time", "epoch_start")
    return next((one for name in names if (one := epoch_time(group.get(name), name, 1_000))), None)
