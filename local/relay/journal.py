"""What the relay has done, on disk: so that nothing is sent twice, whenever it is stopped, and however."""

import os
import sqlite3
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from local.relay.errors import RelayError
from local.relay.folder import Look

_VERSION = 1
_SCHEMA = f"""
CREATE TABLE files (path BLOB PRIMARY KEY, size_bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    end TEXT NOT NULL, why TEXT NOT NULL, written_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sent (sha256 TEXT PRIMARY KEY, written_at TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""


class End(StrEnum):
    """What became of a file."""

    SENT = "sent"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    CUT_OFF = "cut_off"


@dataclass(frozen=True)
class Note:
    """What is known of a file, as long as it stays as it was seen.

    Parameters
    ----------
    why
        A sentence; empty for what was sent.
    """

    look: Look
    end: End
    why: str = ""


class Journal:
    """A database of one file. Each note is on the disk before the next step is taken.

    Parameters
    ----------
    path
        Made when it is not there.

    Raises
    ------
    RelayError
        Another relay uses it, it is no journal, or it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(path)
            self._database = sqlite3.connect(path, isolation_level=None)
            self._prepare()
            self._notes = {note.look.path: note for note in self._read()}
        except (OSError, sqlite3.Error, ValueError) as error:
            raise RelayError(
                f"The journal {path} cannot be used ({error}). Name another with --journal, or move it away: a photo "
                "that is sent again within seven days is known to Platebook."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._database.close()
        self._lock.close()

    def of(self, look: Look) -> Note | None:
        """Get what is known of a file; None when nothing is, or when it was changed since."""
        note = self._notes.get(look.path)
        return note if note and note.look == look else None

    def was_sent(self, sha256: str) -> bool:
        """Tell whether a photo was sent, under whatever name."""
        return self._database.execute("SELECT 1 FROM sent WHERE sha256 = ?", [sha256]).fetchone() is not None

    def write(self, note: Note, sha256: str | None = None) -> None:
        """Write down what became of a file.

        Parameters
        ----------
        note
        sha256
            Of the photo, when it was sent.

        Raises
        ------
        RelayError
            The disk is full, or away.
        """
        now, look = datetime.now(UTC).isoformat(timespec="seconds"), note.look
        with self._writing():
            self._database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
                [os.fsencode(look.path), look.size_bytes, look.mtime_ns, note.end, note.why, now],
            )
            if sha256:
                self._database.execute("INSERT OR IGNORE INTO sent VALUES (?, ?)", [sha256, now])
        self._notes[look.path] = note

    def keep_only(self, paths: Container[str]) -> None:
        """Forget the names of all other files: cameras write plates into them. What was sent is known by its content.

        Raises
        ------
        RelayError
            The disk is full, or away.
        """
        gone = [path for path in self._notes if path not in paths]
        if not gone:
            return
        with self._writing():
            self._database.executemany("DELETE FROM files WHERE path = ?", [[os.fsencode(path)] for path in gone])
        for path in gone:
            del self._notes[path]

    def troubles(self) -> list[Note]:
        """Get the notes of what was not sent, by path."""
        return sorted((one for one in self._notes.values() if one.end is not End.SENT), key=lambda one: one.look.path)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write all or nothing, to the disk."""
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            raise RelayError(
                f"The journal cannot be written ({error}). Make room on its disk, and start again."
            ) from error

    def _prepare(self) -> None:
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("PRAGMA secure_delete = ON")
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._database.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        elif version != _VERSION:
            raise ValueError(f"it was written by another version of the relay: {version}")

    def _read(self) -> list[Note]:
        rows = self._database.execute("SELECT path, size_bytes, mtime_ns, end, why FROM files")
        return [Note(Look(os.fsdecode(path), size, mtime), End(end), why) for path, size, mtime, end, why in rows]


def _locked(path: Path) -> sqlite3.Connection:
    """Keep other relays away until this process ends, however it ends."""
    lock = sqlite3.connect(path.with_name(path.name + ".lock"), timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise ValueError("another relay is using it") from error
    return lock


def troubles_in(path: Path) -> list[Note]:
    """Read the notes of what was not sent, also while a relay is at work.

    Raises
    ------
    RelayError
        There is no journal.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT path, size_bytes, mtime_ns, end, why FROM files WHERE end != 'sent'")
            notes = [Note(Look(os.fsdecode(path), size, mtime), End(end), why) for path, size, mtime, end, why in rows]
    except (sqlite3.Error, ValueError) as error:
        raise RelayError(f"There is no journal at {path} ({error}). The relay makes it when it starts.") from error
    return sorted(notes, key=lambda one: one.look.path)
