"""The laptop's AWS is saved while it runs, and never says that something is done which may be lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from local.aws import saving, snapshot
from local.aws.marker import Marker, read_marker, write_marker
from local.aws.saving import Saver, Saving, is_write, missed, pause_after
from local.aws.snapshot import SnapshotFolder

WEB: Final = "http://127.0.0.1:5180"
NOW: Final = datetime(2026, 7, 1, 12, tzinfo=UTC)
SAVED_AT: Final = "2026-07-01T12:00:00.000Z"


class State:
    """What a test says that the emulator knows."""

    def __init__(self) -> None:
        self.known = {"dynamodb.json": "one"}
        self.in_the_making = False
        self.changes_while_read = 0
        self.cannot_write: Exception | None = None

    def is_in_the_making(self) -> bool:
        return self.in_the_making

    def texts(self) -> Mapping[str, str]:
        if self.changes_while_read:
            self.changes_while_read -= 1
            raise RuntimeError("dictionary changed size during iteration")
        return dict(self.known)

    def write_missed(self) -> None:
        if self.cannot_write:
            raise self.cannot_write


@pytest.fixture
def state() -> State:
    return State()


@pytest.fixture
def saver(tmp_path: Path, state: State) -> Saver:
    return Saver(tmp_path, SnapshotFolder(tmp_path / "services"), state, lambda: NOW)


@pytest.fixture
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the pauses: what happens is the same, only sooner."""
    for name in ("GATHERING_SECONDS", "SHORTEST_PAUSE_SECONDS", "PAUSE_PER_SECOND_OF_SAVING", "AGAIN_SECONDS"):
        monkeypatch.setattr(saving, name, 0.0)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 20))


async def until_saved(folder: Path, name: str, text: str) -> None:
    while not (folder / "services" / name).exists() or (folder / "services" / name).read_text() != text:  # noqa: ASYNC110 - a file tells nobody
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("saving_seconds", "pause_seconds"), [(0.0, 2.0), (0.1, 2.0), (0.5, 5.0), (2.4, 24.0), (2.5, 25.0), (60.0, 25.0)]
)
def test_saving_takes_a_tenth_of_the_time_and_comes_within_half_a_minute(
    saving_seconds: float, pause_seconds: float
) -> None:
    assert pause_after(saving_seconds) == pytest.approx(pause_seconds)


@pytest.mark.parametrize(
    ("method", "operation", "writes"),
    [
        ("GET", "", False),
        ("HEAD", "", False),
        ("OPTIONS", "", False),
        ("PUT", "", True),
        ("POST", "", True),
        ("DELETE", "", True),
        ("POST", "PutItem", True),
        ("POST", "TransactWriteItems", True),
        ("POST", "UpdateItem", True),
        ("POST", "InitiateAuth", True),
        ("POST", "Query", False),
        ("POST", "GetItem", False),
        ("POST", "BatchGetItem", False),
        ("POST", "TransactGetItems", False),
        ("POST", "DescribeTable", False),
        ("POST", "ListUsers", False),
    ],
)
def test_reading_makes_nothing_to_save(method: str, operation: str, writes: bool) -> None:
    assert is_write(method, operation) is writes


@pytest.mark.usefixtures("_hasty")
def test_what_changes_is_saved_while_it_runs(saver: Saver, state: State, tmp_path: Path) -> None:
    async def story() -> None:
        saver.begin()
        assert read_marker(tmp_path) == Marker(None, clean=False)
        saver.note_change()
        await until_saved(tmp_path, "dynamodb.json", "one")
        state.known["dynamodb.json"] = "two"
        saver.note_change()
        await until_saved(tmp_path, "dynamodb.json", "two")

    run(story())
    assert read_marker(tmp_path) == Marker(SAVED_AT, clean=False)


@pytest.mark.usefixtures("_hasty")
def test_where_nothing_changes_nothing_is_saved(saver: Saver, tmp_path: Path) -> None:
    async def story() -> None:
        saver.begin()
        await asyncio.sleep(0.2)

    run(story())
    assert not (tmp_path / "services").exists()


@pytest.mark.usefixtures("_hasty")
def test_a_deployment_is_saved_when_it_is_whole(saver: Saver, state: State, tmp_path: Path) -> None:
    async def story() -> None:
        state.in_the_making = True
        saver.begin()
        saver.note_change()
        await asyncio.sleep(0.2)
        assert not (tmp_path / "services").exists()
        state.in_the_making = False
        await until_saved(tmp_path, "dynamodb.json", "one")

    run(story())


def test_what_a_thread_changes_meanwhile_is_read_again(saver: Saver, state: State, tmp_path: Path) -> None:
    state.changes_while_read = 2

    run(saver.save())

    assert (tmp_path / "services" / "dynamodb.json").read_text() == "one"
    assert saver.problem is None


def test_a_clean_end_is_marked_and_begins_unmarked_again(saver: Saver, tmp_path: Path) -> None:
    async def story() -> None:
        saver.begin()
        await saver.end()
        assert read_marker(tmp_path) == Marker(SAVED_AT, clean=True)
        saver.begin()
        assert read_marker(tmp_path) == Marker(SAVED_AT, clean=False)

    run(story())


def test_an_end_that_cannot_be_saved_is_not_clean(saver: Saver, state: State, tmp_path: Path) -> None:
    async def story() -> None:
        saver.begin()
        state.cannot_write = OSError(28, "No space left on device")
        await saver.end()

    run(story())
    assert read_marker(tmp_path) == Marker(None, clean=False)
    assert saver.problem == "No space left on device"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError("a service that ministack changed"), "KeyError('a service that ministack changed')"),
        (OSError(27, "File too large"), "File too large"),
        (OSError("File too large"), "File too large"),  # of photos that did not reach the disk
    ],
)
def test_whatever_keeps_it_from_saving_is_told(saver: Saver, state: State, error: Exception, told: str) -> None:
    state.cannot_write = error
    run(saver.save())
    assert saver.problem == told


def test_a_run_that_ends_in_a_deployment_keeps_what_was_before_it(saver: Saver, state: State, tmp_path: Path) -> None:
    async def story() -> None:
        saver.begin()
        await saver.save()
        state.known["dynamodb.json"] = "half"
        state.in_the_making = True
        await saver.end()

    run(story())
    assert (tmp_path / "services" / "dynamodb.json").read_text() == "one"
    assert read_marker(tmp_path) == Marker(SAVED_AT, clean=False)


def test_a_snapshot_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SnapshotFolder(tmp_path)
    folder.write({"a.json": "old", "b.json": "old"})
    write = snapshot._write_through

    def full(path: Path, text: str) -> None:
        write(path, text)
        if path.name.startswith("b"):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot, "_write_through", full)
    with pytest.raises(OSError, match="No space"):
        folder.write({"a.json": "new", "b.json": "new"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.json": "old", "b.json": "old"}

    monkeypatch.undo()
    folder.write({"a.json": "new", "b.json": "new"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.json": "new", "b.json": "new"}


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    folder.write({"a.json": "one", "b.json": "one"})
    (tmp_path / "a.json").write_text("untouched")

    folder.write({"a.json": "one", "b.json": "two"})

    assert ((tmp_path / "a.json").read_text(), (tmp_path / "b.json").read_text()) == ("untouched", "two")


def test_a_marker_that_is_no_marker_says_nothing(tmp_path: Path) -> None:
    assert read_marker(tmp_path) is None
    (tmp_path / "saved.json").write_text("")
    assert read_marker(tmp_path) is None
    write_marker(tmp_path, Marker(SAVED_AT, clean=True))
    assert read_marker(tmp_path) == Marker(SAVED_AT, clean=True)


class Aws:
    """Answers that all is well, also when what it took did not reach the disk."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.does_not_reach_the_disk = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.taken.append(scope["path"])
        misses = missed.get()
        if self.does_not_reach_the_disk and misses is not None:
            misses.append("No space left on device")
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Asked:
    """The laptop's AWS with a saver before it."""

    def __init__(self, saver: Saver) -> None:
        self.aws = Aws()
        self._app = Saving(self.aws, saver, WEB)

    def __call__(self, method: str, path: str, **headers: str) -> tuple[int, str]:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        asyncio.run(self._app({"type": "http", "method": method, "path": path, "headers": pairs}, receive, send))
        start, *bodies = sent
        return start["status"], b"".join(body["body"] for body in bodies).decode()


@pytest.fixture
def asked(saver: Saver) -> Asked:
    return Asked(saver)


def test_a_photo_that_did_not_reach_the_disk_is_not_answered_as_done(asked: Asked, saver: Saver) -> None:
    asked.aws.does_not_reach_the_disk = True

    status, text = asked("POST", "/bucket/")

    assert status == 507
    assert "<Code>InsufficientStorage</Code>" in text
    assert "No space left on device" in text
    assert saver.problem == "No space left on device"


def test_while_nothing_can_be_saved_what_writes_is_refused(asked: Asked, saver: Saver) -> None:
    saver.problem = "No space left on device"

    photo, record = asked("PUT", "/bucket/photo"), asked("POST", "/", x_amz_target="DynamoDB_20120810.PutItem")

    assert (photo[0], record[0]) == (507, 507)
    assert json.loads(record[1])["__type"] == "InsufficientStorage"
    assert asked.aws.taken == []


@pytest.mark.parametrize(
    ("method", "path", "target"),
    [
        ("GET", "/bucket/photo", ""),
        ("POST", "/", "DynamoDB_20120810.Query"),
        ("POST", "/", "AWSCognitoIdentityProviderService.InitiateAuth"),
        ("POST", "/_aws/execute-api/platebook/$default/reads/search", ""),
        ("POST", "/2015-03-31/functions/reading/invocations", ""),
    ],
)
def test_while_nothing_can_be_saved_reading_and_signing_in_go_on(
    asked: Asked, saver: Saver, method: str, path: str, target: str
) -> None:
    saver.problem = "No space left on device"

    assert asked(method, path, **({"x_amz_target": target} if target else {}))[0] == 204


def test_what_cannot_be_saved_is_told_to_who_asks(asked: Asked, saver: Saver) -> None:
    assert asked("GET", "/_platebook/saving") == (200, '{"problem": null}')
    saver.problem = "No space left on device"
    assert asked("GET", "/_platebook/saving") == (200, '{"problem": "No space left on device"}')


def test_when_everything_reached_the_disk_it_takes_again(saver: Saver, state: State) -> None:
    state.cannot_write = OSError(28, "No space left on device")
    run(saver.save())
    assert saver.problem == "No space left on device"

    state.cannot_write = None
    run(saver.save())

    assert saver.problem is None


def test_what_is_missed_during_a_snapshot_stays_a_problem_after_it(saver: Saver, state: State) -> None:
    async def story() -> None:
        state.changes_while_read = 1  # the snapshot waits for a moment, in which a photo is missed
        going_on = asyncio.create_task(saver.save())
        await asyncio.sleep(0.01)
        saver.note_missed("No space left on device")
        await going_on
        assert saver.problem == "No space left on device"

    run(story())
