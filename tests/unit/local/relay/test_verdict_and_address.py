"""What an answer means, how long to wait, and where to send to."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.relay.address import VARIABLE, address_from, shown
from local.relay.errors import RelayError
from local.relay.verdict import LONGEST_PAUSE_SECONDS, Verdict, asked_seconds, pause_seconds, verdict_of, words_of
from tests.support.fake_door import CAMERA, SECRET

URL = f"https://example.com/stage/c/{CAMERA}/{SECRET}"


OURS = b'{"error": {"code": "empty", "message": "Send it."}}'


@pytest.mark.parametrize(
    ("statuses", "body", "verdict"),
    [
        ((200, 201), b'{"status": "taken"}', Verdict.SENT),
        ((200,), b'{"status": "repeated"}', Verdict.SENT),
        ((200,), b'{"status": "nothing_to_take"}', Verdict.CLOSED),
        ((200, 204, 302), b"<p>Sign in, please", Verdict.CLOSED),
        ((400, 413, 415, 422), OURS, Verdict.REFUSED),
        ((413, 415, 422, 405, 404), b"<p>no", Verdict.CLOSED),
        ((401, 403, 404, 405, 407, 411, 414, 429, 503), OURS, Verdict.CLOSED),
        ((400, 408, 409, 421, 423, 425, 500, 502, 504), b'{"message": "no"}', Verdict.LATER),
    ],
)
def test_an_answer_is_judged_by_its_status_and_by_whose_it_is(
    statuses: tuple[int, ...], body: bytes, verdict: Verdict
) -> None:
    assert {verdict_of(status, body) for status in statuses} == {verdict}


@given(st.integers(100, 599), st.binary(max_size=40) | st.sampled_from([OURS, b"[" * 100_000, b'{"status": []}', b"1"]))
def test_any_answer_is_judged(status: int, body: bytes) -> None:
    assert (verdict_of(status, body) is Verdict.SENT) == (200 <= status < 300 and b"taken" in body)


@given(st.integers(1, 10_000), st.floats(0, 1e6))
def test_a_pause_is_never_shorter_than_was_asked_for_nor_endless(failures: int, asked: float) -> None:
    assert asked <= pause_seconds(failures, asked) <= max(asked, LONGEST_PAUSE_SECONDS)


def test_pauses_grow() -> None:
    assert pause_seconds(1) <= 1 < pause_seconds(3) <= 4 < pause_seconds(5)


@pytest.mark.parametrize(
    ("text", "seconds"), [(None, 0), ("", 0), ("30", 30), ("soon", 0), ("-3", 0), ("9" * 30, 86400)]
)
def test_a_number_of_seconds_is_read(text: str | None, seconds: float) -> None:
    assert asked_seconds(text) == seconds


def test_a_time_to_come_again_is_read() -> None:
    at = datetime.now(UTC) + timedelta(minutes=10)
    assert 500 < asked_seconds(format_datetime(at, usegmt=True)) <= 600
    assert asked_seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0


@given(st.text(max_size=40))
def test_any_header_is_borne(text: str) -> None:
    assert 0 <= asked_seconds(text) <= 86400


def test_the_address_comes_from_the_nearest_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    outputs, file = tmp_path / "outputs.json", tmp_path / "address"
    outputs.write_text(json.dumps({"demo_camera": {"push_url": "https://demo.example/c/a/b"}}))
    file.write_text("https://file.example/c/a/b\n")
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(outputs))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert address_from(None, None) == "https://demo.example/c/a/b"
    monkeypatch.setenv(VARIABLE, "https://variable.example/c/a/b")
    assert address_from(None, None) == "https://variable.example/c/a/b"
    assert address_from(None, file) == "https://file.example/c/a/b"
    assert address_from(URL, file) == URL


@pytest.mark.parametrize("content", [None, "{}"])
def test_without_an_address_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "outputs.json"
    if content:
        path.write_text(content)
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(path))
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(RelayError, match="--url-file"):
        address_from(None, None)
    with pytest.raises(RelayError, match="cannot be read"):
        address_from(None, tmp_path / "none")


@pytest.mark.parametrize(
    "wrong", ["", SECRET, f"ftp://h/c/a/{SECRET}", f"https:///{SECRET}", f"http://h:x/{SECRET}", "http://h/ö"]
)
def test_what_is_no_address_is_refused_and_not_repeated(wrong: str) -> None:
    with pytest.raises(RelayError, match="no camera's address") as told:
        address_from(wrong, None)
    assert SECRET not in str(told.value)


def test_an_address_is_shown_without_its_secret() -> None:
    assert shown(f"http://user:word@h:8/c/{CAMERA}/{SECRET}") == f"http://h:8/c/{CAMERA}/..."
    assert shown(URL) == "https://example.com/..."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"error": {"code": "empty", "message": "Send it."}}', "400: Send it."),
        (f"<p>There is no /c/{CAMERA}/{SECRET}".encode(), "400"),
        (b'{"error": "no"}', "400"),
        (b'{"error": {"message": ["no"]}}', "400"),
        (b'{"error": {"message": "a\\nb"}}', "400"),
        (b"[" * 100_000, "400"),
        (b"[]", "400"),
        (b"", "400"),
    ],
)
def test_of_an_answer_only_our_own_sentence_is_shown(body: bytes, words: str) -> None:
    assert words_of(400, body) == words
