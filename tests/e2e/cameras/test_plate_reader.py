"""A client of Plate Recognizer's public API, by its documentation: another address, another token, and it goes on."""

from __future__ import annotations

import base64
import json
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Final

import pytest
import requests

from local.camera import __main__ as player
from scripts.client import Json
from tests.e2e.stack import HTTP_SECONDS, PLATES_SHOWN, LocalStack, scene
from tests.e2e.test_cameras import Gate
from tests.support.scenes import Vehicle, jpeg_bytes, render_street

_SEEDS: Final = count(7000)
AT_ONCE: Final = 8


@pytest.fixture
def gate(stack: LocalStack) -> Gate:
    return Gate(stack)


def url(gate: Gate) -> str:
    return f"{gate.stack.outputs['api_url']}/v1/plate-reader/"


def read(gate: Gate, photo: bytes, address: str | None = None, token: str | None = None, **fields: object) -> Json:
    """Do as the documentation of their API shows."""
    response = requests.post(
        address or url(gate),
        data={"regions": ["vn", "us-ca"], "camera_id": "gate-1", **fields},
        files={"upload": photo},
        headers={"Authorization": f"Token {token or gate.secret}"},
        timeout=HTTP_SECONDS,
    )
    said: Json = response.json()
    return {"status": response.status_code, **said}


def photo_of(plate: str) -> bytes:
    return scene(plate, seed=next(_SEEDS))


def test_a_client_of_their_api_changes_the_address_and_the_token_and_gets_its_plate(
    stack: LocalStack, gate: Gate
) -> None:
    photo, charged = photo_of("B301KMP"), stack.charged_calls()
    said = read(gate, photo, timestamp="2026-05-04T03:02:01", mmc="true", config=json.dumps({"region": "strict"}))
    assert said["status"] == 201
    (result,) = said["results"]
    assert result["plate"] == "b301kmp"
    assert 0 < result["score"] <= 1
    assert 0 < result["dscore"] <= 1
    assert result["candidates"][0]["plate"] == result["plate"]
    box = result["box"]
    assert 0 <= box["xmin"] < box["xmax"]
    assert 0 <= box["ymin"] < box["ymax"]
    assert (said["camera_id"], said["version"]) == ("gate-1", 1)

    again = read(gate, photo)
    assert again["results"] == said["results"]
    assert stack.charged_calls() == charged + 1
    (upload,) = gate.read_uploads()
    assert upload["camera_id"]["S"] == gate.camera_id


def test_the_slash_at_the_end_may_be_left_out_and_base64_is_as_good(gate: Gate) -> None:
    text = base64.b64encode(photo_of("B302KMP")).decode()
    response = requests.post(
        url(gate).rstrip("/"),
        data={"upload": text, "regions": "ro"},
        headers={"Authorization": f"Token {gate.secret}"},
        timeout=HTTP_SECONDS,
    )
    assert response.status_code == 201
    assert [one["plate"] for one in response.json()["results"]] == ["b302kmp"]


def test_all_plates_of_a_photo_come_in_the_order_of_the_log(gate: Gate) -> None:
    plates = ("B303KMP", "CJ30XYZ")
    PLATES_SHOWN.update(plates)
    places = ((0.05, 0.3, 0.5, 0.9), (0.55, 0.35, 0.95, 0.85))
    vehicles = [Vehicle(plate, "eu", place) for plate, place in zip(plates, places, strict=True)]
    said = read(gate, jpeg_bytes(render_street(vehicles, [], (1280, 960), random.Random(1))))
    assert {one["plate"] for one in said["results"]} == {plate.lower() for plate in plates}
    (upload,) = gate.read_uploads()
    kept = gate.stack.aws("dynamodb").query(
        TableName=gate.stack.table(),
        KeyConditionExpression="pk = :pk AND begins_with(sk, :read)",
        ExpressionAttributeValues={":pk": {"S": f"upload#{upload['upload_id']['S']}"}, ":read": {"S": "read#"}},
    )
    assert [one["plate"] for one in said["results"]] == [one["plate"]["S"].lower() for one in kept["Items"]]


def test_a_photo_without_a_plate_has_no_results(gate: Gate) -> None:
    blank = jpeg_bytes(render_street([], [], (640, 480), random.Random(1)))
    assert read(gate, blank)["results"] == []


def test_posts_at_once_are_one_upload_one_charge_and_one_answer(stack: LocalStack, gate: Gate) -> None:
    photo, charged = photo_of("B304KMP"), stack.charged_calls()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: _patiently(gate, photo), range(AT_ONCE)))
    assert {one["status"] for one in answers if one} <= {201, 503}
    assert {one["results"][0]["plate"] for one in answers if one and one["status"] == 201} == {"b304kmp"}
    assert read(gate, photo)["results"][0]["plate"] == "b304kmp"
    assert stack.charged_calls() == charged + 1
    assert len(gate.uploads()) == 1


def _patiently(gate: Gate, photo: bytes) -> Json | None:
    try:
        return read(gate, photo)
    except requests.RequestException:  # a laptop that starts a process for each makes some wait longer than clients do
        return None


def test_a_wrong_or_revoked_token_is_refused_in_their_words(gate: Gate) -> None:
    photo = photo_of("B305KMP")
    gate.revoke()
    for token in ("pbk_" + "A" * 43, "none", gate.secret):
        said = read(gate, photo, token=token)
        assert (said["status"], said["status_code"]) == (403, 403)
        assert "not let in" in said["detail"]
    assert gate.uploads() == []


@pytest.mark.parametrize("path", ["/v1/", "/v1/statistics/", "/v1/plate-reader/x"])
def test_who_has_no_token_learns_nothing_of_other_addresses(stack: LocalStack, path: str) -> None:
    answer = requests.post(stack.outputs["api_url"] + path, data=b"x", timeout=HTTP_SECONDS)
    assert answer.status_code in {401, 403}


@pytest.mark.parametrize(("photo", "mention"), [(b"%PDF-1.7", "PDF"), (b"\xff\xd8\xff\xe0 and no more", "damaged")])
def test_what_is_no_photo_is_an_error_of_the_field(gate: Gate, photo: bytes, mention: str) -> None:
    said = read(gate, photo)
    assert said["status"] == 400
    assert mention in said["upload"][0]


def test_what_is_too_large_is_told_what_to_do(gate: Gate) -> None:
    said = read(gate, b"\xff\xd8\xff" + bytes(4_400_000))
    assert said["status"] == 413
    assert "Lower" in said["error"]


def test_the_command_prints_the_plates(
    stack: LocalStack, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = tmp_path / "gate.jpg"
    photo.write_bytes(photo_of("B306KMP"))
    monkeypatch.setenv("PLATEBOOK_CAMERA_SECRET", gate.secret)
    address = stack.outputs["demo_camera"]["plate_reader_url"]
    assert player.main(["--dialect", "snapshot", "--url", address, str(photo)]) == 0
    assert "201  b306kmp " in capsys.readouterr().out


def test_a_token_stands_in_no_log(stack: LocalStack, gate: Gate) -> None:
    read(gate, photo_of("B307KMP"))
    assert not [log for log in stack.log_files() if gate.secret in log.read_text(encoding="utf-8", errors="replace")]
