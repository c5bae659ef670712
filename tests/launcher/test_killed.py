"""What was saved is there after a kill, and the rest is told."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from local.aws.marker import Marker, read_marker
from scripts.client import ClientError
from tests.e2e.stack import (
    FINISH_SECONDS,
    LONG_AGO,
    Launched,
    LocalStack,
    compare,
    kill_all_mentioning,
    let_time_pass,
    scene,
)
from tests.launcher.a_day import a_day, is_as_it_was, photos_of
from tests.launcher.watching import STOP_SECONDS, emulator_of, until


def _kill_everything(launcher: Launched) -> None:
    kill_all_mentioning(str(launcher.state_dir))
    launcher.process.wait(STOP_SECONDS)


def _marker(state_dir: Path) -> Marker:
    marker = read_marker(state_dir / "state")
    assert marker
    return marker


def _wait_until_saved(state_dir: Path, stack: LocalStack) -> None:
    """Wait until all that was answered until now is on the disk."""
    now = datetime.now(UTC)
    stack.demo_client().create_upload("never-sent.jpg", "image/jpeg", 12345)  # so that there is something to save
    assert until(lambda: datetime.fromisoformat(_marker(state_dir).saved_at or LONG_AGO) > now)


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
        assert until(lambda: len(taken) >= 4)
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
    day = a_day(stack)
    _wait_until_saved(state_dir, stack)
    taken = _send_ten_and_kill(killed, stack)
    assert not _marker(state_dir).clean

    after = start()
    stack = after.wait_until_ready()

    is_as_it_was(day, stack)
    photos = photos_of(stack)
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
    # For the test below: beside the photos, something that a reset has to take away.
    pool = stack.outputs["user_pool_id"]
    stack.aws("cognito-idp").admin_create_user(UserPoolId=pool, Username="somebody@x.example", MessageAction="SUPPRESS")


def _told(pattern: str, launcher: Launched) -> int:
    """The number that a sentence on the terminal names; 0 when it is not said."""
    found = re.search(pattern, launcher.text)
    return int(found.group(1)) if found else 0


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc")
def test_a_reset_begins_from_nothing_also_when_it_was_killed_twice_while_it_deployed(
    start: Callable[..., Launched], state_dir: Path
) -> None:
    """Of all that was done above nothing is left: each start that deploys takes as long as many tests."""
    without_aws = _in_the_middle_of_deploying(start("--reset"))
    os.kill(emulator_of(state_dir), signal.SIGKILL)
    assert without_aws.process.wait(STOP_SECONDS) == 1
    assert "Traceback" not in without_aws.text
    assert "npm start -- --reset" in without_aws.text
    _kill_everything(_in_the_middle_of_deploying(start()))

    stack = start().wait_until_ready()

    assert photos_of(stack) == []
    users = stack.aws("cognito-idp").list_users(UserPoolId=stack.outputs["user_pool_id"])["Users"]
    emails = {one["Value"] for user in users for one in user["Attributes"] if one["Name"] == "email"}
    assert emails == {user["email"] for user in stack.outputs["demo_users"]}


def _in_the_middle_of_deploying(launcher: Launched) -> Launched:
    assert until(lambda: "Deploy the stack" in launcher.text)
    time.sleep(2)
    assert "Ready" not in launcher.text
    return launcher
