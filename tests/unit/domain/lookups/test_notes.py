"""Tags and notes: what is taken, how many, whose they are, and that two changes at once lose nothing."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.lookups.notes import (
    LONGEST_NOTE,
    LONGEST_TAG,
    MOST_NOTES,
    MOST_TAGS,
    UNDO_TIME,
    Note,
    Noted,
    Tag,
    note_text_of,
    tag_of,
)
from tests.support.fakes.world import START

NOTHING = Noted("AB12CDE")
AUTHOR, OTHER = (Caller(name, frozenset({OPERATORS})) for name in ("the-author", "another"))
ADMIN = Caller("an-admin", frozenset({ADMINS}))


def a_tag(word: str) -> Tag:
    return Tag(word, AUTHOR.owner, START)


def a_note(number: int = 1) -> Note:
    return Note(f"{number:032x}", f"note {number}", AUTHOR.owner, START)


WRITTEN = NOTHING.noted(a_note())


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (" Courier ", "courier"),
        ("#VIP", "vip"),
        ("two   words", "two words"),
        ("ＶＩＰ", "vip"),
        ("Nhà xe", "nhà xe"),
        ("é" * LONGEST_TAG, "é" * LONGEST_TAG),
    ],
)
def test_a_tag_is_taken_in_small_letters(typed: str, word: str) -> None:
    assert tag_of(typed) == word


@pytest.mark.parametrize(
    "typed", ["", "   ", "#", "!!!", "a\u0007b", "a\nb", "\u202eabc", "a" * (LONGEST_TAG + 1), "\ud800"]
)
def test_what_says_nothing_or_cannot_be_seen_is_no_tag(typed: str) -> None:
    with pytest.raises(InvalidRequest, match=r"^invalid_request: tags:"):
        tag_of(typed)


@given(st.text(max_size=40))
def test_a_tag_that_is_taken_stays_the_same_when_it_is_taken_again(typed: str) -> None:
    try:
        word = tag_of(typed)
    except InvalidRequest:
        return
    assert tag_of(word) == word
    assert 0 < len(word) <= LONGEST_TAG
    assert not any(unicodedata.category(one) == "Cc" for one in word)


def test_a_note_may_have_several_lines() -> None:
    assert note_text_of(" first \r\n\r\n second  ") == "first\n\nsecond"
    assert note_text_of("x" * LONGEST_NOTE) == "x" * LONGEST_NOTE


@pytest.mark.parametrize("typed", ["", " \n\t ", "x" * (LONGEST_NOTE + 1), "x" * 100_000, "a\u0000b", "\u202eabc"])
def test_a_note_that_says_nothing_or_too_much_is_refused(typed: str) -> None:
    with pytest.raises(InvalidRequest, match=r"^invalid_request: text:"):
        note_text_of(typed)


def test_the_same_tag_twice_is_there_once_and_stays_the_first_persons() -> None:
    before = NOTHING.tagged([a_tag("vip"), a_tag("vip"), a_tag("courier")])
    assert before.words == ("vip", "courier")
    assert before.tagged([Tag("vip", OTHER.owner, START)]) == before


def test_more_tags_than_a_plate_has_are_refused_and_taking_some_away_makes_room() -> None:
    full = NOTHING.tagged([a_tag(f"tag {number}") for number in range(MOST_TAGS)])
    with pytest.raises(Conflict, match="many_tags"):
        full.tagged([a_tag("one more")])
    assert full.tagged([a_tag("tag 0")]) == full
    assert len(full.untagged(["tag 3", "never there"]).tagged([a_tag("one more")]).tags) == MOST_TAGS


def test_the_same_note_twice_is_there_once() -> None:
    assert WRITTEN.noted(a_note()) == WRITTEN
    with pytest.raises(Conflict, match="note_there"):
        WRITTEN.noted(Note(a_note().note_id, "another text", OTHER.owner, START))


def test_more_notes_than_a_plate_has_are_refused() -> None:
    full = Noted("AB12CDE", notes=tuple(map(a_note, range(MOST_NOTES))))
    with pytest.raises(Conflict, match="many_notes"):
        full.noted(a_note(MOST_NOTES))


@pytest.mark.parametrize("caller", [AUTHOR, ADMIN])
def test_who_wrote_a_note_or_an_administrator_takes_it_back_and_puts_it_back(caller: Caller) -> None:
    gone = WRITTEN.taken_back(a_note().note_id, caller, START)
    assert gone.standing == ()
    assert gone.taken_back(a_note().note_id, caller, START + timedelta(minutes=1)) == gone
    assert gone.put_back(a_note().note_id, caller) == WRITTEN
    assert WRITTEN.put_back(a_note().note_id, caller) == WRITTEN


def test_others_take_no_note_back_nor_put_it_back() -> None:
    with pytest.raises(NotAllowed):
        WRITTEN.taken_back(a_note().note_id, OTHER, START)
    by_admin = WRITTEN.taken_back(a_note().note_id, ADMIN, START)
    with pytest.raises(NotAllowed):
        by_admin.put_back(a_note().note_id, AUTHOR)


def test_a_note_that_was_taken_back_is_gone_after_an_hour() -> None:
    gone = WRITTEN.taken_back(a_note().note_id, AUTHOR, START)
    assert gone.swept(START + UNDO_TIME - timedelta(seconds=1)) == gone
    swept = gone.swept(START + UNDO_TIME)
    assert swept.notes == ()
    with pytest.raises(NotFound):
        swept.put_back(a_note().note_id, AUTHOR)
    with pytest.raises(NotFound):
        swept.taken_back(a_note().note_id, AUTHOR, START)
