"""The accuracy table: its figures, its baselines, its labels."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from PIL import Image

from handler.adapters.rekognition import to_detections
from handler.domain.candidate import Candidate
from handler.domain.geometry import BoundingBox, Point
from handler.domain.reading.read import Read
from lab import evaluate
from lab.engines.engine import Answer, LocalEngine
from lab.evaluation import Outcome, country_regex, figures, naive, reliability
from lab.fitting import Sample, fit, least_confidence, least_refusing, loss
from lab.photo_set import Photo, PhotoSetError, Seen, is_held_out, labelled_photos
from tests.support.boxes import SIZE, line, page
from tests.support.fakes.detector import detect_text_answer
from tests.support.fakes.photos import NoPixels


def _photo(*plates: str, file: str = "a.jpg", region: str = "br") -> Photo:
    return Photo(file, Path(file), "made up", region, plates)


def _read(plate: str, confidence: float, *others: str) -> Read:
    candidates = (Candidate(plate, confidence), *(Candidate(other, 0.01) for other in others))
    return Read(plate, plate, confidence, None, None, BoundingBox(0, 0, 1, 1), (Point(0, 0),), candidates, (0,))


def _outcome(photo: Photo, *reads: Read) -> Outcome:
    return Outcome(photo, reads, ocr_seconds=1.0, reading_seconds=0.002, pixel_seconds=0.001, calls=1)


def test_the_figures_of_a_few_photos_are_worked_out() -> None:
    outcomes = [
        _outcome(_photo("KQD4821", "HPX7148"), _read("KQD4821", 0.99), _read("HPX7148", 0.6)),
        _outcome(_photo("KQD4O21"), _read("KQD4021", 0.985, "KQD4O21")),
        _outcome(_photo("KQD4821"), _read("KQD4822", 0.5)),
        _outcome(_photo("KQD4821")),
        _outcome(_photo()),
    ]
    found = figures(outcomes)
    assert found["exact"] == pytest.approx(2 / 5)
    assert found["folded"] == pytest.approx(3 / 5)
    assert found["within_one"] == pytest.approx(4 / 5)
    assert found["top5"] == pytest.approx(3 / 5)
    assert found["recall"] == pytest.approx(2 / 5)
    assert found["precision"] == pytest.approx(2 / 4)
    assert found["accepted"] == pytest.approx(2 / 5)
    assert found["accepted_wrong"] == pytest.approx(1 / 2)
    assert found["detect_text_calls"] == 1


def test_a_read_where_there_is_no_plate_is_wrong() -> None:
    found = figures([_outcome(_photo(), _read("KQD4821", 0.5))])
    assert found["exact"] == 0
    assert found["recall"] is None


def test_reliability_compares_confidence_with_truth() -> None:
    outcomes = [_outcome(_photo("AB123"), _read("AB123", 0.9)), _outcome(_photo("AB123"), _read("AB124", 0.8))]
    assert reliability(outcomes, [0.0, 0.5]) == [(0.0, 0, None, None), (0.5, 2, pytest.approx(0.85), 0.5)]


def test_the_naive_rule_takes_the_first_line_of_letters_and_digits() -> None:
    boxes = page(line("FORD", 0, 0), line("SUNSET", 0, 90), line("KQD-4821", 0, 180))
    assert naive(boxes, "br") == "SUNSET"


def test_the_country_rule_takes_the_surest_line_of_the_format() -> None:
    boxes = page(
        line("SUNSET", 0, 90), line("KQD-4821", 0, 180, confidence=0.8), line("HPX-7148", 0, 270, confidence=0.9)
    )
    assert country_regex(boxes, "br") == "HPX7148"
    assert country_regex(page(line("SUNSET")), "br") is None


def _folder(tmp_path: Path, labels: str) -> Path:
    (tmp_path / "labels.csv").write_text(labels)
    Image.new("RGB", (SIZE.width, SIZE.height)).save(tmp_path / "a.jpg")
    return tmp_path


def test_labels_are_read_whatever_further_columns_there_are(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "file,set,region,plates,source\na.jpg,one,,KQD4821;HPX7148,mine\n")
    (photo,) = labelled_photos(folder)
    assert (photo.set_name, photo.region, photo.plates) == ("one", "", ("KQD4821", "HPX7148"))


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ("file,set\na.jpg,one\n", "lacks plates, region"),
        ("file,set,region,plates\nb.jpg,one,,\n", "the first is b.jpg"),
    ],
)
def test_labels_that_cannot_be_used_say_why(tmp_path: Path, labels: str, said: str) -> None:
    with pytest.raises(PhotoSetError, match=said):
        labelled_photos(_folder(tmp_path, labels))


def test_a_folder_without_labels_ends_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main([str(tmp_path)]) == 2
    assert "labels.csv is not there" in capsys.readouterr().err


def test_the_command_writes_table_json_and_misses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _folder(tmp_path, "file,set,region,plates\na.jpg,one,br,KQD4821\na.jpg,two,,\n")
    answer = detect_text_answer("KQD-4821")
    seen = Seen(answer, to_detections(answer), SIZE, 0.5, NoPixels(b""))
    monkeypatch.setattr(evaluate, "look_at", lambda photo, engine: seen)
    output, misses = tmp_path / "out.json", tmp_path / "misses.html"
    assert evaluate.main([str(folder), "--json", str(output), "--photos", str(misses)]) == 0
    report = json.loads(output.read_text())
    assert list(report["sets"]) == ["one", "two", "all"]
    assert report["sets"]["one"]["expected"]["exact"] == 1
    assert report["sets"]["one"]["baselines"] == {"naive": 1, "country_regex": 1}
    assert report["sets"]["two"]["unknown"]["exact"] == 0
    assert report["photos"][0]["truth"] == ["KQD4821"]
    assert report["photos"][0]["reads"][0]["plate"] == "KQD4821"
    assert report["photos"][1]["why"] == "a plate was read where there is none"
    assert misses.read_text().count("<section>") == 2
    assert "exact" in capsys.readouterr().out


def test_a_second_look_is_counted_and_can_be_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _folder(tmp_path, "file,set,region,plates\na.jpg,one,,KQD4821\n")
    answer = detect_text_answer("KQD4821", confidence=40)
    monkeypatch.setattr(
        evaluate, "look_at", lambda photo, engine: Seen(answer, to_detections(answer), SIZE, 0.5, NoPixels(b""))
    )
    monkeypatch.setattr(LocalEngine, "detect_in", lambda engine, picture: Answer({"TextDetections": []}, 0.5))
    output = tmp_path / "out.json"
    for switch, calls in (("on", 2), ("off", 1)):
        assert evaluate.main([str(folder), "--json", str(output), "--second-look", switch]) == 0
        assert json.loads(output.read_text())["sets"]["one"]["unknown"]["detect_text_calls"] == calls


def test_fitting_finds_the_weights_that_made_the_samples() -> None:
    samples = [Sample({"x": x}, x + noise > 0) for x in (-2, -1, -0.5, 0.5, 1, 2) for noise in (-0.7, 0.0, 0.7)]
    fitted = fit(samples, {"constant": 0.0, "x": 0.0})
    assert fitted["x"] > 0.3
    assert abs(fitted["constant"]) < 0.5
    assert loss(samples, fitted) < loss(samples, {"constant": 0.0, "x": 0.0})


def test_a_sample_counts_by_its_weight() -> None:
    samples = [Sample({"x": 0.0}, outcome=True, weight=3.0), Sample({"x": 0.0}, outcome=False)]
    assert fit(samples, {"constant": 0.0, "x": 0.0})["constant"] == pytest.approx(math.log(3), abs=0.01)


def test_the_least_confidence_lets_two_errors_less_in_than_asked() -> None:
    told = [(0.99 + count / 40000, True) for count in range(400)]
    assert least_confidence(told, 0.01, 1.0) == 0.99
    assert least_confidence([*told, (0.985, False), (0.98, False), (0.975, False)], 0.01, 1.0) == 0.98
    assert least_confidence([*told, (0.99999, False), (0.99999, False)], 0.01, 1.0) == pytest.approx(0.99, abs=0.001)
    assert least_confidence([*told, *[(0.99999, False)] * 3], 0.01, 1.0) is None


def test_of_photos_without_a_plate_no_more_are_accepted_than_asked() -> None:
    surest = [0.96, 0.94, 0.9, *[0.0] * 297]
    accepted = [sum(one >= least_refusing(surest, rate) for one in surest) for rate in (0.01, 0.005, 0.02)]
    assert accepted == [1, 0, 3]
    assert least_refusing([], 0.01) == 0.0


def test_few_reads_promise_little() -> None:
    told = [(0.999, True)] * 199
    assert least_confidence(told, 0.01, 1.0) is None
    assert least_confidence(told, 0.02, 0.5) is None
    assert least_confidence(told, 0.02, 1.0) == 0.999


def test_all_photos_of_a_plate_are_on_one_side() -> None:
    parts = [is_held_out(_photo(f"KQD{number}", file="x.jpg")) for number in range(300)]
    assert 60 < sum(parts) < 140
    assert is_held_out(_photo("KQD1", file="x.jpg")) == is_held_out(_photo("KQD1", file="y.jpg"))
