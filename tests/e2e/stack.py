"""What the end-to-end tests know of the stack they run against, and how they start one of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import uuid4

import boto3
import requests
from botocore.config import Config

from scripts.client import Json, PlatebookClient
from tests.support.scenes import jpeg_bytes, render_scene

ROOT = Path(__file__).parents[2]
PHOTOS = ROOT.parent / "shared" / "photos"
STACK_NAME = "platebook-local"
FINISH_SECONDS = 120.0
START_SECONDS = 300.0
HTTP_SECONDS = 30.0
NEW_PASSWORD = "Somebody-New-2026"
LONG_AGO = "2026-01-01T00:00:00.000000+00:00"
GROUPS = ("operators", "admins")
PLATES_SHOWN: Final[set[str]] = set()
"""Every plate that a test of this run put into a photo."""


class LocalStack:
    """A running stack, from the outside (its outputs) and with its owner's keys.

    Parameters
    ----------
    outputs
        What `outputs.json` holds.
    state_dir
        Where the stack keeps everything; none when only its addresses are known.
    """

    def __init__(self, outputs: Json, state_dir: Path | None = None) -> None:
        self.outputs = outputs
        self.state_dir = state_dir

    @classmethod
    def at(cls, outputs_path: Path) -> LocalStack:
        """The stack that wrote an `outputs.json`."""
        return cls(json.loads(outputs_path.read_text(encoding="utf-8")), outputs_path.parent)

    def log_files(self) -> Sequence[Path]:
        """What the stack's programs wrote."""
        assert self.state_dir
        return sorted((self.state_dir / "logs").glob("*.log"))

    def aws(self, service: str) -> Any:
        """A boto3 client with the root keys of the local AWS."""
        make: Any = boto3.client  # its type wants the service's name to be a literal
        return make(
            service,
            endpoint_url=self.outputs["endpoint_url"],
            region_name=self.outputs["aws_region"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(proxies={}),
        )

    def demo_client(self, number: int = 0) -> PlatebookClient:
        """The API as a demo user sees it."""
        user = self.outputs["demo_users"][number]
        return PlatebookClient(self.outputs, user["email"], user["password"])

    def charged_calls(self) -> int:
        """How many DetectText calls AWS would have charged for so far."""
        functions = self.aws("lambda")
        names = [function["FunctionName"] for function in functions.list_functions()["Functions"]]
        name = next(name for name in names if name.endswith("on_upload"))
        variables = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        calls = requests.get(variables["AWS_ENDPOINT_URL_REKOGNITION"] + "/calls", timeout=HTTP_SECONDS).json()
        return int(calls["detect_text"])

    def bucket(self) -> str:
        """Name of the uploads bucket."""
        return self._output("UploadsBucketName")

    def table(self) -> str:
        """Name of the log's table."""
        return self._output("TableName")

    def resource(self, name: str) -> str:
        """Id of a resource, by its name in the template."""
        found = self.aws("cloudformation").describe_stack_resource(StackName=STACK_NAME, LogicalResourceId=name)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def audit(self) -> Mapping[str, Json]:
        """All that is in the audit, by its key behind the month; the newest last."""
        pages = self.aws("dynamodb").get_paginator("scan").paginate(TableName=self.resource("AuditTable"))
        items = (item for page in pages for item in page["Items"] if item["pk"]["S"].startswith("audit#"))
        found: dict[str, Json] = {item["sk"]["S"]: item for item in items}
        return dict(sorted(found.items()))

    def entries_of(self, target: str, count: int = 1) -> Sequence[Json]:
        """Wait until some entries about something are in the audit: they come there by a stream, a little later."""

        def arrived() -> Sequence[Json]:
            found = [item for item in self.audit().values() if item["target"]["S"] == target]
            return found if len(found) >= count else []

        return eventually(arrived)

    def _output(self, name: str) -> str:
        stack = self.aws("cloudformation").describe_stacks(StackName=STACK_NAME)["Stacks"][0]
        return next(str(one["OutputValue"]) for one in stack["Outputs"] if one["OutputKey"] == name)

    def mails(self, to: str) -> list[Json]:
        """The mail that Cognito sent to somebody, newest first, as the web app's hint gets it."""
        response = requests.get(self.outputs["web_url"] + "/local/mail", params={"to": to}, timeout=HTTP_SECONDS)
        assert response.status_code == 200
        messages: list[Json] = response.json()["messages"]
        return messages


def compare(stack: LocalStack, **event: float) -> Json:
    """Run the comparison of the log with the bucket, as the schedule does."""
    answer = stack.aws("lambda").invoke(FunctionName=f"{STACK_NAME}-reconciling", Payload=json.dumps(event))
    numbers: Json = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, numbers
    return numbers


def waiting_events(stack: LocalStack) -> int:
    """How many events lie in the failure queue."""
    queue = stack.aws("sqs")
    (url,) = [url for url in queue.list_queues()["QueueUrls"] if "FailureQueue" in url]
    name = "ApproximateNumberOfMessages"
    return int(queue.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name])


def let_time_pass(stack: LocalStack, upload_id: str) -> None:
    """Move an upload's promise and the time of whoever works on it into the past, instead of waiting for it."""
    stack.aws("dynamodb").update_item(
        TableName=stack.table(),
        Key={"pk": {"S": f"upload#{upload_id}"}, "sk": {"S": "upload"}},
        UpdateExpression="SET promise_ends_at = :long_ago, lease_until = :long_ago",
        ExpressionAttributeValues={":long_ago": {"S": LONG_AGO}},
    )


T = TypeVar("T")


def eventually(find: Callable[[], T]) -> T:
    """Ask again and again until there is something, and give it."""
    deadline = time.monotonic() + FINISH_SECONDS
    while not (found := find()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.2)
    return found


def an_audit_entry(target: str, key: str = "") -> Json:
    """Make an item for the inbox of the audit such as the functions write."""
    return {
        "pk": {"S": key or f"entry#{uuid4().hex}"},
        "at": {"S": datetime.now(UTC).isoformat(timespec="microseconds")},
        "action": {"S": "searched"},
        "by": {"S": "somebody"},
        "target": {"S": target},
        "details": {"M": {}},
    }


def upload(client: PlatebookClient, content: bytes, content_type: str = "image/jpeg", name: str = "photo.jpg") -> Json:
    """Bring a photo in and give what became of it."""
    promise = client.create_upload(name, content_type, len(content))
    client.send(promise, content)
    return client.wait_for(promise["upload_id"], FINISH_SECONDS)


def scene(plate: str, *, seed: int = 0) -> bytes:
    """A JPEG of a car with a plate."""
    PLATES_SHOWN.add(plate)
    return jpeg_bytes(render_scene(plate, seed=seed))


def post_form(promise: Json, content: bytes, **changed: str) -> requests.Response:
    """Post a file to a promised place as a browser would, with some fields changed."""
    fields = promise["upload"]["fields"] | changed
    return requests.post(promise["upload"]["url"], data=fields, files={"file": content}, timeout=HTTP_SECONDS)


class Launched:
    """A launcher that a test started: its process and what it printed.

    Parameters
    ----------
    state_dir
        Where its stack keeps everything.
    options
        More of its command line.
    root
        The project's folder.
    """

    def __init__(self, state_dir: Path, *options: str, root: Path = ROOT) -> None:
        self.state_dir = state_dir
        self.printed = state_dir.with_name(f"{state_dir.name}-{uuid4().hex}.txt")
        command = [sys.executable, "-m", "local", "start", "--state-dir", str(state_dir), *options]
        with self.printed.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=root, stdout=output, stderr=subprocess.STDOUT)

    @property
    def text(self) -> str:
        """Everything printed so far."""
        return self.printed.read_text(encoding="utf-8")

    def wait_until_ready(self) -> LocalStack:
        """Wait for the line that people and scripts wait for."""
        deadline = time.monotonic() + START_SECONDS
        while "\nReady: " not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < deadline, self.text
            time.sleep(0.1)
        return LocalStack.at(self.state_dir / "outputs.json")


@contextmanager
def launched(state_dir: Path, *options: str) -> Iterator[Launched]:
    """Start a launcher; whatever the test does, it is stopped in the end."""
    launcher = Launched(state_dir, *options)
    try:
        yield launcher
    finally:
        launcher.process.terminate()
        launcher.process.wait(60)


def processes_mentioning(text: str) -> Sequence[str]:
    """Command lines of running processes that mention a text in their arguments or environment (Linux)."""
    return [command for _, command in _mentioning(text)]


def kill_all_mentioning(text: str) -> None:
    """Kill every process that mentions a text, in no order, until there is none: as when the power fails (Linux)."""
    while found := [number for number, _ in _mentioning(text)]:
        for number in found:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.1)


def kill_function(stack: LocalStack, name: str) -> None:
    """Kill every process of a function at once, whatever it is doing (Linux)."""
    assert stack.state_dir
    killed = 0
    for number, _ in _mentioning(f"AWS_LAMBDA_FUNCTION_NAME={name}", str(stack.state_dir)):
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
            killed += 1
    assert killed, f"no process of {name} is running"


def _mentioning(*texts: str) -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            arguments, environment = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
        except OSError:
            continue  # it has just ended, or is somebody else's
        if all(text.encode() in arguments + environment for text in texts):
            yield int(entry.name), arguments.replace(b"\0", b" ").decode(errors="replace")
