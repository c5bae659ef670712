"""Answers in a file: begun, gone on with, taken from."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.engine import Answer, EngineFailed
from lab.engines.recording import Recording, RecordingError, Refusal, Source

SOURCE = Source("aws", "eu-west-1", "https://rekognition.eu-west-1.amazonaws.com", 30.0, "2026-01-02")
ANSWER = Answer({"TextDetections": [], "TextModelVersion": "3.0"}, 0.51)


def recorded(file: Path, **answers: Answer | Refusal) -> Recording:
    recording = Recording.to_go_on(file, SOURCE)
    recording.open()
    for key, kept in answers.items():
        recording.keep(key, kept)
    return recording


def test_what_was_kept_is_taken_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    recorded(file, a=ANSWER, b=Refusal("unreadable"))
    replayed = Recording.to_replay(file)
    assert (replayed.find("a"), replayed.find("b"), replayed.find("c")) == (ANSWER, Refusal("unreadable"), None)
    assert replayed.source == SOURCE
    assert replayed.loaded == {"a", "b"}


def test_the_first_line_says_whose_answers_they_are(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    recorded(file)
    assert json.loads(file.read_text()) == {
        "format": 1,
        "engine": "aws",
        "aws_region": "eu-west-1",
        "endpoint_url": "https://rekognition.eu-west-1.amazonaws.com",
        "min_word_confidence_percent": 30.0,
        "date": "2026-01-02",
    }


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    recorded(file, a=ANSWER)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_written_before_it_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    Recording.to_go_on(file, SOURCE)
    assert not file.exists()


def test_an_empty_file_is_begun(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.touch()
    recorded(file, a=ANSWER)
    assert Recording.to_replay(file).loaded == {"a"}


@pytest.mark.parametrize("lost", range(1, 40, 3))
def test_a_line_that_a_killed_run_left_unfinished_is_written_anew(tmp_path: Path, lost: int) -> None:
    file = tmp_path / "answers.jsonl"
    recorded(file, a=ANSWER, b=ANSWER)
    file.write_bytes(file.read_bytes()[: -1 - lost])
    assert Recording.to_replay(file).loaded == {"a"}
    went_on = recorded(file, b=ANSWER, c=ANSWER)
    assert went_on.loaded == {"a"}
    assert Recording.to_replay(file).loaded == {"a", "b", "c"}
    assert all(json.loads(line) for line in file.read_text().splitlines())


def test_a_last_line_without_its_end_is_an_answer(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    recorded(file, a=ANSWER)
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert recorded(file, b=ANSWER).loaded == {"a"}
    assert Recording.to_replay(file).loaded == {"a", "b"}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"sha256": "a"}',
        '{"sha256": "a", "refused": "an unknown code"}',
        '{"sha256": "a", "seconds": 0.1, "response": {}}',
        '{"seconds": 0.1, "response": {"TextDetections": []}}',
    ],
)
def test_a_line_in_the_middle_that_is_no_answer_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "answers.jsonl"
    recorded(file, a=ANSWER)
    head, answer = file.read_text().splitlines()
    file.write_text(f"{head}\n{line}\n{answer}\n")
    with pytest.raises(RecordingError, match=r"^Line 2 of .* is no answer"):
        Recording.to_replay(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not what"),
        (b"file,set,region,plates\n", "is not what"),
        (b"\xff\xd8\xff\xe0 a photo", "is not what"),
        (b"{}\n", "is not what"),
        (b'{"format": 2}\n', "has format 2, this version knows 1"),
        (b'{"format": 1, "engine": "aws"}\n', "does not say its aws_region"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(content)
    with pytest.raises(RecordingError, match=said):
        Recording.to_replay(file)
    if content:
        with pytest.raises(RecordingError, match=said):
            Recording.to_go_on(file, SOURCE)
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "other",
    [
        replace(SOURCE, aws_region="us-east-1"),
        replace(SOURCE, endpoint_url="http://127.0.0.1:1"),
        replace(SOURCE, min_word_confidence_percent=80.0),
    ],
)
def test_answers_of_others_do_not_get_into_one_file(tmp_path: Path, other: Source) -> None:
    file = tmp_path / "answers.jsonl"
    recorded(file, a=ANSWER)
    with pytest.raises(RecordingError, match="Amazon Rekognition in eu-west-1, 2026-01-02"):
        Recording.to_go_on(file, other)
    assert Recording.to_go_on(file, replace(SOURCE, date="2026-02-03")).source == SOURCE


def test_answers_to_another_question_are_not_replayed(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    Recording.to_go_on(file, replace(SOURCE, min_word_confidence_percent=80.0)).open()
    with pytest.raises(RecordingError, match="confidence of 80 % on, this version asks from 30 % on"):
        Recording.to_replay(file)


def test_a_place_where_nothing_can_be_written_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"cannot be written \(No such file or directory\)"):
        recorded(tmp_path / "nowhere" / "answers.jsonl")
    with pytest.raises(RecordingError, match=r"cannot be opened \(Is a directory\)"):
        recorded(tmp_path)


def test_a_disk_that_takes_no_more_ends_the_run(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    recording = recorded(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(EngineFailed, match=r"cannot be written \(Is a directory\)"):
        recording.keep("a", ANSWER)


@pytest.mark.parametrize(
    ("endpoint_url", "title"),
    [
        ("https://rekognition.eu-west-1.amazonaws.com", "Amazon Rekognition in eu-west-1"),
        ("https://rekognition-fips.us-east-1.api.aws", "Amazon Rekognition in eu-west-1"),
        ("http://127.0.0.1:4000", "what answers as Rekognition at http://127.0.0.1:4000"),
        ("https://amazonaws.com.example.com", "what answers as Rekognition at https://amazonaws.com.example.com"),
    ],
)
def test_only_rekognition_is_called_rekognition(endpoint_url: str, title: str) -> None:
    assert replace(SOURCE, endpoint_url=endpoint_url).title() == title
