"""Axis' License Plate Verifier (FF Group): a report in JSON, with a picture beside it."""

from __future__ import annotations

from typing import Final

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
    View,
    key_of,
    without,
)
from handler.domain.cameras.opened import Opened
from handler.domain.cameras.opinion import opinion_of
from handler.domain.cameras.pictures import Candidate, choose, in_part
from handler.domain.cameras.said_time import SaidTime, epoch_time, said_time

_MARKS: Final = ("carState", "plateUTF8", "plateText", "plateASCII", "capture_timestamp", "packetCounter")
_VIEWS: Final = {"frame": View.SCENE, "vehicle": View.VEHICLE, "mmrcrop": View.VEHICLE, "plate": View.PLATE}
_NO_DIRECTION: Final = frozenset({"unk", "unknown"})


def _report(opened: Opened) -> Json | None:
    return opened.json_where(lambda one: sum(mark in one for mark in _MARKS) >= 2)


def matches(opened: Opened) -> bool:
    """Tell it by fields that no other has."""
    return _report(opened) is not None


def read(opened: Opened) -> DeviceMessage:
    """Understand a message.

    A vehicle has several: `new`, `update` and `lost` share a key. Those without a picture are told, and not refused.
    """
    report = _report(opened) or {}
    device = DeviceIds(
        channel=text_of(report.get("roiID")),
        serial=text_of(at(report, "camera_info", "SerialNumber")) or text_of(report.get("sensorProviderID")),
        mac=text_of(at(report, "camera_info", "MACAddress")),
        name=text_of(at(report, "camera_info", "ProdShortName")),
    )
    candidates = _candidates(opened, report)
    photo, others = choose(candidates) if candidates else (None, ())
    plate = next((report[name] for name in ("plateUTF8", "plateText", "plateASCII") if report.get(name)), None)
    opinion, doubts = opinion_of(plate, report.get("plateConfidence"), report.get("plateCountry"))
    said, no_time = _said(report)
    direction = text_of(report.get("carMoveDirection"))
    return DeviceMessage(
        dialect=DialectName.AXIS,
        kind=MessageKind.VEHICLE,
        topic=text_of(report.get("carState")) or "unknown",
        photo=photo,
        no_photo=None if photo else NoPhoto.LATER_EVENT,
        opinion=opinion,
        event_key=_key(report, device, said),
        said_time=said,
        direction=None if direction in _NO_DIRECTION else direction,
        device=device,
        left_out=(*others, *doubts, *without([no_time])),
    )


def _candidates(opened: Opened, report: Json) -> list[Candidate]:
    view = _VIEWS.get(text_of(report.get("imageType")) or "", View.UNKNOWN)
    return [in_part(part, view) for part in opened.parts if part.is_picture or part.name.lower() == "image"]


def _said(report: Json) -> tuple[SaidTime | None, LeftOut | None]:
    counts = (("capture_timestamp", 1_000), ("capture_ts", 1_000_000_000), ("frame_timestamp", 1_000))
    told = ((name, per_second) for name, per_second in counts if number_of(report.get(name)))
    by_count = next((one for name, per_second in told if (one := epoch_time(report[name], name, per_second))), None)
    said = by_count or said_time(report.get("datetime"), "datetime")
    return said, None if said else LeftOut("capture_timestamp", LeftOutWhy.NO_TIME)


def _key(report: Json, device: DeviceIds, said: SaidTime | None) -> str | None:
    """Name the vehicle by its number and the hour.

    A camera that starts anew counts from the beginning, and what it sends then must not be taken for the vehicles that
    it saw before. One that stands there when the hour ends is read twice.
    """
    hour = f"{said.at:%Y-%m-%dT%H}" if said else "-"
    return key_of(DialectName.AXIS, device.serial, text_of(report.get("carID")), hour)
