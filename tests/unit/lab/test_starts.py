"""A fresh process answers one event, notes what it asked of AWS, and says how much memory it took."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lab.starts import process
from lab.starts.process import ANSWERED

ASKS = """
import boto3
from botocore.stub import Stubber

def handle(event, context):
    client = boto3.client("dynamodb", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
    with Stubber(client) as stub:
        stub.add_response("get_item", {})
        client.get_item(TableName=event["table"], Key={"pk": {"S": context.aws_request_id}})
"""
SIGNS = """
import boto3

def handle(event, context):
    client = boto3.client("s3", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
    client.generate_presigned_post(event["table"], "key")
    client.generate_presigned_url("get_object", {"Bucket": event["table"], "Key": "key"})
"""
IDLES = "def handle(event, context): print('something else')"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "asks.py").write_text(ASKS, encoding="utf-8")
    (tmp_path / "signs.py").write_text(SIGNS, encoding="utf-8")
    (tmp_path / "idles.py").write_text(IDLES, encoding="utf-8")
    (tmp_path / "event.json").write_text('{"table": "t"}', encoding="utf-8")
    return tmp_path


def start(folder: Path, *words: str) -> float:
    command = [sys.executable, "-B", process.__file__, *words]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    (said,) = [line for line in done.stdout.splitlines() if line.startswith(ANSWERED)]
    return float(said.removeprefix(ANSWERED))


def noted(folder: Path, handler: str) -> Any:
    start(folder, "ours", handler, "event.json", "calls")
    return pickle.loads((folder / "calls").read_bytes())


def test_clients_and_calls_are_noted_for_the_bare_function(folder: Path) -> None:
    made, asked = noted(folder, "asks.handle")
    assert made == ["dynamodb"]
    assert asked == [("dynamodb", "GetItem", {"TableName": "t", "Key": {"pk": {"S": "a-start"}}})]


def test_what_is_signed_for_others_is_not_asked(folder: Path) -> None:
    assert noted(folder, "signs.handle") == (["s3"], [])


def test_who_asks_nothing_is_beside_a_function_without_clients(folder: Path) -> None:
    assert noted(folder, "idles.handle") == ([], [])
    bare = start(folder, "bare", "calls")
    assert 0 < bare < start(folder, "ours", "asks.handle", "event.json", "")
