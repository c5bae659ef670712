"""Which engine an evaluation asks, and whether it may: a service is asked for money."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Final

from lab.engines.engine import Engine, LocalEngine
from lab.engines.recorded import RecordedEngine
from lab.engines.recording import Recording
from lab.photo_set import Photo
from lab.progress import shown
from scripts.operate.prices import prices

USD_PER_IMAGE: Final = Decimal(str(prices().of_one("detect_text_call")))
"""As docs/prices.json has it."""


class NotAllowed(Exception):
    """A service may not be asked; the message says why."""


@dataclass(frozen=True, slots=True)
class CallsToCome:
    """How many calls there may be.

    Parameters
    ----------
    least, most : int
        Without any second look; and with one of every photo, with its region expected and with none.
    """

    least: int
    most: int

    @classmethod
    def on(cls, photos: Iterable[Photo], engine: RecordedEngine, *, may_look_again: bool) -> CallsToCome:
        """Count those on photos, without the answers that are there."""
        first, second = set[str](), set[tuple[str, str]]()
        for photo in photos:
            key, is_to_ask = _photo_to_ask_for(photo, engine)
            first |= {key} if key and is_to_ask else set()
            second |= {(key, photo.region), (key, "")} if key and may_look_again else set()
        return cls(len(first), len(first) + len(second))

    def sentences(self) -> str:
        """Say how many, and what they cost."""
        count = f"{self.most}" if self.least == self.most else f"between {self.least} and {self.most}"
        times = "time" if self.most == 1 else "times"
        usd = (self.most * USD_PER_IMAGE).quantize(Decimal("0.01"), ROUND_UP)
        return (
            f"DetectText is to be called {count} {times}, for at most {usd} USD by the list price of us-east-1 "
            f"({USD_PER_IMAGE * 1000:.2f} USD per 1,000 images; other regions differ)."
        )


def engine_for(options: argparse.Namespace, photos: Sequence[Photo]) -> Engine:
    """Get the engine that was asked for.

    Parameters
    ----------
    options : Namespace
        Of `lab.evaluate_options`.
    photos : sequence of Photo
        What it is going to be asked for.

    Raises
    ------
    NotAllowed
        When it costs money and nobody agrees.
    RecordingError, NotConnected
        When a file or a service cannot be used.
    """
    if options.replay:
        return RecordedEngine(Recording.to_replay(options.replay))
    return _service(options, photos) if options.engine == "aws" else LocalEngine()


def _service(options: argparse.Namespace, photos: Sequence[Photo]) -> Engine:
    from lab.engines.aws import connected  # an evaluation on the laptop does without AWS's libraries

    service = connected()
    recording = Recording.to_go_on(options.record, service.source) if options.record else Recording(service.source, {})
    engine = RecordedEngine(recording, service.ask)
    with shown(photos, "Checking photos") as looked_at:
        calls = CallsToCome.on(looked_at, engine, may_look_again=options.second_look == "on")
    _say(f"Asks {service.source.title()}. {calls.sentences()}")
    if options.record:
        known = len(recording.loaded)
        _say(f"Answers are kept in {options.record} ({known} so far), the text of plates with them: personal data.")
    else:
        _say("Answers are not kept; --record FILE keeps them, so that nothing is paid for twice.")
    if calls.most and not options.yes:
        _require_agreement()
    recording.open()
    return engine


def _photo_to_ask_for(photo: Photo, engine: RecordedEngine) -> tuple[str, bool]:
    try:
        return engine.photo_to_ask_for(photo.path.read_bytes()) or ("", False)
    except OSError:  # it is named when it is looked at
        return "", False


def _require_agreement() -> None:
    if not sys.stdin.isatty():
        raise NotAllowed("Nothing was asked: there is no terminal to agree on. Say --yes if this is what you want.")
    print("Go on? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise NotAllowed("Nothing was asked.")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
