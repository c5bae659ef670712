"""`npm run replay` tells what would change before it changes anything, and changes nothing without a yes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from handler import bootstrap_alerts
from handler.domain.errors import Throttled
from handler.domain.replaying.compare import Compared, Kind
from handler.service.replaying.replay_reads import Outcome, Replayed
from scripts.replaying import replay
from tests.support.samples import a_read

STAGE = ["--stage", "prod", "--region", "eu-central-1"]
CHANGED = Compared(Kind.PLATE_CHANGED, a_read(1), a_read(1, plate="XY34ZWV"), a_read(1, plate="XY34ZWV"))
SAME = Compared(Kind.SAME, a_read(0), a_read(0))
LOOKED = {
    "same": Replayed("same", Outcome.READ_ANEW, [SAME]),
    "other": Replayed("other", Outcome.READ_ANEW, [CHANGED]),
    "gone": Replayed("gone", Outcome.WITHOUT_DETECTIONS),
}


class Replay:
    """Knows what three photos give, and what it was asked to change."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.span: tuple[datetime, datetime] | None = None
        self.ends = Outcome.READ_ANEW

    def uploads(self, since: datetime, until: datetime) -> Iterator[str]:
        self.span = since, until
        return iter(LOOKED)

    def look(self, upload_id: str) -> Replayed:
        return LOOKED[upload_id]

    def carry_out(self, upload_id: str) -> Replayed:
        self.done.append(upload_id)
        return Replayed(upload_id, self.ends, [CHANGED])


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Replay:
    made = Replay()
    monkeypatch.setattr(bootstrap_alerts, "replay_reads", lambda _bucket: made)
    monkeypatch.setattr(replay, "_use", lambda *_about: "photos")
    return made


def test_a_dry_run_says_what_would_change_and_changes_nothing(made: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    span = ["--from", "2026-05-01", "--to", "2026-06-01T02:00+02:00"]
    assert replay.main([*STAGE, *span, "--dry-run"]) == 0
    said = capsys.readouterr().out
    for line in ("read anew: 2", "DetectText saw is not kept any more: 1", "with another plate: 1", "the same: 1"):
        assert line in said
    assert "Nothing was changed." in said
    assert made.span == (datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
    assert made.done == []


def test_what_differs_is_changed_after_a_yes_alone(made: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer, done in (("", []), ("n", []), ("y", ["other"])):
        monkeypatch.setattr("builtins.input", lambda _asked, answer=answer: answer)
        assert replay.main(STAGE) == 0
        assert made.done == done


def test_where_nobody_can_be_asked_nothing_is_done(made: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(SystemExit):
        replay.main(STAGE)
    assert made.span is None


def test_programs_get_ids_and_kinds_and_no_plate(made: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay.main([*STAGE, "--yes", "--json"]) == 0
    said = capsys.readouterr().out
    told = json.loads(said)
    assert told["would_change"]["changes"] == [{"read_id": CHANGED.read_id, "kind": "plate_changed"}]
    assert (told["changed"]["photos"], made.done) == ({"read_anew": 1}, ["other"])
    assert "XY34ZWV" not in said


def test_photos_that_others_keep_changing_end_it_with_a_failure(made: Replay) -> None:
    made.ends = Outcome.CHANGED_MEANWHILE
    assert replay.main([*STAGE, "--yes"]) == 1


def test_what_aws_does_not_answer_is_told_in_a_sentence(
    made: Replay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def look(_upload_id: str) -> Replayed:
        raise Throttled("dynamodb:Query")

    monkeypatch.setattr(made, "look", look)
    assert replay.main([*STAGE, "--yes"]) == 1
    assert "Run the same again." in capsys.readouterr().err
