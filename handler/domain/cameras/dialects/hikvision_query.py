"""Hikvision's other dialect: what was seen stands in the address, and the body has nothing but pictures."""

from __future__ import annotations

from typing import Final

from handler.domain.cameras.dialects.hikvision import pictures_of
from handler.domain.cameras.fields import is_true, text_of
from handler.domain.cameras.message import (
    DeviceIds,
    DeviceMessage,
    DialectName,
    LeftOut,
    LeftOutWhy,
    MessageKind,
    NoPhoto,
    without,
)
from handler.domain.cameras.opened import Opened
from handler.domain.cameras.opinion import opinion_of
from handler.domain.cameras.parts import fields_of_query
from handler.domain.cameras.pictures import choose, face, shows_people
from handler.domain.cameras.said_time import said_time

_NAMES: Final = {
    "event": "eventtype",
    "time": "datetime",
    "plate": "licenseplate",
    "confidence": "confidencelevel",
    "direction": "direction",
    "channel": "channelid",
    "mac": "macaddress",
    "kept": "isdataretransmission",
}
_VEHICLE_EVENTS: Final = frozenset({"vehicledetection", "anpr"})


def matches(opened: Opened) -> bool:
    """Tell it by what the address holds."""
    told = fields_of_query(opened.request.query, _NAMES)
    return "event" in told and ("time" in told or "plate" in told)


def read(opened: Opened) -> DeviceMessage:
    """Understand a message; raises BadMessage when there is no picture where one should be.

    It names its events by nothing: the photo itself tells whether it came before.
    """
    told = fields_of_query(opened.request.query, _NAMES)
    device = DeviceIds(channel=text_of(told.get("channel")), mac=text_of(told.get("mac")))
    topic = text_of(told["event"]) or "unknown"
    if topic.lower() not in _VEHICLE_EVENTS:
        other = NoPhoto.OTHER_EVENT
        return DeviceMessage(DialectName.HIKVISION_QUERY, MessageKind.OTHER, topic, no_photo=other, device=device)
    photo, others = choose(pictures_of(opened.parts))
    opinion, doubts = opinion_of(told.get("plate"), told.get("confidence"), most=100)
    said = said_time(told.get("time"), "dateTime")
    no_time = LeftOut("dateTime", LeftOutWhy.NO_TIME) if told.get("time") and said is None else None
    faces = tuple(face(part.file_name or part.name) for part in opened.parts if shows_people(*part.stems))
    return DeviceMessage(
        dialect=DialectName.HIKVISION_QUERY,
        kind=MessageKind.VEHICLE,
        topic=topic,
        photo=photo,
        opinion=opinion,
        said_time=said,
        direction=text_of(told.get("direction")),
        is_retransmitted=is_true(told.get("kept")),
        device=device,
        left_out=(*others, *faces, *doubts, *without([no_time])),
    )
