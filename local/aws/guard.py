"""Who may talk to the laptop's AWS: its web app and the tools of this machine, but no other page of a browser.

The emulator's keys are known to everybody, it would be reset by a simple POST, and it lets every page read its answers.
A browser tells on whose behalf it asks, in headers that a page cannot change; tools send none of them.
"""

from dataclasses import dataclass

from local.aws.asgi import App, Headers, Message, Receive, Scope, Send, answer, headers_of

TOOLS_ONLY = ("/_ministack", "/_localstack", "/_platebook")
"""What resets, lists mail and tells how the program itself is: no page needs it."""

ALLOW_ORIGIN = b"access-control-allow-origin"


@dataclass(frozen=True)
class Known:
    """Whom the guard lets through.

    Parameters
    ----------
    hosts
        The names and ports under which this program is meant to be asked.
    origin
        The web app's.
    """

    hosts: frozenset[str]
    origin: str


@dataclass(frozen=True)
class Refusal:
    """Why a request goes no further.

    Parameters
    ----------
    status
        Of HTTP.
    sentence
        For whoever wonders why.
    """

    status: int
    sentence: str


def refusal(headers: Headers, path: str, known: Known) -> Refusal | None:
    """Decide on a request.

    Parameters
    ----------
    headers
        As the browser or the tool sent them.
    path
        What is asked for, decoded.
    known
        Whom to let through.

    Returns
    -------
    Refusal | None
        None when it may go on.
    """
    hosts, origins, sites = (headers.get(name, ()) for name in ("host", "origin", "sec-fetch-site"))
    if len(hosts) != 1 or hosts[0].lower() not in known.hosts:
        return Refusal(421, f"The laptop's AWS answers under these names only: {', '.join(sorted(known.hosts))}.")
    if path.startswith(TOOLS_ONLY) and (origins or sites):
        return Refusal(403, f"{path} is for tools on this machine, not for pages in a browser.")
    if any(origin != known.origin for origin in origins) or "cross-site" in sites:
        return Refusal(403, f"Among pages in a browser, the laptop's AWS answers only those of {known.origin}.")
    return None


class Guard:
    """Sits before the laptop's AWS.

    Parameters
    ----------
    app
        What is guarded.
    known
        Whom to let through.
    """

    def __init__(self, app: App, known: Known) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        refused = refusal(headers_of(scope), scope["path"], self._known) if "headers" in scope else None
        if refused is None:
            await self._app(scope, receive, self._for_one_origin(send))
        elif scope["type"] == "http":
            await answer(send, refused.status, "text/plain; charset=utf-8", refused.sentence + "\n")
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": refused.sentence})

    def _for_one_origin(self, send: Send) -> Send:
        """Where the emulator would let any page read an answer, name the only one."""

        async def send_narrowed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [self._narrowed(*header) for header in message.get("headers", ())]
            await send(message)

        return send_narrowed

    def _narrowed(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        is_for_all = name.lower() == ALLOW_ORIGIN and value.strip() == b"*"
        return (name, self._known.origin.encode()) if is_for_all else (name, value)
