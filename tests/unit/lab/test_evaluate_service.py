"""An evaluation that asks a service: what it says first, what it keeps, and what it takes from there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lab import evaluate
from lab.engines import asking, aws
from lab.engines.engine import Answer, EngineFailed, NotConnected
from lab.engines.recording import Kept, Refusal, Source
from lab.photo_set import COLUMNS
from tests.support.fakes.detector import detect_text_answer

SOURCE = Source("aws", "us-east-1", "https://rekognition.us-east-1.amazonaws.com", 30.0, "2026-01-02")
PLATES = ("KQD4821", "HPX7148", "BVR3906")


@dataclass
class FakeService:
    """Sees a plate dimly in every picture, so that each photo asks for a second look; fails after so many calls."""

    refuses: Callable[[bytes], bool] = lambda picture: False
    fails_after: int = 1_000
    asked: list[bytes] = field(default_factory=list)
    source: Source = SOURCE

    def ask(self, picture: bytes) -> Kept:
        if len(self.asked) == self.fails_after:
            raise EngineFailed("Rekognition refuses (ThrottlingException): slower.")
        self.asked.append(picture)
        if self.refuses(picture):
            return Refusal("unreadable")
        return Answer(detect_text_answer("KQD4821", confidence=40), 0.25 * len(self.asked))


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> FakeService:
    fake = FakeService()
    monkeypatch.setattr(aws, "connected", lambda: fake)
    return fake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    made.mkdir()
    for number, plate in enumerate(PLATES):
        Image.new("RGB", (640, 480 + number)).save(made / f"{plate}.jpg")
    label(made, *((f"{plate}.jpg", "br", plate) for plate in PLATES))
    return made


def label(folder: Path, *rows: tuple[str, str, str]) -> None:
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as labels:
        writer = csv.writer(labels)
        writer.writerow(COLUMNS)
        writer.writerows((file, "gate", region, plates) for file, region, plates in rows)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def report_of(*arguments: object) -> dict[str, Any]:
    """Evaluate and give what was written for programs, without the times of our own reading."""
    (folder, *options) = map(str, arguments)
    output = Path(folder).parent / "report.json"
    assert evaluate.main([folder, *options, "--json", str(output)]) == 0
    report: dict[str, Any] = json.loads(output.read_text())
    for row in report["sets"].values():
        for mode in ("expected", "unknown"):
            row[mode] = {
                name: value for name, value in row[mode].items() if name not in ("reading_seconds", "pixel_seconds")
            }
    return report


def asks_for(service: FakeService) -> int:
    asked, service.asked = len(service.asked), []
    return asked


def test_each_picture_is_asked_for_once_whatever_the_mode(folder: Path, service: FakeService) -> None:
    report = report_of(folder, "--engine", "aws", "--yes")
    assert report["sets"]["all"]["expected"]["detect_text_calls"] == 2
    assert len(service.asked) == len(set(service.asked))
    assert 6 <= len(service.asked) <= 9
    assert report["engine"] == {
        "name": "aws",
        "aws_region": "us-east-1",
        "endpoint_url": SOURCE.endpoint_url,
        "text_model_versions": ["3.0"],
        "recorded_on": "2026-01-02",
        "second_looks": len(service.asked) - 3,
        "second_looks_not_recorded": 0,
    }


def test_a_replay_gives_the_same_figures_and_asks_nobody(
    folder: Path, tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "answers.jsonl"
    recorded = report_of(folder, "--engine", "aws", "--yes", "--record", file)
    asks_for(service)
    monkeypatch.delattr(aws, "connected")
    replayed = report_of(folder, "--replay", file)
    assert replayed == recorded
    assert replayed["sets"]["all"]["expected"]["ocr_seconds"] > 0.25
    assert report_of(folder, "--engine", "aws", "--replay", file) == recorded
    assert asks_for(service) == 0


def test_the_file_names_no_photo(folder: Path, tmp_path: Path, service: FakeService) -> None:
    file = tmp_path / "answers.jsonl"
    report_of(folder, "--engine", "aws", "--yes", "--record", file)
    assert ".jpg" not in file.read_text()
    assert all(set(json.loads(line)) == {"sha256", "seconds", "response"} for line in file.read_text().splitlines()[1:])


@pytest.mark.parametrize("fails_after", [0, 2, 4])
def test_a_run_that_broke_off_goes_on_with_what_is_missing(
    folder: Path,
    tmp_path: Path,
    service: FakeService,
    capsys: pytest.CaptureFixture[str],
    fails_after: int,
) -> None:
    whole = report_of(folder, "--engine", "aws", "--yes")
    all_calls = asks_for(service)
    file = tmp_path / "answers.jsonl"
    service.fails_after = fails_after
    command = [str(folder), "--engine", "aws", "--yes", "--record", str(file)]
    assert evaluate.main(command) == 1
    assert "slower. The same command goes on with what is recorded." in capsys.readouterr().err
    assert asks_for(service) == fails_after
    service.fails_after = 1_000
    went_on = report_of(*command)
    assert asks_for(service) == all_calls - fails_after
    assert went_on["photos"] == whole["photos"]
    printed = capsys.readouterr()
    assert f"({fails_after} so far)" in printed.err
    assert re.search(rf"{all_calls - fails_after} DetectText calls? w\w+ made; {fails_after} answers", printed.out)


def test_second_looks_that_are_not_recorded_are_counted_and_left_out(
    folder: Path, tmp_path: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.jsonl"
    first_looks = report_of(folder, "--engine", "aws", "--yes", "--record", file, "--second-look", "off")
    assert asks_for(service) == 3
    replayed = report_of(folder, "--replay", file)
    assert replayed["engine"]["second_looks_not_recorded"] == replayed["engine"]["second_looks"] > 0
    assert replayed["sets"] == first_looks["sets"]
    missing = replayed["engine"]["second_looks"]
    assert f"{missing} of {missing} second looks are not in the recording" in capsys.readouterr().out


def test_photos_that_are_not_recorded_are_named(
    folder: Path, tmp_path: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.jsonl"
    report_of(folder, "--engine", "aws", "--yes", "--record", file)
    Image.new("RGB", (300, 300)).save(folder / "new.jpg")
    label(folder, ("new.jpg", "br", "KQD4821"), *((f"{plate}.jpg", "br", plate) for plate in PLATES))
    report_of(folder, "--replay", file)
    printed = capsys.readouterr()
    assert "new.jpg: it is not in the recording." in printed.err
    assert "3 photos were read, 1 was not." in printed.out


def test_photos_that_cannot_be_sent_are_named_and_not_counted_as_calls(
    folder: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.effect_noise((2600, 2600), 100).save(folder / "large.png")
    Image.new("RGB", (60, 60)).save(folder / "small.jpg")
    Image.new("RGB", (200, 200)).save(folder / "other.jpg", "WEBP")
    (folder / "folder.jpg").mkdir()
    names = ("large.png", "small.jpg", "other.jpg")
    label(folder, *((name, "", "") for name in names), (f"{PLATES[0]}.jpg", "br", PLATES[0]))
    evaluate.main([str(folder), "--engine", "aws", "--yes", "--second-look", "off"])
    printed = capsys.readouterr()
    assert "to be called 1 time, for" in printed.err
    assert re.search(r"large\.png: it has \d\.\d MB, and DetectText takes 5 MB", printed.err)
    assert [f"{name}: " in printed.err for name in names] == [True] * 3
    assert "1 photo was read, 3 were not." in printed.out
    assert asks_for(service) == 1


def test_a_png_that_lies_on_its_side_is_stood_up_as_by_the_s3_function(
    folder: Path, tmp_path: Path, service: FakeService
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (640, 480)).save(folder / "lying.png", exif=exif)
    label(folder, ("lying.png", "", "KQD4821"))
    file = tmp_path / "answers.jsonl"
    command = (folder, "--engine", "aws", "--yes", "--record", file, "--second-look", "off")
    report_of(*command)
    with Image.open(io.BytesIO(service.asked[0])) as sent:
        assert (sent.format, sent.size) == ("JPEG", (480, 640))
    asks_for(service)
    report_of(*command)
    assert asks_for(service) == 0


def test_a_photo_that_is_refused_is_named_and_recorded(
    folder: Path, tmp_path: Path, service: FakeService, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = (folder / f"{PLATES[0]}.jpg").read_bytes()
    service.refuses = lambda picture: picture == refused
    file = tmp_path / "answers.jsonl"
    recorded = report_of(folder, "--engine", "aws", "--yes", "--record", file)
    assert f"{PLATES[0]}.jpg: Rekognition could not open the photo." in capsys.readouterr().err
    assert report_of(folder, "--replay", file) == recorded


def test_a_second_look_that_is_refused_is_a_call(folder: Path, tmp_path: Path, service: FakeService) -> None:
    photos = {path.read_bytes() for path in folder.glob("*.jpg")}
    service.refuses = lambda picture: picture not in photos
    file = tmp_path / "answers.jsonl"
    recorded = report_of(folder, "--engine", "aws", "--yes", "--record", file)
    assert recorded["sets"]["all"]["unknown"]["detect_text_calls"] == 2
    assert report_of(folder, "--replay", file) == recorded


@pytest.mark.parametrize(
    ("regions", "second_look", "told"),
    [
        (("br", "br", "br"), "on", "called between 3 and 9 times, for at most 0.01 USD"),
        (("br", "", ""), "on", "called between 3 and 7 times, for at most 0.01 USD"),
        (("br", "br", "br"), "off", "called 3 times, for at most 0.01 USD"),
    ],
)
def test_how_many_calls_and_what_they_cost_is_said_first(
    folder: Path,
    service: FakeService,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    regions: tuple[str, ...],
    second_look: str,
    told: str,
) -> None:
    label(folder, *((f"{plate}.jpg", region, plate) for plate, region in zip(PLATES, regions, strict=True)))
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert evaluate.main([str(folder), "--engine", "aws", "--second-look", second_look]) == 2
    printed = capsys.readouterr().err
    assert "Asks Amazon Rekognition in us-east-1." in printed
    assert told in printed
    assert "(1.00 USD per 1,000 images; other regions differ)" in printed
    assert asks_for(service) == 0


@pytest.mark.parametrize(
    ("least", "most", "usd"), [(0, 1, "0.01"), (0, 10, "0.01"), (0, 11, "0.02"), (410, 1230, "1.23"), (0, 1231, "1.24")]
)
def test_costs_are_rounded_up(least: int, most: int, usd: str) -> None:
    assert f"at most {usd} USD" in asking.CallsToCome(least, most).sentences()


@pytest.mark.parametrize(("said", "status"), [("y\n", 0), ("YES\n", 0), ("n\n", 2), ("\n", 2), ("", 2), ("maybe\n", 2)])
def test_it_goes_on_when_somebody_agrees_and_writes_nothing_else(
    folder: Path, tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch, *, said: str, status: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(said))
    file = tmp_path / "answers.jsonl"
    assert evaluate.main([str(folder), "--engine", "aws", "--record", str(file)]) == status
    assert (len(service.asked) > 0) == file.exists() == (status == 0)


def test_without_a_terminal_it_wants_to_be_told_yes(
    folder: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert evaluate.main([str(folder), "--engine", "aws"]) == 2
    assert "there is no terminal to agree on. Say --yes" in capsys.readouterr().err
    assert asks_for(service) == 0


def test_when_all_is_recorded_nobody_is_bothered(
    folder: Path, tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    command = (folder, "--engine", "aws", "--record", tmp_path / "answers.jsonl", "--second-look", "off")
    report_of(*command, "--yes")
    report_of(*command)
    assert asks_for(service) == 3


def test_who_stops_it_is_told_that_it_goes_on(
    folder: Path,
    tmp_path: Path,
    service: FakeService,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stopped(_picture: bytes) -> Kept:
        raise KeyboardInterrupt

    monkeypatch.setattr(service, "ask", stopped)
    record = str(tmp_path / "answers.jsonl")
    assert evaluate.main([str(folder), "--engine", "aws", "--yes", "--record", record]) == 130
    assert "Stopped. The same command goes on with what is recorded." in capsys.readouterr().err


def test_without_credentials_it_ends_with_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody() -> None:
        raise NotConnected("There are no AWS credentials to ask with.")

    monkeypatch.setattr(aws, "connected", nobody)
    assert evaluate.main([str(folder), "--engine", "aws", "--yes", "--record", str(folder / "labels.csv")]) == 2
    assert capsys.readouterr().err == "There are no AWS credentials to ask with.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--engine", "aws", "--record", "a", "--replay", "b"], "leave one of them out"),
        (["--record", "a"], "say --engine aws, too"),
        (["--engine", "local", "--record", "a"], "say --engine aws, too"),
        (["--engine", "local", "--replay", "a"], "leave out --engine local"),
        (["--formats", "--engine", "aws"], "--formats draws text boxes and asks no engine"),
        (["--formats", "--replay", "a"], "--formats draws text boxes and asks no engine"),
        (["--json", "nowhere/a.json"], "nowhere/a.json cannot be written: there is no folder nowhere"),
    ],
)
def test_what_makes_no_sense_together_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        evaluate.main([str(folder), *arguments])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err.splitlines()[-1]
