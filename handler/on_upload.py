"""S3 entry: a photo arrived.

Whatever fails here is raised: Lambda counts a returned error as success, and the photo would be lost.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict
from urllib.parse import unquote_plus

from handler import bootstrap
from handler.domain.upload import UploadRef

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


class LambdaContext:
    """What we use of Lambda's context: the id that stays the same when Lambda tries an event again."""

    aws_request_id: str


class Bucket(TypedDict):
    """The part of a record that names the bucket."""

    name: str


class S3Object(TypedDict):
    """The part of a record that names the object; the key is URL-encoded."""

    key: str
    versionId: NotRequired[str]


class Arrival(TypedDict):
    """What a record says of S3."""

    bucket: Bucket
    object: S3Object


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
    errors = [error for arrival in _arrivals(event) if (error := _try(arrival, context))]
    if errors:
        raise ExceptionGroup("photos could not be read", errors)


def _try(arrival: Arrival, context: LambdaContext) -> Exception | None:
    key = unquote_plus(arrival["object"]["key"])
    ref = UploadRef.from_key(key)
    if ref is None:
        logger.warning("object is not an upload of ours; ignored", extra={"key_length": len(key)})
        return None
    try:
        process = bootstrap.process_upload(arrival["bucket"]["name"])
        process(ref, arrival["object"].get("versionId"), context.aws_request_id)
    except Exception as error:  # one bad record must not keep the others from being read; handle() raises them all
        logger.exception("upload could not be read", extra={"upload_id": ref.upload_id})
        return error
    return None


def _arrivals(event: Mapping[str, object]) -> list[Arrival]:
    records = event.get("Records")
    if not isinstance(records, Sequence):
        return []
    return [record["s3"] for record in records if record.get("eventName", "").startswith("ObjectCreated:")]
