"""S3 entry: a photo arrived.

Whatever fails here is raised: Lambda counts a returned error as success, and the photo would be lost.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Final, NotRequired, TypedDict
from urllib.parse import unquote_plus

from handler import bootstrap_alerts
from handler.domain.errors import UploadBusy
from handler.domain.upload import UploadRef
from handler.settings import LambdaContext

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

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


def handle(event: Mapping[str, object], context: LambdaContext) -> None:
    """Read the photos that an S3 notification tells of.

    Parameters
    ----------
    event : mapping
        An S3 notification; the test event that S3 sends when it is set up has no records and is ignored.
    context : LambdaContext

    Raises
    ------
    ExceptionGroup
        Everything that went wrong, after all records were tried, so that Lambda tries the event again.
    """
    errors = [error for record in _records(event) if (error := _try(record, context))]
    if errors:
        raise ExceptionGroup("photos could not be read", errors)


def _try(record: Record, context: LambdaContext) -> Exception | None:
    upload_id = None
    try:
        ref = _new_upload(record)
        if ref:
            upload_id, arrival = ref.upload_id, record["s3"]
            process = bootstrap_alerts.process_upload(arrival["bucket"]["name"])
            found = arrival["object"]
            about = ref, found.get("versionId"), context.aws_request_id, found.get("size", 0)
            _patiently(lambda: process(*about))
    except Exception as error:  # one bad record must not keep the others from being read; handle() raises them all
        logger.exception("upload could not be read", extra={"upload_id": upload_id})
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


def _records(event: Mapping[str, object]) -> list[Record]:
    records = event.get("Records", [])
    if not isinstance(records, list):
        raise ValueError("Records must be a list, as in a notification of S3.")  # noqa: TRY004 (a value from outside)
    return records
