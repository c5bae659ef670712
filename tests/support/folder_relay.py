"""The relay before a folder of its own, with a door in memory and a clock that stands."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

from local.relay.__main__ import pusher
from local.relay.journal import Journal
from local.relay.relay import Relay, Way
from local.relay.tidy import After
from tests.support.devices import PHOTO
from tests.support.fake_door import FakeDoor


class World:
    """A folder, a door, a journal, and a clock that stands until it is moved."""

    def __init__(self, root: Path, door: FakeDoor, after: After = After.KEEP) -> None:
        self.root, self.door, self.after = root, door, after
        self.folder, self.path = root / "photos", root / "journal"
        self.folder.mkdir()
        self.now, self.said, self.stop = 0.0, list[str](), Event()
        self.start()

    def start(self) -> None:
        self.journal = Journal(self.path)
        ways = [Way(len(PHOTO) * 4, pusher(self.door.url))]
        self.relay = Relay(self.folder, self.journal, ways, self.after, self.said.append, lambda: self.now)

    def close(self) -> None:
        self.journal.__exit__(None, None, None)

    def crash(self) -> None:
        """End as by kill -9: what is in memory is gone, and nothing was tidied up."""
        self.close()
        self.start()

    def put(self, name: str, content: bytes = PHOTO, at: float = 1_700_000_000.0) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (at, at))
        return path

    def look(self, times: int = 2, seconds: float = 0.0) -> None:
        for _ in range(times):
            self.relay.look(self.stop)
            self.now += seconds

    @property
    def text(self) -> str:
        return "\n".join(self.said)
