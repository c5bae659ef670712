"""Commands that fit weights look at the same two folders, and refuse what they cannot use before they look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lab import calibrate, fitted_photos, leave_out
from lab.fitted_photos import gathered, parser_of
from lab.photo_set import Photo, write_labels


def _folder(path: Path, *files: str) -> Path:
    path.mkdir()
    for file in files:
        (path / file).touch()
    write_labels(path, [(file, "drawn") for file in files])
    return path


def test_each_photo_is_gathered_with_what_was_seen_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitted_photos, "look_at", lambda photo: f"seen in {photo.file}")
    folders = _folder(tmp_path / "photos", "a.jpg", "b.jpg"), _folder(tmp_path / "drawn", "c.jpg")
    pairs, plateless = gathered(parser_of("any", "Any.").parse_args([str(one) for one in folders]))
    assert {photo.file: str(seen) for photo, seen in pairs} == {"a.jpg": "seen in a.jpg", "b.jpg": "seen in b.jpg"}
    assert [str(seen) for seen in plateless] == ["seen in c.jpg"]


@pytest.mark.parametrize("main", [calibrate.main, leave_out.main])
def test_a_folder_of_drawn_photos_without_labels_is_refused_before_any_photo_is_looked_at(
    main: Callable[[Sequence[str]], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    looked_at: list[Photo] = []
    monkeypatch.setattr(fitted_photos, "look_at", looked_at.append)
    assert main([str(_folder(tmp_path / "photos", "a.jpg")), str(tmp_path)]) == 2
    assert "labels.csv is not there" in capsys.readouterr().err
    assert looked_at == []
