"""Starting and stopping the server from a terminal."""

import os
import signal
import socket
import subprocess
from collections.abc import Mapping

import pytest

from tests.contract.rekognition.conftest import ENVIRONMENT, command, free_port

S3_URL = "http://127.0.0.1:9"


def run(port: int, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(port, S3_URL), env=environment, capture_output=True, text=True, check=False)


def test_a_taken_port_is_one_clear_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        finished = run(port, os.environ | ENVIRONMENT)
    assert finished.returncode == 1
    assert finished.stderr == f"Port {port} is taken. Stop the program that listens on it, or choose another --port.\n"
    assert finished.stdout == ""


@pytest.mark.parametrize("port", [-1, 65_536])
def test_an_impossible_port_is_one_clear_sentence(port: int) -> None:
    finished = run(port, os.environ | ENVIRONMENT)
    assert finished.returncode == 1
    assert finished.stderr.startswith(f"Cannot listen on port {port}")
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("missing", "instead"), [("AWS_ACCESS_KEY_ID", {}), ("AWS_SECRET_ACCESS_KEY", {"AWS_SECRET_ACCESS_KEY": " "})]
)
def test_missing_credentials_are_one_clear_sentence(missing: str, instead: dict[str, str]) -> None:
    environment = {name: value for name, value in (os.environ | ENVIRONMENT).items() if name != missing}
    finished = run(free_port(), environment | instead)
    assert finished.returncode == 1
    assert finished.stderr.startswith(f"{missing} is not set")
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.parametrize("threads", ["0", "two", "-1"])
def test_an_impossible_number_of_cores_is_one_clear_sentence(threads: str) -> None:
    finished = run(free_port(), os.environ | ENVIRONMENT | {"PLATEBOOK_OCR_THREADS": threads})
    assert finished.returncode == 1
    assert finished.stderr.startswith(f"PLATEBOOK_OCR_THREADS is {threads}")
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stops_when_asked_without_a_stack_trace(how: signal.Signals) -> None:
    port = free_port()
    with subprocess.Popen(
        command(port, S3_URL), env=os.environ | ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Listening on http://127.0.0.1:{port}\n"
        process.send_signal(how)
        _, errors = process.communicate()
    assert "Traceback" not in errors
    assert process.returncode in {0, 130, -signal.SIGTERM}
