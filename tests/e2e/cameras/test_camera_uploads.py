"""Programs that send a camera's photos by a promise: with the camera's secret, for photos too large for other doors."""

from __future__ import annotations

from uuid import uuid4

import pytest
import requests

from scripts.client import Json
from tests.e2e.stack import HTTP_SECONDS, LocalStack, eventually, post_form, scene
from tests.e2e.test_cameras import Gate


@pytest.fixture
def gate(stack: LocalStack) -> Gate:
    return Gate(stack)


def call(gate: Gate, method: str, path: str, **about: object) -> requests.Response:
    headers = {"Authorization": f"Token {gate.secret}", **about.pop("headers", {})}  # type: ignore[dict-item]
    url = gate.stack.outputs["api_url"] + path
    return requests.request(method, url, headers=headers, timeout=HTTP_SECONDS, **about)  # type: ignore[arg-type]


def promise(gate: Gate, photo: bytes, key: str) -> Json:
    body = {"file_name": "gate.jpg", "content_type": "image/jpeg", "size_bytes": len(photo), "camera_id": "my-own"}
    answer = call(gate, "POST", "/camera-uploads", json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    promised: Json = answer.json()
    return promised


def test_a_photo_of_ten_megabytes_is_one_upload_one_charge_and_the_program_gets_its_plate(
    stack: LocalStack, gate: Gate
) -> None:
    photo, charged, key = scene("B401KMP", seed=7401), stack.charged_calls(), uuid4().hex
    photo += bytes(10_000_000)  # behind the picture's end, where some cameras put more
    first, again = promise(gate, photo, key), promise(gate, photo, key)
    assert first["upload_id"] == again["upload_id"]
    assert post_form(again, photo).status_code in {200, 201, 204}

    def ended() -> Json | None:
        shown: Json = call(gate, "GET", f"/camera-uploads/{first['upload_id']}").json()
        return shown if shown["status"] in {"done", "failed"} else None

    shown = eventually(ended)
    assert shown
    assert (shown["status"], shown["camera_id"]) == ("done", gate.camera_id)
    assert [read["plate"] for read in shown["reads"]] == ["B401KMP"]
    assert requests.get(shown["image"]["thumbnail_url"], timeout=HTTP_SECONDS).status_code == 200
    assert stack.charged_calls() == charged + 1
    assert len(gate.uploads()) == 1


def test_another_camera_is_told_nothing_of_it(stack: LocalStack, gate: Gate) -> None:
    upload_id = promise(gate, b"a photo", uuid4().hex)["upload_id"]
    others = call(Gate(stack), "GET", f"/camera-uploads/{upload_id}")
    nobodys = call(gate, "GET", f"/camera-uploads/{'0' * 32}")
    assert (others.status_code, nobodys.status_code) == (404, 404)
    assert others.json()["error"]["message"] == nobodys.json()["error"]["message"]


def test_a_revoked_secret_promises_and_tells_nothing(gate: Gate) -> None:
    upload_id = promise(gate, b"a photo", uuid4().hex)["upload_id"]
    gate.revoke()
    body = {"file_name": "a.jpg", "content_type": "image/jpeg", "size_bytes": 10}
    assert call(gate, "POST", "/camera-uploads", json=body).status_code == 401
    assert call(gate, "GET", f"/camera-uploads/{upload_id}").status_code == 401


def test_a_cameras_secret_opens_no_door_of_people_and_a_persons_token_none_of_cameras(
    gate: Gate, tokens_by_group: dict[str, str]
) -> None:
    body = {"file_name": "a.jpg", "content_type": "image/jpeg", "size_bytes": 10}
    assert call(gate, "POST", "/uploads", json=body).status_code == 401
    assert call(gate, "GET", "/uploads").status_code == 401
    for scheme in ("Bearer", "Token"):
        for token in tokens_by_group.values():
            headers = {"Authorization": f"{scheme} {token}"}
            assert call(gate, "POST", "/camera-uploads", json=body, headers=headers).status_code == 401
