"""The function that finds text in photos, where a stage is deployed with ``reader: own``.

It is asked by Lambda's own Invoke: the members of a DetectText request in, those of its answer out. What Rekognition
would refuse is an answer here as well, with the error's code in ``__type``, so that the photo and this function's own
faults are told apart: a function that raises tells Lambda that it failed.
"""

import logging
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import boto3
from botocore.config import Config

from reader.answering import answer
from reader.engine import ENGINE_VERSION
from reader.errors import RefusedRequest
from reader.wire import error_body, read_request

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


class LambdaContext(Protocol):
    """What is used of Lambda's context."""

    @property
    def aws_request_id(self) -> str:
        """Names this invocation."""


def handle(event: Mapping[str, object], context: LambdaContext) -> Mapping[str, Any]:
    """Find the text in a photo.

    Parameters
    ----------
    event : mapping
        The members of a DetectText request; ``Image.Bytes`` in Base64.
    context : LambdaContext

    Returns
    -------
    mapping
        DetectText's answer, whose ``TextModelVersion`` names the models; or an error as Rekognition writes it.
    """
    try:
        return {**answer(read_request(event), _s3()), "TextModelVersion": ENGINE_VERSION}
    except RefusedRequest as error:
        logger.info("photo is refused", extra={"code": error.code})
        return error_body(error, context.aws_request_id)


@cache
def _s3() -> "S3Client":
    retries = Config(retries={"mode": "standard", "total_max_attempts": 3}, connect_timeout=3, read_timeout=10)
    return boto3.client("s3", config=retries)
