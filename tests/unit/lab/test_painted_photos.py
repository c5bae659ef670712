"""Photos whose plates are painted over: nothing of a plate is left, the rest stays, and a name may take its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from handler.domain.candidate import Candidate
from handler.domain.geometry import BoundingBox, Point
from handler.domain.reading.read import Read
from lab import painted_photos
from lab.evaluation import Outcome
from lab.painted_photos import LOOKS, main, paint_over, write_at
from lab.photo_set import Photo, labelled_photos

PLACE = BoundingBox(0.4, 0.45, 0.2, 0.1)
GREY = (120, 120, 120)
FILLED = 8  # levels: what is filled in is nearly, not quite, what surrounds it


def _picture() -> Image.Image:
    """A grey wall of 200 x 100 pixels with a light plate on it."""
    picture = Image.new("RGB", (200, 100), GREY)
    ImageDraw.Draw(picture).rectangle((76, 42, 124, 58), fill=(250, 250, 250))
    return picture


def _reads(*plates: str) -> tuple[Read, ...]:
    return tuple(
        Read(plate, plate, 0.9, None, None, PLACE, (Point(0, 0),), (Candidate(plate, 0.9),), (0,)) for plate in plates
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two photos with two plates each; of the second one only one is read."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("both.png", "one.png"):
        _picture().save(folder / name)
    rows = "both.png,us,us,ABC123;DEF456\none.png,us,us,ABC123;XYZ789\n"
    (folder / "labels.csv").write_text(f"file,set,region,plates\n{rows}", encoding="utf-8")

    def read(photo: Photo, *_: object, **__: object) -> Outcome:
        return Outcome(photo, _reads("ABC123", "DEF456"), 0.0, 0.0, 0.0, 1)

    monkeypatch.setattr(painted_photos, "look_at", lambda photo: None)
    monkeypatch.setattr(painted_photos, "read_photo", read)
    return folder


def test_a_photo_is_painted_in_all_looks_when_all_its_plates_were_found(folder: Path, tmp_path: Path) -> None:
    assert main([str(folder), str(tmp_path / "painted")]) == 0

    painted = labelled_photos(tmp_path / "painted")
    assert [photo.file for photo in painted] == [f"both-{look}.jpg" for look in LOOKS]
    assert {photo.set_name for photo in painted} == {f"none-{look}" for look in LOOKS}
    assert all(photo.plates == () for photo in painted)


def test_the_plate_goes_and_the_rest_stays() -> None:
    picture = _picture()
    ImageDraw.Draw(picture).rectangle((10, 10, 40, 20), fill=(200, 30, 30))
    painted = paint_over(picture, [PLACE])
    assert painted is not None
    before, after = (np.asarray(one).astype(int) for one in (picture, painted))
    assert np.abs(after[40:60, 70:130] - GREY).max() <= FILLED
    assert (after[:, :60] == before[:, :60]).all()


def test_a_plate_that_fills_the_picture_leaves_nothing_to_paint_it_over_with() -> None:
    assert paint_over(_picture(), [BoundingBox(0.1, 0.2, 0.8, 0.5)]) is None


def test_a_photo_that_cannot_be_painted_over_is_left_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {"both.png": PLACE, "one.png": BoundingBox(0.1, 0.2, 0.8, 0.5)}
    monkeypatch.setattr(painted_photos, "_places_of_plates", lambda photo: (places[photo.file],))

    assert main([str(folder), str(tmp_path / "painted")]) == 0

    assert {photo.file for photo in labelled_photos(tmp_path / "painted")} == {f"both-{look}.jpg" for look in LOOKS}


@pytest.mark.parametrize("edge", [BoundingBox(0.0, 0.0, 0.2, 0.1), BoundingBox(0.8, 0.9, 0.2, 0.1)])
def test_a_plate_at_the_edge_of_the_photo_is_painted_over(edge: BoundingBox) -> None:
    picture = Image.new("RGB", (200, 100), GREY)
    left, top = round(edge.left * 200), round(edge.top * 100)
    ImageDraw.Draw(picture).rectangle((left, top, left + 40, top + 10), fill=(250, 250, 250))

    painted = paint_over(picture, [edge])
    assert painted is not None
    assert np.abs(np.asarray(painted).astype(int) - GREY).max() <= FILLED


@pytest.mark.parametrize("name", [name for name, look in LOOKS.items() if look])
def test_a_name_is_written_where_the_plate_was(name: str) -> None:
    look = LOOKS[name]
    assert look is not None
    picture = Image.new("RGB", (200, 100), GREY)

    write_at(picture, PLACE, "LOGAN MCV", look)

    ys, xs = np.nonzero(np.abs(np.asarray(picture).astype(int) - GREY).max(axis=2) > 30)
    assert xs.size > 50
    assert xs.min() >= 75
    assert xs.max() <= 125
    assert ys.min() >= 35
    assert ys.max() <= 65


def test_labels_that_are_not_there_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path / "out")]) == 1
    assert "labels.csv is not there" in capsys.readouterr().err
