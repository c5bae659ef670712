"""The door of Plate Recognizer's Snapshot clients: they change an address and a token, and go on.

What stands in the headers and the body is never logged, and no answer repeats it.
"""

from __future__ import annotations

import json
from datetime import datetime
from http import HTTPStatus
from typing import Final

from handler import bootstrap, bootstrap_doors
from handler.by_token import admitted_by_token
from handler.domain.budget.budget import Whose
from handler.domain.cameras.answers import answer
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.message import DialectName
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.snapshot_answer import snapshot_answer
from handler.domain.errors import NotFound
from handler.domain.upload import UploadStatus
from handler.edge.answers import RETRY_AFTER_SECONDS, Event, answered, bytes_of, headers_of, json_response
from handler.service.doors.read_at_once import ANSWERED_WITHIN, ReadPhoto
from handler.service.ports.uploads import WholeUpload
from handler.settings import LambdaContext

ROUTES: Final = ("POST /v1/{door+}",)
"""A route cannot end in a slash, and their address does: so this one takes it with the slash and without."""

_DOOR: Final = "plate-reader"
_STILL_READING: Final = (
    "The photo was taken, and reading it takes longer than an answer may. It is read all the same: send the same "
    "request again in some seconds, to get what was read. It costs nothing."
)
_WAITS: Final = (
    "The photo was taken and is kept, but not read yet: {whose} budget of DetectText calls is used up. It is read by "
    "itself, mostly within an hour after {until:%Y-%m-%d %H:%M} UTC, or after an administrator raises the budget. Send "
    "the same request again then, to get what was read. It costs nothing."
)
_WHOSE: Final = {Whose.STAGE: "today's", Whose.CAMERA: "this camera's daily"}
_GONE: Final = "This photo was taken before, and was deleted since. Send another one."


def answering(event: Event, context: LambdaContext) -> dict[str, object]:
    """Answer a client of Plate Recognizer's Snapshot."""
    return _in_their_words(answered(event, lambda: _read(event, context)))


def _read(event: Event, context: LambdaContext) -> dict[str, object]:
    came_at = bootstrap.now()
    # Before a byte of the rest is looked at: strangers are not to make us work.
    admitted = admitted_by_token(event)
    door = str((event.get("pathParameters") or {}).get("door", ""))
    if event.get("routeKey") not in ROUTES or door.rstrip("/") != _DOOR:
        raise NotFound("There is no such address.")
    headers, until = headers_of(event), came_at + ANSWERED_WITHIN
    request = DeviceRequest("POST", "", headers.get("content-type", ""), bytes_of(event))
    read_at_once, name = bootstrap_doors.read_at_once(until), headers.get("idempotency-key")
    photo = read_at_once(admitted, request, name, context.aws_request_id, until)
    if photo.whole is not None:
        return _of_photo(photo, photo.whole, came_at)
    return _of_no_photo(photo)


def _of_photo(photo: ReadPhoto, whole: WholeUpload, came_at: datetime) -> dict[str, object]:
    upload = whole.upload
    if upload.status is UploadStatus.FAILED:
        return _refused(upload.failure.message if upload.failure else "")
    if upload.wait and upload.status is UploadStatus.WAITING:
        seconds = int((upload.wait.until - came_at).total_seconds()) + 1
        sentence = _WAITS.format(whose=_WHOSE[upload.wait.whose], until=upload.wait.until)
        return _later(sentence, max(RETRY_AFTER_SECONDS, seconds))
    asked = None if isinstance(photo.received.told, BadMessage) else photo.received.told.asked
    took = bootstrap.now() - came_at
    said = snapshot_answer(upload, whole.reads, whole.texts, asked.camera_id if asked else None, took)
    return json_response(HTTPStatus.CREATED, json.dumps(said))


def _of_no_photo(photo: ReadPhoto) -> dict[str, object]:
    if photo.is_gone:
        return _refused(_GONE)
    if photo.is_kept:
        return _later(_STILL_READING)
    told = photo.received.told
    if isinstance(told, BadMessage):
        told.dialect = DialectName.SNAPSHOT
    said = answer(told, photo.received.outcome)
    return json_response(HTTPStatus(said.status), said.body.decode(), said.headers)


def _refused(sentence: str) -> dict[str, object]:
    return json_response(HTTPStatus.BAD_REQUEST, json.dumps({"upload": [sentence]}))


def _later(sentence: str, seconds: int = RETRY_AFTER_SECONDS) -> dict[str, object]:
    status, retry_after = HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": str(seconds)}
    return json_response(status, json.dumps({"detail": sentence, "status_code": int(status)}), retry_after)


def _in_their_words(response: dict[str, object]) -> dict[str, object]:
    """Say an error of ours as their API says its own: `detail` and `status_code`, and 403 for a token that is none."""
    error = json.loads(str(response["body"])).get("error")
    if not isinstance(error, dict):
        return response
    status = HTTPStatus(int(str(response["statusCode"])))
    status = HTTPStatus.FORBIDDEN if status is HTTPStatus.UNAUTHORIZED else status
    body = json.dumps({"detail": error["message"], "status_code": int(status)})
    return {**response, "statusCode": int(status), "body": body}
