"""An AWS and a serverless program that stand in for the real ones."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests

from hosting import amplify, served
from scripts import deploy
from tests.support.fake_amplify import FakeAws


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, dist: Path) -> FakeAws:
    aws = FakeAws()
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(boto3, "client", aws.client)
    monkeypatch.setattr(requests, "put", aws.put)
    monkeypatch.setattr(requests, "get", aws.get)
    monkeypatch.setattr(amplify, "POLL_SECONDS", 0)
    monkeypatch.setattr(served, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(deploy, "PROJECT_ROOT", dist.parent.parent)
    return aws


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    dist = tmp_path / "frontend" / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html>")
    (dist / "assets" / "app-1a2b.js").write_text("run()")
    return dist


class Serverless:
    """Stands where the program `serverless` is started."""

    def __init__(self) -> None:
        self.runs: list[tuple[list[str], dict[str, str]]] = []
        self.status = 0

    def run(self, command: list[Any], *, env: dict[str, str], **_options: Any) -> subprocess.CompletedProcess[str]:
        self.runs.append(([str(word) for word in command], env))
        return subprocess.CompletedProcess(command, self.status)


@pytest.fixture
def serverless(monkeypatch: pytest.MonkeyPatch) -> Serverless:
    serverless = Serverless()
    monkeypatch.setattr(subprocess, "run", serverless.run)
    return serverless


@pytest.fixture(autouse=True)
def _no_forgotten_fake(serverless: Serverless) -> None:
    """No test starts the real program."""
