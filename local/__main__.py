"""`python -m local start`: the whole of Platebook on this machine, until Ctrl-C."""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from botocore.exceptions import BotoCoreError, ClientError

from local import state
from local.accounts import DEMO_ACCOUNTS
from local.errors import ChildFailed, LocalError, StopRequested
from local.launcher import Launcher
from local.mail import Mail
from local.outputs import Outputs
from local.processes import last_lines
from local.stack import PROJECT_ROOT, Ports, Stack, free_ports

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PARENT_WATCH_SECONDS = 0.5
RESET_HINT = "Should it happen again: npm start -- --reset begins from nothing."


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the stack, keep it until it is told to stop, stop it.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        Exit status: 0 when stopped on request, 1 when something was in the way or broke.
    """
    options = _parse(arguments)
    for number in STOP_SIGNALS:
        signal.signal(number, _request_stop)
    if options.stop_with_parent:
        _stop_when_parent_ends()
    stack = Stack(options.state_dir.resolve(), _ports(options))
    try:
        with state.locked(stack) as lock:
            return _run(stack, lock, reset=options.reset)
    except LocalError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except StopRequested:
        return 0


def _run(stack: Stack, lock: int, *, reset: bool) -> int:
    state.prepare(stack, reset=reset)
    launcher = Launcher(stack, lock)
    try:
        _announce(launcher.start())
        launcher.watch(_show_mail)
    except ChildFailed as failure:
        _explain(failure)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(f"\nThe local AWS refused what a start needs: {error}. {RESET_HINT}", file=sys.stderr, flush=True)
        return 1
    except StopRequested:
        print("\nStopping ...", flush=True)
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        launcher.stop()
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    defaults = Ports()
    parser = argparse.ArgumentParser(prog="npm start --", description="Runs all of Platebook on this machine.")
    parser.add_argument("command", choices=["start"], help=argparse.SUPPRESS)
    parser.add_argument("--reset", action="store_true", help="begin from nothing: no users, no photos, no plates")
    parser.add_argument("--ports", choices=["fixed", "auto"], default="fixed", help="auto: whatever is free")
    for name, port in vars(defaults).items():
        parser.add_argument(f"--{name}-port", type=int, default=port, metavar="PORT", help=f"instead of {port}")
    parser.add_argument(
        "--state-dir", type=Path, default=PROJECT_ROOT / ".local", help="where everything is kept (default: .local)"
    )
    parser.add_argument("--stop-with-parent", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _ports(options: argparse.Namespace) -> Ports:
    if options.ports == "auto":
        return free_ports()
    return Ports(aws=options.aws_port, rekognition=options.rekognition_port, web=options.web_port)


def _request_stop(_number: int, _frame: FrameType | None) -> None:
    # Later signals (a second Ctrl-C, npm passing on the one that we got already) must not break the clean-up.
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise StopRequested


def _stop_when_parent_ends() -> None:
    """Treat the end of the process that started us, even by SIGKILL, as a request to stop."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_WATCH_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _announce(outputs: Outputs) -> None:
    print(f"\nReady: {outputs['web_url']}\n")
    print("  Sign in as")
    for account in DEMO_ACCOUNTS:
        print(f"    {account.email:<30} {account.password:<18} {account.purpose}")
    print("  or sign up with any address: the mail appears here. Ctrl-C stops everything.\n", flush=True)


def _show_mail(mail: Mail) -> None:
    code = f"   code {mail.code}" if mail.code else ""
    print(f"Mail to {mail.to}: {mail.subject}{code}\n  {mail.text}", flush=True)


def _explain(failure: ChildFailed) -> None:
    print(f"\n{failure} The end of its log ({failure.log}):\n\n{last_lines(failure.log)}\n", file=sys.stderr)
    print(RESET_HINT, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
