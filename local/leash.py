"""Runs one command and lets it live no longer than the process that asked for it.

Started as `python local/leash.py GRACE_SECONDS COMMAND...`. Its standard input is a pipe whose other end only the
launcher holds: when the launcher ends, however it ends, the pipe closes and the command is asked to stop (SIGTERM),
then made to (SIGKILL), together with every process it started. Should the leash itself be killed, Linux asks the
command to stop. Standard library only, because it also runs commands of the emulator's environment.
"""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
from types import FrameType

PR_SET_PDEATHSIG = 1  # linux/prctl.h
EXIT_NOT_STARTED = 127  # what a shell answers for a command that it cannot start


def _ask_kernel_to_stop_us_with_parent() -> None:
    """In the new process, between fork and exec: on Linux, get SIGTERM when the parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wake_on_signals() -> int:
    """Make SIGCHLD, SIGTERM and SIGINT readable as bytes from the returned file descriptor."""

    def ignore(_number: int, _frame: FrameType | None) -> None:
        """Keep the default action away; the byte in the pipe is the message."""

    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ignore)
    signal.set_wakeup_fd(writing)
    return reading


def _wait_for_end_or_stop(command: subprocess.Popen[bytes], signals: int) -> None:
    """Return when the command has ended, or when it must: a signal came, or the launcher's pipe closed."""
    while command.poll() is None:
        ready, _, _ = select.select([sys.stdin.fileno(), signals], [], [])
        if sys.stdin.fileno() in ready and not os.read(sys.stdin.fileno(), 1024):
            return
        if signals in ready and set(os.read(signals, 1024)) - {signal.SIGCHLD}:
            return


def _stop_group(command: subprocess.Popen[bytes], grace_seconds: float) -> int:
    """Stop the command politely, then everything left of its process group; return its exit status."""
    if command.poll() is None:
        command.terminate()
        try:
            command.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            print(f"did not stop in {grace_seconds:g} s and was killed", file=sys.stderr)
    # Either error: nothing is left of the group (macOS says "not permitted" of a group of dead processes).
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(command.pid, signal.SIGKILL)
    return command.wait()


def main() -> int:
    """Run the command to its end, or to the launcher's, and return its exit status."""
    grace_seconds, arguments = float(sys.argv[1]), sys.argv[2:]
    signals = _wake_on_signals()
    try:
        command = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=_ask_kernel_to_stop_us_with_parent,  # noqa: PLW1509 - safe: this process has one thread
        )
    except OSError as error:
        print(f"cannot start {arguments[0]}: {error.strerror}", file=sys.stderr)
        return EXIT_NOT_STARTED
    _wait_for_end_or_stop(command, signals)
    status = _stop_group(command, grace_seconds)
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
