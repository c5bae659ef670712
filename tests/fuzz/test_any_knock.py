"""Requests made up for the doors of cameras, through the running stack: no server error, and no secret given back."""

from __future__ import annotations

import http.client
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from local.camera.dialects import DIALECTS
from local.camera.shot import Posted
from tests.e2e.stack import HTTP_SECONDS, LocalStack
from tests.e2e.test_cameras import Gate
from tests.fuzz.test_every_answer import DOCUMENT
from tests.support.devices import CROP, FORM, PHOTO, a_shot

EXAMPLES: Final = 40
DOCUMENTED: Final = {int(status) for status in DOCUMENT["paths"]["/c/{camera_id}/{secret}"]["post"]["responses"]}
AT_ONCE: Final = {int(status) for status in DOCUMENT["paths"]["/v1/{door+}"]["post"]["responses"]}
KINDS: Final = ["image/jpeg", "application/json", "application/x-www-form-urlencoded", "text/xml", FORM, "x", "ä"]
SOUND: Final = [DIALECTS[name](a_shot(photo=PHOTO, plate_crop=CROP)) for name in sorted(DIALECTS)]
TEXT: Final = st.text(st.characters(codec="utf-8"), max_size=30)
BEGINNINGS: Final = [b"", b"{", b"<EventNotificationAlert>", b"--boundary\r\n", b"\xff\xd8\xff", b"upload=", b"json="]
TAILS: Final = ["", "/NotificationInfo/TollgateInfo", "/NotificationInfo/KeepAlive", "/a.jpg", "/../../x", "//", "/%00"]

QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def gate(stack: LocalStack) -> Gate:
    return Gate(stack)


def ask(url: str, method: str, tail: str, kind: str, body: bytes, *, token: str = "") -> tuple[int, bytes]:
    """Ask as a device does, with an address that no library tidies up."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=HTTP_SECONDS)
    try:
        headers = {"Content-Type": kind.encode().decode("latin-1")} if kind else {}
        if token:
            headers["Authorization"] = f"Token {token}"
        connection.request(method, address.path + tail, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@st.composite
def requests_made_up(draw: st.DrawFn) -> tuple[str, str, str, bytes]:
    """Give method, what is below the address, content type and body."""
    sound = draw(st.none() | st.sampled_from(SOUND))
    tail = draw(st.sampled_from(TAILS) | TEXT.map(lambda text: "/" + quote(text)))
    tail += "?" + urlencode(draw(st.dictionaries(TEXT, TEXT, max_size=3)))
    if sound is None:
        body = draw(st.sampled_from(BEGINNINGS)) + draw(st.binary(max_size=200))
        return draw(st.sampled_from(["POST", "PUT"])), tail, draw(st.sampled_from(KINDS)), body
    return sound.method, tail, sound.content_type, spoiled(draw, sound)


def spoiled(draw: st.DrawFn, sound: Posted) -> bytes:
    body = bytearray(sound.body)
    place = draw(st.integers(0, len(body)))
    body[place : place + draw(st.integers(0, 40))] = draw(st.binary(max_size=12))
    return bytes(body)


@given(requests_made_up())
@QUICK
def test_whatever_a_device_sends_is_answered_as_the_document_says(
    gate: Gate, made_up: tuple[str, str, str, bytes]
) -> None:
    method, tail, kind, body = made_up
    status, said = ask(gate.url, method, tail, kind, body)
    below = tail.partition("?")[0]
    is_elsewhere = ".." in below or (below != "" and not below.strip("/"))  # to the gateway that is another address
    assert status in (DOCUMENTED - {500, 503}) | ({404} if is_elsewhere else set())
    assert gate.secret.encode() not in said


@given(requests_made_up(), st.sampled_from(["plate-reader/", "plate-reader", "statistics/"]))
@QUICK
def test_whatever_a_client_of_the_plate_reader_sends_is_answered_as_the_document_says(
    stack: LocalStack, gate: Gate, made_up: tuple[str, str, str, bytes], door: str
) -> None:
    _, tail, kind, body = made_up
    query = "?" + tail.partition("?")[2]
    status, said = ask(f"{stack.outputs['api_url']}/v1/{door}", "POST", query, kind, body, token=gate.secret)
    assert status in (AT_ONCE - {500, 503} if door.startswith("plate-reader") else {404})
    assert gate.secret.encode() not in said
    stranger, _ = ask(f"{stack.outputs['api_url']}/v1/{door}", "POST", query, kind, body, token="none")
    assert stranger == 403


@given(TEXT, TEXT, requests_made_up())
@QUICK
def test_whatever_a_stranger_sends_is_not_let_in(
    stack: LocalStack, gate: Gate, camera: str, secret: str, made_up: tuple[str, str, str, bytes]
) -> None:
    method, tail, kind, body = made_up
    below = (
        f"{stack.outputs['api_url']}/c/{quote(camera, safe='') or gate.camera_id}/{quote(secret, safe='') or 'none'}"
    )
    status, said = ask(below, method, tail, kind, body)
    assert status in {401, 404}
    assert b"Traceback" not in said
