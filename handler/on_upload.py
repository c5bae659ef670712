"""S3 entry: a photo arrived, as S3 tells the function itself, or a queue that the function is handed messages of.

Whatever fails here is raised: Lambda counts a returned error as success, and the photo would be lost. Of messages of a
queue it is named, so that the others do not come again.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, NotRequired, TypedDict
from urllib.parse import unquote_plus

from handler import bootstrap_alerts
from handler.domain.errors import PlatebookError, UploadBusy
from handler.domain.upload import UploadRef
from handler.service.telemetry import correlation
from handler.settings import LambdaContext

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)
correlation.mark_log_lines()

_BUSY_WAITS_SECONDS: Final = (0.5, 1.0, 2.0, 4.0)
"""After which it is looked again whether a photo that another invocation reads is finished: the door whose clients wait
reads photos as their events come. To fail at once instead would be a line of errors and another start for each."""


class Bucket(TypedDict):
    """The part of a record that names the bucket."""

    name: str


class S3Object(TypedDict):
    """The part of a record that names the object; the key is URL-encoded."""

    key: str
    size: NotRequired[int]
    versionId: NotRequired[str]


class Arrival(TypedDict):
    """What a record says of S3."""

    bucket: Bucket
    object: S3Object


class Record(TypedDict):
    """What happened in a bucket, if it is what it says; it comes from outside, so nothing is known of it."""

    eventName: str
    s3: Arrival


OF_QUEUE: Final = "aws:sqs"
"""Where a message of a queue says that it is from."""


def handle(event: Mapping[str, object], context: LambdaContext) -> dict[str, object] | None:
    """Read the photos that S3 notifications tell of.

    Parameters
    ----------
    event : mapping
        An S3 notification, or messages of a queue that hold some; the test event that S3 sends when it is set up has no
        records and is ignored.
    context : LambdaContext

    Returns
    -------
    dict or None
        Of a queue's messages, those that failed: they come again, and the others do not.

    Raises
    ------
    ExceptionGroup
        Everything that went wrong, after all records were tried, so that Lambda tries the event again.
    """
    records = _records(event)
    if records and all(isinstance(one, dict) and one.get("eventSource") == OF_QUEUE for one in records):
        return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in records if not _is_done(one)]}
    errors = [error for record in records if (error := _try(record, context.aws_request_id))]
    if errors:
        raise ExceptionGroup("photos could not be read", errors)
    return None


def _is_done(message: Mapping[str, Any]) -> bool:
    """Read the photos of one message; it comes under the same id when it is tried again."""
    message_id = message["messageId"]
    try:
        notification = json.loads(message["body"])
        records = _records(notification if isinstance(notification, dict) else {"Records": None})
    except ValueError:
        logger.exception("a message of the queue is no notification", extra={"message_id": message_id})
        return False
    return not [error for record in records if (error := _try(record, message_id))]


def _try(record: Record, holder: str) -> Exception | None:
    upload_id = None
    correlation.begin()  # until it is known which upload it is, and what that one's is
    try:
        ref = _new_upload(record)
        if ref:
            upload_id, arrival = ref.upload_id, record["s3"]
            process = bootstrap_alerts.process_upload(arrival["bucket"]["name"])
            found = arrival["object"]
            about = ref, found.get("versionId"), holder, found.get("size", 0)
            _patiently(lambda: process(*about))
    except Exception as error:  # one bad record must not keep the others from being read; handle() raises them all
        logger.exception("upload could not be read", extra={"upload_id": upload_id})
        code = error.code if isinstance(error, PlatebookError) else "unexpected"
        bootstrap_alerts.measure()("attempt measured", {"attempts_failed": 1}, code)
        return error
    return None


def _patiently(read: Callable[[], None]) -> None:
    """Read a photo, or see it finished by another invocation that is quick; raises UploadBusy for one that is not."""
    for seconds in _BUSY_WAITS_SECONDS:
        try:
            return read()
        except UploadBusy:
            time.sleep(seconds)
    return read()


def _new_upload(record: Record) -> UploadRef | None:
    if not record["eventName"].startswith("ObjectCreated:"):
        return None
    key = unquote_plus(record["s3"]["object"]["key"])
    ref = UploadRef.from_key(key)
    if ref is None:
        logger.warning("object is not an upload of ours; ignored", extra={"key_length": len(key)})
    return ref


def _records(event: Mapping[str, object]) -> list[Any]:
    records = event.get("Records", [])
    if not isinstance(records, list):
        raise ValueError("Records must be a list, as in a notification of S3.")  # noqa: TRY004 (a value from outside)
    return records
