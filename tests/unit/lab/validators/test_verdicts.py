"""The verdicts match what is found, say why, and stand in the document as they are."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from lab.validators import __main__ as command
from lab.validators.comparison import Disagreement
from lab.validators.peers import PEERS, Peer
from lab.validators.report import lines, peers_table, totals_table, verdicts_table, write_json, written
from lab.validators.verdicts import SAYS, Verdict, match, verdicts, verdicts_of

DOCUMENT = Path(__file__).parents[4] / "docs" / "formats-compared.md"
ROW = {
    "peer": "judge",
    "version": "1.0",
    "region": "xx",
    "way": "refused",
    "series": "cars; trailers",
    "example": "K XY-123",
    "verdict": "ours",
    "reason": "It knows motorcycles only.",
    "source": "the law of X",
}
CARS = Disagreement("judge", "xx", "refused", "cars", "K XY-123", 0.5)
BUSES = Disagreement("judge", "xx", "refused", "buses", "B 123", 1.0)


def test_a_verdict_is_on_each_of_its_series() -> None:
    (known,) = verdicts_of([ROW])
    assert known.series == ("cars", "trailers")
    outcome = match([CARS, BUSES], [known], ["judge"])
    assert outcome.judged == ((CARS, known),)
    assert outcome.unjudged == (BUSES,)
    assert outcome.unmet == (("judge", "xx", "refused", "trailers"),)


def test_verdicts_on_peers_that_were_not_asked_are_left_alone() -> None:
    assert match([], verdicts_of([ROW]), ["another"]).unmet == ()


def test_where_the_table_was_mended_nothing_may_be_found_again() -> None:
    mended = verdicts_of([ROW | {"verdict": "theirs"}])
    assert match([], mended, ["judge"]).unmet == ()
    assert match([CARS], mended, ["judge"]).unjudged == (CARS,)
    assert match([CARS], [*verdicts_of([ROW]), *mended], ["judge"]).unjudged == ()


def test_everything_that_was_found_is_told(tmp_path: Path) -> None:
    outcome = match([CARS, BUSES], verdicts_of([ROW]), ["judge"])
    assert lines(outcome) == [
        "ours   xx judge: peer refuses cars (K XY-123)",
        "NONE   xx judge: peer refuses buses (B 123)",
        "UNMET  xx judge: peer refuses trailers",
    ]
    write_json(outcome, tmp_path / "all.json")
    entries = json.loads((tmp_path / "all.json").read_text())
    assert [(one["series"], one["verdict"], one["share"]) for one in entries] == [
        ("cars", "ours", 0.5),
        ("buses", None, 1),
    ]


def test_tables_are_put_between_their_comments() -> None:
    known = verdicts_of([ROW | {"example": "A|B"}])
    text = written("Before\n<!-- verdicts -->\nold\n<!-- end -->\nafter <!-- end -->", known)
    assert text.startswith("Before\n<!-- verdicts -->\n| region |")
    assert text.endswith("| the law of X |\n<!-- end -->\nafter <!-- end -->")
    assert "A/B" in text
    assert "old" not in text
    judge = Peer("judge", "1.0", "pip", "MIT", {"xx": "XX"})
    assert totals_table(known, [judge]).endswith("| `judge` | 2 | 0 | 0 |\n| all | 2 | 0 | 0 |")
    assert peers_table([judge]).endswith("| `judge` | 1.0 | pip | MIT | judges | 1 |")


@pytest.mark.parametrize(("series", "code"), [("cars", 0), ("buses", 1)])
def test_the_command_fails_if_a_disagreement_has_no_verdict(
    series: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "Installed", lambda peer, folder: folder)
    monkeypatch.setattr(
        command, "compare", lambda peer, asked: [Disagreement(peer.name, "nl", "refused", series, "", 1)]
    )
    monkeypatch.setattr(command, "verdicts", lambda: verdicts_of([ROW | {"peer": "license-plate", "region": "nl"}]))
    document = tmp_path / "document.md"
    document.write_text("<!-- totals -->\n<!-- end -->\n")
    assert command.main(["--peers", "license-plate", "--folder", str(tmp_path), "--markdown", str(document)]) == code
    assert f"{1 - code} with a verdict, {code} without" in capsys.readouterr().out
    assert "| `license-plate` | 2 | 0 | 0 |" in document.read_text()


KNOWN = verdicts()


def _names(one: Verdict) -> list[tuple[object, ...]]:
    return [(key, one.verdict == "theirs") for key in one.keys]


def test_no_verdict_stands_twice() -> None:
    names = Counter(name for one in KNOWN for name in _names(one))
    assert [name for name, times in names.items() if times > 1] == []


def test_every_verdict_is_whole() -> None:
    assert all(len(one.reason) > 12 and len(one.source) > 3 and one.example for one in KNOWN)
    assert {one.verdict for one in KNOWN} == set(SAYS)
    assert {one.way for one in KNOWN} == {"refused", "unlisted"}
    assert all(one.series and all(one.series) for one in KNOWN)


def test_verdicts_are_on_peers_that_are_asked_in_the_version_that_is_asked() -> None:
    versions = {one.name: (one.version, one) for one in PEERS}
    assert {one.peer for one in KNOWN} == set(versions)
    assert [one for one in KNOWN if versions[one.peer][0] != one.version] == []
    assert [one for one in KNOWN if one.region not in versions[one.peer][1].regions] == []


def test_the_document_has_the_verdicts_as_they_are() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert verdicts_table(KNOWN) in text
    assert written(text, KNOWN) == text, "renew it: python -m lab.validators --markdown docs/formats-compared.md"
