"""A camera on the laptop: where it sends to, what it puts on the wire, and what it prints."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from local.camera import __main__ as player
from local.camera.dialects import DIALECTS
from local.camera.door import SECRET_VARIABLE, Door, Heard, door_for, headers, send, target
from local.camera.errors import CameraError
from local.camera.messages import dahua, hikvision_query
from local.camera.shot import Device, Posted
from tests.support.devices import PHOTO, a_shot

SECRET = "pb_cam_of-the-test"
CAMERA = {
    "camera_id": "cam-1",
    "site_id": "site-1",
    "secret": SECRET,
    "push_url": f"http://127.0.0.1:9/c/cam-1/{SECRET}",
    "plate_reader_url": "http://127.0.0.1:9/v1/plate-reader/",
}


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "gate.jpg"
    path.write_bytes(PHOTO)
    return str(path)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Door, Posted]]:
    """Let a stack run that takes anything; give what was sent."""
    outputs = tmp_path / "outputs.json"
    outputs.write_text(json.dumps({"demo_camera": CAMERA}))
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(outputs))
    messages: list[tuple[Door, Posted]] = []

    def take(to: Door, posted: Posted) -> Heard:
        messages.append((to, posted))
        return Heard(200, b'{"status": "taken"}')

    monkeypatch.setattr(player, "send", take)
    return messages


def test_a_photo_is_sent_and_a_line_is_printed(
    sent: list[tuple[Door, Posted]], photo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert player.main(["--dialect", "jpeg", photo]) == 0
    ((to, posted),) = sent
    assert (to, posted.body) == (Door(CAMERA["push_url"]), PHOTO)
    printed = capsys.readouterr().out
    assert printed.startswith(f'{photo}  jpeg  200  {{"status": "taken"}}  ')
    assert printed.count("\n") == 1
    assert SECRET not in printed


def test_snapshot_goes_to_its_own_door_with_the_secret_in_a_header(sent: list[tuple[Door, Posted]], photo: str) -> None:
    player.main(["--dialect", "snapshot", photo])
    assert sent[0][0] == Door(CAMERA["plate_reader_url"], SECRET)


@pytest.mark.parametrize("name", DIALECTS)
def test_twice_sends_the_very_same_twice(sent: list[tuple[Door, Posted]], photo: str, name: str) -> None:
    player.main(["--dialect", name, "--twice", photo])
    assert len(sent) == 2
    assert sent[0][1] == sent[1][1]


def test_photos_come_over_and_over_until_the_count_is_full(sent: list[tuple[Door, Posted]], photo: str) -> None:
    player.main(
        ["--dialect", "dahua", "--count", "5", "--every", "1ms", "--plate", "30A00001", "--as", "gate-9", photo]
    )
    assert len({posted.body for _, posted in sent}) == 5
    assert all(b'"PlateNumber":"30A00001"' in posted.body for _, posted in sent)
    assert all(Device.called("gate-9").serial.encode() in posted.body for _, posted in sent)


def test_what_the_door_refuses_makes_the_command_fail(
    sent: list[tuple[Door, Posted]], photo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(player, "send", lambda *_: Heard(403, b""))
    assert player.main(["--dialect", "jpeg", photo]) == 1
    assert "403  (empty)" in capsys.readouterr().out


def test_a_long_answer_is_cut() -> None:
    assert str(Heard(200, b"a\nb")) == "200  a b"
    assert len(str(Heard(200, b"x" * 5000))) < 180


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b'{"results": []}', "201  (no plate)"),
        (b'{"results": [{"plate": "51k99999", "score": 0.98765, "region": {"code": "vn"}}]}', "201  51k99999 0.988 vn"),
        (b'{"results": [{"plate": "a1", "score": 1, "region": {"code": ""}}]}', "201  a1 1.000"),
        (b'{"results": [{"plate": "a1"}]}', '201  {"results": [{"plate": "a1"}]}'),
        (b'["results"]', '201  ["results"]'),
    ],
)
def test_an_answer_with_plates_is_shown_by_them(body: bytes, shown: str) -> None:
    assert str(Heard(201, body)) == shown


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.jpg", None, "it cannot be opened"),
        ("text.jpg", b"no photo", "it is not a JPEG or PNG photo"),
        ("cut.jpg", PHOTO[:300], ""),
    ],
)
def test_a_file_that_is_no_photo_is_told(
    tmp_path: Path, name: str, content: bytes | None, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert player.main(["--dialect", "jpeg", str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"{path}: {sentence}")


def test_without_a_running_stack_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(tmp_path / "none.json"))
    with pytest.raises(CameraError, match="npm start"):
        door_for("jpeg", None)


@pytest.mark.parametrize("outputs", [{}, {"demo_camera": None}])
def test_a_stack_without_a_camera_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, outputs: object
) -> None:
    path = tmp_path / "outputs.json"
    path.write_text(json.dumps(outputs))
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(path))
    with pytest.raises(CameraError, match="demo_camera"):
        door_for("jpeg", None)


def test_an_address_needs_no_stack_and_snapshot_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    assert door_for("dahua", "https://example.com/c/1/2") == Door("https://example.com/c/1/2")
    with pytest.raises(CameraError, match=SECRET_VARIABLE):
        door_for("snapshot", "https://example.com/v1/plate-reader/")
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    assert door_for("snapshot", "https://example.com/v1/plate-reader/").token == SECRET


@pytest.mark.parametrize("url", ["example.com", "ftp://example.com", "http://", "http://[", "http://example.com:port"])
def test_what_is_no_address_is_told_before_anything_is_sent(url: str) -> None:
    with pytest.raises(CameraError, match="begins with http"):
        send(Door(url), Posted("POST", (), b""))


def test_nobody_there_is_told_without_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", refuse)
    with pytest.raises(CameraError, match="Nobody answers") as raised:
        send(Door(CAMERA["push_url"]), Posted("POST", (), b""))
    assert SECRET not in str(raised.value)


def test_what_the_device_adds_follows_its_address() -> None:
    url = "https://example.com/c/1/2?key=3"
    assert target(url, dahua.posted(a_shot())) == "/c/1/2/NotificationInfo/TollgateInfo?key=3"
    assert target(url, hikvision_query.posted(a_shot())).startswith(
        "/c/1/2?key=3&channelID=1&dateTime=20260315T112740+700"
    )
    assert target("https://example.com", Posted("POST", (), b"")) == "/"
    assert target("https://example.com/v1/plate-reader/", Posted("POST", (), b"")) == "/v1/plate-reader/"


def test_headers_are_the_devices_own_in_their_order() -> None:
    posted = Posted("POST", (("Content-Type", "image/jpeg"), ("Connection", "close")), b"123")
    assert headers(Door("http://user@example.com:81/x", "t"), posted) == [
        ("Host", "example.com:81"),
        ("Authorization", "Token t"),
        ("Content-Type", "image/jpeg"),
        ("Connection", "close"),
        ("Content-Length", "3"),
    ]


class Wire:
    """Stands for a connection; keeps every byte that is sent."""

    def __init__(self) -> None:
        self.written = b""

    def sendall(self, data: bytes) -> None:
        self.written += data

    def makefile(self, *_: object) -> object:
        return BytesIO(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    def close(self) -> None:
        pass

    def setsockopt(self, *_: object) -> None:
        pass


def test_nothing_but_the_devices_own_bytes_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire()
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: wire)
    posted = Posted("PUT", (("Content-Type", "image/jpeg"),), b"\xff\xd8")
    assert send(Door("http://example.com/c/1/2"), posted) == Heard(200, b"ok")
    assert wire.written == (
        b"PUT /c/1/2 HTTP/1.1\r\nHost: example.com\r\nContent-Type: image/jpeg\r\nContent-Length: 2\r\n\r\n\xff\xd8"
    )


@pytest.mark.parametrize(
    ("text", "expected"), [("2s", 2.0), ("500ms", 0.5), ("1m", 60.0), ("1.5h", 5400.0), ("3", 3.0)]
)
def test_a_pause_is_read(text: str, expected: float) -> None:
    assert player.seconds(text) == expected


@pytest.mark.parametrize(
    "option", [["--every", "soon"], ["--every", "2d"], ["--as", "a b"], ["--as", "../x"], ["--dialect", "other"]]
)
def test_an_option_that_cannot_be_is_told(option: list[str], photo: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        player.main(["--dialect", "jpeg", *option, photo])
    assert option[0] in capsys.readouterr().err


def test_the_same_name_is_the_same_device() -> None:
    assert Device.called("a") == Device.called("a")
    assert len({Device.called(name).mac for name in ("a", "b", "c")}) == 3
    assert Device.called("a").mac.startswith("02:")
    assert Device.called("a").ip.startswith("192.0.2.")
