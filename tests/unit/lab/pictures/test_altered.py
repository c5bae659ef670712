"""Labelled photos that are made a little different keep their labels, and are other pictures."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import Image

from lab.photo_set import COLUMNS, LABELS, labelled_photos
from lab.pictures.altered import main

PHOTO = ("near/one.png", "near", "ro", "B123KXT;CJ45VNE")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    (folder / "near").mkdir(parents=True)
    Image.new("RGB", (200, 100), (200, 200, 200)).save(folder / PHOTO[0])
    with (folder / LABELS).open("w", newline="") as labels:
        csv.writer(labels).writerows([COLUMNS, PHOTO])
    return folder


@pytest.mark.parametrize(("way", "size", "grey"), [("smaller", (184, 92), 200), ("dimmed", (197, 98), 170)])
def test_a_photo_is_another_picture_with_the_same_labels(
    photos: Path, tmp_path: Path, way: str, size: tuple[int, int], grey: int
) -> None:
    assert main([str(photos), str(tmp_path / "out"), "--way", way]) == 0
    (one,) = labelled_photos(tmp_path / "out")
    assert (one.set_name, one.region, one.plates) == ("near", "ro", ("B123KXT", "CJ45VNE"))
    with Image.open(one.path) as picture:
        assert picture.size == size
        assert picture.getpixel((50, 50)) == pytest.approx((grey, grey, grey), abs=2)


def test_a_folder_without_labels_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path / "out"), "--way", "smaller"]) == 1
    assert LABELS in capsys.readouterr().err
