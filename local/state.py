"""The state folder: one launcher at a time uses it, and damaged state is set aside, never deleted unasked."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from tenacity import RetryCallState, RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from local.errors import AlreadyRunning
from local.stack import Stack

STOPPING_TIMEOUT_SECONDS = 30.0
POLL_SECONDS = 0.2
ASIDE = "state-set-aside"


@contextmanager
def locked(stack: Stack) -> Iterator[int]:
    """Hold the state folder; give the lock's descriptor for children to share.

    The lock belongs to the open file, which the children's leashes inherit: when a launcher is killed, the folder stays
    locked until the last of its programs has stopped, and the next launcher waits for that. (A lock of filelock keeps
    its descriptor to itself.)

    Raises
    ------
    AlreadyRunning
        Another launcher runs with this folder.
    """
    stack.state_dir.mkdir(parents=True, exist_ok=True)
    path = stack.state_dir / "launcher.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, stack)
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, stack: Stack) -> None:
    patience = stop_after_delay(STOPPING_TIMEOUT_SECONDS)
    until_locked = Retrying(
        retry=retry_if_result(lambda is_locked: not is_locked),
        wait=wait_fixed(POLL_SECONDS),
        stop=lambda polls: patience(polls) or _is_alive(_holder(descriptor)),
        before_sleep=_tell_once,
    )
    try:
        until_locked(_try_lock, descriptor)
    except RetryError as error:
        where = " at " + stack.web_url if stack.outputs_path.exists() else ""
        message = f"Platebook is already running{where}. Stop it first: Ctrl-C in its terminal."
        raise AlreadyRunning(message) from error


def _tell_once(polls: RetryCallState) -> None:
    if polls.attempt_number == 1:
        print("Waiting for the last run to end...", flush=True)


def _try_lock(descriptor: int) -> bool:
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> int | None:
    text = os.pread(descriptor, 32, 0).decode(errors="replace")
    return int(text) if text.isdecimal() else None


def _is_alive(process_id: int | None) -> bool:
    if process_id is None:
        return False
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def prepare(stack: Stack, *, reset: bool) -> None:
    """Make the state folder ready for a start: empty scratch space and logs, and with `reset` no data."""
    stack.outputs_path.unlink(missing_ok=True)
    for folder in (stack.temporary_dir, stack.log_dir):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    if reset:
        shutil.rmtree(stack.data_dir, ignore_errors=True)
    stack.data_dir.mkdir(exist_ok=True)


def has_data(stack: Stack) -> bool:
    """Tell whether an earlier run left anything."""
    return any(path.is_file() for path in stack.data_dir.rglob("*"))


def set_data_aside(stack: Stack) -> Path:
    """Move the stack's data away, beside whatever was set aside before, and return where it is now."""
    name = f"{ASIDE}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    taken = sum(1 for _ in stack.state_dir.glob(f"{name}*"))
    aside = stack.state_dir / (f"{name}-{taken + 1}" if taken else name)
    stack.data_dir.rename(aside)
    stack.data_dir.mkdir()
    return aside


def describe_aside(stack: Stack) -> str | None:
    """Say how much was set aside so far, None when nothing was; a person may remove it, the launcher never does."""
    folders = sorted(stack.state_dir.glob(f"{ASIDE}*"))
    if not folders:
        return None
    size_bytes = sum(file.stat().st_size for folder in folders for file in folder.rglob("*") if file.is_file())
    what = "1 folder" if len(folders) == 1 else f"{len(folders)} folders"
    place = stack.state_dir / f"{ASIDE}*"
    return f"Set aside earlier: {what}, {size_bytes / 1e6:.1f} MB: {place}. Remove what you do not need any more."
