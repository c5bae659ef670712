"""The launcher's promises: it says what is in its way, keeps what was there yesterday, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from local.aws.marker import Marker, read_marker
from scripts.client import ClientError, Json
from tests.e2e.stack import (
    FINISH_SECONDS,
    LONG_AGO,
    Launched,
    LocalStack,
    an_audit_entry,
    compare,
    kill_all_mentioning,
    launched,
    let_time_pass,
    post_form,
    processes_mentioning,
    scene,
    upload,
)

STOP_SECONDS = 60.0
CORRECTED = "B864XYZ"


def _until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + STOP_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _is_listening(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) == 0


def _leaves_nothing(launcher: Launched, stack: LocalStack) -> bool:
    """Tell whether, within a minute, no process, port or outputs.json of a stack is left."""

    def is_gone() -> bool:
        ports = (stack.outputs["endpoint_url"], stack.outputs["web_url"])
        return not processes_mentioning(str(launcher.state_dir)) and not any(map(_is_listening, ports))

    return _until(is_gone)


@pytest.fixture(scope="module")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("launcher") / "state"


@pytest.fixture(scope="module")
def ports() -> tuple[str, ...]:
    """Fixed ports, so that a second start finds what it deployed the first time."""
    sockets = [socket.socket() for _ in range(3)]
    for listener in sockets:
        listener.bind(("127.0.0.1", 0))
    numbers = [str(listener.getsockname()[1]) for listener in sockets]
    for listener in sockets:
        listener.close()
    names = ("--aws-port", "--rekognition-port", "--web-port")
    return tuple(part for pair in zip(names, numbers, strict=True) for part in pair)


@pytest.fixture
def start(state_dir: Path, ports: tuple[str, ...]) -> Iterator[Callable[..., Launched]]:
    """Start the module's stack; it is stopped after the test."""
    started: list[Launched] = []

    def start_it(*options: str) -> Launched:
        started.append(Launched(state_dir, *ports, *options))
        return started[-1]

    yield start_it
    for launcher in started:
        launcher.process.terminate()
        launcher.process.wait(STOP_SECONDS)


def test_a_taken_port_is_named_with_the_remedy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with launched(tmp_path / "state", "--web-port", port, "--aws-port", "0", "--rekognition-port", "0") as launcher:
            assert launcher.process.wait(STOP_SECONDS) == 1

    assert f"Port {port} is taken by another program. Stop that program, or choose another port" in launcher.text
    assert "Traceback" not in launcher.text
    assert not (tmp_path / "state" / "outputs.json").exists()


def test_ctrl_c_stops_everything_and_what_was_done_is_still_there_the_next_day(
    start: Callable[..., Launched], state_dir: Path
) -> None:
    first = start()
    stack = first.wait_until_ready()
    done = upload(stack.demo_client(), scene("B147XYZ"))
    first.process.send_signal(signal.SIGINT)
    first.process.send_signal(signal.SIGINT)  # an impatient second press breaks nothing
    assert first.process.wait(STOP_SECONDS) == 0
    assert not (state_dir / "outputs.json").exists()
    assert _leaves_nothing(first, stack)

    second = start()
    again = second.wait_until_ready().demo_client().get_upload(done["upload_id"])

    assert [read["plate"] for read in again["reads"]] == ["B147XYZ"]
    assert "Deploy" not in second.text  # nothing changed: it is quick


def test_who_did_what_before_and_after_a_new_start_comes_into_the_audit(start: Callable[..., Launched]) -> None:
    """The emulator forgets what streams held when it ends, but not how much of them was seen."""
    first = start()
    stack = first.wait_until_ready()
    functions, inbox = stack.aws("lambda"), stack.resource("AuditInbox")
    seen, not_copied, after = (uuid4().hex for _ in range(3))
    stack.aws("dynamodb").put_item(TableName=inbox, Item=an_audit_entry(seen))
    stack.entries_of(seen)
    (mapping,) = functions.list_event_source_mappings()["EventSourceMappings"]
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    stack.aws("dynamodb").put_item(TableName=inbox, Item=an_audit_entry(not_copied))
    first.process.terminate()
    assert first.process.wait(STOP_SECONDS) == 0

    again = start().wait_until_ready()
    again.aws("dynamodb").put_item(TableName=inbox, Item=an_audit_entry(after))

    assert [len(again.entries_of(target)) for target in (seen, not_copied, after)] == [1, 1, 1]
    assert len(again.aws("lambda").list_event_source_mappings()["EventSourceMappings"]) == 1


def test_a_second_start_says_that_it_runs_already(start: Callable[..., Launched]) -> None:
    stack = start().wait_until_ready()

    second = start()

    assert second.process.wait(STOP_SECONDS) == 1
    assert f"Platebook is already running at {stack.outputs['web_url']}" in second.text


def test_a_killed_launcher_leaves_nothing_and_nothing_is_lost(start: Callable[..., Launched]) -> None:
    first = start()
    stack = first.wait_until_ready()
    done = upload(stack.demo_client(), scene("B258XYZ"))
    first.process.kill()
    first.process.wait(STOP_SECONDS)

    second = start()  # at once: it waits for the first one's programs to end

    assert second.wait_until_ready().demo_client().get_upload(done["upload_id"])["status"] == "done"


def _emulator_of(state_dir: Path) -> int:
    """Process id of the local AWS that keeps its state in a folder."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and b"\0-m\0local.aws\0" in _file(entry / "cmdline"):
            is_leash = b"leash.py" in _file(entry / "cmdline")
            if not is_leash and str(state_dir).encode() in _file(entry / "environ"):
                return int(entry.name)
    raise AssertionError("the local AWS does not run")


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # the process has just ended, or is somebody else's


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc")
def test_a_crashed_program_ends_the_stack_with_its_log(start: Callable[..., Launched], state_dir: Path) -> None:
    launcher = start()
    stack = launcher.wait_until_ready()

    os.kill(_emulator_of(state_dir), signal.SIGKILL)

    assert launcher.process.wait(STOP_SECONDS) == 1
    assert "Local AWS ended unexpectedly" in launcher.text
    assert "npm start -- --reset" in launcher.text
    assert _leaves_nothing(launcher, stack)


def _kill_everything(launcher: Launched) -> None:
    kill_all_mentioning(str(launcher.state_dir))
    launcher.process.wait(STOP_SECONDS)


def _kill_the_launcher(launcher: Launched) -> None:
    launcher.process.kill()
    launcher.process.wait(STOP_SECONDS)


def _kill_the_local_aws(launcher: Launched) -> None:
    os.kill(_emulator_of(launcher.state_dir), signal.SIGKILL)
    assert launcher.process.wait(STOP_SECONDS) == 1
    assert "Traceback" not in launcher.text
    assert "npm start -- --reset" in launcher.text


KILLS = (_kill_everything, _kill_the_launcher, _kill_the_local_aws)


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc")
@pytest.mark.parametrize("kill", KILLS)
def test_what_was_killed_while_it_deployed_is_usable_at_the_next_start(
    start: Callable[..., Launched], kill: Callable[[Launched], None]
) -> None:
    killed = start("--reset")
    assert _until(lambda: "Deploy the stack" in killed.text)
    time.sleep(2)  # somewhere in the middle of it
    assert "Ready" not in killed.text
    kill(killed)

    stack = start().wait_until_ready()

    assert len(stack.demo_client().call("GET", "/uploads")["uploads"]) == 0


def _marker(state_dir: Path) -> Marker:
    marker = read_marker(state_dir / "state")
    assert marker
    return marker


def _wait_until_saved(state_dir: Path, stack: LocalStack) -> None:
    """Wait until all that was answered until now is on the disk."""
    now = datetime.now(UTC)
    stack.demo_client().create_upload("never-sent.jpg", "image/jpeg", 12345)  # so that there is something to save
    assert _until(lambda: datetime.fromisoformat(_marker(state_dir).saved_at or LONG_AGO) > now)


@dataclass(frozen=True)
class Day:
    """What was done before the kill, and saved.

    Parameters
    ----------
    kept
        An upload that was left as it was.
    corrected
        An upload whose plate an operator corrected to CORRECTED.
    deleted
        An upload that was deleted.
    """

    kept: Json
    corrected: Json
    deleted: Json


def _a_day(stack: LocalStack) -> Day:
    driver, operator = stack.demo_client(), stack.demo_client(1)
    day = Day(*(upload(driver, scene(plate)) for plate in ("B369XYZ", "B468XYZ", "B579XYZ")))
    read = day.corrected["reads"][0]
    decision = {"decision": "correct", "plate": CORRECTED, "version": read["version"]}
    operator.call("POST", f"/reads/{read['read_id']}/review", decision)
    driver.call("POST", f"/uploads/{day.deleted['upload_id']}/delete", {})
    return day


def _is_as_it_was(day: Day, stack: LocalStack) -> None:
    driver, operator = stack.demo_client(), stack.demo_client(1)

    def found(plate: str) -> list[str]:
        return [read["upload_id"] for read in operator.call("POST", "/reads/search", {"plate": plate})["reads"]]

    assert driver.get_upload(day.kept["upload_id"])["reads"] == day.kept["reads"]
    (read,) = driver.get_upload(day.corrected["upload_id"])["reads"]
    assert (read["status"], read["plate"]) == ("corrected", day.corrected["reads"][0]["plate"])
    assert found(CORRECTED) == [day.corrected["upload_id"]]
    assert found(day.deleted["reads"][0]["plate"]) == []
    with pytest.raises(ClientError):
        driver.get_upload(day.deleted["upload_id"])
    assert not [key for key in _photos(stack) if key.endswith(day.deleted["upload_id"])]


def _photos(stack: LocalStack) -> list[str]:
    pages = stack.aws("s3").get_paginator("list_objects_v2").paginate(Bucket=stack.bucket(), Prefix="uploads/")
    return [one["Key"] for page in pages for one in page.get("Contents", [])]


def _has_record(stack: LocalStack, key: str) -> bool:
    pk = {"S": f"upload#{key.rpartition('/')[2]}"}
    return "Item" in stack.aws("dynamodb").get_item(TableName=stack.table(), Key={"pk": pk, "sk": {"S": "upload"}})


def _send_ten_and_kill(launcher: Launched, stack: LocalStack) -> set[str]:
    """Kill everything in the middle of ten uploads; give those that the bucket said it had taken."""
    driver, photo = stack.demo_client(), scene("B680XYZ")
    driver.call("GET", "/uploads")  # signs in
    taken: set[str] = set()

    def send() -> None:
        with suppress(ClientError, requests.RequestException):
            promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
            driver.send(promise, photo)
            taken.add(promise["upload_id"])

    with ThreadPoolExecutor(3) as senders:
        for _ in range(10):
            senders.submit(send)
        assert _until(lambda: len(taken) >= 4)
        _kill_everything(launcher)
    return taken


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc")
def test_of_what_is_killed_at_work_what_was_saved_is_there_and_the_rest_is_told(
    start: Callable[..., Launched], state_dir: Path
) -> None:
    before = start()
    before.wait_until_ready()
    before.process.terminate()
    assert before.process.wait(STOP_SECONDS) == 0
    assert _marker(state_dir).clean
    killed = start()
    stack = killed.wait_until_ready()
    assert "did not end cleanly" not in killed.text
    day = _a_day(stack)
    _wait_until_saved(state_dir, stack)
    taken = _send_ten_and_kill(killed, stack)
    assert not _marker(state_dir).clean

    after = start()
    stack = after.wait_until_ready()

    _is_as_it_was(day, stack)
    photos = _photos(stack)
    unknown = [key for key in photos if not _has_record(stack, key)]
    assert "The last run did not end cleanly. It was last saved on 20" in after.text
    assert _told(r"(\d+) photos? received", after) == len(photos)
    assert _told(r"Of (\d+) photos? no record is left", after) == len(unknown)
    assert _told(r"Of (\d+) photos? that were read, the photo is gone", after) == 0
    assert taken <= {key.rpartition("/")[2] for key in photos}
    heads = [stack.aws("s3").head_object(Bucket=stack.bucket(), Key=key) for key in photos]
    assert {(head["ContentType"], "VersionId" in head) for head in heads} == {("image/jpeg", True)}
    without_record = {key.rpartition("/")[2] for key in unknown}
    driver = stack.demo_client()
    for upload_id in taken - without_record:
        if driver.get_upload(upload_id)["status"] != "done":
            let_time_pass(stack, upload_id)
    compare(stack)
    assert {driver.wait_for(upload_id, FINISH_SECONDS)["status"] for upload_id in taken - without_record} <= {"done"}


def _told(pattern: str, launcher: Launched) -> int:
    """The number that a sentence on the terminal names; 0 when it is not said."""
    found = re.search(pattern, launcher.text)
    return int(found.group(1)) if found else 0


@pytest.mark.skipif(sys.platform != "linux", reason="makes the disk full for one process by prlimit")
def test_a_full_disk_is_told_and_takes_no_photo(start: Callable[..., Launched], state_dir: Path) -> None:
    launcher = start()
    stack = launcher.wait_until_ready()
    driver, photo = stack.demo_client(), scene("B791XYZ")
    promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
    emulator = _emulator_of(state_dir)
    no_file_above = resource.prlimit(emulator, resource.RLIMIT_FSIZE)

    resource.prlimit(emulator, resource.RLIMIT_FSIZE, (1000, no_file_above[1]))
    refused = post_form(promise, photo)
    assert _until(lambda: "Nothing more can be saved: File too large." in launcher.text)
    with pytest.raises(ClientError):
        driver.create_upload("photo.jpg", "image/jpeg", len(photo))
    resource.prlimit(emulator, resource.RLIMIT_FSIZE, no_file_above)

    assert (refused.status_code, "<Code>InsufficientStorage</Code>" in refused.text) == (507, True)
    assert _until(lambda: "Saving works again." in launcher.text)
    assert launcher.text.count("Nothing more can be saved") == 1
    assert [read["plate"] for read in upload(driver, photo)["reads"]] == ["B791XYZ"]


def test_reset_begins_from_nothing(start: Callable[..., Launched]) -> None:
    before = start()
    stack = before.wait_until_ready()
    email = "somebody@platebook.example"
    pool = stack.outputs["user_pool_id"]
    stack.aws("cognito-idp").admin_create_user(UserPoolId=pool, Username=email, MessageAction="SUPPRESS")
    before.process.terminate()
    assert before.process.wait(STOP_SECONDS) == 0

    after = start("--reset").wait_until_ready()

    pool = after.outputs["user_pool_id"]
    users = after.aws("cognito-idp").list_users(UserPoolId=pool)["Users"]
    emails = {one["Value"] for user in users for one in user["Attributes"] if one["Name"] == "email"}
    assert emails == {user["email"] for user in after.outputs["demo_users"]}
