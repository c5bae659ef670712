"""Programs of the stack: started on a leash, watched, waited for, stopped."""

import http.client
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from local.errors import ChildFailed
from local.stack import PROJECT_ROOT

LEASH = Path(__file__).with_name("leash.py")
POLL_SECONDS = 0.1
LEASH_MARGIN_SECONDS = 5.0  # the leash kills after the grace period; this is for the leash itself
SHOWN_LOG_LINES = 25


@dataclass(frozen=True)
class Program:
    """A program that the stack needs.

    Parameters
    ----------
    name
        What people call it.
    command
        The program and its arguments.
    environment
        Its whole environment.
    grace_seconds
        How long it may take to stop when asked.
    """

    name: str
    command: Sequence[str | Path]
    environment: dict[str, str]
    grace_seconds: float = 5.0


@dataclass(frozen=True)
class Child:
    """A running program of the stack.

    Parameters
    ----------
    name
        What people call it.
    leash
        The process that holds it.
    log
        Everything it says.
    grace_seconds
        How long it may take to stop when asked.
    """

    name: str
    leash: subprocess.Popen[bytes]
    log: Path
    grace_seconds: float

    def is_running(self) -> bool:
        """Tell whether the program still runs."""
        return self.leash.poll() is None

    def require_running(self) -> None:
        """Raise ChildFailed when the program has ended by itself."""
        if not self.is_running():
            raise ChildFailed(f"{self.name} ended unexpectedly (exit status {self.leash.returncode}).", self.log)

    def wait(self) -> None:
        """Wait for a program that is meant to end; raise ChildFailed when it ends with a failure."""
        if self.leash.wait() != 0:
            raise ChildFailed(f"{self.name} failed (exit status {self.leash.returncode}).", self.log)

    def wait_until_answers(self, url: str, timeout_seconds: float) -> None:
        """Wait until a GET of the URL is answered with 200.

        Parameters
        ----------
        url
            The program's health check.
        timeout_seconds
            How long to wait at most.

        Raises
        ------
        ChildFailed
            The program ended, or did not answer in time.
        """
        until_ready = Retrying(
            retry=retry_if_result(lambda is_ready: not is_ready),
            wait=wait_fixed(POLL_SECONDS),
            stop=stop_after_delay(timeout_seconds),
        )
        try:
            until_ready(self._is_ready, url)
        except RetryError as error:
            raise ChildFailed(f"{self.name} was not ready after {timeout_seconds:g} s.", self.log) from error

    def _is_ready(self, url: str) -> bool:
        self.require_running()
        return _answers(url)

    def ask_to_stop(self) -> None:
        """Let go of the leash: the program is asked to stop, and made to after its grace period."""
        if self.leash.stdin is not None:
            self.leash.stdin.close()

    def wait_until_stopped(self) -> None:
        """Wait until nothing of the program is left."""
        try:
            self.leash.wait(self.grace_seconds + LEASH_MARGIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.leash.kill()
            self.leash.wait()


def start_child(program: Program, log: Path, lock: int) -> Child:
    """Start a program in a session of its own, so that a Ctrl-C reaches only the launcher.

    Parameters
    ----------
    program
        What to start; it runs in the project's folder.
    log
        The file that takes its output.
    lock
        Descriptor of the state folder's lock. The leash shares it, so the folder stays locked until all has stopped.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        leash = subprocess.Popen(
            [sys.executable, "-S", LEASH, str(program.grace_seconds), *program.command],
            cwd=PROJECT_ROOT,
            env=program.environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=(lock,),
        )
    return Child(program.name, leash, log, program.grace_seconds)


def stop_children(children: Sequence[Child]) -> None:
    """Stop programs all at once and wait until none is left."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_until_stopped()


def last_lines(log: Path) -> str:
    """Return the end of a log, for people to read."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return "\n".join(lines[-SHOWN_LOG_LINES:])


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=2) as response:
            return bool(response.status == 200)
    except (http.client.HTTPException, OSError):
        return False
