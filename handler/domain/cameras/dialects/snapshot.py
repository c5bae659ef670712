"""Plate Recognizer's Snapshot: a request of its clients, with the photo as a file or in base64."""

from __future__ import annotations

import json
from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.fields import is_true, text_of
from handler.domain.cameras.json_text import LongText
from handler.domain.cameras.message import (
    Asked,
    DeviceIds,
    DeviceMessage,
    DialectName,
    LeftOut,
    LeftOutWhy,
    MessageKind,
    View,
    without,
)
from handler.domain.cameras.opened import Opened
from handler.domain.cameras.pictures import Candidate, choose, in_base64, in_part
from handler.domain.cameras.said_time import Zone, said_time

_FIELDS: Final = ("upload", "upload_url")
_NO_PICTURE: Final = "The request has no photo. Send it in the field upload, as a file or in base64."
_MOST_REGIONS: Final = 20


def matches(opened: Opened) -> bool:
    """Tell it by the field `upload`, be it a form or JSON."""
    return any(opened.named(name) for name in _FIELDS) or any(name in opened.jsons.get("", {}) for name in _FIELDS)


def read(opened: Opened) -> DeviceMessage:
    """Understand a request; raises BadMessage when there is no photo in it."""
    candidates = _candidates(opened)
    if not candidates:
        has_address = bool(_texts(opened, "upload_url"))
        raise BadMessage("url_not_fetched") if has_address else BadMessage("no_picture", _NO_PICTURE)
    photo, others = choose(candidates)
    times = _texts(opened, "timestamp")
    said = said_time(times[0], "timestamp", Zone.UTC) if times else None
    no_time = LeftOut("timestamp", LeftOutWhy.NO_TIME) if times and said is None else None
    asked, no_config = _asked(opened)
    return DeviceMessage(
        dialect=DialectName.SNAPSHOT,
        kind=MessageKind.VEHICLE,
        topic="snapshot",
        photo=photo,
        said_time=said,
        device=DeviceIds(channel=asked.camera_id),
        left_out=(*others, *without([no_time, no_config])),
        asked=asked,
    )


def _candidates(opened: Opened) -> list[Candidate]:
    text = opened.jsons.get("", {}).get("upload")
    if text:
        return [in_base64("upload", View.SCENE, text)]
    parts = [part for part in opened.named("upload") if part.content]
    return [
        in_part(part, View.SCENE)
        if part.is_picture or part.file_name
        else in_base64("upload", View.SCENE, part.content)
        for part in parts
    ]


def _texts(opened: Opened, name: str) -> list[str]:
    """Give the values of a field, of a form or of JSON, where it may be a list."""
    told = opened.jsons.get("", {}).get(name)
    values = told if isinstance(told, list) else [told]
    of_parts = (part.content[:4096].decode("utf-8", "replace") for part in opened.named(name))
    return [text for value in (*values, *of_parts) if (text := text_of(value))]


def _asked(opened: Opened) -> tuple[Asked, LeftOut | None]:
    regions = [code.strip().lower() for text in _texts(opened, "regions") for code in text.split(",")]
    wants = (*_texts(opened, "mmc"), opened.jsons.get("", {}).get("mmc"))
    config, no_config = _config(opened)
    return (
        Asked(
            regions=tuple(dict.fromkeys(code for code in regions if code))[:_MOST_REGIONS],
            camera_id=next(iter(_texts(opened, "camera_id")), None),
            wants_vehicle=any(is_true(one) for one in wants),
            config=config,
        ),
        no_config,
    )


def _config(opened: Opened) -> tuple[dict[str, object], LeftOut | None]:
    """Take the field `config`, which was read already where it is a part of its own."""
    by_json = opened.jsons.get("", {}).get("config")
    found = opened.jsons.get("config") or (_of_text(by_json) if isinstance(by_json, str) else by_json)
    if isinstance(found, dict):
        return {key: value for key, value in found.items() if not isinstance(value, LongText)}, None
    is_told = by_json is not None or any(part.content for part in opened.named("config"))
    return {}, LeftOut("config", LeftOutWhy.UNREADABLE) if is_told else None


def _of_text(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
