"""Who gets through to the laptop's AWS: the web app and tools, and no other page that a browser shows."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import pytest

from local.aws.guard import Guard, Known, refusal

WEB: Final = "http://127.0.0.1:5180"
KNOWN: Final = Known(frozenset({"127.0.0.1:4566", "localhost:4566"}), WEB)
FOREIGN: Final = "https://elsewhere.example"
HOST: Final = {"host": "127.0.0.1:4566"}


def status_of(path: str, headers: dict[str, str]) -> int | None:
    refused = refusal({name: [value] for name, value in headers.items()}, path, KNOWN)
    return refused.status if refused else None


@pytest.mark.parametrize(
    ("who", "path", "headers"),
    [
        ("a tool", "/", HOST),
        ("a tool by the other name", "/", {"host": "LOCALHOST:4566"}),
        ("a tool that resets", "/_ministack/reset", HOST),
        ("the web app", "/_aws/execute-api/platebook", HOST | {"origin": WEB, "sec-fetch-site": "same-site"}),
        ("a photo in the web app", "/bucket/photo", HOST | {"sec-fetch-site": "same-site"}),
        ("a person who opens a link", "/bucket/photo", HOST | {"sec-fetch-site": "none"}),
    ],
)
def test_those_get_through(who: str, path: str, headers: dict[str, str]) -> None:
    assert status_of(path, headers) is None


@pytest.mark.parametrize(
    ("who", "path", "headers", "status"),
    [
        ("another page that posts a form", "/_ministack/reset", HOST | {"origin": FOREIGN}, 403),
        ("another page", "/", HOST | {"origin": FOREIGN}, 403),
        ("a page in a sandbox, or a file", "/", HOST | {"origin": "null"}, 403),
        ("another port of this machine", "/", HOST | {"origin": "http://127.0.0.1:3000"}, 403),
        ("an origin that begins alike", "/", HOST | {"origin": f"{WEB}.elsewhere.example"}, 403),
        ("an origin that is empty", "/", HOST | {"origin": ""}, 403),
        ("another page that shows a picture", "/bucket/photo", HOST | {"sec-fetch-site": "cross-site"}, 403),
        ("the web app that resets", "/_ministack/reset", HOST | {"origin": WEB}, 403),
        ("a browser that lists mail", "/_ministack/ses/messages", HOST | {"sec-fetch-site": "none"}, 403),
        ("a foreign name of this machine", "/", {"host": "elsewhere.example:4566"}, 421),
        ("a foreign name that asks as a tool", "/_ministack/reset", {"host": "elsewhere.example"}, 421),
        ("a name under ours", "/", {"host": "elsewhere.localhost:4566"}, 421),
        ("another port", "/", {"host": "127.0.0.1:5180"}, 421),
        ("nobody's name", "/", {}, 421),
    ],
)
def test_those_do_not(who: str, path: str, headers: dict[str, str], status: int) -> None:
    assert status_of(path, headers) == status


def test_two_names_or_origins_are_no_way_around() -> None:
    assert refusal({"host": ["127.0.0.1:4566", "elsewhere.example"]}, "/", KNOWN)
    assert refusal({"host": ["127.0.0.1:4566"], "origin": [WEB, FOREIGN]}, "/", KNOWN)


def test_a_refusal_says_why_and_who_may() -> None:
    refused = refusal({"host": ["127.0.0.1:4566"], "origin": [FOREIGN]}, "/", KNOWN)

    assert refused is not None
    assert refused.sentence == f"Among pages in a browser, the laptop's AWS answers only those of {WEB}."


class Aws:
    """Lets every page read its answers, as the emulator does."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        headers = [(b"Access-Control-Allow-Origin", b"*"), (b"etag", b"*")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"done"})


def ask(app: Any, path: str, kind: str = "http", **headers: str) -> list[Any]:
    """What the app sends when it is asked."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": f"{kind}.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(app({"type": kind, "method": "POST", "path": path, "headers": pairs}, receive, send))
    return sent


def test_what_is_refused_does_not_reach_the_laptops_aws() -> None:
    aws = Aws()

    start, body = ask(Guard(aws, KNOWN), "/_ministack/reset", origin=FOREIGN, **HOST)

    assert start["status"] == 403
    assert b"for tools on this machine" in body["body"]
    assert not any(name == b"access-control-allow-origin" for name, _ in start["headers"])
    assert aws.asked == []


def test_a_socket_is_refused_as_well() -> None:
    aws = Aws()

    assert ask(Guard(aws, KNOWN), "/", "websocket", origin=FOREIGN, **HOST)[0]["type"] == "websocket.close"
    assert aws.asked == []


def test_answers_for_everybody_become_answers_for_the_web_app() -> None:
    start, body = ask(Guard(Aws(), KNOWN), "/", origin=WEB, **HOST)

    assert start["headers"] == [(b"Access-Control-Allow-Origin", WEB.encode()), (b"etag", b"*")]
    assert body["body"] == b"done"
