"""Labelled photos, and the text boxes that an engine finds in them.

A folder of photos has a `labels.csv` with the columns `file` (path below the folder), `set`, `region` (a country code
or `eu`; empty when unknown) and `plates` (`;` between them; empty when there is none). Further columns are ignored.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handler.adapters.pictures.pixels import PillowPixels
from handler.adapters.rekognition import to_detections
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture, Pixels
from handler.domain.text.detection import Detection
from lab.engines.engine import Engine, LocalEngine, NotRead

_HELD_OUT_THIRD = 3
COLUMNS = ("file", "set", "region", "plates")
LABELS = "labels.csv"


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
    _write(folder, ((file, set_name, "", "") for file, set_name in photos))


def write_labels_of(photos: Iterable[Photo], folder: Path) -> None:
    """Write the labels of photos into the folder that their files are named from."""
    _write(folder, ((one.file, one.set_name, one.region, ";".join(one.plates)) for one in photos))


def _write(folder: Path, rows: Iterable[tuple[str, str, str, str]]) -> None:
    with (folder / LABELS).open("w", encoding="utf-8", newline="") as labels:
        writer = csv.writer(labels)
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def look_at(photo: Photo, engine: Engine | None = None) -> Seen:
    """Run DetectText on a photo, or recall what it gave for the same bytes before.

    Parameters
    ----------
    photo : Photo
    engine : Engine, optional
        By default the laptop's.

    Raises
    ------
    PhotoSetError
        When the photo cannot be looked at.
    EngineFailed
        When nobody answers.
    """
    try:
        content = photo.path.read_bytes()
    except OSError as error:
        raise PhotoSetError(f"{photo.path} cannot be opened ({error.strerror}).") from error
    try:
        look = (engine or LocalEngine()).first_look(content)
    except NotRead as error:
        raise PhotoSetError(f"{photo.path}: {error}") from error
    response, seconds = look.answer.response, look.answer.seconds
    return Seen(response, to_detections(response), look.size, seconds, PillowPixels(content))


def is_held_out(photo: Photo) -> bool:
    """Tell whether a photo belongs to the third that nothing is fitted to; all photos of a plate fall on one side."""
    name = min(photo.plates, default=photo.file)
    return hashlib.sha256(name.encode()).digest()[0] % _HELD_OUT_THIRD == 0


def _photo(folder: Path, row: Mapping[str, str]) -> Photo:
    plates = tuple(plate.strip() for plate in row["plates"].split(";") if plate.strip())
    return Photo(row["file"], folder / row["file"], row["set"], row["region"].strip(), plates)
