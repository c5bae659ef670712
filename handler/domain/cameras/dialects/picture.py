"""A picture and nothing else: as the body, or as the one file of a form."""

from __future__ import annotations

from handler.domain.cameras.message import DeviceMessage, DialectName, MessageKind, View
from handler.domain.cameras.opened import Opened
from handler.domain.cameras.pictures import choose, in_part, shows_people


def matches(opened: Opened) -> bool:
    """Tell it by the first bytes."""
    return any(not shows_people(*part.stems) for part in opened.pictures)


def read(opened: Opened) -> DeviceMessage:
    """Take it; raises BadMessage when there are two."""
    parts = [part for part in opened.pictures if not shows_people(*part.stems)]
    photo, others = choose([in_part(part, View.SCENE) for part in parts])
    return DeviceMessage(DialectName.PICTURE, MessageKind.VEHICLE, "picture", photo=photo, left_out=others)
