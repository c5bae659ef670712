"""What a device must be told, so that it does not send the same for ever, nor open a gate."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.message import DeviceMessage, DialectName
from handler.domain.classes.quick import quick_dataclass

_JSON: Final = "application/json"
_TEXT: Final = "text/plain; charset=utf-8"
_RETRY_SECONDS: Final = 30


class Outcome(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    REPEATED = "repeated"
    NOTHING_TO_TAKE = "nothing_to_take"
    REFUSED = "refused"
    LATER = "later"


@quick_dataclass(frozen=True, slots=True)
class Answer:
    """An answer over HTTP.

    Attributes
    ----------
    headers : Mapping of str to str
        Beside the content's type.
    """

    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str]


def answer(told: DeviceMessage | BadMessage, outcome: Outcome) -> Answer:
    """Say what the device needs to hear.

    Parameters
    ----------
    told : DeviceMessage or BadMessage
        What it sent, or why that cannot be taken.
    outcome : Outcome
        `Outcome.LATER` where we failed: devices that can are asked to send again.

    Returns
    -------
    Answer
        A client of Plate Recognizer's Snapshot that sent a photo wants its reads instead, which are not known here.
    """
    return _ANSWERS.get(told.dialect or "", _plain)(told, outcome)


def _plain(told: DeviceMessage | BadMessage, outcome: Outcome) -> Answer:
    """Answer programs and people: they can mend what they send."""
    if isinstance(told, BadMessage) and outcome is Outcome.REFUSED:
        error = {"code": told.code, "message": told.message}
        return _answer(413 if told.code == "too_large" else 400, _JSON, json.dumps({"error": error}).encode())
    if outcome is Outcome.LATER:
        return _later(b"Try again.", _TEXT)
    return _answer(200, _JSON, json.dumps({"status": outcome.value}).encode())


def _hikvision(_told: DeviceMessage | BadMessage, outcome: Outcome) -> Answer:
    """Answer with nothing: any 200 is enough, and what it refused once it would send again unchanged."""
    return _later(b"", _TEXT) if outcome is Outcome.LATER else _answer(200, _TEXT, b"")


def _dahua(told: DeviceMessage | BadMessage, outcome: Outcome) -> Answer:
    """Say `Result: true` to all but what we failed at, and that no gate is to open: never what the request says."""
    serial = told.device.serial if isinstance(told, DeviceMessage) else None
    says: dict[str, object] = {"Result": outcome is not Outcome.LATER}
    says |= {"DeviceID": serial} if serial else {}
    topic = told.topic if isinstance(told, DeviceMessage) else ""
    says |= {"Active": "keepAlive"} if topic == "KeepAlive" else {}
    says |= {"AllowUser": False, "BlockUser": False, "OpenStrobe": False}
    body = json.dumps(says).encode()
    return _later(body, _JSON) if outcome is Outcome.LATER else _answer(200, _JSON, body)


def _snapshot(told: DeviceMessage | BadMessage, outcome: Outcome) -> Answer:
    """Answer errors in the words of Plate Recognizer, which its clients show."""
    if isinstance(told, BadMessage) and outcome is Outcome.REFUSED:
        too_large = told.code == "too_large"
        says = {"error": told.message} if too_large else {"upload": [told.message]}
        return _answer(413 if too_large else 400, _JSON, json.dumps(says).encode())
    if outcome is Outcome.LATER:
        return _later(json.dumps({"detail": "The photo could not be kept. Try again."}).encode(), _JSON)
    return _plain(told, outcome)


def _answer(status: int, content_type: str, body: bytes) -> Answer:
    return Answer(status, content_type, body, {})


def _later(body: bytes, content_type: str) -> Answer:
    return Answer(503, content_type, body, {"Retry-After": str(_RETRY_SECONDS)})


_ANSWERS: Final[Mapping[str, Callable[[DeviceMessage | BadMessage, Outcome], Answer]]] = {
    DialectName.HIKVISION: _hikvision,
    DialectName.HIKVISION_QUERY: _hikvision,
    DialectName.DAHUA: _dahua,
    DialectName.SNAPSHOT: _snapshot,
}
"""Stream, Scout, Axis and all others go by the status alone."""
