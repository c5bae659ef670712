"""The demo cameras of `npm start`: made once, and anew when they are let in no more."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from local.accounts import DEMO_ACCOUNTS
from local.cameras import DemoCamera, ensure_demo_camera, zone_of_this_machine
from local.clients import Clients
from local.errors import LocalError
from local.stack import Ports, Stack

TABLE, SUB = "the-table", "the-admins-sub"


class LaptopAws:
    """As much of the laptop's AWS as making cameras takes."""

    def __init__(self) -> None:
        self.called: list[tuple[str, dict[str, Any]]] = []
        self.credentials: set[str] = set()
        self.status = 201

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 (AWS's names)
        event = json.loads(Payload)
        assert FunctionName == "platebook-local-administering"
        assert event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"] == SUB
        self.called.append((event["routeKey"], json.loads(event["body"])))
        number = len(self.called)
        secret = f"pbk_{number}"
        self.credentials.add(f"credential#{hashlib.sha256(secret.encode()).hexdigest()}")
        made = {"site_id": f"site-{number}", "camera_id": f"cam-{number}", "secret": secret}
        return {"Payload": BytesIO(json.dumps({"statusCode": self.status, "body": json.dumps(made)}).encode())}

    def get_item(self, *, TableName: str, Key: dict[str, Any], ConsistentRead: bool) -> dict[str, Any]:  # noqa: N803
        assert (TableName, ConsistentRead) == (TABLE, True)
        return {"Item": {}} if Key["pk"]["S"] in self.credentials else {}

    def admin_get_user(self, *, UserPoolId: str, Username: str) -> dict[str, Any]:  # noqa: N803
        assert Username == next(one.email for one in DEMO_ACCOUNTS if "admins" in one.groups)
        return {"UserAttributes": [{"Name": "email", "Value": Username}, {"Name": "sub", "Value": SUB}]}


def started(aws: LaptopAws, state: Path) -> DemoCamera:
    clients = cast("Clients", SimpleNamespace(functions=aws, tables=aws, users=aws))
    return ensure_demo_camera(Stack(state, Ports()), clients, "the-pool", TABLE)


def test_a_site_with_an_entry_and_an_exit_is_made_and_a_secret_for_the_entry(tmp_path: Path) -> None:
    aws = LaptopAws()
    camera = started(aws, tmp_path)
    assert [(route, body.get("role")) for route, body in aws.called] == [
        ("POST /sites", None),
        ("POST /cameras", "entry"),
        ("POST /cameras", "exit"),
        ("POST /cameras/{camera_id}/secrets", None),
    ]
    assert (camera["site_id"], camera["camera_id"], camera["secret"]) == ("site-1", "cam-2", "pbk_4")
    assert camera["push_url"].endswith("/c/cam-2/pbk_4")
    assert camera["plate_reader_url"].endswith("/v1/plate-reader/")


def test_the_next_start_goes_on_with_them(tmp_path: Path) -> None:
    aws = LaptopAws()
    assert started(aws, tmp_path) == started(aws, tmp_path)
    assert len(aws.called) == 4


@pytest.mark.parametrize("kept", [None, "", "[]", "{}"])
def test_cameras_that_are_let_in_no_more_are_made_anew(tmp_path: Path, kept: str | None) -> None:
    aws = LaptopAws()
    before = started(aws, tmp_path)
    if kept is None:
        aws.credentials.clear()
    else:
        (tmp_path / "demo_camera.json").write_text(kept)
    assert started(aws, tmp_path)["secret"] != before["secret"]


def test_only_the_owner_of_the_folder_can_read_the_secret(tmp_path: Path) -> None:
    started(LaptopAws(), tmp_path)
    assert (tmp_path / "demo_camera.json").stat().st_mode & 0o077 == 0


def test_a_stack_that_refuses_is_told(tmp_path: Path) -> None:
    aws = LaptopAws()
    aws.status = 500
    with pytest.raises(LocalError, match="demo cameras cannot be made"):
        started(aws, tmp_path)
    assert not (tmp_path / "demo_camera.json").exists()


@pytest.mark.parametrize(
    ("variable", "file", "zone"),
    [
        ("", "zoneinfo/Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
        (":Europe/Berlin", "zoneinfo/Asia/Ho_Chi_Minh", "Europe/Berlin"),
        ("CET-1CEST", "elsewhere", "UTC"),
    ],
)
def test_the_site_keeps_the_time_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, file: str, zone: str
) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(tmp_path / file)
    monkeypatch.setenv("TZ", variable)
    assert zone_of_this_machine(link) == zone
