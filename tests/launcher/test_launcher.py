"""The launcher's promises: it says what is in its way, keeps what was there yesterday, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.e2e.stack import (
    Launched,
    LocalStack,
    an_audit_entry,
    kill_all_mentioning,
    launched,
    processes_mentioning,
    scene,
    upload,
)

STOP_SECONDS = 60.0


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
        if entry.name.isdecimal() and b"\0-m\0ministack\0" in _file(entry / "cmdline"):
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


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc")
def test_what_was_killed_at_work_reads_photos_at_the_next_start(start: Callable[..., Launched]) -> None:
    first = start()
    driver = first.wait_until_ready().demo_client()
    photo = scene("B369XYZ")
    driver.send(driver.create_upload("photo.jpg", "image/jpeg", len(photo)), photo)
    _kill_everything(first)

    second = start()
    done = upload(second.wait_until_ready().demo_client(), scene("B468XYZ"))

    assert [read["plate"] for read in done["reads"]] == ["B468XYZ"]


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
