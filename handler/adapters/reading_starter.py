"""Starts the S3 function as S3 does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handler.adapters.aws_errors import translated
from handler.domain.classes.quick import quick_dataclass
from handler.domain.upload import UploadRef

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


@quick_dataclass(frozen=True, slots=True)
class LambdaReadingStarter:
    """Hands a photo's event to the S3 function, which has its retries and its failure queue.

    Parameters
    ----------
    client : LambdaClient
    function : str
        Name of the S3 function.
    bucket : str
    """

    client: LambdaClient
    function: str
    bucket: str

    def start(self, ref: UploadRef, version_id: str | None) -> None:
        """Ask for a version of a photo to be read, or for the present one; Lambda queues the event."""
        version = {"versionId": version_id} if version_id else {}
        record = {
            "eventName": "ObjectCreated:Post",
            "s3": {"bucket": {"name": self.bucket}, "object": {"key": ref.photo_key, **version}},
        }
        with translated("lambda:Invoke"):
            self.client.invoke(
                FunctionName=self.function,
                InvocationType="Event",
                Payload=json.dumps({"Records": [record]}),
            )
