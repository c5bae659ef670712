"""What a program that sits before another one takes and gives (ASGI)."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

Headers = Mapping[str, Sequence[str]]
"""All values of each header, by its name in small letters."""


def headers_of(scope: Scope) -> Headers:
    """Gather a request's headers."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


async def answer(send: Send, status: int, content_type: str, text: str, origin: str | None = None) -> None:
    """Answer a request.

    Parameters
    ----------
    send
        Takes the answer.
    status, content_type, text
        What it says.
    origin
        The page that may read it, if one may.
    """
    body = text.encode()
    headers = [
        (b"content-type", content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if origin:
        headers.append((b"access-control-allow-origin", origin.encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
