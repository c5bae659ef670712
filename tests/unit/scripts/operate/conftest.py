"""moto's AWS in this process, with a CloudFormation of our own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.support.stacks import Stacks

REGION = "eu-central-1"
STAGE = ["--stage", "prod", "--region", REGION]


@pytest.fixture(autouse=True)
def _aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "a-key-of-a-test",
        "AWS_SECRET_ACCESS_KEY": "a-secret-of-a-test",
        "AWS_DEFAULT_REGION": REGION,
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws():
        yield


@cache
def _client(name: str) -> Any:
    """Make one for all tests: what takes its time is reading AWS's descriptions of the services."""
    make: Any = boto3.session.Session("of-a-test", "of-a-test", region_name=REGION).client
    return make(name)


@pytest.fixture
def stand_ins() -> dict[str, Any]:
    """Give what stands where boto3's clients are, by the service; a test adds its own."""
    return {}


@pytest.fixture
def stacks(monkeypatch: pytest.MonkeyPatch, stand_ins: dict[str, Any]) -> Stacks:
    stacks = stand_ins["cloudformation"] = Stacks()
    monkeypatch.setattr(boto3, "client", lambda name, **_place: stand_ins.get(name) or _client(name))
    return stacks
