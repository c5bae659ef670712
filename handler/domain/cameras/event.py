"""Which event a message is about: a device that sends it again is answered the same, and nothing is done twice."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from handler.domain.cameras.message import DeviceMessage, DevicePhoto
from handler.domain.classes.quick import quick_dataclass

KEPT: Final = timedelta(days=7)
"""How long an event is known. What a device's card brings later than that is read once more."""

LONGEST_RUN: Final = timedelta(minutes=1)
"""Longer than the function of the doors may run: after it, nobody puts an event's first photo into the bucket."""


@quick_dataclass(frozen=True, slots=True)
class CameraEvent:
    """An event of a camera whose photo was taken.

    Attributes
    ----------
    key_sha256 : str
        Digest of what names the event; see `key_of_event`.
    upload_id : str
        Of the upload that it became.
    photo_sha256 : str
        Digest of the photo that came with it first.
    ends_at : datetime
        Until when it is known, UTC.
    is_stored : bool
        Whether it is certain that the photo is in the bucket.
    """

    camera_id: str
    key_sha256: str = field(repr=False)
    upload_id: str
    photo_sha256: str = field(repr=False)
    ends_at: datetime
    is_stored: bool = False

    def is_given_up(self, now: datetime) -> bool:
        """Tell whether the function that took it ended before the photo was in the bucket."""
        return not self.is_stored and now >= self.ends_at - KEPT + LONGEST_RUN


def key_of_event(message: DeviceMessage, photo: DevicePhoto, idempotency_key: str | None) -> str:
    """Name the event that a message is about.

    Parameters
    ----------
    message : DeviceMessage
    photo : DevicePhoto
        Of the message.
    idempotency_key : str or None
        What a program sent in the header of that name.

    Returns
    -------
    str
        A digest: of the device's own name for the event, else of the program's, else of the photo.
    """
    if message.event_key:
        return _digest(b"event\0" + message.event_key.encode())
    if idempotency_key:
        return _digest(b"header\0" + idempotency_key.encode("utf-8", "replace"))
    return _digest(b"photo\0" + photo.content)


def key_of_promise(idempotency_key: str) -> str:
    """Name the photo that a program is about to send, by what it called it: nothing that came by a message is meant."""
    return _digest(b"promise\0" + idempotency_key.encode("utf-8", "replace"))


def promised_digest(content_type: str, size_bytes: int) -> str:
    """Get the digest by which a photo is known that did not come yet."""
    return _digest(f"{content_type} {size_bytes}".encode())


def photo_digest(photo: DevicePhoto) -> str:
    """Get the digest by which a photo is known."""
    return _digest(photo.content)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
