"""Photos wait in line for the engine."""

import time
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError

from tests.contract.rekognition.conftest import ACCESS_KEY, SECRET_KEY, LocalRekognition
from tests.support.scenes import jpeg_bytes, render_scene

PHOTO = jpeg_bytes(render_scene("PH23KTW", style="us"))
ENGINE_BUSY_SECONDS = 0.3
PATIENT = 60
"""So many that the line lasts for seconds, however quick the engine: those that give up must not reach its head."""


def ask(rekognition: LocalRekognition, patience_seconds: float) -> None:
    client = boto3.client(
        "rekognition",
        endpoint_url=rekognition.url,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(retries={"total_max_attempts": 1}, read_timeout=patience_seconds),
    )
    client.detect_text(Image={"Bytes": PHOTO})


def test_who_gives_up_in_the_line_costs_the_others_nothing(rekognition: LocalRekognition) -> None:
    before = rekognition.calls()["detect_text"]
    with ThreadPoolExecutor(PATIENT + 1) as pool:
        patient = [pool.submit(ask, rekognition, 120) for _ in range(PATIENT)]
        time.sleep(ENGINE_BUSY_SECONDS)
        for _ in range(5):
            with pytest.raises(ReadTimeoutError):
                ask(rekognition, 0.05)
        patient.append(pool.submit(ask, rekognition, 120))  # behind those that gave up
    for one in patient:
        one.result()
    assert rekognition.calls()["detect_text"] == before + len(patient)
