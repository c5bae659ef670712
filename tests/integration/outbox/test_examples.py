"""The receivers of docs/examples, as strangers would run them, with what Platebook sends."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from handler.adapters.telling.post import Post
from handler.adapters.telling.senders import WebhookSender
from handler.domain.events.channel import BodyFormat
from handler.domain.events.envelope import body_of
from handler.domain.events.secret import secret_text
from handler.domain.events.signature import signed_headers
from tests.support.fakes.channels import SECRET, a_channel, an_event

EXAMPLES: Final = Path(__file__).parents[3] / "docs" / "examples"
COMMANDS: Final = {
    "python": [sys.executable, str(EXAMPLES / "receiver.py"), "--port", "0"],
    "node": ["node", str(EXAMPLES / "receiver.mjs"), "0"],
}
OTHER: Final = secret_text(b"o" * 32)


@contextmanager
def running(language: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a receiver; gives its address."""
    environment = os.environ | {"PLATEBOOK_SECRET": SECRET}
    with subprocess.Popen(COMMANDS[language], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().removeprefix("Ready: ").strip(), process
        finally:
            process.terminate()


def send(url: str, *secrets: str, at: datetime | None = None) -> int | None:
    channel = a_channel()
    sender = WebhookSender(lambda _url, body, headers: Post(loopback_allowed=True)(url, body, headers))
    return sender.send(channel, an_event(plate="ĐB-1"), secrets, at or datetime.now(UTC)).status


@pytest.mark.parametrize("language", COMMANDS)
def test_an_example_prints_what_is_genuine_once_and_refuses_the_rest(language: str) -> None:
    with running(language) as (url, process):
        assert send(url, SECRET) == 204
        assert send(url, OTHER, SECRET) == 204, "while a secret is rotated"
        assert send(url, OTHER) == 401
        assert send(url, SECRET, at=datetime.now(UTC) - timedelta(minutes=6)) == 401
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(3)]
    assert json.loads(lines[0])["data"]["plate"] == "ĐB-1"
    assert lines[1].startswith("refused: no signature")
    assert lines[2].startswith("refused: it was signed more than five minutes ago")


@pytest.fixture(scope="module")
def receiver() -> ModuleType:
    spec = importlib.util.spec_from_file_location("receiver", EXAMPLES / "receiver.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("changed", ["webhook-id", "webhook-timestamp", "webhook-signature", "body"])
def test_whatever_is_changed_on_the_way_is_found_out(receiver: ModuleType, changed: str) -> None:
    now = time.time()
    body = body_of(an_event(), BodyFormat.PLATEBOOK, "")
    headers = dict(signed_headers("evt1", datetime.fromtimestamp(now, UTC), body, [SECRET]))
    assert receiver.verify(headers, body, SECRET, now) == "evt1"
    if changed == "body":
        body += b" "
    else:
        headers[changed] = headers[changed].replace("1", "2") + "1"
    with pytest.raises(receiver.NotGenuine):
        receiver.verify(headers, body, SECRET, now)
