"""A real local Rekognition in a process of its own, an S3 beside it, and a botocore client that talks to it."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config

from tests.contract.rekognition import fake_s3
from tests.contract.rekognition.fake_s3 import FakeS3

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

ACCESS_KEY, SECRET_KEY = "AKIALOCALREKOGNITION", "a-secret-that-both-sides-know"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}


@dataclass(frozen=True)
class LocalRekognition:
    """The running server."""

    url: str
    s3: FakeS3

    def client(
        self, access_key: str = ACCESS_KEY, secret_key: str = SECRET_KEY, token: str | None = None
    ) -> "RekognitionClient":
        return boto3.client(
            "rekognition",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}),
        )

    def get(self, path: str) -> dict[str, object]:
        with urllib.request.urlopen(self.url + path) as response:
            answer: dict[str, object] = json.load(response)
            return answer

    def calls(self) -> dict[str, int]:
        return {name: int(str(count)) for name, count in self.get("/calls").items() if not name.endswith("_seconds")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(port: int, s3_url: str) -> list[str]:
    return [sys.executable, "-m", "local.rekognition", "--port", str(port), "--s3-endpoint-url", s3_url]


@pytest.fixture(scope="session")
def rekognition() -> Iterator[LocalRekognition]:
    port = free_port()
    with (
        fake_s3.running() as s3,
        subprocess.Popen(
            command(port, s3.url), env=os.environ | ENVIRONMENT, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == f"Listening on http://127.0.0.1:{port}\n"
            yield LocalRekognition(f"http://127.0.0.1:{port}", s3)
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def client(rekognition: LocalRekognition) -> "RekognitionClient":
    return rekognition.client()
