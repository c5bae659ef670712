"""What administrators may say of channels, what answers mean, and how events are told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.events.answer import JITTER, LONGEST_ASKED, PAUSES, Answer, Outcome, pause_after
from handler.domain.events.channel import BodyFormat, Channel, ChannelKind, ChannelSetup, changed_channel
from handler.domain.events.channel_checks import MOST_CHANNELS, check_among, checked
from handler.domain.events.delivery import Delivery, line_of
from handler.domain.events.envelope import body_of
from handler.domain.events.event import EventType
from tests.support.fakes.channels import a_channel, an_event
from tests.support.fakes.world import START


def setup_of(**about: Any) -> ChannelSetup:
    return replace(a_channel().setup, **about)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "https://example.com/plates?token=1",
        "https://example.com:443/",
        "https://example.com:8443/a",
        "https://[2001:db8::1]:9000/",
    ],
)
def test_https_addresses_are_taken_as_they_are(url: str) -> None:
    assert checked(setup_of(target=f" {url} "), loopback_allowed=False).target == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "http://example.com/",
        "ftp://example.com/",
        "https:///path",
        "https://",
        "https://user@example.com/",
        "https://user:word@example.com/",
        "https://example.com:80/",
        "https://example.com:22/",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://example.com:x/",
        "https://exa mple.com/",
        "https://example.com/\r\nHost:x",
        "https://example.com\\@other.example/",
        "https://bücher.example/",
        "https://[::1/",
        "https://localhost:8000/",
        "https://127.0.0.1:8000/",
        "http://127.0.0.1:8000/",
        "https://example.com/" + "x" * 500,
    ],
)
def test_other_addresses_are_refused_with_the_name_of_the_field(url: str) -> None:
    with pytest.raises(InvalidRequest, match=r"^invalid_request: target: "):
        checked(setup_of(target=url), loopback_allowed=False)


def test_on_a_laptop_webhooks_may_go_to_the_machine_itself_and_only_there_by_http() -> None:
    assert checked(setup_of(target="http://127.0.0.1:8000/in"), loopback_allowed=True).target
    assert checked(setup_of(target="http://localhost:8000/in"), loopback_allowed=True).target
    with pytest.raises(InvalidRequest):
        checked(setup_of(target="http://example.com/"), loopback_allowed=True)


@given(some.text())
def test_whatever_is_typed_is_taken_or_refused(url: str) -> None:
    for kind in ChannelKind:
        try:
            checked(setup_of(target=url, kind=kind), loopback_allowed=False)
        except InvalidRequest as refused:
            assert refused.message.startswith("target: ")  # noqa: PT017 (both ways are right)


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"types": frozenset()}, "types"),
        ({"types": frozenset({EventType.CHANNEL_TEST})}, "types"),
        ({"name": " "}, "name"),
        ({"kind": ChannelKind.EMAIL, "target": "nobody"}, "target"),
        ({"kind": ChannelKind.EMAIL, "target": "a@b"}, "target"),
        ({"kind": ChannelKind.BUS, "target": "arn:aws:events:x"}, "target"),
        ({"kind": ChannelKind.BUS, "target": "", "body_format": BodyFormat.PLATE_RECOGNIZER}, "body_format"),
        ({"types": frozenset({EventType.CAMERA_SILENT}), "body_format": BodyFormat.PLATE_RECOGNIZER}, "types"),
    ],
)
def test_a_channel_that_makes_no_sense_is_refused(about: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidRequest, match=f"^invalid_request: {field}: "):
        checked(setup_of(**about), loopback_allowed=False)


def test_two_channels_to_one_address_are_refused_and_told_which_is_there() -> None:
    with pytest.raises(InvalidRequest, match="Gate program goes there already"):
        check_among(setup_of(name="Second"), [a_channel()])
    check_among(setup_of(target="https://receiver.example/others"), [a_channel()])


def test_there_is_a_most_of_channels() -> None:
    others = [a_channel(setup=setup_of(target=f"https://receiver.example/{number}")) for number in range(MOST_CHANNELS)]
    with pytest.raises(InvalidRequest, match="the most there can be"):
        check_among(setup_of(), others)


def test_a_channel_is_changed_as_it_was_seen_and_stays_of_its_kind() -> None:
    channel = a_channel()
    assert changed_channel(channel, channel.setup, 1) is channel
    assert changed_channel(channel, setup_of(name="New"), 1).version == 2
    with pytest.raises(Conflict):
        changed_channel(channel, setup_of(name="New"), 2)
    with pytest.raises(Conflict):
        changed_channel(channel, setup_of(kind=ChannelKind.EMAIL), 1)


def test_a_channel_wants_its_types_of_its_sites_or_cameras() -> None:
    def wants(**about: Any) -> bool:
        return Channel("ch", setup_of(**about), START).wants(an_event())

    assert wants()
    assert wants(site_ids=frozenset({"site-0000000001"}))
    assert wants(camera_ids=frozenset({"cam-0000000001"}), site_ids=frozenset({"other"}))
    assert not wants(site_ids=frozenset({"other"}))
    assert not wants(types=frozenset({EventType.ALERT_WITHDRAWN}))


def test_the_audit_tells_no_address() -> None:
    assert "receiver.example" not in str(a_channel().setup.as_text())


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.TAKEN),
        (299, Outcome.TAKEN),
        (301, Outcome.AGAIN),
        (307, Outcome.AGAIN),
        (404, Outcome.AGAIN),
        (410, Outcome.GONE),
        (500, Outcome.AGAIN),
        (None, Outcome.AGAIN),
    ],
)
def test_what_an_answer_means(status: int | None, outcome: Outcome) -> None:
    assert Answer(status).outcome is outcome


@given(some.integers(1, len(PAUSES)), some.floats(0, 1))
def test_pauses_are_the_schedule_and_a_little_more(attempts: int, random: float) -> None:
    pause = pause_after(attempts, Answer(500), START, random)
    assert pause is not None
    assert PAUSES[attempts - 1] <= pause <= PAUSES[attempts - 1] * (1 + JITTER)


def test_after_the_last_pause_there_is_no_attempt() -> None:
    assert pause_after(len(PAUSES) + 1, Answer(503, retry_after="1"), START, 0.5) is None


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        (Answer(429, retry_after="90"), timedelta(seconds=90)),
        (Answer(503, retry_after="Mon, 04 May 2026 03:12:01 GMT"), timedelta(minutes=10)),
        (Answer(503, retry_after="1"), PAUSES[0]),
        (Answer(503, retry_after="99999999999999"), LONGEST_ASKED),
        (Answer(503, retry_after="soon"), PAUSES[0]),
        (Answer(503, retry_after="²"), PAUSES[0]),
        (Answer(503, retry_after="-5"), PAUSES[0]),
        (Answer(500, retry_after="90"), PAUSES[0]),
    ],
)
def test_receivers_may_ask_for_time(answer: Answer, pause: timedelta) -> None:
    assert pause_after(1, answer, START, 0.0) == pause


@given(some.text())
def test_whatever_stands_in_retry_after_a_pause_comes_of_it(text: str) -> None:
    pause = pause_after(1, Answer(503, retry_after=text), START, 0.0)
    assert pause is not None
    assert PAUSES[0] <= pause <= LONGEST_ASKED


def test_the_envelope_tells_type_id_time_and_data() -> None:
    body = json.loads(body_of(an_event(plate="ĐB1"), BodyFormat.PLATEBOOK, ""))
    assert set(body) == {"type", "id", "time", "data"}
    assert (body["type"], body["id"], body["time"]) == ("read.accepted", "evt00000001", "2026-05-04T03:02:01.000Z")
    assert body["data"]["plate"] == "ĐB1"


def test_in_the_words_of_plate_recognizer_a_read_is_a_recognition() -> None:
    data = {"plate": "B123ABC", "confidence": 0.98, "region": "ro", "camera_id": "cam-1", "upload_id": "u1"}
    body = json.loads(body_of(an_event(data=data), BodyFormat.PLATE_RECOGNIZER, "https://receiver.example/"))
    assert body["hook"] == {
        "target": "https://receiver.example/",
        "id": "cam-1",
        "event": "recognition",
        "filename": "u1.jpg",
    }
    (result,) = body["data"]["results"]
    assert (result["plate"], result["score"], result["region"]["code"]) == ("b123abc", 0.98, "ro")
    assert body["data"]["timestamp"] == "2026-05-04T03:02:01.000000Z"
    test = json.loads(body_of(an_event(data={}), BodyFormat.PLATE_RECOGNIZER, ""))
    assert test["data"]["results"] == []


def test_a_line_names_no_plate_and_deliveries_sort_by_time() -> None:
    assert "B123ABC" not in line_of("ch-1", "plate#B123ABC")
    earlier, later = Delivery.of("ch-1", an_event(9)), Delivery.of("ch-1", an_event(1, at=START + timedelta(seconds=1)))
    assert earlier.line_id == later.line_id
    assert earlier.delivery_id < later.delivery_id
