"""Labelled photos, and the text boxes that the local engine finds in them.

A folder of photos has a `labels.csv` with the columns `file` (path below the folder), `set`, `region` (a country code
or `eu`; empty when unknown) and `plates` (`;` between them; empty when there is none). Further columns are ignored.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from handler.adapters.pictures.image import DECODING_ERRORS, stood_up, upright
from handler.adapters.pictures.jpeg_end import with_end
from handler.adapters.pictures.pixels import PillowPixels
from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT, to_detections
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture, Pixels
from handler.domain.text.detection import Detection
from local.rekognition import engine
from local.rekognition.errors import RefusedRequest

_HELD_OUT_THIRD = 3
COLUMNS = ("file", "set", "region", "plates")
LABELS = "labels.csv"
CACHE = Path(__file__).parent.parent / ".local" / "evaluate-cache"


class PhotoSetError(Exception):
    """A folder or its labels cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A labelled photo.

    Parameters
    ----------
    file : str
        Path below the folder.
    path : Path
        Where it is.
    set_name : str
        The set that it is counted in.
    region : str
        What an operator there would expect; empty when unknown.
    plates : tuple of str
        All readable plates; empty when there is none.
    """

    file: str
    path: Path
    set_name: str
    region: str
    plates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the engine saw in a photo.

    Parameters
    ----------
    response : mapping
        The raw answer of DetectText.
    detections : tuple of Detection
        What it holds.
    size : ImageSize
        Upright.
    ocr_seconds : float
        How long DetectText took when it was really run.
    pixels : Pixels
        Of the photo.
    """

    response: Mapping[str, object]
    detections: tuple[Detection, ...]
    size: ImageSize
    ocr_seconds: float
    pixels: Pixels

    @property
    def picture(self) -> Picture:
        """The photo beside its text."""
        return Picture(self.size, self.pixels)


def labelled_photos(folder: Path) -> tuple[Photo, ...]:
    """Read a folder's labels.

    Raises
    ------
    PhotoSetError
        When there is no `labels.csv`, a column is missing, or a photo is not there.
    """
    labels = folder / LABELS
    if not labels.is_file():
        raise PhotoSetError(f"{labels} is not there; name a folder that has a labels.csv with {', '.join(COLUMNS)}.")
    with labels.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    missing = set(COLUMNS) - set(rows[0] if rows else ())
    if missing:
        raise PhotoSetError(f"{labels} lacks {', '.join(sorted(missing))}; its first line names the columns.")
    photos = tuple(_photo(folder, row) for row in rows)
    absent = [photo.file for photo in photos if not photo.path.is_file()]
    if absent:
        raise PhotoSetError(f"{labels} names {len(absent)} photos that are not there, the first is {absent[0]}.")
    return photos


def write_labels(folder: Path, photos: Iterable[tuple[str, str]]) -> None:
    """Write the labels of photos without a plate into their folder.

    Parameters
    ----------
    folder : Path
    photos : iterable of (str, str)
        Each photo's file, and the set that it is counted in.
    """
    with (folder / LABELS).open("w", encoding="utf-8", newline="") as labels:
        writer = csv.writer(labels)
        writer.writerow(COLUMNS)
        writer.writerows((file, set_name, "", "") for file, set_name in photos)


def look_at(photo: Photo) -> Seen:
    """Run DetectText on a photo by the local engine, or recall what it gave for the same bytes before.

    Raises
    ------
    PhotoSetError
        When the photo cannot be opened.
    """
    try:
        content = photo.path.read_bytes()
    except OSError as error:
        raise PhotoSetError(f"{photo.path} cannot be opened ({error.strerror}).") from error
    answer = _recalled(content, lambda: _detect(photo, content))
    response = answer["response"]
    return Seen(response, to_detections(response), ImageSize(*answer["size"]), answer["seconds"], PillowPixels(content))


class LocalReader:
    """DetectText on pictures by the local engine, recalled as `look_at` does.

    Attributes
    ----------
    ocr_seconds : float
        How long DetectText took, all calls together, when it was really run.
    spent_seconds : float
        How long the calls took now.
    """

    def __init__(self) -> None:
        self.ocr_seconds = 0.0
        self.spent_seconds = 0.0

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Give the raw answer for a picture."""
        started = time.perf_counter()
        answer = _recalled(picture, lambda: _timed(picture))
        self.ocr_seconds += answer["seconds"]
        self.spent_seconds += time.perf_counter() - started
        response: Mapping[str, object] = answer["response"]
        return response

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn a raw answer into text boxes."""
        return to_detections(response)


def is_held_out(photo: Photo) -> bool:
    """Tell whether a photo belongs to the third that nothing is fitted to; all photos of a plate fall on one side."""
    name = min(photo.plates, default=photo.file)
    return hashlib.sha256(name.encode()).digest()[0] % _HELD_OUT_THIRD == 0


def _photo(folder: Path, row: Mapping[str, str]) -> Photo:
    plates = tuple(plate.strip() for plate in row["plates"].split(";") if plate.strip())
    return Photo(row["file"], folder / row["file"], row["set"], row["region"].strip(), plates)


def _cache_key(content: bytes) -> str:
    """Name what the answer depends on: the photo, the engine's code, and what is asked of it."""
    code = Path(engine.__file__).read_bytes()
    asked = f"{engine.ENGINE_VERSION} {MIN_WORD_CONFIDENCE_PERCENT}"
    return hashlib.sha256(hashlib.sha256(code + asked.encode()).digest() + content).hexdigest()


def _detect(photo: Photo, content: bytes) -> dict[str, Any]:
    try:
        with Image.open(io.BytesIO(with_end(content))) as image:
            size = upright(image).size
        return {**_timed(stood_up(content) or content), "size": size}
    except RefusedRequest as error:
        raise PhotoSetError(f"{photo.path}: {error.message}") from error
    except (*DECODING_ERRORS, Image.DecompressionBombError) as error:
        raise PhotoSetError(f"{photo.path} cannot be opened as a picture ({error}).") from error


def _timed(content: bytes) -> dict[str, Any]:
    # The engine takes seconds to import and load; what is recalled does without.
    from local.rekognition.detect_text import detect_text

    started = time.perf_counter()
    response = detect_text(content, {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}})
    return {"response": response, "seconds": time.perf_counter() - started}


def _recalled(content: bytes, detect: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    kept = CACHE / f"{_cache_key(content)}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        written = kept.with_suffix(".part")
        written.write_text(json.dumps(detect()), encoding="utf-8")
        written.replace(kept)
    answer: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return answer
