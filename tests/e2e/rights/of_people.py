"""What who administers may and may not do, people among it: a part of test_least_privilege.py."""

from __future__ import annotations

from typing import Final

from tests.e2e.attempts import (
    Acting,
    Attempt,
    batch_delete,
    get,
    get_item,
    list_photos,
    look_up_somebody,
    make_somebody_operator,
    put_item,
    query,
)
from tests.e2e.rights.for_nobody import PHOTO


def remove_somebody(it: Acting) -> None:
    """Try to delete an account."""
    it.of_pool("admin_delete_user")


def set_a_password(it: Acting) -> None:
    """Try to take over an account."""
    it.of_pool("admin_set_user_password", Password="Correct-Horse-7", Permanent=True)


DENIED_TO_PEOPLE: Final[dict[str, dict[str, Attempt]]] = {
    "administering": {
        "write the audit": put_item("audit_table"),
        "somebody's uploads": query("by_owner"),
        "everybody's reads": query("by_plate"),
        "delete many": batch_delete,
        "get a photo": get(PHOTO),
        "list": list_photos,
        "remove an account": remove_somebody,
        "set somebody's password": set_a_password,
    },
}
ALLOWED_TO_PEOPLE: Final[dict[str, tuple[Attempt, ...]]] = {
    "administering": (
        query(of="audit_table"),
        put_item("inbox"),
        get_item(),
        look_up_somebody,
        make_somebody_operator,
    ),
}
THEIRS_ALONE: Final = {"administering": frozenset({"make somebody an operator"})}
"""What nobody else may."""
