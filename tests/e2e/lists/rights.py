"""What the functions of lists might try: a part of test_least_privilege.py."""

from __future__ import annotations

from typing import Final

from tests.e2e.attempts import (
    Attempt,
    batch_delete,
    batch_get,
    delete_item,
    get,
    get_item,
    invoke,
    list_photos,
    look_up_somebody,
    put_item,
    query,
    update_item,
)

PHOTO: Final = "uploads/nobody/nothing"

DENIED_TO_LISTS: Final[dict[str, dict[str, Attempt]]] = {
    "listing": {
        "put": put_item(),
        "update": update_item(),
        "delete": delete_item(),
        "everybody's reads": query("by_plate"),
        "write the audit": put_item("audit_table"),
        "get a photo": get(PHOTO),
        "list": list_photos,
    },
    "enlisting": {
        "somebody's uploads": query("by_owner"),
        "delete many": batch_delete,
        "write the audit": put_item("audit_table"),
        "read the audit": query(of="audit_table"),
        "get a photo": get(PHOTO),
        "list": list_photos,
        "look somebody up": look_up_somebody,
    },
    "gatekeeping": {
        "put": put_item(),
        "delete": delete_item(),
        "everybody's reads": query("by_plate"),
        "a photo": get(PHOTO),
        "read the audit": query(of="audit_table"),
        "write the audit": put_item("audit_table"),
        "look somebody up": look_up_somebody,
    },
    "retracing": {
        "somebody's uploads": query("by_owner"),
        "a photo": get(PHOTO),
        "read the audit": query(of="audit_table"),
        "write the audit": put_item("audit_table"),
        "another function": invoke("deleting"),
    },
}

ALLOWED_TO_LISTS: Final[dict[str, tuple[Attempt, ...]]] = {
    "listing": (query(), batch_get, put_item("inbox"), look_up_somebody),
    "enlisting": (query(), query("by_plate"), batch_get, put_item(), update_item(), delete_item(), put_item("inbox")),
    "gatekeeping": (get_item(), batch_get, update_item(), put_item("inbox")),
    "retracing": (query("by_plate"), query(), update_item(), batch_get, put_item("inbox"), put_item("outbox")),
}
