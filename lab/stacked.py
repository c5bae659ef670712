"""What is measured of a running stack on this machine: of `npm start`, or of the one that `PLATEBOOK_OUTPUTS` names."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import boto3
import requests

from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT
from local.stack import STACK_NAME

_OUTPUTS: Final = Path(__file__).parents[1] / ".local" / "outputs.json"
_TIMEOUT_SECONDS: Final = 60
_SETTLING_SECONDS: Final = 2.5
"""In which S3's event for a photo finds it finished: its function is not to run beside the next measure."""


def outputs_path() -> Path:
    """Get where a running stack tells its addresses."""
    return Path(os.environ.get("PLATEBOOK_OUTPUTS", "").strip() or _OUTPUTS)


def door_seconds(photo: str) -> float:
    """Measure how long a client of the door waits whose photos are read at once; each time as for a new photo."""
    camera = _outputs()["demo_camera"]
    headers = {"Authorization": f"Token {camera['secret']}", "Idempotency-Key": uuid.uuid4().hex}
    content = Path(photo).read_bytes()
    started = time.perf_counter()
    answer = _session().post(
        camera["plate_reader_url"], files={"upload": content}, headers=headers, timeout=_TIMEOUT_SECONDS
    )
    seconds = time.perf_counter() - started
    answer.raise_for_status()
    time.sleep(_SETTLING_SECONDS)
    return seconds


def detect_text_seconds(photo: str) -> float:
    """Measure DetectText's own call for a photo in the stack's bucket, as the functions make it."""
    with _in_bucket(Path(photo).read_bytes()) as place:
        asked = {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}}
        started = time.perf_counter()
        _rekognition().detect_text(Image={"S3Object": place}, Filters=asked)
        return time.perf_counter() - started


@contextmanager
def _in_bucket(content: bytes) -> Iterator[dict[str, str]]:
    """Put a photo where no event comes of it, and take it away again."""
    bucket, key = function_variables()["PLATEBOOK_BUCKET"], f"bench/{uuid.uuid4().hex}"
    version = aws("s3").put_object(Bucket=bucket, Key=key, Body=content)["VersionId"]
    try:
        yield {"Bucket": bucket, "Name": key}
    finally:
        aws("s3").delete_object(Bucket=bucket, Key=key, VersionId=version)


@cache
def _outputs() -> Any:  # noqa: ANN401 (what the file holds)
    return json.loads(outputs_path().read_text(encoding="utf-8"))


@cache
def _session() -> requests.Session:
    return requests.Session()


@cache
def function_variables() -> dict[str, str]:
    """Get the environment of the door that reads at once."""
    about = aws("lambda").get_function_configuration(FunctionName=f"{STACK_NAME}-answering")
    variables: dict[str, str] = about["Environment"]["Variables"]
    return variables


@cache
def _rekognition() -> Any:  # noqa: ANN401 (a client of boto3)
    return _client("rekognition", function_variables()["AWS_ENDPOINT_URL_REKOGNITION"])


@cache
def aws(service: str) -> Any:  # noqa: ANN401 (a client of boto3)
    """Get a client of the stack's AWS."""
    return _client(service, _outputs()["endpoint_url"])


def _client(service: str, endpoint_url: str) -> Any:  # noqa: ANN401 (a client of boto3)
    make: Any = boto3.client  # its type wants the service's name to be a literal
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return make(service, endpoint_url=endpoint_url, region_name=_outputs()["aws_region"], **keys)
