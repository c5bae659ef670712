"""What the functions of parking might try: a part of test_least_privilege.py."""

from __future__ import annotations

from typing import Final

from tests.e2e.attempts import (
    Attempt,
    batch_delete,
    batch_get,
    delete_item,
    get,
    get_item,
    list_photos,
    look_up_somebody,
    put,
    put_item,
    query,
    update_item,
)
from tests.e2e.rights.for_nobody import PHOTO

THUMBNAIL: Final = "thumbnails/nobody/nothing"

DENIED_TO_PARKING: Final[dict[str, dict[str, Attempt]]] = {
    "parking": {
        "change a read": update_item(),
        "put a read": put_item(),
        "delete a read": delete_item(),
        "delete many": batch_delete,
        "everybody's reads": query("by_plate"),
        "somebody's uploads": query("by_owner"),
        "write the audit": put_item("audit_table"),
        "read the audit": query(of="audit_table"),
        "get a photo": get(PHOTO),
        "put a thumbnail": put(THUMBNAIL),
        "list": list_photos,
    },
    "deriving": {
        "put into the log": put_item(),
        "search the log": query("by_plate"),
        "a photo": get(PHOTO),
    },
}

ALLOWED_TO_PARKING: Final[dict[str, tuple[Attempt, ...]]] = {
    "parking": (
        query(),
        batch_get,
        get_item(),
        query(of="parking"),
        get_item("parking"),
        put_item("parking"),
        update_item("parking"),
        delete_item("parking"),
        put_item("inbox"),
        get(THUMBNAIL),
        look_up_somebody,
    ),
    "deriving": (query(), put_item("outbox")),
}
