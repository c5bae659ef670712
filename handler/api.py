"""The whole API: its tables of routes, and the functions that answer them, one for each set of permissions.

Nothing is deployed from here. Each function starts from the module that it is in, without what the others need.
"""

from __future__ import annotations

from handler.routes.administering import ADMINISTERING, administering
from handler.routes.deleting import DELETING, deleting
from handler.routes.holds import HOLDING, holding
from handler.routes.reviewing import MISSED, REVIEWING, reviewing
from handler.routes.uploads import READING, UPLOADING, reading, uploading

__all__ = [
    "ADMINISTERING",
    "DELETING",
    "HOLDING",
    "MISSED",
    "READING",
    "REVIEWING",
    "UPLOADING",
    "administering",
    "deleting",
    "holding",
    "reading",
    "reviewing",
    "uploading",
]
