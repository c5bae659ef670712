"""What a device says, whatever the way in which it writes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from hashlib import sha256
from typing import Final

from handler.domain.cameras.said_time import SaidTime
from handler.domain.classes.quick import quick_dataclass


class DialectName(StrEnum):
    """A way in which devices write what they saw."""

    HIKVISION = "hikvision"
    HIKVISION_QUERY = "hikvision_query"
    DAHUA = "dahua"
    AXIS = "axis"
    STREAM = "stream"
    REKOR = "rekor"
    SNAPSHOT = "snapshot"
    FILE = "file"
    PICTURE = "picture"


class MessageKind(StrEnum):
    """What a message is about."""

    VEHICLE = "vehicle"
    HEARTBEAT = "heartbeat"
    OTHER = "other"


class View(StrEnum):
    """What a picture shows; the members stand in the order in which they are preferred."""

    SCENE = "scene"
    VEHICLE = "vehicle"
    UNKNOWN = "unknown"
    PLATE = "plate"


class NoPhoto(StrEnum):
    """Why a message rightly has no photo."""

    HEARTBEAT = "heartbeat"
    OTHER_EVENT = "other_event"
    LATER_EVENT = "later_event"


class LeftOutWhy(StrEnum):
    """Why something of a message is not kept."""

    FACE = "face"
    BETTER_PICTURE = "better_picture"
    NOT_A_PICTURE = "not_a_picture"
    BAD_BASE64 = "bad_base64"
    CUT_OFF = "cut_off"
    NO_PLATE = "no_plate"
    PLATE_TOO_LONG = "plate_too_long"
    OUT_OF_SCALE = "out_of_scale"
    NO_TIME = "no_time"
    UNREADABLE = "unreadable"
    OTHER_VEHICLE = "other_vehicle"


LEFT_OUT_SENTENCES: Final = {
    LeftOutWhy.FACE: "Pictures of people are never kept.",
    LeftOutWhy.BETTER_PICTURE: "Another picture of the same message shows more.",
    LeftOutWhy.NOT_A_PICTURE: "It is no JPEG or PNG.",
    LeftOutWhy.BAD_BASE64: "Its base64 cannot be read.",
    LeftOutWhy.CUT_OFF: "It is not whole.",
    LeftOutWhy.NO_PLATE: "The camera says that it has read none.",
    LeftOutWhy.PLATE_TOO_LONG: "It is longer than any plate.",
    LeftOutWhy.OUT_OF_SCALE: "The number is outside its scale.",
    LeftOutWhy.NO_TIME: "It is no time that we can read.",
    LeftOutWhy.UNREADABLE: "It cannot be read.",
    LeftOutWhy.OTHER_VEHICLE: "It is about another vehicle than the photo.",
}


@quick_dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a message that is not kept, for people to see.

    Attributes
    ----------
    what : str
        As the format calls it, or a picture's name, which may hold a plate; never what a field says.
    why : LeftOutWhy
    """

    what: str = field(repr=False)
    why: LeftOutWhy


@quick_dataclass(frozen=True, slots=True)
class DevicePhoto:
    """The picture to read.

    Attributes
    ----------
    name : str
        As the device calls it; may be empty, and may hold a plate.
    content_type : str
        ``image/jpeg`` or ``image/png``, by its first bytes.
    """

    name: str = field(repr=False)
    content: bytes = field(repr=False)
    content_type: str
    view: View


@quick_dataclass(frozen=True, slots=True)
class Opinion:
    """What the device itself read: a second opinion, never the read.

    Attributes
    ----------
    plate : str
        As the device wrote it.
    confidence : float or None
        0 to 1, as the device sees itself; None when it said nothing.
    region : str or None
        The device's own word for it, in small letters: no code of ours.
    """

    plate: str = field(repr=False)
    confidence: float | None
    region: str | None


@quick_dataclass(frozen=True, slots=True)
class DeviceIds:
    """Which device, and which of its eyes; may be shown.

    Attributes
    ----------
    channel, serial, mac, name : str or None
        As the device wrote them.
    """

    channel: str | None = None
    serial: str | None = None
    mac: str | None = None
    name: str | None = None


@quick_dataclass(frozen=True, slots=True)
class Asked:
    """What a request of Plate Recognizer's Snapshot wants to be heeded.

    Attributes
    ----------
    regions : tuple of str
        Expected ones, in small letters.
    camera_id : str or None
        To be answered as it came.
    wants_vehicle : bool
        Make, model and colour (``mmc``).
    config : dict
        As sent; empty when there was none that is JSON.
    """

    regions: tuple[str, ...] = ()
    camera_id: str | None = None
    wants_vehicle: bool = False
    config: dict[str, object] = field(default_factory=dict)


@quick_dataclass(frozen=True, slots=True)
class DeviceMessage:
    """A message that was understood.

    Attributes
    ----------
    topic : str
        What the device calls such a message.
    photo : DevicePhoto or None
    no_photo : NoPhoto or None
        Why there is none; None exactly when there is one.
    event_key : str or None
        The same for the same event, however often it is sent; no plate can be had from it. None when the device names
        its events by nothing. Only a message with a photo may use a key up: some devices send the picture later.
    said_time : SaidTime or None
        As the device said it.
    direction : str or None
        The device's own word.
    is_retransmitted : bool
        Sent later from the device's memory: no news.
    asked : Asked or None
        Of the dialect `DialectName.SNAPSHOT` alone.
    """

    dialect: DialectName
    kind: MessageKind
    topic: str
    photo: DevicePhoto | None = None
    no_photo: NoPhoto | None = None
    opinion: Opinion | None = None
    event_key: str | None = None
    said_time: SaidTime | None = None
    direction: str | None = None
    is_retransmitted: bool = False
    device: DeviceIds = DeviceIds()
    left_out: tuple[LeftOut, ...] = ()
    asked: Asked | None = None


def key_of(dialect: DialectName, *names: str | None) -> str | None:
    """Make an event's key of what a device names it by.

    Parameters
    ----------
    dialect : DialectName
    *names : str or None
        All of them must be there.

    Returns
    -------
    str or None
        Of a fixed length, with no character that a key could not hold.
    """
    if not names or not all(names):
        return None
    joined = "\0".join(name for name in names if name)
    return f"{dialect}-{sha256(joined.encode('utf-8', 'replace')).hexdigest()[:40]}"


def without(message: Iterable[LeftOut | None]) -> tuple[LeftOut, ...]:
    """Gather what was left out."""
    return tuple(one for one in message if one)
