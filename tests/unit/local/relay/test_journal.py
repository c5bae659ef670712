"""What the relay writes down outlives it, and keeps other relays away."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from local.relay.errors import RelayError
from local.relay.folder import Look
from local.relay.journal import End, Journal, Note, troubles_in

LOOK = Look("gate/\udcff.jpg", 7, 1_700_000_000_123_456_789)


def test_what_was_written_is_known_to_the_next_relay(tmp_path: Path) -> None:
    with Journal(tmp_path / "made" / "journal") as journal:
        journal.write(Note(LOOK, End.SENT), "digest")
    with Journal(tmp_path / "made" / "journal") as journal:
        assert journal.of(LOOK) == Note(LOOK, End.SENT)
        assert journal.was_sent("digest")
        assert not journal.was_sent("other")


@pytest.mark.parametrize("other", [Look(LOOK.path, 8, LOOK.mtime_ns), Look(LOOK.path, 7, 1), Look("b", 7, 1)])
def test_a_file_that_was_changed_is_another_one(tmp_path: Path, other: Look) -> None:
    with Journal(tmp_path / "journal") as journal:
        journal.write(Note(LOOK, End.SENT), "digest")
        assert journal.of(other) is None


def test_what_is_sent_under_a_name_that_was_used_before_does_not_make_the_first_one_forgotten(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal") as journal:
        journal.write(Note(LOOK, End.SENT), "one")
        journal.write(Note(Look(LOOK.path, 9, 9), End.SENT), "two")
        assert journal.was_sent("one")
        assert journal.was_sent("two")


def test_the_name_of_a_file_that_is_gone_is_forgotten_and_its_photo_is_not(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal") as journal:
        journal.write(Note(Look("51A12345.jpg", 1, 1), End.SENT), "one")
        journal.write(Note(LOOK, End.REFUSED, "400"))
        journal.keep_only({LOOK.path})
    assert b"51A12345" not in (tmp_path / "journal").read_bytes()
    with Journal(tmp_path / "journal") as journal:
        assert journal.of(Look("51A12345.jpg", 1, 1)) is None
        assert journal.of(LOOK)
        assert journal.was_sent("one")


def test_troubles_are_listed_also_while_a_relay_is_at_work(tmp_path: Path) -> None:
    trouble = Note(Look("a", 1, 1), End.REFUSED, "400")
    with Journal(tmp_path / "journal") as journal:
        journal.write(Note(LOOK, End.SENT), "one")
        journal.write(trouble)
        assert troubles_in(tmp_path / "journal") == [trouble]


def test_two_relays_do_not_share_a_journal(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal"), pytest.raises(RelayError, match="another relay is using it"):
        Journal(tmp_path / "journal")
    with Journal(tmp_path / "journal"):
        pass  # once the other one is gone


def test_what_is_no_journal_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, but long enough to be looked at as one" * 20)
    with pytest.raises(RelayError, match="cannot be used"):
        Journal(tmp_path / "text")
    with pytest.raises(RelayError, match="There is no journal"):
        troubles_in(tmp_path / "none")


def test_a_journal_of_another_version_is_left_alone(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "journal")
    database.execute("PRAGMA user_version = 2")
    database.close()
    with pytest.raises(RelayError, match="another version of the relay: 2"):
        Journal(tmp_path / "journal")
