"""Who finds the text in pictures: the laptop's engine here, and what another one must answer.

::

    NotRead             a photo that no figures can be had of; the run goes on
    └── NotRecorded     its answer is not in the file that is evaluated from
    NotConnected        there is nobody to ask; the run does not begin
    EngineFailed        nobody answers any more; the run ends
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PIL import Image

from handler.adapters.pictures.image import DECODING_ERRORS, stood_up, upright
from handler.adapters.pictures.jpeg_end import with_end
from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT
from handler.domain.geometry import ImageSize
from reader import engine, text_finder
from reader.errors import RefusedRequest

CACHE = Path(__file__).parents[2] / ".local" / "evaluate-cache"


class NotRead(Exception):
    """A photo cannot be looked at; the message says why."""


class NotRecorded(NotRead):
    """What was seen in a picture is not in the file that is evaluated from."""


class NotConnected(Exception):
    """A service cannot be asked as things are; the message says why and what to do."""


class EngineFailed(Exception):
    """An engine cannot be asked any more; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What DetectText said of a picture.

    Parameters
    ----------
    response : mapping
        Its raw answer.
    seconds : float
        How long it took when it was really asked.
    """

    response: Mapping[str, object]
    seconds: float


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What was seen of a whole photo.

    Parameters
    ----------
    answer : Answer
    size : ImageSize
        Upright.
    """

    answer: Answer
    size: ImageSize


class Engine(Protocol):
    """Finds text in pictures, and recalls what it found in the same picture before."""

    def first_look(self, content: bytes) -> FirstLook:
        """Look at a photo, as DetectText sees it in the bucket; raises `NotRead` or `EngineFailed`."""

    def detect_in(self, picture: bytes) -> Answer:
        """Look at a picture made of a photo; raises `NotRecorded`, `EngineFailed`, or `BadPhoto` when it is refused."""

    def title(self) -> str:
        """Say for people whose figures these are."""

    def as_json(self) -> dict[str, object]:
        """Say for programs whose figures these are, and what they lack."""

    def remarks(self) -> list[str]:
        """Say in sentences what was asked of it, and what the figures lack."""


class LocalEngine:
    """The laptop's engine; what it found is kept beside the code, so that it is asked once."""

    def first_look(self, content: bytes) -> FirstLook:
        """Look at a photo.

        Raises
        ------
        NotRead
            When it cannot be opened.
        """
        kept = _recalled(content, lambda: _detect(content))
        return FirstLook(Answer(kept["response"], kept["seconds"]), ImageSize(*kept["size"]))

    def detect_in(self, picture: bytes) -> Answer:
        """Look at a picture made of a photo."""
        kept = _recalled(picture, lambda: _timed(picture))
        return Answer(kept["response"], kept["seconds"])

    def title(self) -> str:
        """Say whose figures these are."""
        return f"Text detection: the laptop's ({engine.ENGINE_VERSION})."

    def as_json(self) -> dict[str, object]:
        """Say whose figures these are."""
        return {"name": "local", "model": engine.ENGINE_VERSION}

    def remarks(self) -> list[str]:
        """Have nothing to remark: it costs nothing and lacks nothing."""
        return []


def _cache_key(content: bytes) -> str:
    """Name what the answer depends on: the photo, the engine's code, and what is asked of it."""
    code = b"".join(Path(file).read_bytes() for file in (engine.__file__, text_finder.__file__))
    asked = f"{engine.ENGINE_VERSION} {MIN_WORD_CONFIDENCE_PERCENT}"
    return hashlib.sha256(hashlib.sha256(code + asked.encode()).digest() + content).hexdigest()


def _detect(content: bytes) -> dict[str, Any]:
    try:
        with Image.open(io.BytesIO(with_end(content))) as image:
            size = upright(image).size
        return {**_timed(stood_up(content) or content), "size": size}
    except RefusedRequest as error:
        raise NotRead(error.message) from error
    except (*DECODING_ERRORS, Image.DecompressionBombError) as error:
        raise NotRead(f"it cannot be opened as a picture ({error}).") from error


def _timed(content: bytes) -> dict[str, Any]:
    # The engine takes seconds to import and load; what is recalled does without.
    from reader.detect_text import detect_text

    started = time.perf_counter()
    response = detect_text(content, {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}})
    return {"response": response, "seconds": time.perf_counter() - started}


def _recalled(content: bytes, detect: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    kept = CACHE / f"{_cache_key(content)}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        written = kept.with_suffix(f".{os.getpid()}.part")  # two commands may look at the same photos
        written.write_text(json.dumps(detect()), encoding="utf-8")
        written.replace(kept)
    answer: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return answer
