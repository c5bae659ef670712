"""A file that is put, as programs do that replace an FTP server: its name may tell when it was made."""

from __future__ import annotations

from handler.domain.cameras.fields import is_true
from handler.domain.cameras.message import DeviceIds, DeviceMessage, DialectName, MessageKind, View
from handler.domain.cameras.opened import Opened
from handler.domain.cameras.pictures import choose, in_part
from handler.domain.cameras.said_time import said_time, time_in_name


def matches(opened: Opened) -> bool:
    """Tell it by a picture as the body and a file's name in the path, or by the method."""
    has_name = "." in opened.request.file_name
    return not opened.is_form and bool(opened.pictures) and (has_name or opened.request.method == "PUT")


def read(opened: Opened) -> DeviceMessage:
    """Take it. The name is searched for a time first, then the folders; then what put it may say when it was made.

    A relay says so in the address: `taken_at` with its offset, and `is_retransmitted` of what had to wait.
    """
    path, query = opened.request.path, opened.request.query
    photo, others = choose([in_part(part, View.SCENE) for part in opened.pictures])
    said = time_in_name(opened.request.file_name, "file name") or time_in_name(path, "path")
    said = said or said_time(query.get("taken_at"), "taken_at")
    folder = path.strip("/").rpartition("/")[0][-64:]
    device = DeviceIds(name=folder if folder.isprintable() and folder else None)
    return DeviceMessage(
        DialectName.FILE,
        MessageKind.VEHICLE,
        "file",
        photo=photo,
        said_time=said,
        is_retransmitted=is_true(query.get("is_retransmitted")),
        device=device,
        left_out=others,
    )
