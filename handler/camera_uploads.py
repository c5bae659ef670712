"""Programs that send a camera's photos themselves: a place for each, and what became of it.

They are known by the camera's secret in the header `Authorization`, and speak the API's own words otherwise.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from handler import bootstrap, bootstrap_doors
from handler.by_token import admitted_by_token
from handler.domain.errors import NotFound
from handler.edge.answers import Event, answered, headers_of, json_response
from handler.http import input_of
from handler.wire.uploads import UploadPromise, UploadRequest, UploadView

PROMISE: Final = "POST /camera-uploads"
REPORT: Final = "GET /camera-uploads/{upload_id}"


def promising(event: Event) -> dict[str, object]:
    """Promise a camera's photo a place in the bucket."""
    return answered(event, lambda: _promise(event))


def reporting(event: Event, _context: object) -> dict[str, object]:
    """Tell a camera what became of one of its uploads."""
    return answered(event, lambda: _report(event))


def _promise(event: Event) -> dict[str, object]:
    admitted = admitted_by_token(event)
    wanted = input_of(UploadRequest, event).to_domain()
    promised = bootstrap_doors.promise_place()(admitted, wanted, headers_of(event).get("idempotency-key"))
    return json_response(HTTPStatus.CREATED, UploadPromise.of(promised).model_dump_json())


def _report(event: Event) -> dict[str, object]:
    admitted = admitted_by_token(event)
    if event.get("routeKey") != REPORT:
        raise NotFound("There is no such address.")
    upload_id = str((event.get("pathParameters") or {}).get("upload_id", ""))
    shown = bootstrap.show_uploads().one(admitted.camera.owner, upload_id)
    return json_response(HTTPStatus.OK, UploadView.of(shown).model_dump_json())
