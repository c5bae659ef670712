"""Messages made anew after the wire formats of the field, each with what some firmware does otherwise."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

from tests.support.devices import PHOTO, in_form

PLATE = "京A12345"
AT = datetime(2026, 3, 15, 3, 27, 40, tzinfo=UTC)
ISAPI = "http://www.isapi.org/ver20/XMLSchema"
MAC = "00:00:5e:00:53:2a"
EVENT = "9f1c0c02-77aa-4d0e-8f5e-000000000001"


def report(encoding: str = "UTF-8", time: str = "2026-03-15T11:27:40+08:00", prefix: str = "") -> str:
    """Write a report of ISAPI."""
    name = f"{prefix}:" if prefix else ""
    space = f' xmlns:{prefix}="{ISAPI}"' if prefix else f' version="2.0" xmlns="{ISAPI}"'
    fields = (
        f"<{name}macAddress>{MAC}</{name}macAddress>",
        f"<{name}channelID>1</{name}channelID>",
        f"<{name}dateTime>{time}</{name}dateTime>",
        f"<{name}eventType>ANPR</{name}eventType>",
        f"<{name}eventState>active</{name}eventState>",
        f"<{name}ANPR><{name}licensePlate>{PLATE}</{name}licensePlate>",
        f"<{name}confidenceLevel>97</{name}confidenceLevel><{name}direction>reverse</{name}direction></{name}ANPR>",
        f"<{name}UUID>{EVENT}</{name}UUID>",
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?>\r\n' if encoding else ""
    body = "\r\n".join(fields)
    return f"{head}<{name}EventNotificationAlert{space}>\r\n{body}\r\n</{name}EventNotificationAlert>\r\n"


def form(text: bytes, *more: tuple[str, bytes]) -> bytes:
    scene = ('name="detectionPicture.jpg"; filename="detectionPicture.jpg"', PHOTO)
    return in_form(('name="anpr.xml"; filename="anpr.xml"', text), scene, *more)


REPORTS = {
    "as it is documented": report().encode(),
    "with a mark of its byte order": b"\xef\xbb\xbf" + report().encode(),
    "with blank lines before it": b"\r\n\r\n" + report().encode(),
    "without a declaration": report("").encode(),
    "with a prefix of its namespace": report(prefix="ns2").encode(),
    "in UTF-16, little end first": b"\xff\xfe" + report("UTF-16").encode("utf-16-le"),
    "in UTF-16, big end first": b"\xfe\xff" + report("utf-16").encode("utf-16-be"),
    "in UTF-16 without a mark": report("UTF-16").encode("utf-16-le"),
    "in GBK": report("GBK").encode("gbk"),
    "in GB 2312": report("GB2312").encode("gb2312"),
    "in GBK, and says UTF-8": report().encode("gbk"),
    "in UTF-8, and says GBK": report("GBK").encode(),
    "with the end of a string of C": report().encode() + b"\0",
    "with lines that end in LF": report().replace("\r\n", "\n").encode(),
}


def tollgate(**snap: object) -> dict[str, object]:
    """Write a report of ITSAPI."""
    picture = {
        "NormalPic": {"PicName": "a.jpg", "Content": base64.b64encode(PHOTO).decode()},
        "Plate": {"IsExist": True, "PlateNumber": PLATE, "Confidence": 250, "UploadNum": 7},
        "SnapInfo": {"DeviceID": "D-1", "AccurateTime": "2026-03-15 11:27:40.123", "Direction": "Obverse", **snap},
    }
    return {"Picture": picture}


JSONS = {
    "in UTF-8": json.dumps(tollgate(), ensure_ascii=False).encode(),
    "with a mark of its byte order": json.dumps(tollgate(), ensure_ascii=False).encode("utf-8-sig"),
    "in GBK": json.dumps(tollgate(), ensure_ascii=False).encode("gbk"),
    "in UTF-16": json.dumps(tollgate(), ensure_ascii=False).encode("utf-16"),
    "in UTF-16 without a mark": json.dumps(tollgate(), ensure_ascii=False).encode("utf-16-le"),
    "with the end of a string of C": json.dumps(tollgate(), ensure_ascii=False).encode() + b"\0\r\n",
}
