"""What the functions of lists might try: a part of test_least_privilege.py."""

from __future__ import annotations

from typing import Final

from tests.e2e.attempts import (
    Attempt,
    batch_delete,
    batch_get,
    delete_item,
    get,
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
}

ALLOWED_TO_LISTS: Final[dict[str, tuple[Attempt, ...]]] = {
    "listing": (query(), batch_get, put_item("inbox"), look_up_somebody),
    "enlisting": (query(), query("by_plate"), batch_get, put_item(), update_item(), delete_item(), put_item("inbox")),
}
