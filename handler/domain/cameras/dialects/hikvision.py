"""Hikvision's ISAPI: a form with a report in XML and one to three pictures."""

from __future__ import annotations

from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.fields import is_true, text_of
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
from handler.domain.cameras.parts import Part
from handler.domain.cameras.pictures import Candidate, choose, face, in_part, shows_people
from handler.domain.cameras.said_time import SaidTime, said_time
from handler.domain.cameras.xml_node import XmlNode

ROOT: Final = "EventNotificationAlert"

VIEWS: Final = {
    "detectionpicture": View.SCENE,
    "detectedimage": View.UNKNOWN,
    "vehiclepicture": View.VEHICLE,
    "licenseplatepicture": View.PLATE,
}
"""By the picture's name, which stands in the part's name, in its file's name, or beside its `pId` in the report."""

_VEHICLE_EVENTS: Final = frozenset({"anpr", "vehicledetection"})
_NOTHING: Final = XmlNode(ROOT)


def matches(opened: Opened) -> bool:
    """Tell a report of ISAPI, whatever became of it."""
    return opened.holds(ROOT.encode())


def read(opened: Opened) -> DeviceMessage:
    """Understand a message; raises BadMessage when there is no picture where one should be, or a report that harms."""
    harmful = next((one for one in opened.troubles if one.code not in ("bad_xml", "cut_off")), None)
    if harmful:
        raise harmful
    report = opened.xml or _NOTHING
    topic = text_of(report.text_at("eventType")) or "unknown"
    device = DeviceIds(
        channel=text_of(report.text_at("channelID")),
        serial=text_of(report.text_at("deviceID")),
        mac=text_of(report.text_at("macAddress")),
        name=text_of(report.text_at("channelName")),
    )
    if opened.xml and topic.lower() not in _VEHICLE_EVENTS:
        kind = MessageKind.HEARTBEAT if report.text_at("eventState") == "inactive" else MessageKind.OTHER
        why = NoPhoto.HEARTBEAT if kind is MessageKind.HEARTBEAT else NoPhoto.OTHER_EVENT
        return DeviceMessage(DialectName.HIKVISION, kind, topic, no_photo=why, device=device)
    return _vehicle(opened, report, topic, device)


def _vehicle(opened: Opened, report: XmlNode, topic: str, device: DeviceIds) -> DeviceMessage:
    if opened.xml is None and not opened.pictures:
        raise next(iter(opened.troubles), BadMessage("no_picture"))
    photo, others = choose(pictures_of(opened.parts, report))
    anpr = report.at("ANPR") or _NOTHING
    abbreviation = report.text_at("countryAbbreviation")
    opinion, doubts = opinion_of(anpr.text_at("licensePlate"), anpr.text_at("confidenceLevel"), abbreviation, most=100)
    said, no_time = _said(report)
    unread = LeftOut("report", LeftOutWhy.UNREADABLE) if opened.xml is None else None
    faces = tuple(face(part.file_name or part.name) for part in opened.parts if shows_people(*part.stems))
    return DeviceMessage(
        dialect=DialectName.HIKVISION,
        kind=MessageKind.VEHICLE,
        topic=topic,
        photo=photo,
        opinion=opinion,
        event_key=_key(report),
        said_time=said,
        direction=text_of(anpr.text_at("direction")),
        is_retransmitted=is_true(report.text_at("isDataRetransmission")),
        device=device,
        left_out=(*others, *faces, *(doubts if opened.xml else ()), *without([no_time, unread])),
    )


def pictures_of(parts: tuple[Part, ...], report: XmlNode = _NOTHING) -> list[Candidate]:
    """Find the pictures among the parts, and what each shows."""
    by_id = {info.text_at("pId"): info.text_at("type") or "" for info in report.all_named("pictureInfo")}
    found = []
    for part in parts:
        stems = (
            *part.stems,
            *(by_id.get(name, "").lower() for name in (*part.stems, part.name, part.file_name) if name),
        )
        view = next((VIEWS[stem] for stem in stems if stem in VIEWS), View.UNKNOWN)
        is_one = part.is_picture or view is not View.UNKNOWN or part.file_name.lower().endswith(".jpg")
        if is_one and not shows_people(*stems):
            found.append(in_part(part, view))
    return found


def _said(report: XmlNode) -> tuple[SaidTime | None, LeftOut | None]:
    """Take the time with its offset; that of the picture has none."""
    for name, node in (("dateTime", report.at("dateTime")), ("absTime", next(report.all_named("absTime"), None))):
        said = said_time(node.text, name) if node else None
        if said:
            return said, None
    return None, LeftOut("dateTime", LeftOutWhy.NO_TIME) if report.text_at("dateTime") else None


def _key(report: XmlNode) -> str | None:
    mac, uuid = report.text_at("macAddress") or "-", report.text_at("UUID")
    if uuid:
        return key_of(DialectName.HIKVISION, mac, uuid)
    ids = [one.text for one in report.all_named("pId") if one.text]
    return key_of(DialectName.HIKVISION, mac, *ids) if ids else None
