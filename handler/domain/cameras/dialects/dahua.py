"""Dahua's ITSAPI: JSON with the pictures in it, to five paths below the address."""

from __future__ import annotations

from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.fields import at, text_of
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
from handler.domain.cameras.pictures import Candidate, choose, face, in_base64
from handler.domain.cameras.said_time import SaidTime, said_time

PATHS: Final = ("DeviceInfo", "KeepAlive", "TollgateInfo", "ParkingInfo", "AlarmInfo")
_MARKS: Final = {"KeepAlive": "Active", "ParkingInfo": "ParkingStallsNo", "TollgateInfo": "Picture"}
"""Of paths that people changed: the field that each is known by."""

_ALIVE: Final = frozenset({"DeviceInfo", "KeepAlive"})
_VIEWS: Final = {"NormalPic": View.SCENE, "VehiclePic": View.VEHICLE, "CutoutPic": View.PLATE}
_MOST: Final = {"TollgateInfo": 255.0, "ParkingInfo": 100.0}
"""The confidence that stands for certain, by path; a number with a fraction is from 0 to 1 on either."""


def _topic(opened: Opened) -> str | None:
    if opened.is_form:
        return None
    last = opened.request.file_name.lower()
    by_path = next((path for path in PATHS if path.lower() == last), None)
    if by_path or "" not in opened.jsons:
        return by_path
    report = opened.jsons[""]
    is_ours = isinstance(report.get("Picture"), dict) or "DeviceID" in report
    return next((path for path, mark in _MARKS.items() if mark in report and is_ours), None)


def matches(opened: Opened) -> bool:
    """Tell it by the path that is its own, or by the fields at the top of its JSON."""
    return _topic(opened) is not None


def read(opened: Opened) -> DeviceMessage:
    """Understand a message; raises BadMessage when a vehicle comes without a picture."""
    topic = _topic(opened) or "TollgateInfo"
    report = opened.jsons.get("")
    if report is None:
        raise next(iter(opened.troubles), BadMessage("bad_json"))
    picture: Json = found if isinstance(found := report.get("Picture"), dict) else report
    device = _device(report, picture)
    candidates = _candidates(picture)
    if topic != "TollgateInfo" and not candidates:
        kind = MessageKind.HEARTBEAT if topic in _ALIVE else MessageKind.OTHER
        why = NoPhoto.HEARTBEAT if topic in _ALIVE else NoPhoto.OTHER_EVENT
        return DeviceMessage(DialectName.DAHUA, kind, topic, no_photo=why, device=device)
    photo, others = choose(candidates)
    opinion, doubts = _opinion(picture, topic)
    said, no_time = _said(picture)
    return DeviceMessage(
        dialect=DialectName.DAHUA,
        kind=MessageKind.VEHICLE,
        topic=topic,
        photo=photo,
        opinion=opinion,
        event_key=_key(picture, device),
        said_time=said,
        direction=text_of(at(picture, "SnapInfo", "Direction")),
        device=device,
        left_out=(*others, *_faces(picture), *doubts, *without([no_time])),
    )


def _device(report: Json, picture: Json) -> DeviceIds:
    serial = text_of(at(picture, "SnapInfo", "DeviceID")) or text_of(report.get("DeviceID"))
    return DeviceIds(
        text_of(at(picture, "Plate", "Channel")), serial, name=text_of(at(picture, "SnapInfo", "SnapAddress"))
    )


def _candidates(picture: Json) -> list[Candidate]:
    single = [(name, view, picture.get(name)) for name, view in _VIEWS.items()]
    combined = picture.get("CombinPic")
    several = [("CombinPic", View.UNKNOWN, one) for one in combined] if isinstance(combined, list) else []
    wrapped = ((name, view, at(one, "Content")) for name, view, one in (*single, *several))
    return [in_base64(name, view, content) for name, view, content in wrapped if content]


def _faces(picture: Json) -> tuple[LeftOut, ...]:
    found = picture.get("FacePic")
    return tuple(face("FacePic") for _ in found) if isinstance(found, list) else (face("FacePic"),) if found else ()


def _opinion(picture: Json, topic: str) -> tuple[Opinion | None, tuple[LeftOut, ...]]:
    plate = found if isinstance(found := picture.get("Plate"), dict) else picture
    if plate.get("IsExist") is False:
        return None, (LeftOut("plate", LeftOutWhy.NO_PLATE),)
    confidence = plate.get("Confidence")
    most = 1.0 if isinstance(confidence, float) and confidence <= 1.0 else _MOST.get(topic, 100.0)
    return opinion_of(plate.get("PlateNumber"), confidence, plate.get("Region"), most=most)


def _said(picture: Json) -> tuple[SaidTime | None, LeftOut | None]:
    """Take the clock's time; its zone is a number of an enumeration that differs by firmware."""
    told = [(name, at(picture, "SnapInfo", name)) for name in ("AccurateTime", "SnapTime")]
    said = next((one for name, value in told if (one := said_time(value, name))), None)
    is_told = any(value for _, value in told)
    return said, LeftOut("SnapTime", LeftOutWhy.NO_TIME) if is_told and said is None else None


def _key(picture: Json, device: DeviceIds) -> str | None:
    number = text_of(at(picture, "Plate", "UploadNum"))
    times = (at(picture, "SnapInfo", "AccurateTime"), at(picture, "SnapInfo", "SnapTime"))
    moment = next((text for value in times if (text := text_of(value))), None)
    return key_of(DialectName.DAHUA, device.serial, number, moment)
