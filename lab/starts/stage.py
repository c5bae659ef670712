"""Starts functions of a running stack of this machine anew, as processes, from the packages that they were deployed as.

As on Lambda, Python finds what bytecode the package holds, and keeps no other; that of boto3 and its own it has.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import shutil
import subprocess
import tempfile
import time
import uuid
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import requests

from lab.events.told import client
from lab.plain.stage import detection_seconds
from lab.stacked import aws, outputs_path
from lab.starts.process import ANSWERED
from local.emulator import EMULATOR_PYTHON
from local.stack import STACK_NAME

_TIMEOUT_SECONDS: Final = 60
_ROOT: Final = Path(__file__).parents[2]
_PROCESS: Final = Path(__file__).parent / "process.py"
_READS_PHOTOS: Final = "on_upload"


class Start(NamedTuple):
    """How long a process took from its beginning to its answer, less the text detection, and its most memory."""

    seconds: float
    mebibytes: float


def ours(thing: str) -> Start:
    """Start a function, and have it answer one event.

    Parameters
    ----------
    thing : str
        A function's name; of the S3 function with a photo's path behind it.
    """
    name, _, photo = thing.partition(" ")
    return _started(name, ["ours", _about(name)["Handler"], str(_event(name, photo)), ""])


def bare(thing: str) -> Start:
    """Start a function that makes the same clients and calls."""
    name, _, photo = thing.partition(" ")
    return _started(name, ["bare", str(_calls(name, photo))])


def _started(name: str, words: list[str]) -> Start:
    before, started = detection_seconds(), time.perf_counter()
    command = [str(EMULATOR_PYTHON), "-B", str(_PROCESS), *words]
    process = subprocess.Popen(
        command, cwd=_package(name), env=_environment(name), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    said, errors = process.communicate(timeout=_TIMEOUT_SECONDS)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{name} could not be started: {errors}")
    (mebibytes,) = (line.removeprefix(ANSWERED) for line in said.splitlines() if line.startswith(ANSWERED))
    return Start(seconds - (detection_seconds() - before), float(mebibytes))


@cache
def _calls(name: str, photo: str) -> Path:
    """Find out which calls a function makes for its event, by starting it once."""
    noted = _folder() / f"{name}.calls"
    _started(name, ["ours", _about(name)["Handler"], str(_event(name, photo)), str(noted)])
    return noted


@cache
def _about(name: str) -> Any:  # noqa: ANN401 (what Lambda says)
    return aws("lambda").get_function_configuration(FunctionName=f"{STACK_NAME}-{name}")


@cache
def _package(name: str) -> Path:
    """Unpack what a function was deployed as, once for all functions of the same package."""
    folder = _folder() / str(_about(name)["CodeSha256"]).replace("/", "_")
    if folder.exists():
        return folder
    place = aws("lambda").get_function(FunctionName=f"{STACK_NAME}-{name}")["Code"]["Location"]
    with zipfile.ZipFile(io.BytesIO(requests.get(place, timeout=_TIMEOUT_SECONDS).content)) as package:
        package.extractall(folder)
    return folder


@cache
def _environment(name: str) -> dict[str, str]:
    outputs = json.loads(outputs_path().read_text(encoding="utf-8"))
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_package(name)),
        "AWS_ENDPOINT_URL": outputs["endpoint_url"],
        "AWS_DEFAULT_REGION": outputs["aws_region"],
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        **_about(name)["Environment"]["Variables"],
    }


def _event(name: str, photo: str) -> Path:
    if name != _READS_PHOTOS:
        return _ROOT / "tests" / "events" / f"{name}.json"
    event = _folder() / f"{uuid.uuid4().hex}.json"
    arrival = {"bucket": {"name": _bucket()}, "object": _announced(Path(photo))}
    event.write_text(json.dumps({"Records": [{"eventName": "ObjectCreated:Post", "s3": arrival}]}), encoding="utf-8")
    return event


def _announced(photo: Path) -> dict[str, object]:
    """Announce a photo, and put it where the deployed function does not hear of it."""
    content = photo.read_bytes()
    key = client("driver").create_upload(photo.name, "image/jpeg", len(content))["upload"]["fields"]["key"]
    version = aws("s3").put_object(Bucket=_bucket(), Key=key, Body=content, ContentType="image/jpeg")["VersionId"]
    return {"key": key, "size": len(content), "versionId": version}


@cache
def _bucket() -> str:
    name = f"starts-{uuid.uuid4().hex[:12]}"
    aws("s3").create_bucket(Bucket=name)
    aws("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    atexit.register(_remove, name)
    return name


def _remove(bucket: str) -> None:
    listed = aws("s3").list_object_versions(Bucket=bucket).get("Versions", [])
    for one in listed:
        aws("s3").delete_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])
    aws("s3").delete_bucket(Bucket=bucket)


@cache
def _folder() -> Path:
    name = tempfile.mkdtemp(prefix="platebook-starts-")
    atexit.register(shutil.rmtree, name)
    return Path(name)
