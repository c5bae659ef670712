"""Looks, sends what is new and whole, and writes down what became of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Event

from local.camera.door import Heard
from local.camera.errors import CameraError
from local.relay.folder import Look, kind_of, looks, read
from local.relay.journal import End, Journal, Note
from local.relay.pictures import is_whole
from local.relay.tidy import After, tidy
from local.relay.verdict import Verdict, asked_seconds, pause_seconds, verdict_of, words_of

CUT_OFF_SECONDS = 300.0
"""How long a file without an end may stay as it is, before nobody expects it any more."""

LOOK_AGAIN_SECONDS = 30.0
"""At a file without an end: some drives tell times to two seconds only, so that it may have changed unseen."""

_NAMES = "`--list` names it"


@dataclass(frozen=True)
class Way:
    """A way to send photos of up to a size.

    Parameters
    ----------
    send
        Gets the file, its content type and its bytes; raises CameraError when nobody answers.
    """

    longest_bytes: int
    send: Callable[[Look, str, bytes], Heard]


@dataclass
class _Try:
    look: Look
    failures: int
    not_before: float


@dataclass
class Relay:
    """Sends the photos of a folder, each once.

    Parameters
    ----------
    root
        The folder.
    journal
    ways
        From the shortest photos to the longest. What is too large for all of them is told, and kept.
    after
        What becomes of files that were sent.
    say
        Takes a line for people; no file's name is in it, as cameras write plates into names.
    clock
        Counts seconds.
    """

    root: Path
    journal: Journal
    ways: Sequence[Way]
    after: After
    say: Callable[[str], None]
    clock: Callable[[], float]
    counted: Counter[str] = field(default_factory=Counter)
    _before: dict[str, Look] = field(default_factory=dict)
    _others: dict[str, Look] = field(default_factory=dict)
    _tries: dict[str, _Try] = field(default_factory=dict)
    _unended: dict[Look, float] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)
    _closures: int = 0
    _closed_until: float = 0.0

    def look(self, stop: Event) -> None:
        """Look once, and send what has not changed since the look before.

        Parameters
        ----------
        stop
            Once it is set, no other photo is begun.

        Raises
        ------
        RelayError
            The journal cannot be written.
        """
        for look in self._due():
            if stop.is_set() or self.clock() < self._closed_until:
                return
            try:
                self._take(look)
            except OSError as error:
                self._say_once(
                    f"A file cannot be read ({error.strerror or type(error).__name__}). Check who may read it."
                )

    @property
    def waiting(self) -> int:
        """How many files of the last look are not done with: pictures, or files that are still being written."""
        return sum(self._is_open(one) for one in self._before.values())

    def summary(self) -> str:
        """Say in a line what was done since the start."""
        told = ("sent", "known already", "refused", "too large", "cut off")
        done = ", ".join(f"{self.counted[name]} {name}" for name in told if self.counted[name] or name == "sent")
        return f"{done}; {self.waiting} waiting; {len(self._others)} other files left alone"

    def _due(self) -> list[Look]:
        seen, is_all = self._see()
        if is_all:
            self.journal.keep_only(seen)
        steady = [one for path, one in seen.items() if self._before.get(path) == one]
        self._before = seen
        self._others = {path: one for path, one in self._others.items() if seen.get(path) == one}
        self._tries = {path: one for path, one in self._tries.items() if seen.get(path) == one.look}
        self._unended = {one: since for one, since in self._unended.items() if seen.get(one.path) == one}
        for one in steady:
            self._tidy_known(one)
        due = [one for one in steady if self._is_open(one) and self._not_before(one) <= self.clock()]
        return sorted(due, key=lambda one: (self._failures(one), one.mtime_ns, one.path))

    def _see(self) -> tuple[dict[str, Look], bool]:
        """Give what is there, and whether that is all."""
        found = list(looks(self.root))
        troubles = [one for one in found if isinstance(one, OSError)]
        for one in troubles:
            self._say_once(f"A folder cannot be looked into ({one.strerror}). It is tried again at each look.")
        return {one.path: one for one in found if isinstance(one, Look)}, not troubles

    def _is_open(self, look: Look) -> bool:
        return look.size_bytes > 0 and self.journal.of(look) is None and self._others.get(look.path) != look

    def _failures(self, look: Look) -> int:
        return self._tries[look.path].failures if look.path in self._tries else 0

    def _not_before(self, look: Look) -> float:
        return self._tries[look.path].not_before if look.path in self._tries else 0.0

    def _tidy_known(self, look: Look) -> None:
        """Do what was left to do when the relay was stopped between the note and this."""
        note = self.journal.of(look)
        if note and note.end is End.SENT:
            self._tidy(look)

    def _take(self, look: Look) -> None:
        kind = kind_of(self.root, look)
        if kind is None:
            self._others[look.path] = look
            return
        way = next((one for one in self.ways if look.size_bytes <= one.longest_bytes), None)
        if way is None:
            self._give_up(look, End.TOO_LARGE, f"it is larger than {self.ways[-1].longest_bytes / 1e6:.1f} MB")
            return
        photo = read(self.root, look)
        if photo is None:  # it changed just now: the next look sees it
            return
        if not is_whole(photo):
            self._wait_for_end(look)
            return
        digest = sha256(photo).hexdigest()
        if self.journal.was_sent(digest):
            self._note_sent(look, digest, "known already")
        else:
            self._send(look, kind, photo, digest, way)

    def _wait_for_end(self, look: Look) -> None:
        now = self.clock()
        if now - self._unended.setdefault(look, now) >= CUT_OFF_SECONDS:
            self._give_up(look, End.CUT_OFF, "it ends in the middle of the picture, and nothing was added for minutes")
        else:
            self._tries[look.path] = _Try(look, self._failures(look), now + LOOK_AGAIN_SECONDS)

    def _send(self, look: Look, kind: str, photo: bytes, digest: str, way: Way) -> None:
        try:
            heard = way.send(look, kind, photo)
        except CameraError as error:
            self._close(str(error), 0.0)
            return
        verdict, asked = verdict_of(heard.status, heard.body), asked_seconds(heard.retry_after)
        words = words_of(heard.status, heard.body)
        if verdict is Verdict.CLOSED:
            self._close(words, asked)
            return
        self._open()
        if verdict is Verdict.SENT:
            self._note_sent(look, digest, "sent")
        elif verdict is Verdict.REFUSED:
            self._give_up(look, End.REFUSED, words)
        else:
            failures = self._failures(look) + 1
            seconds = pause_seconds(failures, asked)
            self._tries[look.path] = _Try(look, failures, self.clock() + seconds)
            self.say(f"later: a photo was not taken ({words}); it is sent again in {seconds:.0f} s")

    def _note_sent(self, look: Look, digest: str, name: str) -> None:
        self.journal.write(Note(look, End.SENT), digest)
        self.counted[name] += 1
        self.say(f"{name}: {digest[:12]}, {look.size_bytes / 1000:.0f} kB")
        self._tidy(look)

    def _give_up(self, look: Look, end: End, why: str) -> None:
        self.journal.write(Note(look, end, why))
        name = end.value.replace("_", " ")
        self.counted[name] += 1
        self.say(f"{name}: a photo is left where it is: {why} ({_NAMES})")

    def _tidy(self, look: Look) -> None:
        try:
            tidy(self.root, look, self.after)
        except OSError as error:
            self._say_once(
                f"A file that was sent cannot be tidied away ({error.strerror}). It stays, and is not sent again."
            )

    def _close(self, why: str, asked: float) -> None:
        self._closures += 1
        seconds = pause_seconds(self._closures, asked)
        self._closed_until = self.clock() + seconds
        self.say(f"waiting: nothing is taken now ({why}); next try in {seconds:.0f} s, {self.waiting} files wait")

    def _open(self) -> None:
        if self._closures:
            self.say("going on: photos are taken again")
        self._closures = 0

    def _say_once(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self.say(text)
