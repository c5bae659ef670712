"""`npm run relay -- FOLDER`: sends the photos that arrive in a folder to a camera's address, until it is stopped."""

import argparse
import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from local.camera.door import Door, Heard, send
from local.relay.address import VARIABLE, address_from, shown
from local.relay.errors import RelayError
from local.relay.folder import Look
from local.relay.journal import Journal, troubles_in
from local.relay.larger import LONGEST_PHOTO_BYTES, larger_way
from local.relay.relay import Relay, Way
from local.relay.request import LONGEST_BODY_BYTES, put_request
from local.relay.tidy import After

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


def main(arguments: Sequence[str] | None = None) -> int:
    """Watch a folder.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        Exit status: 1 when something was in the way, or, with ``--once``, when not everything was sent; 0 otherwise.
    """
    options = _parse(arguments)
    try:
        if options.list and options.journal:
            return _list(options.journal)
        url = address_from(options.url, options.url_file)
        path = options.journal or default_journal(options.folder, url)
        return _list(path) if options.list else _watch(options, path, url)
    except RelayError as error:
        print(error, file=sys.stderr)
        return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="npm run relay --", description="Sends the photos that arrive in a folder to a camera's address."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder; those below it count, too")
    parser.add_argument("--url-file", type=Path, metavar="FILE", help="whose first line is the camera's address")
    parser.add_argument("--url", help=f"the address itself; others can see it. Better: --url-file, or set {VARIABLE}")
    parser.add_argument("--every", type=_seconds, default=2.0, metavar="TIME", help="between two looks, as 2s or 1m")
    parser.add_argument("--once", action="store_true", help="send what is there, and end")
    parser.add_argument("--journal", type=Path, metavar="FILE", help="where it is written down what was sent")
    parser.add_argument(
        "--after", type=After, choices=list(After), default=After.KEEP, help="what was sent is then ..."
    )
    parser.add_argument("--list", action="store_true", help="name the photos that were given up, and why")
    return parser.parse_args(arguments)


def _seconds(text: str) -> float:
    unit = text.lstrip("0123456789.")
    try:
        found = float(text.removesuffix(unit)) * _UNITS[unit or "s"]
    except (ValueError, KeyError):
        found = 0.0
    if not 0.05 <= found <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is no time between 50ms and 1h. Write it as 2s, 500ms or 1m.")
    return found


def default_journal(folder: Path, url: str) -> Path:
    """Say where the journal of a folder and a camera is: not in it, as network drives are bad places for databases.

    What was sent to one camera is news to another; a new secret makes no new camera.
    """
    state = os.environ.get("XDG_STATE_HOME", "").strip()
    digest = hashlib.sha256(os.fsencode(folder.absolute()) + b"\0" + shown(url).encode()).hexdigest()[:16]
    return (Path(state) if state else Path.home() / ".local" / "state") / "platebook" / f"relay-{digest}.sqlite"


def _list(path: Path) -> int:
    for note in troubles_in(path):
        print(f"{note.end}  {note.look.path!r}  {note.why}")
    return 0


def _watch(options: argparse.Namespace, path: Path, url: str) -> int:
    if not options.folder.is_dir():
        raise RelayError(f"{options.folder} is no folder. Name the one that photos arrive in.")
    stop = Event()
    _stop_by_signals(stop)
    with Journal(path) as journal:
        ways = [Way(LONGEST_BODY_BYTES, pusher(url))]
        if larger := larger_way(url):
            ways.append(Way(LONGEST_PHOTO_BYTES, larger))
        relay = Relay(options.folder, journal, ways, options.after, _say, time.monotonic)
        _say(f"watching {options.folder}, sending to {shown(url)}; journal: {path}")
        _run(relay, stop, options.every, is_once=options.once)
        _say(relay.summary())
        given_up = sum(relay.counted[name] for name in ("refused", "too large", "cut off"))
        return 1 if options.once and (relay.waiting or given_up) else 0


def _run(relay: Relay, stop: Event, every_seconds: float, *, is_once: bool) -> None:
    """Look again and again; twice where it is to end, as a file has to be seen unchanged."""
    looked = 0
    while not stop.is_set():
        relay.look(stop)
        looked += 1
        if is_once and looked == 2:
            return
        stop.wait(every_seconds)


def pusher(url: str) -> Callable[[Look, str, bytes], Heard]:
    """Make what puts a photo below a camera's address."""
    door = Door(url)

    def push(look: Look, content_type: str, photo: bytes) -> Heard:
        return send(door, put_request(look, content_type, photo, datetime.now(UTC)))

    return push


def _stop_by_signals(stop: Event) -> None:
    """Let the photo under way be sent and written down, and begin no other."""
    for name in _SIGNALS:
        if number := getattr(signal, name, None):
            signal.signal(number, lambda *_: stop.set())


def _say(text: str) -> None:
    print(f"{datetime.now().astimezone():%H:%M:%S}  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
