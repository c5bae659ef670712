"""What cannot be read now is not lost."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scripts.client import PlatebookClient
from tests.e2e.stack import FINISH_SECONDS, LocalStack, scene

FUNCTION = "platebook-local-on_upload"
NOBODY_LISTENS = "http://127.0.0.1:1"


@contextmanager
def rekognition_out_of_reach(stack: LocalStack) -> Iterator[None]:
    functions = stack.aws("lambda")
    environment = functions.get_function_configuration(FunctionName=FUNCTION)["Environment"]
    broken = {**environment["Variables"], "AWS_ENDPOINT_URL_REKOGNITION": NOBODY_LISTENS}
    functions.update_function_configuration(FunctionName=FUNCTION, Environment={"Variables": broken})
    try:
        yield
    finally:
        functions.update_function_configuration(FunctionName=FUNCTION, Environment=environment)


def failed_event(stack: LocalStack, upload_id: str) -> dict[str, Any]:
    """Wait for an upload's event in the failure queue, and take it out."""
    queue = stack.aws("sqs")
    (url,) = [url for url in queue.list_queues()["QueueUrls"] if "FailureQueue" in url]
    deadline = time.monotonic() + FINISH_SECONDS
    while time.monotonic() < deadline:
        for message in queue.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", []):
            if upload_id in message["Body"]:
                queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                event: dict[str, Any] = json.loads(message["Body"])["requestPayload"]
                return event
    raise AssertionError("the event did not arrive in the failure queue")


def test_a_photo_that_rekognition_cannot_be_asked_about_waits_in_the_failure_queue_and_is_read_later(
    stack: LocalStack, driver: PlatebookClient
) -> None:
    photo = scene("B135XYZ")
    with rekognition_out_of_reach(stack):
        promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
        driver.send(promise, photo)
        event = failed_event(stack, promise["upload_id"])
        assert driver.get_upload(promise["upload_id"])["status"] == "processing"

    stack.aws("lambda").invoke(FunctionName=FUNCTION, Payload=json.dumps(event))

    finished = driver.wait_for(promise["upload_id"], FINISH_SECONDS)
    assert [read["plate"] for read in finished["reads"]] == ["B135XYZ"]
