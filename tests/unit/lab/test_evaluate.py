from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from lab import photo_set
from lab.evaluate import seen_photos
from lab.photo_set import Photo


def test_a_file_that_is_no_jpeg_or_png_is_named_and_does_not_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_set, "CACHE", tmp_path / "cache")
    Image.new("RGB", (200, 200)).save(tmp_path / "gate.jpg", "WEBP")
    (tmp_path / "notes.jpg").write_text("not a photo", encoding="utf-8")
    photos = [Photo(name, tmp_path / name, "set", "", ()) for name in ("gate.jpg", "notes.jpg")]
    opened, seen, not_read = seen_photos(photos)
    assert (opened, seen) == ([], [])
    assert ["gate.jpg" in not_read[0], "notes.jpg" in not_read[1]] == [True, True]
