"""What people ask about their own uploads: two functions of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap
from handler.domain.caller import Audience
from handler.edge.answers import Event
from handler.http import NoInput, Request, Route, respond
from handler.wire.reads import Explanation
from handler.wire.uploads import ListQuery, UploadList, UploadPromise, UploadRequest, UploadView


def _start_upload(request: Request[UploadRequest]) -> UploadPromise:
    return UploadPromise.of(bootstrap.start_upload()(request.caller, request.input.to_domain()))


def _show_upload(request: Request[NoInput]) -> UploadView:
    return UploadView.of(bootstrap.show_uploads().one(request.caller.owner, request.path["upload_id"]))


def _explain_upload(request: Request[NoInput]) -> Explanation:
    upload_id = request.path["upload_id"]
    return Explanation.of(upload_id, bootstrap.show_uploads().explanation(request.caller.owner, upload_id))


def _list_uploads(request: Request[ListQuery]) -> UploadList:
    query = request.input
    return UploadList.of(bootstrap.show_uploads().page(request.caller.owner, query.limit, query.cursor))


UPLOADING: Final[Mapping[str, Route[Any]]] = {
    "POST /uploads": Route(
        "Promise a photo its place", UploadRequest, _start_upload, UploadPromise, Audience.OWNER, HTTPStatus.CREATED
    ),
}
READING: Final[Mapping[str, Route[Any]]] = {
    "GET /uploads": Route(
        "List the caller's uploads, newest first", ListQuery, _list_uploads, UploadList, Audience.OWNER
    ),
    "GET /uploads/{upload_id}": Route(
        "Show what became of an upload", NoInput, _show_upload, UploadView, Audience.OWNER
    ),
    "GET /uploads/{upload_id}/explanation": Route(
        "Show all text in a photo and why it was taken or refused",
        NoInput,
        _explain_upload,
        Explanation,
        Audience.OWNER,
    ),
}


def uploading(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of somebody who uploads."""
    return respond(UPLOADING, event)


def reading(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of somebody who looks at their own uploads."""
    return respond(READING, event)
