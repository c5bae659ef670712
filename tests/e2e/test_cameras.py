"""Cameras bring photos by themselves: what devices put on the wire, through the door, to the plate."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any, Final
from uuid import uuid4

import pytest
import requests
from PIL import Image, ImageEnhance

from local.camera.crop import plate_crop_of
from local.camera.dialects import DIALECTS, WITH_TOKEN
from local.camera.door import Door, Heard, send
from local.camera.errors import CameraError
from local.camera.shot import Device, Shot
from scripts.client import Json, PlatebookClient
from tests.e2e.stack import HTTP_SECONDS, LocalStack, eventually, scene

PUSHED: Final = sorted(set(DIALECTS) - WITH_TOKEN)
WITHOUT_TIME: Final = {"jpeg"}
_NUMBERS = count(1)


class Gate:
    """A camera of this test, as an administrator made it, and what it brought."""

    def __init__(self, stack: LocalStack, **setup: object) -> None:
        self.stack, self.admin = stack, stack.demo_client(2)
        self.site_id = self._post("/sites", name="Test site", time_zone="UTC")["site_id"]
        about = {"site_id": self.site_id, "name": "Test gate", "role": "entry", **setup}
        self.camera_id = self._post("/cameras", **about)["camera_id"]
        made = self._post(f"/cameras/{self.camera_id}/secrets")
        self.secret, self.secret_id = made["secret"], made["secret_id"]

    @property
    def url(self) -> str:
        """What people type into the device."""
        return f"{self.stack.outputs['api_url']}/c/{self.camera_id}/{self.secret}"

    def revoke(self) -> None:
        self._post(f"/cameras/{self.camera_id}/secrets/{self.secret_id}/revoke")

    def _post(self, path: str, **body: object) -> Json:
        return self.admin.call("POST", path, body)

    def uploads(self) -> list[Json]:
        """All of its uploads as the table has them."""
        found = self.stack.aws("dynamodb").query(
            TableName=self.stack.table(),
            IndexName="by_owner",
            KeyConditionExpression="#owner = :owner",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues={":owner": {"S": self.camera_id}},
        )
        items: list[Json] = found["Items"]
        return items

    def read_uploads(self) -> list[Json]:
        """Wait until all of them are read, and give them."""
        return eventually(
            lambda: (all(one["status"]["S"] == "done" for one in self.uploads()) and self.uploads()) or []
        )


@pytest.fixture(scope="module")
def operator(stack: LocalStack) -> PlatebookClient:
    return stack.demo_client(1)


@pytest.fixture
def gate(stack: LocalStack) -> Gate:
    return Gate(stack)


def shot_of(plate: str, taken_at: datetime | None = None) -> Shot:
    number = next(_NUMBERS)
    photo = scene(plate, seed=number)
    device = Device.called(f"gate-{uuid4().hex[:8]}")
    at = taken_at or datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=90)
    return Shot(device, photo, plate_crop_of(photo), plate, at, number)


def in_other_light(photo: bytes) -> bytes:
    """Take the same photo again, a little darker and stored more coarsely."""
    out = BytesIO()
    ImageEnhance.Brightness(Image.open(BytesIO(photo))).enhance(0.9).save(out, "JPEG", quality=80)
    return out.getvalue()


def push(gate: Gate, dialect: str, shot: Shot) -> Heard:
    return send(Door(gate.url), DIALECTS[dialect](shot))


@pytest.mark.parametrize("dialect", PUSHED)
def test_a_message_that_is_sent_twice_is_one_upload_one_charge_and_the_plate_in_the_photo(
    stack: LocalStack, operator: PlatebookClient, gate: Gate, dialect: str
) -> None:
    plate = f"B{100 + PUSHED.index(dialect)}KMP"
    shot, charged = shot_of(plate), stack.charged_calls()

    heard = [push(gate, dialect, shot) for _ in range(2)]
    (upload,) = gate.read_uploads()

    assert [one.status for one in heard] == [200, 200]
    assert gate.secret not in "".join(str(one) for one in heard)
    assert stack.charged_calls() == charged + 1
    assert upload["camera_id"]["S"] == gate.camera_id
    found = operator.call("POST", "/reads/search", {"plate": plate})["reads"]
    (read,) = [one for one in found if one["upload_id"] == upload["upload_id"]["S"]]
    assert (read["plate"], read["camera_id"]) == (plate, gate.camera_id)
    if dialect in WITHOUT_TIME:
        assert upload["taken_at_derived"]["S"] == "arrival_not_said"
    else:
        seen_at = datetime.fromisoformat(read["seen_at"])
        assert abs(seen_at - shot.taken_at) < timedelta(seconds=1)
    versions = stack.aws("s3").list_object_versions(Bucket=stack.bucket(), Prefix=f"uploads/{gate.camera_id}/")
    assert len(versions["Versions"]) == 1


def test_the_same_scene_again_costs_no_call_until_somebody_asks_and_another_plate_is_read(
    stack: LocalStack, operator: PlatebookClient
) -> None:
    gate, charged = Gate(stack, repeat_seconds=600), stack.charged_calls()
    photo, other = scene("B301KMP", seed=5), scene("B302KMP", seed=5)

    for brought in (photo, in_other_light(photo), other):
        assert push(gate, "jpeg", replace(shot_of("B301KMP"), photo=brought)).status == 200
        gate.read_uploads()

    first, again, new = sorted(gate.uploads(), key=lambda one: str(one["created_at"]["S"]))
    assert stack.charged_calls() == charged + 2
    assert "repeat_of" not in first
    assert (again["repeat_of"], again["read_count"]["N"]) == (first["upload_id"], "0")
    assert ("repeat_of" in new, new["read_count"]["N"]) == (False, "1")

    asked = operator.call("POST", f"/uploads/{again['upload_id']['S']}/read", {})
    assert (asked["status"], asked["repeat_of"]) == ("processing", None)
    (read,) = [one for one in gate.read_uploads() if one["upload_id"] == again["upload_id"]]
    assert read["read_count"]["N"] == "1"
    assert stack.charged_calls() == charged + 3


def test_a_revoked_secret_is_refused_at_once(gate: Gate) -> None:
    shot = shot_of("B201KMP")
    assert push(gate, "jpeg", shot).status == 200
    gate.revoke()
    refused = push(gate, "jpeg", shot_of("B202KMP"))
    assert refused.status == 401
    assert b"not let in" in refused.body
    assert gate.secret.encode() not in refused.body
    assert len(gate.uploads()) == 1


def test_twenty_posts_at_once_are_one_upload(gate: Gate) -> None:
    shot = shot_of("B203KMP")

    def post(_number: int) -> int | None:
        try:
            return push(gate, "hikvision", shot).status
        except CameraError:  # the laptop starts a process for each; a busy one makes some wait longer than devices do
            return None

    with ThreadPoolExecutor(20) as pool:
        statuses = set(pool.map(post, range(20)))
    assert statuses <= {200, 503, None}
    assert 200 in statuses
    (upload,) = gate.read_uploads()
    versions = gate.stack.aws("s3").list_object_versions(
        Bucket=gate.stack.bucket(), Prefix=f"uploads/{gate.camera_id}/"
    )
    assert [one["Key"] for one in versions["Versions"]] == [f"uploads/{gate.camera_id}/{upload['upload_id']['S']}"]


def test_the_demo_camera_of_npm_start_is_let_in(stack: LocalStack) -> None:
    camera: dict[str, Any] = stack.outputs["demo_camera"]
    assert re.fullmatch(r"cam-[0-9a-z]{10}", camera["camera_id"])
    answer = requests.post(camera["push_url"], data=b"no picture", timeout=HTTP_SECONDS)
    assert answer.status_code == 400
    assert camera["secret"] not in answer.text


@pytest.mark.parametrize("path", ["/c", "/c/cam-0000000000", "/c/cam-0000000000/none", "/c/cam-0000000000/none/x/y"])
def test_who_guesses_an_address_learns_nothing(stack: LocalStack, path: str) -> None:
    answer = requests.post(stack.outputs["api_url"] + path, data=b"x", timeout=HTTP_SECONDS)
    assert answer.status_code == 401


def test_a_secret_stands_in_no_log(stack: LocalStack, gate: Gate) -> None:
    push(gate, "hikvision", shot_of("B204KMP"))
    assert not [log for log in stack.log_files() if gate.secret in log.read_text(encoding="utf-8", errors="replace")]
