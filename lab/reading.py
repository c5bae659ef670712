"""One labelled photo through the same reading as in the S3 function, its second look included."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from handler.adapters.pictures.montage import PillowMontageMaker
from handler.adapters.pictures.pixels import PillowPixels
from handler.adapters.rekognition import to_detections
from handler.domain.geometry import Frame
from handler.domain.judging.ground import GreyLine
from handler.domain.text.detection import Detection
from handler.service.look_twice import Looks, LookTwice
from lab.engines.engine import Engine, LocalEngine, NotRecorded
from lab.evaluation import Outcome
from lab.photo_set import Photo, Seen

MODES = ("expected", "unknown")
"""With the photo's region expected, and with none."""


class TimedPixels(PillowPixels):
    """A photo's greys, with the time that they took.

    Attributes
    ----------
    spent_seconds : float
        Decoding included.
    """

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.spent_seconds = 0.0

    def greys(self, frame: Frame, room: float) -> tuple[Sequence[int], Sequence[int]]:
        """Count as `PillowPixels` does."""
        started = time.perf_counter()
        counts = super().greys(frame, room)
        self.spent_seconds += time.perf_counter() - started
        return counts

    def line(self, frame: Frame, height: int) -> GreyLine:
        """Set a line level as `PillowPixels` does."""
        started = time.perf_counter()
        line = super().line(frame, height)
        self.spent_seconds += time.perf_counter() - started
        return line


class TimedReader:
    """DetectText on pictures by an engine.

    Attributes
    ----------
    ocr_seconds : float
        How long DetectText took, all calls together, when it was really run.
    spent_seconds : float
        How long the calls took now.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.ocr_seconds = 0.0
        self.spent_seconds = 0.0

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Give the raw answer for a picture."""
        started = time.perf_counter()
        answer = self._engine.detect_in(picture)
        self.ocr_seconds += answer.seconds
        self.spent_seconds += time.perf_counter() - started
        return answer.response

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn a raw answer into text boxes."""
        return to_detections(response)


def read_photo(photo: Photo, seen: Seen, mode: str, *, may_look_again: bool, engine: Engine | None = None) -> Outcome:
    """Read the plates of a photo from what was seen in it.

    Parameters
    ----------
    photo : Photo
    seen : Seen
        The first look.
    mode : str
        One of `MODES`.
    may_look_again : bool
        Whether a second look may be taken; it is recalled where it was taken before, and left out where the engine
        can only recall, and does not.
    engine : Engine, optional
        Who looks; by default the laptop's.

    Raises
    ------
    EngineFailed
        When nobody answers.
    """
    engine = engine or LocalEngine()
    try:
        return _read(photo, seen, mode, engine, may_look_again=may_look_again)
    except NotRecorded:
        return _read(photo, seen, mode, engine, may_look_again=False)


def _read(photo: Photo, seen: Seen, mode: str, engine: Engine, *, may_look_again: bool) -> Outcome:
    expected = frozenset({photo.region} if photo.region and mode == "expected" else ())
    reader, again = TimedReader(engine), list[Looks]()
    body = photo.path.read_bytes()
    pixels = TimedPixels(body)
    look_twice = LookTwice(reader, PillowMontageMaker(), lambda _: pixels, expected, is_allowed=may_look_again)
    started = time.perf_counter()
    reading = look_twice(body, seen.size, Looks(seen.response), again.append)
    own_seconds = time.perf_counter() - started - reader.spent_seconds - pixels.spent_seconds
    ocr_seconds = seen.ocr_seconds + reader.ocr_seconds
    return Outcome(photo, reading.reads, ocr_seconds, own_seconds, pixels.spent_seconds, 1 + len(again))
