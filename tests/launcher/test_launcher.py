"""The launcher's promises: it says what is in its way, keeps what was there yesterday, and leaves nothing behind."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from scripts.client import ClientError
from tests.e2e.stack import (
    Launched,
    an_audit_entry,
    launched,
    post_form,
    scene,
    upload,
)
from tests.launcher.watching import STOP_SECONDS, emulator_of, leaves_nothing, until


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
    assert leaves_nothing(first, stack)

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
    mappings = functions.list_event_source_mappings()["EventSourceMappings"]
    (mapping,) = [one for one in mappings if one["FunctionArn"].endswith("-auditing")]
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    stack.aws("dynamodb").put_item(TableName=inbox, Item=an_audit_entry(not_copied))
    first.process.terminate()
    assert first.process.wait(STOP_SECONDS) == 0

    again = start().wait_until_ready()
    again.aws("dynamodb").put_item(TableName=inbox, Item=an_audit_entry(after))

    assert [len(again.entries_of(target)) for target in (seen, not_copied, after)] == [1, 1, 1]
    assert len(again.aws("lambda").list_event_source_mappings()["EventSourceMappings"]) == len(mappings)


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


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc")
def test_a_crashed_program_ends_the_stack_with_its_log(start: Callable[..., Launched], state_dir: Path) -> None:
    launcher = start()
    stack = launcher.wait_until_ready()

    os.kill(emulator_of(state_dir), signal.SIGKILL)

    assert launcher.process.wait(STOP_SECONDS) == 1
    assert "Local AWS ended unexpectedly" in launcher.text
    assert "npm start -- --reset" in launcher.text
    assert leaves_nothing(launcher, stack)


@pytest.mark.skipif(sys.platform != "linux", reason="makes the disk full for one process by prlimit")
def test_a_full_disk_is_told_and_takes_no_photo(start: Callable[..., Launched], state_dir: Path) -> None:
    launcher = start()
    stack = launcher.wait_until_ready()
    driver, photo = stack.demo_client(), scene("B791XYZ")
    promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
    emulator = emulator_of(state_dir)
    no_file_above = resource.prlimit(emulator, resource.RLIMIT_FSIZE)

    resource.prlimit(emulator, resource.RLIMIT_FSIZE, (1000, no_file_above[1]))
    refused = post_form(promise, photo)
    assert until(lambda: "Nothing more can be saved: File too large." in launcher.text)
    with pytest.raises(ClientError):
        driver.create_upload("photo.jpg", "image/jpeg", len(photo))
    resource.prlimit(emulator, resource.RLIMIT_FSIZE, no_file_above)

    assert (refused.status_code, "<Code>InsufficientStorage</Code>" in refused.text) == (507, True)
    assert until(lambda: "Saving works again." in launcher.text)
    assert launcher.text.count("Nothing more can be saved") == 1
    assert [read["plate"] for read in upload(driver, photo)["reads"]] == ["B791XYZ"]
