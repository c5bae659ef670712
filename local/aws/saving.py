"""Saves the laptop's AWS while it runs: soon after something was written, and says so when it cannot."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from local.aws.asgi import App, Headers, Message, Receive, Scope, Send, answer, headers_of
from local.aws.marker import Marker, read_marker, write_marker
from local.aws.snapshot import SnapshotFolder

logger = logging.getLogger("platebook.saving")

STATUS_PATH: Final = "/_platebook/saving"
GATHERING_SECONDS: Final = 0.5  # what belongs together is mostly written together
SHORTEST_PAUSE_SECONDS: Final = 2.0
LONGEST_PAUSE_SECONDS: Final = 25.0  # with the gathering and the saving itself, half a minute
PAUSE_PER_SECOND_OF_SAVING: Final = 10.0  # so that saving takes at most a tenth of the time, however much there is
AGAIN_SECONDS: Final = 5.0  # after what could not be saved
READ_AGAIN_SECONDS: Final = 0.05
MOST_READINGS: Final = 40

READ_METHODS: Final = ("GET", "HEAD", "OPTIONS")
READ_OPERATIONS: Final = ("BatchGet", "Describe", "Filter", "Get", "List", "Query", "Scan", "TransactGet")
PEOPLE: Final = "AWSCognitoIdentityProviderService."
"""Taken with a full disk too: at worst one has to sign in again."""

FUNCTION_CALLS: Final = ("/_aws/execute-api/", "/2015-03-31/functions/")
"""Write nothing by themselves: their functions' own requests are looked at, and they say better what is wrong."""

INSUFFICIENT_STORAGE: Final = 507

missed: ContextVar[list[str] | None] = ContextVar("missed", default=None)
"""What of the request in hand did not reach the disk."""


class State(Protocol):
    """What the emulator knows."""

    def is_in_the_making(self) -> bool:
        """Tell whether a deployment is under way: half of one is of no use to anybody."""

    def texts(self) -> Mapping[str, str]:
        """Give the content of each file, all of one moment; raise RuntimeError when something was changed meanwhile."""

    def write_missed(self) -> None:
        """Write the photos that did not reach the disk; raise OSError when they still do not."""


def pause_after(saving_seconds: float) -> float:
    """Tell how long to wait after a snapshot before the next one.

    Parameters
    ----------
    saving_seconds
        How long it took.
    """
    return min(max(SHORTEST_PAUSE_SECONDS, PAUSE_PER_SECOND_OF_SAVING * saving_seconds), LONGEST_PAUSE_SECONDS)


def is_write(method: str, operation: str) -> bool:
    """Tell whether a request may change what the emulator knows.

    Parameters
    ----------
    method
        Of HTTP.
    operation
        What `X-Amz-Target` says behind its dot; empty where the service does without.
    """
    return not operation.startswith(READ_OPERATIONS) if operation else method not in READ_METHODS


@dataclass
class Saver:
    """Keeps the state folder at most one pause behind.

    Parameters
    ----------
    data_dir
        Where the marker lies.
    folder
        Where the snapshots go.
    state
        What is saved.
    now
        Gives the time in UTC.
    """

    data_dir: Path
    folder: SnapshotFolder
    state: State
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    problem: str | None = None
    """Why what is written now may be lost; None when all is well."""
    _misses: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Mark the run as begun, and save from now on."""
        before = read_marker(self.data_dir)
        write_marker(self.data_dir, Marker(before.saved_at if before else None, clean=False))
        self._task = asyncio.create_task(self._keep_saving())

    async def end(self) -> None:
        """Save for the last time, and mark the run as ended cleanly.

        In the middle of a deployment, what was saved before it stays: the next start deploys anew onto something whole.
        """
        async with self._turn:  # not in the middle of a snapshot
            if self._task:
                self._task.cancel()
            if not self.state.is_in_the_making():
                await self._save(clean=True)

    def note_change(self) -> None:
        """Save soon."""
        self._changed.set()

    def note_missed(self, reason: str) -> None:
        """Something did not reach the disk: refuse more of it until everything did."""
        self.problem = reason
        self._misses += 1
        self._changed.set()

    async def save(self) -> None:
        """Save everything that was answered until now; a failure is told as `problem`."""
        async with self._turn:
            await self._save(clean=False)

    async def _save(self, *, clean: bool) -> None:
        misses = self._misses
        try:
            self.state.write_missed()
            texts = await self._texts()
            saved_at = self.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
            await asyncio.to_thread(self._write, texts, Marker(saved_at, clean))
        except Exception as error:  # whatever it is: it is told, what writes is refused, and it is tried again
            self.problem = _reason(error)
            logger.exception("Could not be saved")
        else:
            self.problem = None if self._misses == misses else self.problem

    def _write(self, texts: Mapping[str, str], marker: Marker) -> None:
        self.folder.write(texts)
        write_marker(self.data_dir, marker)

    async def _texts(self) -> Mapping[str, str]:
        for _ in range(MOST_READINGS):
            try:
                return self.state.texts()
            except RuntimeError:  # a thread changed something while it was read: a moment later it does not
                await asyncio.sleep(READ_AGAIN_SECONDS)
        return self.state.texts()

    async def _keep_saving(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            await self._changed.wait()
            await asyncio.sleep(GATHERING_SECONDS)
            if self.state.is_in_the_making():
                continue
            self._changed.clear()
            started = clock()
            await self.save()
            if self.problem:
                self._changed.set()
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                await asyncio.sleep(pause_after(clock() - started))


def _reason(error: Exception) -> str:
    """Say why in words where there are some: what a photo missed is an OSError of one sentence, without a number."""
    if isinstance(error, OSError):
        return error.strerror or str(error) or repr(error)
    return repr(error)


class Saving:
    """Sits before the laptop's AWS: tells the saver what changes, and nobody that something is done which may be lost.

    Parameters
    ----------
    app
        The laptop's AWS.
    saver
        Saves it.
    origin
        The web app's; its pages may read why something was refused.
    """

    def __init__(self, app: App, saver: Saver, origin: str) -> None:
        self._app = app
        self._saver = saver
        self._origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, the beginning or the end."""
        if scope["type"] == "lifespan":
            await self._app(scope, self._ending(receive), self._beginning(send))
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == STATUS_PATH:
            await answer(send, 200, "application/json", json.dumps({"problem": self._saver.problem}))
        else:
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope)
        target = "".join(headers.get("x-amz-target", ()))
        if not is_write(scope["method"], target.rpartition(".")[2]):
            await self._app(scope, receive, send)
        elif self._saver.problem and not (target.startswith(PEOPLE) or scope["path"].startswith(FUNCTION_CALLS)):
            while (await receive()).get("more_body"):
                pass  # a browser looks for an answer only when it has sent everything
            await self._refuse(headers, send)
        else:
            await self._write(scope, receive, send, headers)

    async def _write(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        misses: list[str] = []
        missed.set(misses)

        async def send_unless_missed(message: Message) -> None:
            if not misses:
                await send(message)
            elif message["type"] == "http.response.start":
                self._saver.note_missed(misses[0])
                await self._refuse(headers, send)

        try:
            await self._app(scope, receive, send_unless_missed)
        finally:
            self._saver.note_change()

    async def _refuse(self, headers: Headers, send: Send) -> None:
        sentence = f"The laptop's AWS cannot keep what is written now ({self._saver.problem})."
        if "x-amz-target" in headers:
            error = json.dumps({"__type": "InsufficientStorage", "message": sentence})
            await answer(send, INSUFFICIENT_STORAGE, "application/x-amz-json-1.0", error, self._origin)
        else:
            error = f"<Error><Code>InsufficientStorage</Code><Message>{sentence}</Message></Error>"
            await answer(send, INSUFFICIENT_STORAGE, "application/xml", error, self._origin)

    def _beginning(self, send: Send) -> Send:
        async def send_and_begin(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._saver.begin()
            await send(message)

        return send_and_begin

    def _ending(self, receive: Receive) -> Receive:
        async def save_before_the_end() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self._saver.end()
            return message

        return save_before_the_end
