"""Drawn photos without a plate: the same each time, labelled for `evaluate`, with texts of the part asked for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from lab.photo_set import labelled_photos
from lab.pictures.plateless_scenes import KINDS
from lab.pictures.plateless_texts import TABLES, Texts
from lab.plateless_photos import main, plateless_jpeg


def test_the_folder_can_be_evaluated(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--count", str(len(KINDS) + 2), "--seed", "7"]) == 0
    photos = labelled_photos(tmp_path)
    assert len(photos) == len(KINDS) + 2
    assert {photo.set_name for photo in photos} == {f"none-{kind}" for kind in KINDS}
    assert all(photo.plates == () and photo.region == "" for photo in photos)
    for photo in photos:
        with Image.open(photo.path) as image:
            assert image.format == "JPEG"
            assert min(image.size) >= 720


@pytest.mark.parametrize("kind", ["street", "page"])
def test_the_seed_decides(kind: str) -> None:
    assert plateless_jpeg(kind, "3-1") == plateless_jpeg(kind, "3-1")
    assert plateless_jpeg(kind, "3-1") != plateless_jpeg(kind, "3-2")


@pytest.mark.parametrize("table", [table for table, entries in TABLES.items() if len(entries) >= 10])
def test_held_out_texts_are_never_among_the_fitted_ones(table: str) -> None:
    fitted, held_out = (Texts(random.Random(1), part) for part in ("fitted", "held-out"))
    assert set(fitted.entries(table)).isdisjoint(held_out.entries(table))
    assert set(fitted.entries(table)) | set(held_out.entries(table)) == set(TABLES[table])


def test_no_blank_is_left_unfilled() -> None:
    texts = Texts(random.Random(5))
    for table in TABLES:
        for text in texts.some(table, 60):
            assert not set(text) & set("#^<>|"), text
