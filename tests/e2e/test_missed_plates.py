"""Plates that were missed, on the local stack: typed, doubted, taken back, looked for by operators."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, Final

import pytest
import requests
from PIL import Image

from handler.adapters.dynamodb import items
from scripts.client import ClientError, PlatebookClient, sign_in
from tests.e2e.stack import HTTP_SECONDS, PLATES_SHOWN, LocalStack, compare, eventually, scene, upload

RUN: Final = f"{random.SystemRandom().randrange(36**4):06d}"
"""Keeps the plates of one run apart from those of another on the same stack."""
BOX: Final = {"left": 0.25, "top": 0.5, "width": 0.25, "height": 0.125}
READ_RIGHT: Final = "B742NXB"


def plate_of(kind: str) -> str:
    plate = f"{kind}{RUN}"
    PLATES_SHOWN.add(plate)
    return plate


@pytest.fixture(scope="module")
def operator(stack: LocalStack) -> PlatebookClient:
    user = next(user for user in stack.outputs["demo_users"] if "operators" in user["groups"])
    return PlatebookClient(stack.outputs, user["email"], user["password"])


def empty_photo(driver: PlatebookClient, name: str = "empty.jpg") -> dict[str, Any]:
    """A photo in which there is nothing to read, brought in."""
    out = BytesIO()
    Image.new("RGB", (320, 240), "grey").save(out, "JPEG")
    done = upload(driver, out.getvalue(), name=name)
    assert (done["status"], done["reads"]) == ("done", [])
    return done


def type_plate(client: PlatebookClient, upload_id: str, plate: str, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.call("POST", f"/uploads/{upload_id}/reads", {"plate": plate, **more})
    return answer


def found(operator: PlatebookClient, plate: str) -> list[str]:
    """Each way of searching for a plate, that finds it."""
    ways = {"exact": plate, "fuzzy": plate[:-1], "pattern": f"{plate[:6]}*"}
    return [
        match
        for match, asked in ways.items()
        if plate
        in [
            one["corrected_plate"] or one["plate"]
            for one in operator.call("POST", "/reads/search", {"plate": asked, "match": match})["reads"]
            if one["status"] != "rejected"
        ]
    ]


def waiting(operator: PlatebookClient, upload_id: str, order: str = "newest") -> dict[str, Any] | None:
    """The photo as it comes in the queue of those without a plate."""
    leased = operator.call("POST", "/no-plate-queue/lease", {"order": order, "count": 10})
    return next((one for one in leased["photos"] if one["upload"]["upload_id"] == upload_id), None)


def test_a_driver_types_a_plate_that_is_found_exported_and_taken_back(
    driver: PlatebookClient, operator: PlatebookClient, stack: LocalStack
) -> None:
    upload_id, plate = empty_photo(driver)["upload_id"], plate_of("TY")
    counted = operator.call("GET", days_of(driver, upload_id))["total"]
    typed = type_plate(driver, upload_id, plate.lower(), bounding_box=BOX)["read"]
    assert (typed["plate"], typed["source"], typed["confidence"]) == (plate, "person", None)
    assert driver.get_upload(upload_id)["reads"] == [typed]
    assert found(operator, plate) == ["exact", "fuzzy", "pattern"]
    exported = operator.call("POST", "/reads/export", {"plate": plate, "format": "jsonl"})["content"]
    row = json.loads(exported)
    assert (row["plate"], row["source"], row["read_as"], row["confidence"]) == (plate, "person", None, None)
    assert typed["read_id"] in [one["read_id"] for one in in_lists(driver, upload_id)]
    after = operator.call("GET", days_of(driver, upload_id))["total"]
    assert after["typed"] == counted.get("typed", 0) + 1
    assert after.get("reads", 0) == counted.get("reads", 0)

    back = driver.call("POST", f"/reads/{typed['read_id']}/take-back", {"version": 0})
    assert back["read"]["status"] == "rejected"
    assert found(operator, plate) == []
    entries = stack.entries_of(typed["read_id"], 2)
    said = [(one["action"]["S"], items.to_plain(one["details"]["M"])) for one in entries]
    assert ("typed", {"plate": plate, "place": "drawn"}) in said
    assert ("reviewed", {"decision": "withdraw", "from": plate}) in said


def days_of(driver: PlatebookClient, upload_id: str) -> str:
    day = driver.get_upload(upload_id)["created_at"][:10]
    return f"/insights?from={day}&to={day}"


def in_lists(driver: PlatebookClient, upload_id: str) -> list[dict[str, Any]]:
    uploads = driver.call("GET", "/uploads?limit=20")["uploads"]
    return next(one["reads"] for one in uploads if one["upload_id"] == upload_id)


def test_what_a_driver_typed_waits_for_an_operator_and_an_operators_word_decides(
    driver: PlatebookClient, operator: PlatebookClient
) -> None:
    upload_id = empty_photo(driver)["upload_id"]
    drivers = type_plate(driver, upload_id, plate_of("DR"))["read"]
    operators = type_plate(operator, upload_id, plate_of("OP"))["read"]
    assert (drivers["status"], operators["status"]) == ("needs_review", "confirmed")
    asked = {"decision": "confirm", "version": 0}
    decided = operator.call("POST", f"/reads/{drivers['read_id']}/review", asked)["read"]
    assert (decided["status"], decided["source"]) == ("confirmed", "person")
    # The driver cannot take an operator's word back, but the operators can.
    with pytest.raises(ClientError, match="nothing to take back"):
        driver.call("POST", f"/reads/{operators['read_id']}/take-back", {"version": 0})
    assert operator.call("POST", f"/reads/{operators['read_id']}/take-back", {"version": 0})


def test_nobody_else_types_doubts_or_looks(
    driver: PlatebookClient, newcomer: PlatebookClient, operator: PlatebookClient
) -> None:
    upload_id = empty_photo(driver)["upload_id"]
    read_id = type_plate(driver, upload_id, plate_of("NO"))["read"]["read_id"]
    tries: tuple[tuple[str, dict[str, Any]], ...] = (
        (f"/uploads/{upload_id}/reads", {"plate": "AB12CDE"}),
        (f"/reads/{read_id}/doubt", {"version": 0}),
        (f"/reads/{read_id}/take-back", {"version": 0}),
    )
    for path, body in tries:
        with pytest.raises(ClientError, match="no such"):
            newcomer.call("POST", path, body)
    for path in ("/no-plate-queue/lease", f"/uploads/{upload_id}/no-plate"):
        asked: dict[str, Any] = {} if path.endswith("lease") else {"decision": "no_plate", "version": 0}
        with pytest.raises(ClientError, match="operators only"):
            driver.call("POST", path, asked)
    with pytest.raises(ClientError, match="There is no such read"):
        operator.call("POST", f"/reads/{read_id}/doubt", {"version": 0})


def test_what_cannot_stand_on_a_plate_is_refused(driver: PlatebookClient) -> None:
    upload_id = empty_photo(driver)["upload_id"]
    with pytest.raises(ClientError, match="! cannot be part of a plate"):
        type_plate(driver, upload_id, "uh1-f0f!é")
    with pytest.raises(ClientError, match="is not inside the photo"):
        type_plate(driver, upload_id, "AB12CDE", bounding_box=BOX | {"left": 0.9})
    assert driver.get_upload(upload_id)["reads"] == []


def test_a_plate_typed_by_many_at_once_is_kept_once(
    stack: LocalStack, driver: PlatebookClient, operator: PlatebookClient
) -> None:
    callers = [token_of(stack, number) for number in (0, 1)]
    for number in range(10):
        upload_id, plate = empty_photo(driver)["upload_id"], plate_of(f"{number}M")
        address = f"{stack.outputs['api_url']}/uploads/{upload_id}/reads"

        def press(token: str, url: str = address, typed: str = plate) -> int:
            headers = {"Authorization": f"Bearer {token}"}
            return requests.post(url, json={"plate": typed}, headers=headers, timeout=HTTP_SECONDS).status_code

        assert set(at_once(*(lambda token=token: press(token) for token in callers * 2))) <= {201, 409}
        assert [one["plate"] for one in driver.get_upload(upload_id)["reads"]] == [plate]


def token_of(stack: LocalStack, number: int) -> str:
    user = stack.outputs["demo_users"][number]
    return sign_in(stack.outputs, user["email"], user["password"])["AccessToken"]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(works)) as pool:
        return [work.result() for work in [pool.submit(one) for one in works]]


def test_a_driver_says_that_a_read_is_wrong_and_an_operator_gets_it(
    driver: PlatebookClient, operator: PlatebookClient
) -> None:
    done = upload(driver, scene(READ_RIGHT))
    read = done["reads"][0]
    doubted = driver.call("POST", f"/reads/{read['read_id']}/doubt", {"version": read["version"]})["read"]
    assert (doubted["status"], doubted["is_doubted"], doubted["plate"]) == ("needs_review", True, read["plate"])
    waits = {"status": "needs_review", "limit": 100, "from": done["created_at"]}
    assert read["read_id"] in [one["read_id"] for one in operator.call("POST", "/reads/search", waits)["reads"]]
    asked = {"decision": "confirm", "version": doubted["version"]}
    decided = operator.call("POST", f"/reads/{read['read_id']}/review", asked)
    assert [one["decision"] for one in decided["reviews"]] == ["doubt", "confirm"]
    assert not decided["read"]["is_doubted"]


def test_a_photo_without_a_plate_waits_until_somebody_typed_one_or_an_operator_said_that_there_is_none(
    driver: PlatebookClient, operator: PlatebookClient
) -> None:
    upload_id = empty_photo(driver, "nothing.jpg")["upload_id"]
    item = eventually(lambda: waiting(operator, upload_id))
    assert item
    assert (item["upload"]["file_name"], item["is_waiting"]) == ("nothing.jpg", True)
    path = f"/uploads/{upload_id}/no-plate"
    judged = operator.call("POST", path, {"decision": "no_plate", "version": item["version"]})
    assert (judged["is_waiting"], judged["version"]) == (False, 1)
    assert waiting(operator, upload_id) is None
    operator.call("POST", path, {"decision": "undo", "version": 1})
    assert waiting(operator, upload_id)

    read = type_plate(operator, upload_id, plate_of("WA"))["read"]
    assert waiting(operator, upload_id) is None
    operator.call("POST", f"/reads/{read['read_id']}/take-back", {"version": 0})
    assert waiting(operator, upload_id)


def test_a_photo_with_a_plate_never_waits_there(driver: PlatebookClient, operator: PlatebookClient) -> None:
    done = upload(driver, scene(READ_RIGHT))
    assert waiting(operator, done["upload_id"]) is None
    with pytest.raises(ClientError, match="no such photo without a plate"):
        operator.call("POST", f"/uploads/{done['upload_id']}/no-plate", {"decision": "no_plate", "version": 0})


def test_a_late_event_of_the_photo_and_a_comparison_leave_a_typed_plate_as_it_is(
    stack: LocalStack, driver: PlatebookClient, operator: PlatebookClient
) -> None:
    done, plate = empty_photo(driver), plate_of("LA")
    read = type_plate(driver, done["upload_id"], plate)["read"]
    bucket, key = stack.bucket(), f"uploads/{read['uploader']}/{done['upload_id']}"
    record = {"s3": {"bucket": {"name": bucket}, "object": {"key": key}}, "eventName": "ObjectCreated:Post"}
    answer = stack.aws("lambda").invoke(
        FunctionName="platebook-local-on_upload", Payload=json.dumps({"Records": [record]})
    )
    assert "FunctionError" not in answer
    compare(stack, window_hours=26)
    assert driver.get_upload(done["upload_id"])["reads"] == [read]
    assert found(operator, plate) == ["exact", "fuzzy", "pattern"]


def test_a_deletion_takes_typed_plates_and_what_finds_them_along(
    driver: PlatebookClient, operator: PlatebookClient
) -> None:
    upload_id, plate = empty_photo(driver)["upload_id"], plate_of("DE")
    type_plate(driver, upload_id, plate)
    receipt = driver.call("POST", f"/uploads/{upload_id}/delete", {})
    assert (receipt["read_count"], receipt["is_complete"]) == (1, True)
    assert found(operator, plate) == []
    assert waiting(operator, upload_id) is None
    with pytest.raises(ClientError, match="no such upload"):
        type_plate(driver, upload_id, plate)
