"""Photos, sixty or as many as one wants, while nearly every third answer of AWS is a fault."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Final

import pytest

from scripts import redrive
from scripts.client import FINISHED, Json, PlatebookClient
from tests.e2e.stack import LocalStack, compare, upload, waiting_events
from tests.soak.faults import Rule, weather
from tests.support.scenes import jpeg_bytes, render_scene

UPLOADS: Final = int(os.environ.get("PLATEBOOK_SOAK_UPLOADS", "60"))
AT_ONCE: Final = 8
PLATES: Final = ("B135XYZ", "AB12CDE", "KL78MNP", "GH56JKL", "TU90VWX", "CD34EFG")
ONE_PHOTO_SECONDS: Final = 60.0
PATIENCE_SECONDS: Final = 600.0
PAUSE_SECONDS: Final = 2.0
REDRIVE_PAUSE_SECONDS: Final = 10.0

# Five kinds at 7 % each: 30 % of all requests (1 - 0.93^5) meet one. What an error does is up to the service.
EACH: Final = 0.07
THROTTLES: Final = {"s3": "SlowDown", "dynamodb": "ProvisionedThroughputExceededException"}
THROTTLES_OF_REKOGNITION: Final = {"rekognition": "ThrottlingException"}


def faults(throttles: dict[str, str]) -> list[Rule]:
    """Throttles, server errors, latency, connections that break before the request and before the answer."""
    kinds: tuple[Rule, ...] = (
        {"error": {"code": "InternalServerError", "status": 500}},
        {"latency": {"min": 200, "max": 1500}},
        {"reset": True},
        {"response": {"abort_frac": 0.5}},
    )
    slow_down = [
        {"service": name, "probability": EACH, "error": {"code": code, "status": 503 if name == "s3" else 400}}
        for name, code in throttles.items()
    ]
    hang: Rule = {"service": "*", "probability": EACH, "timeout_ms": 25_000, "times": 3}
    return [*slow_down, *({"service": "*", "probability": EACH, **kind} for kind in kinds), hang]


def plates_of(finished: Json) -> list[str]:
    return [read["plate"] for read in finished["reads"]]


def send_all(driver: PlatebookClient, photos: Sequence[bytes]) -> list[str]:
    # The API is not what is tried here: its functions would start eight times over on a machine that has better to do.
    turn = Lock()

    def is_finished(upload_id: str) -> bool:
        with turn:
            return driver.get_upload(upload_id)["status"] in FINISHED

    def send(number: int) -> str:
        photo = photos[number % len(photos)]
        with turn:
            promise = driver.create_upload(f"{number}.jpg", "image/jpeg", len(photo))
        driver.send(promise, photo)
        # What is not finished by then is on its way into the failure queue.
        deadline, upload_id = time.monotonic() + ONE_PHOTO_SECONDS, str(promise["upload_id"])
        while not is_finished(upload_id) and time.monotonic() < deadline:
            time.sleep(PAUSE_SECONDS)
        return upload_id

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, range(UPLOADS)))


def settle(driver: PlatebookClient, upload_ids: Sequence[str], queued: Callable[[], int]) -> list[Json]:
    """Wait until no more photos are unfinished than events of them wait in the failure queue."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    finished: dict[str, Json] = {}
    while True:
        for upload_id in [one for one in upload_ids if one not in finished]:
            found = driver.get_upload(upload_id)
            if found["status"] in FINISHED:
                finished[upload_id] = found
        open_count = len(upload_ids) - len(finished)
        if open_count <= queued():
            return list(finished.values())
        assert time.monotonic() < deadline, f"{open_count} of {len(upload_ids)} photos are not finished"
        time.sleep(1)


def redriven(driver: PlatebookClient, upload_ids: Sequence[str]) -> list[Json]:
    """Put the failure queue back to work until nothing is left: an upload whose lease could not be given back waits."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        assert redrive.main(["--stage", "local"]) == 0
        time.sleep(REDRIVE_PAUSE_SECONDS)
        found = [driver.get_upload(upload_id) for upload_id in upload_ids]
        if all(one["status"] in FINISHED for one in found):
            return found
        assert time.monotonic() < deadline, Counter(one["status"] for one in found)


def counted(operator: PlatebookClient) -> Counter[str]:
    today = datetime.now(UTC).date().isoformat()
    total = operator.call("GET", f"/insights?from={today}&to={today}")["total"]
    return Counter(total)


def test_a_soak_under_faults_loses_nothing_and_reads_nothing_twice(
    stack: LocalStack, driver: PlatebookClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = tmp_path / "outputs.json"
    outputs.write_text(json.dumps(stack.outputs))
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(outputs))
    operator = stack.demo_client(1)
    photos = [jpeg_bytes(render_scene(plate, width_px=640, height_px=480)) for plate in PLATES]
    calls_before = stack.charged_calls()
    calm = [plates_of(upload(driver, photo)) for photo in photos]
    calls_each = (stack.charged_calls() - calls_before) / len(photos)
    before, calls_before = counted(operator), stack.charged_calls()
    queued_before = waiting_events(stack)  # what other tests left there

    with weather(stack, tmp_path) as (aws, eyes):
        aws.set(faults(THROTTLES))
        eyes.set(faults(THROTTLES_OF_REKOGNITION))
        upload_ids = send_all(driver, photos)
        settle(driver, upload_ids, lambda: waiting_events(stack) - queued_before)
        fired = Counter(event["service"] for event in [*aws.fired(), *eyes.fired()])
        in_queue = waiting_events(stack) - queued_before
    assert set(fired) >= {"s3", "dynamodb", "rekognition"}, fired
    finished = redriven(driver, upload_ids)

    by_id = {one["upload_id"]: one for one in finished}
    assert [plates_of(by_id[one]) for one in upload_ids] == [calm[n % len(calm)] for n in range(UPLOADS)]
    after = counted(operator)
    assert after["done"] - before["done"] == UPLOADS
    assert after["reads"] - before["reads"] == sum(len(plates_of(one)) for one in finished)
    meter = compare(stack, window_hours=2)
    assert meter["findings"].get("event_lost", 0) == meter["findings"].get("stuck", 0) == meter["in_flight"] == 0
    calls_too_many = stack.charged_calls() - calls_before - calls_each * UPLOADS
    print(f"{fired} faults; {in_queue} photos by the failure queue; {calls_too_many} DetectText calls too many")
    assert 0 <= calls_too_many <= fired.total()  # paid for again only where an answer, or what was made of it, got lost
