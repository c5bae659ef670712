from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from handler.domain.upload import MAX_SIZE_BYTES
from scripts import read
from scripts.client import Json, NotRunning
from scripts.read import Outcome

READ_PHOTO: Json = {"upload_id": "u-1", "status": "done", "reads": [], "failure": None}


@pytest.fixture
def _a_running_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs: Json = {"demo_users": [{"email": "driver@platebook.example", "password": "any"}]}
    monkeypatch.setattr(read, "load_outputs", lambda: outputs)

    def outcomes(_client: object, photos: list[str]) -> Iterator[Outcome]:
        yield from (Outcome(photo, failure={"code": "not_read", "message": "it is not there"}) for photo in photos)

    monkeypatch.setattr(read, "_outcomes", outcomes)


class Api:
    """A stack that finds no plate in any photo."""

    def __init__(self, *_who: object) -> None:
        self.names: list[str] = []

    def create_upload(self, name: str, _content_type: str, _size_bytes: int) -> Json:
        self.names.append(name)
        return {"upload_id": "u-1"}

    def send(self, _promise: Json, _content: bytes) -> None:
        pass

    def wait_for(self, _upload_id: str, _timeout_seconds: float) -> Json:
        return READ_PHOTO


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Api:
    found = Api()
    monkeypatch.setattr(read, "load_outputs", lambda: {"demo_users": [{"email": "a", "password": "b"}]})
    monkeypatch.setattr(read, "PlatebookClient", lambda *_who: found)
    return found


def picture(kind: str) -> Callable[[Path], None]:
    return lambda path: Image.new("RGB", (200, 200), "grey").save(path, kind)


def heavy(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_SIZE_BYTES + 1)


HEIC_START = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda _path: None, "there is no such file"),
    "folder": (Path.mkdir, "it is a folder: name the photos in it"),
    "empty": (Path.touch, "The file is empty."),
    "heavy": (heavy, "The photo is larger than 15 MB."),
    "text": (lambda path: path.write_text("not a photo"), "it is not a JPEG or PNG photo"),
    "webp": (picture("WEBP"), "it is a WebP picture"),
    "avif": (picture("AVIF"), "it is an AVIF picture"),
    "gif": (picture("GIF"), "it is a GIF picture"),
    "tiff": (picture("TIFF"), "it is a TIFF picture"),
    "bmp": (picture("BMP"), "it is a BMP picture"),
    "heic": (lambda path: path.write_bytes(HEIC_START), "it is a HEIC picture"),
    "film": (lambda path: path.write_bytes(b"\0\0\0\x14ftypisom\0\0\2\0mp42"), "it is a video"),
    "link": (lambda path: path.symlink_to(path), "it cannot be opened"),
}


@pytest.mark.parametrize(("make", "said"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_named_with_what_it_is_and_the_others_are_read(
    tmp_path: Path, api: Api, capsys: pytest.CaptureFixture[str], make: Callable[[Path], object], said: str
) -> None:
    bad, good = tmp_path / "bad.jpg", tmp_path / "good.jpg"
    make(bad)
    picture("JPEG")(good)
    assert read.main([str(bad), str(good)]) == 1
    printed = capsys.readouterr()
    about_bad, about_good = printed.out.splitlines()
    assert about_bad.startswith(f"{bad}: not read: {said}")
    assert about_good.startswith(f"{good}: no plate")
    assert printed.err.splitlines() == [f"1 of 2 photos was read. Not read: {bad}"]
    assert api.names == ["good.jpg"]


def test_it_ends_with_how_many_were_read_and_the_lines_stay_json(
    tmp_path: Path, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = [str(tmp_path / name) for name in ("1.png", "2.png", "missing.png", "gone.png")]
    for photo in photos[:2]:
        picture("PNG")(Path(photo))
    assert read.main(["--json", *photos]) == 1
    printed = capsys.readouterr()
    found = [json.loads(line) for line in printed.out.splitlines()]
    assert [(one["file"], one["failure"] is None) for one in found] == list(
        zip(photos, (True, True, False, False), strict=True)
    )
    assert printed.err == f"2 of 4 photos were read. Not read: {photos[2]}, {photos[3]}\n"
    assert sorted(api.names) == ["1.png", "2.png"]


def test_all_that_were_read_give_no_error_and_one_photo_needs_no_sum(
    tmp_path: Path, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = [str(tmp_path / name) for name in ("1.jpg", "2.jpg")]
    for photo in photos:
        picture("JPEG")(Path(photo))
    assert read.main(photos) == 0
    assert capsys.readouterr().err == "2 of 2 photos were read.\n"
    assert read.main(photos[:1]) == 0
    assert capsys.readouterr().err == ""
    assert api.names


def test_a_stack_that_stops_in_between_is_told_after_what_was_read(
    tmp_path: Path, api: Api, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(name: str, *_given: object) -> Json:
        if name == "2.jpg":
            raise NotRunning
        return READ_PHOTO

    monkeypatch.setattr(api, "create_upload", stopped)
    photos = [str(tmp_path / name) for name in ("1.jpg", "2.jpg", "3.jpg")]
    for photo in photos:
        picture("JPEG")(Path(photo))
    assert read.main(photos) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{photos[0]}: no plate")
    assert printed.err.splitlines() == [
        "Platebook is not running. Start it with: npm start",
        f"1 of 3 photos was read. Not read: {photos[1]}, {photos[2]}",
    ]


def test_no_further_photo_is_sent_once_nobody_waits_for_its_line(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "AT_ONCE", 1)
    monkeypatch.setattr(read, "line", lambda _outcome: interrupt())
    monkeypatch.setattr(api, "wait_for", slowly)
    photos = [tmp_path / f"{n}.jpg" for n in range(20)]
    for photo in photos:
        picture("JPEG")(photo)
    with pytest.raises(KeyboardInterrupt):
        read.main([str(photo) for photo in photos])
    assert len(api.names) < len(photos)


def slowly(_upload_id: str, _timeout_seconds: float) -> Json:
    time.sleep(0.05)
    return READ_PHOTO


def interrupt() -> str:
    raise KeyboardInterrupt


def test_a_name_that_is_no_unicode_is_no_hindrance(
    tmp_path: Path, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = os.fsdecode(os.fsencode(tmp_path / "parkpl") + b"\xe4tze.jpg")  # in Latin-1, as old cameras write it
    picture("JPEG")(Path(photo))
    assert read.main([photo]) == 0
    assert "parkpl\\udce4tze.jpg: no plate" in capsys.readouterr().out
    assert api.names == ["parkpl\ufffdtze.jpg"]


@pytest.mark.usefixtures("_a_running_stack")
def test_a_photo_that_could_not_be_read_makes_the_command_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert read.main(["a.jpg"]) == 1
    assert "a.jpg: not read: it is not there" in capsys.readouterr().out


@pytest.mark.usefixtures("_a_running_stack")
def test_who_reads_its_lines_may_go_away_without_a_stack_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as nobody_reads:
        monkeypatch.setattr(sys, "stdout", nobody_reads)
        assert read.main(["a.jpg", "b.jpg"]) == 1


@pytest.mark.parametrize(
    ("region", "confidence", "told"),
    [("ro", 0.99, "ro"), ("ro", 0.6, "perhaps ro"), ("ro", None, "perhaps ro"), (None, None, "region unknown")],
)
def test_a_region_that_is_a_guess_is_told_as_one(region: str | None, confidence: float | None, told: str) -> None:
    found = {"plate": "B123ABC", "confidence": 0.97, "region": region, "region_confidence": confidence}
    outcome = Outcome("1.jpg", status="done", seconds=0.5, reads=[found])
    assert read.line(outcome) == f"1.jpg: B123ABC  0.97  {told}  0.5 s"
