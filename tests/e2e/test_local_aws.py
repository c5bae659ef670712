"""The program around the laptop's AWS: who may talk to it, and what functions see. The requests here do no harm."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from local.aws.marker import Marker, read_marker
from scripts.client import PlatebookClient
from tests.e2e.stack import HTTP_SECONDS, LocalStack

FOREIGN = "https://elsewhere.example"
SAVED_SECONDS = 60.0
LOOKS_AROUND = """
import importlib.util

def handle(event, context):
    return {name: importlib.util.find_spec(name) is not None for name in event}
"""


def ask(stack: LocalStack, method: str, path: str, **headers: str) -> requests.Response:
    url = stack.outputs["endpoint_url"] + path
    return requests.request(method, url, headers=headers, timeout=HTTP_SECONDS)


def test_another_page_cannot_wipe_it(stack: LocalStack, driver: PlatebookClient) -> None:
    announced = driver.create_upload("photo.jpg", "image/jpeg", 12345)

    answer = ask(stack, "POST", "/_ministack/reset", Origin=FOREIGN)

    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert driver.get_upload(announced["upload_id"])["status"] == "awaiting_upload"


@pytest.mark.parametrize("path", ["/_ministack/ses/messages", "/_ministack/health", "/"])
def test_another_page_cannot_read_it(stack: LocalStack, path: str) -> None:
    for headers in ({"Origin": FOREIGN}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = ask(stack, "GET", path, **headers)
        assert answer.status_code == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_foreign_name_for_this_machine_gets_nothing(stack: LocalStack) -> None:
    answer = ask(stack, "GET", "/_ministack/health", Host="elsewhere.example")

    assert answer.status_code == 421
    assert "answers under these names only: 127.0.0.1:" in answer.text


def test_no_answer_may_be_read_by_every_page(stack: LocalStack) -> None:
    web_url = stack.outputs["web_url"]
    asking = {"Origin": web_url, "Access-Control-Request-Method": "POST"}
    answers = [ask(stack, "OPTIONS", "/", **asking), ask(stack, "GET", f"/{stack.bucket()}", Origin=web_url)]

    assert [answer.headers.get("Access-Control-Allow-Origin") for answer in answers] == [web_url, web_url]


@pytest.fixture
def function(stack: LocalStack) -> Iterator[str]:
    """A function that tells which packages it finds."""
    functions, name = stack.aws("lambda"), f"looks-around-{uuid4().hex}"
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as file:
        file.writestr("looking.py", LOOKS_AROUND)
    ours = functions.get_function_configuration(FunctionName="platebook-local-reading")
    functions.create_function(
        FunctionName=name,
        Runtime=ours["Runtime"],
        Role=ours["Role"],
        Handler="looking.handle",
        Code={"ZipFile": code.getvalue()},
    )
    yield name
    functions.delete_function(FunctionName=name)


def test_functions_do_not_find_the_projects_packages(stack: LocalStack, function: str) -> None:
    names = ["json", "local", "handler", "hosting", "scripts", "tests"]

    answer = stack.aws("lambda").invoke(FunctionName=function, Payload=json.dumps(names))

    found = json.loads(answer["Payload"].read())
    assert found == {name: name == "json" for name in names}


def test_what_was_answered_is_on_the_disk_within_half_a_minute(stack: LocalStack, driver: PlatebookClient) -> None:
    assert stack.state_dir
    upload_id = driver.create_upload("photo.jpg", "image/jpeg", 12345)["upload_id"]
    tables = stack.state_dir / "state" / "services" / "dynamodb.json"

    deadline = time.monotonic() + SAVED_SECONDS
    while upload_id not in _text(tables):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    marker = read_marker(stack.state_dir / "state")
    assert marker == Marker(marker.saved_at if marker else None, clean=False)
    assert driver.get_upload(upload_id)["status"] == "awaiting_upload"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_items_end_as_the_template_says(stack: LocalStack) -> None:
    tables = stack.aws("dynamodb")
    names = [name for name in tables.list_tables()["TableNames"] if name.startswith("platebook-local-")]
    ends = [tables.describe_time_to_live(TableName=name)["TimeToLiveDescription"] for name in names]

    assert ends == [{"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at_epoch_seconds"}] * 5


def test_saving_is_well(stack: LocalStack) -> None:
    assert ask(stack, "GET", "/_platebook/saving").json() == {"problem": None}
