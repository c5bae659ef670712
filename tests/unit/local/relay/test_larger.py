"""Photos that are too large for a camera's address go to the bucket, once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest

from handler.domain.upload import MAX_SIZE_BYTES
from local.camera.door import Door, Heard, headers
from local.camera.shot import Posted
from local.relay import larger
from local.relay.folder import Look
from local.relay.larger import LONGEST_PHOTO_BYTES, larger_way

URL = "https://api.example/c/cam-0123456789/the-secret"
LOOK = Look("gate/SB52YCE.jpg", 5, 1_770_000_000_000_000_000)


@dataclass
class FakeBucketDoor:
    """Platebook's promises and its bucket, as far as a program sees them."""

    status: str = "awaiting_upload"
    failure: dict[str, str] | None = None
    answers: dict[str, Heard] = field(default_factory=dict)
    asked: list[tuple[Door, Posted]] = field(default_factory=list)

    def send(self, door: Door, posted: Posted) -> Heard:
        self.asked.append((door, posted))
        place = "bucket" if "bucket" in door.url else posted.method
        if place in self.answers:
            return self.answers[place]
        if place == "POST":
            form = {"url": "https://bucket.example/", "fields": {"key": "uploads/cam-1/a", "policy": "signed"}}
            return Heard(201, json.dumps({"upload_id": "a", "status": "awaiting_upload", "upload": form}).encode())
        return Heard(204, b"") if place == "bucket" else Heard(200, json.dumps(self.report()).encode())

    def report(self) -> dict[str, object]:
        return {"status": self.status, "failure": self.failure}


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> FakeBucketDoor:
    door = FakeBucketDoor()
    monkeypatch.setattr(larger, "send", door.send)
    return door


def heard(content: bytes = b"photo") -> Heard:
    way = larger_way(URL)
    assert way
    return way(LOOK, "image/jpeg", content)


def test_a_place_is_asked_for_with_the_secret_and_the_photo_goes_there_without_it(door: FakeBucketDoor) -> None:
    assert (heard().status, heard().body) == (201, b'{"status": "taken"}')
    (places, wanted), _, (bucket, form) = door.asked[:3]
    assert places == Door("https://api.example/camera-uploads", "the-secret")
    assert ("Authorization", "Token the-secret") in headers(places, wanted)
    assert json.loads(wanted.body)["captured_at"] == "2026-02-02T02:40:00+00:00"
    assert bucket.token is None
    assert b'name="policy"\r\n\r\nsigned\r\n' in form.body
    assert b"\r\n\r\nphoto\r\n--" in form.body


def test_the_photos_name_and_the_secret_stay_here(door: FakeBucketDoor) -> None:
    heard()
    for where, posted in door.asked:
        assert "the-secret" not in where.url
        assert b"SB52YCE" not in posted.body


def test_the_same_photo_asks_for_the_same_place_and_another_for_another(door: FakeBucketDoor) -> None:
    for content in (b"photo", b"photo", b"other"):
        heard(content)
    keys = [dict(posted.headers)["Idempotency-Key"] for where, posted in door.asked if where.token and posted.body]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("status", ["processing", "done", "failed"])
def test_what_is_there_already_is_not_sent_again(door: FakeBucketDoor, status: str) -> None:
    door.status = status
    assert heard() == Heard(200, b'{"status": "repeated"}')
    assert [posted.method for _, posted in door.asked] == ["POST", "GET"]


def test_what_was_waited_for_in_vain_is_sent(door: FakeBucketDoor) -> None:
    """As where the relay was stopped between the promise and the photo, for longer than the promise was good."""
    door.status, door.failure = "failed", {"code": "not_received", "message": "It did not arrive."}
    assert heard().status == 201
    assert [posted.method for _, posted in door.asked] == ["POST", "GET", "POST"]


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("POST", Heard(429, b'{"error": {"code": "quota"}}', "60")),
        ("POST", Heard(200, b"<html>sign in</html>")),
        ("POST", Heard(201, b"[]")),
        ("bucket", Heard(403, b"<Error/>")),
        ("bucket", Heard(503, b"")),
    ],
)
def test_whoever_refuses_is_heard(door: FakeBucketDoor, place: str, answer: Heard) -> None:
    door.answers[place] = answer
    assert heard() == answer


def test_an_address_of_another_kind_has_no_such_way() -> None:
    assert [larger_way(url) for url in ("https://proxy.example/in", "https://a.example/c/cam", "x")] == [None] * 3


def test_it_takes_what_a_place_is_promised_for() -> None:
    assert LONGEST_PHOTO_BYTES == MAX_SIZE_BYTES
