"""How uploads are deleted: a function of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap_alerts
from handler.domain.caller import Audience
from handler.edge.answers import Event
from handler.http import Request, Route, respond
from handler.wire.uploads import DeleteRequest, ReceiptView


def _delete_upload(request: Request[DeleteRequest]) -> ReceiptView:
    delete = bootstrap_alerts.delete_upload()
    return ReceiptView.of(delete(request.caller, request.path["upload_id"], request.input.reason))


DELETING: Final[Mapping[str, Route[Any]]] = {
    "POST /uploads/{upload_id}/delete": Route(
        "Delete an upload for good", DeleteRequest, _delete_upload, ReceiptView, Audience.OWNER_OR_OPERATORS
    ),
}


def deleting(event: Event, _context: object) -> dict[str, object]:
    """Answer a request to delete."""
    return respond(DELETING, event)
