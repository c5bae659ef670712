"""Text that may be the rest of a plate, of which a whole group at an end was not seen."""

from __future__ import annotations

import math

import pytest

from handler.domain.formats.plate import interpret
from handler.domain.formats.region import Format, Region, layouts_of
from handler.domain.formats.rests import LOST_AT_END, LOST_AT_START, rests_of
from handler.domain.formats.world import World
from tests.support.boxes import line, page, reading


def rests(*formats: Format, codes: frozenset[str] = frozenset()) -> dict[tuple[str, ...], float]:
    """Give the rests of a region's formats, each with how often it is what is seen."""
    layouts = layouts_of([Region("xx", formats, codes)]).values()
    found = rests_of(layout for some in layouts for layout in some)
    return {one.places: sum(math.exp(grammar.share) for grammar in one.grammars) for one in found}


def test_a_group_of_two_to_four_at_either_end_may_be_missed() -> None:
    found = rests(Format("AA 00 AAA"))
    letters, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
    assert found == {
        (digits, digits, *[letters] * 3): pytest.approx(LOST_AT_START),
        (letters, letters, digits, digits): pytest.approx(LOST_AT_END),
    }


@pytest.mark.parametrize("notation", ["AA0000", "A 000000", "AA 000"])
def test_one_character_or_all_but_three_are_never_taken_for_a_missed_group(notation: str) -> None:
    assert rests(Format(notation)) == {}


def test_formats_that_leave_the_same_are_as_likely_as_both() -> None:
    (chance,) = rests(Format("0000 AA", 3.0), Format("0000 AAA", 1.0)).values()
    assert chance == pytest.approx(LOST_AT_END)


def test_what_may_lack_its_last_letters_is_told_to_be_cut_and_no_candidate_is_made_up() -> None:
    world = World([Region("xx", (Format("A 0000 AA", 99.0), Format("A 0000", 1.0)))])
    found = interpret("K4827", frozenset({1}), frozenset({"xx"}), world)
    assert found.ranked[0].plate == "K4827"
    assert found.cut > 0.1
    assert all(len(one.plate) <= 6 for one in found.ranked)
    whole = interpret("K4827VD", frozenset({1, 5}), frozenset({"xx"}), world)
    assert whole.cut < 0.01


def test_an_office_that_is_left_must_be_one_of_the_listed() -> None:
    world = World([Region("xx", (Format("{code} 0000 AA", 99.0), Format("AA 0000", 1.0)), frozenset({"KT", "VD"}))])
    listed, unlisted = (interpret(f"{code}4827", frozenset({2}), frozenset(), world) for code in ("KT", "QX"))
    assert listed.cut > 5 * unlisted.cut


@pytest.mark.parametrize(("text", "region"), [("L 4827", "id"), ("O482KM", "ru"), ("TN 48 KV", "in")])
def test_a_number_without_a_group_that_its_region_nearly_always_has_goes_to_a_person(text: str, region: str) -> None:
    for expected in (region, ""):
        reads = reading(page(line(text)), *([expected] if expected else [])).reads
        assert not reads or reads[0].confidence < 0.9
