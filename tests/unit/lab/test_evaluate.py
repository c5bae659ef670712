from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from lab import evaluate
from lab.engines import engine
from lab.engines.engine import LocalEngine
from lab.evaluate import seen_photos
from lab.photo_set import Photo, write_labels


def png_header(width_px: int, height_px: int) -> bytes:
    said = b"IHDR" + struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + said + struct.pack(">I", zlib.crc32(said))


def test_a_file_that_is_no_jpeg_or_png_is_named_and_does_not_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CACHE", tmp_path / "cache")
    Image.new("RGB", (200, 200)).save(tmp_path / "gate.jpg", "WEBP")
    (tmp_path / "notes.jpg").write_text("not a photo", encoding="utf-8")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "folder.jpg").mkdir()  # cannot be opened, as what one may not read
    (tmp_path / "huge.png").write_bytes(png_header(20_000, 20_000))
    whole = BytesIO()
    Image.effect_noise((200, 200), 50).save(whole, "PNG")
    (tmp_path / "broken.png").write_bytes(whole.getvalue().replace(b"IDAT", b"ID\0T"))
    names = ("gate.jpg", "notes.jpg", "empty.jpg", "folder.jpg", "huge.png", "broken.png")
    opened, seen, not_read = seen_photos([Photo(name, tmp_path / name, "set", "", ()) for name in names], LocalEngine())
    assert (opened, seen) == ([], [])
    assert [name in sentence for name, sentence in zip(names, not_read, strict=True)] == [True] * len(names)


@pytest.mark.parametrize(
    ("good", "bad", "told"), [(1, 1, "1 photo was read, 1 was not."), (2, 0, "2 photos were read, 0 were not.")]
)
def test_a_run_tells_its_table_and_how_many_photos_were_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    good: int,
    bad: int,
    told: str,
) -> None:
    monkeypatch.setattr(engine, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(engine, "_timed", lambda _content: {"response": {"TextDetections": []}, "seconds": 0.1})
    for number in range(good):
        Image.new("RGB", (200, 200 + number)).save(tmp_path / f"good-{number}.jpg")
    for number in range(bad):
        (tmp_path / f"bad-{number}.jpg").write_text("not a photo", encoding="utf-8")
    write_labels(tmp_path, [(path.name, "gate") for path in sorted(tmp_path.glob("*.jpg"))])
    assert evaluate.main([str(tmp_path), "--second-look", "off"]) == 0
    printed = capsys.readouterr()
    assert printed.out.rstrip().endswith(told)
    (row, *_) = re.findall(r"^ *gate +(\d+) +(\S+)", printed.out, re.MULTILINE)
    assert row == (str(good), "100.0")
    assert printed.err.count("not read:") == bad
    assert all(f"bad-{number}.jpg" in printed.err for number in range(bad))
