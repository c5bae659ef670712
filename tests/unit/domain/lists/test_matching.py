"""Which entries of lists a read hits: how near it is, and where and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.candidate import Candidate
from handler.domain.characters import ALPHABET, drawn_alike, fold
from handler.domain.edits import within_one_edit
from handler.domain.lists.entry import Hours, ListEntry, ListKind, Tolerance
from handler.domain.lists.matching import (
    Seen,
    SeenPlate,
    agrees,
    hits,
    lookups,
    plates_of,
    region_of,
    watched,
)
from handler.domain.logged import ReadStatus
from tests.support.samples import a_read

AT = datetime(2026, 5, 4, 10, tzinfo=UTC)
PLATES = st.text(ALPHABET, min_size=2, max_size=8)


def an_entry(plate: str, tolerance: Tolerance = Tolerance.LOOK_ALIKE, **about: Any) -> ListEntry:
    entry = ListEntry("ent-1", "list-1", "Stolen", ListKind.WATCH, plate, "someone", AT, tolerance=tolerance)
    return replace(entry, **about)


def seen(*plates: tuple[str, float | None], **about: Any) -> Seen:
    whole = Seen(tuple(SeenPlate(*one) for one in plates), None, "site-1", UTC, AT)
    return replace(whole, **about)


@pytest.mark.parametrize(
    ("tolerance", "read", "met"),
    [
        (Tolerance.EXACT, "AB0123", Tolerance.EXACT),
        (Tolerance.EXACT, "ABO123", None),
        (Tolerance.LOOK_ALIKE, "ABO123", Tolerance.LOOK_ALIKE),
        (Tolerance.LOOK_ALIKE, "AB0124", None),
        (Tolerance.ONE_EDIT, "AB0124", Tolerance.ONE_EDIT),
        (Tolerance.ONE_EDIT, "AB0123", Tolerance.EXACT),
        (Tolerance.ONE_EDIT, "AB0145", None),
    ],
)
def test_a_tolerance_says_how_near_the_plate_must_be(tolerance: Tolerance, read: str, met: Tolerance | None) -> None:
    found = hits(seen((read, 0.9)), [an_entry("AB0123", tolerance)])
    assert [hit.tolerance for hit in found] == ([met] if met else [])


def test_a_read_whose_truth_is_the_second_candidate_is_found() -> None:
    plates = plates_of(
        replace(a_read(), plate="AB124", confidence=0.8, candidates=(Candidate("AB124", 0.8), Candidate("AB123", 0.15)))
    )
    assert lookups(plates) == ("AB124", "AB123")
    [hit] = hits(seen(*((one.plate, one.probability) for one in plates)), [an_entry("AB123")])
    assert (hit.plate, hit.tolerance, hit.probability) == ("AB123", Tolerance.EXACT, 0.15)


def test_a_faint_candidate_is_not_looked_up_and_hits_nothing() -> None:
    plates = (("AB124", 0.9), ("AB123", 0.019))
    assert lookups(seen(*plates).plates) == ("AB124",)
    assert not hits(seen(*plates), [an_entry("AB123")])


@pytest.mark.parametrize("tolerance", [Tolerance.EXACT, Tolerance.ONE_EDIT])
def test_exact_and_one_edit_are_meant_of_the_plate_as_it_stands(tolerance: Tolerance) -> None:
    second = {Tolerance.EXACT: "AB123", Tolerance.ONE_EDIT: "AB129"}[tolerance]
    assert not hits(seen(("XY789", 0.8), (second, 0.15)), [an_entry("AB123", tolerance)])


def test_probable_sums_what_is_drawn_with_one_glyph() -> None:
    entry = an_entry("ABO123", Tolerance.PROBABLE, least_probability=0.5)
    [hit] = hits(seen(("AB8123", 0.4), ("ABO123", 0.3), ("AB0123", 0.25)), [entry])
    assert hit.probability == pytest.approx(0.55)
    assert hit.plate == "ABO123"
    assert not hits(seen(("AB8123", 0.4), ("ABO123", 0.3), ("AB0123", 0.15)), [entry])


def test_what_a_person_said_has_no_probability_and_is_all_that_counts() -> None:
    read = replace(a_read(), status=ReadStatus.CORRECTED, corrected_plate="AB123")
    assert plates_of(read) == (SeenPlate("AB123"),)
    [hit] = hits(seen(("AB123", None)), [an_entry("AB123", Tolerance.PROBABLE, least_probability=1.0)])
    assert hit.probability is None


def test_a_rejected_read_stands_for_no_plate() -> None:
    assert plates_of(replace(a_read(), status=ReadStatus.REJECTED)) == ()
    assert lookups(()) == ()
    assert not hits(seen(), [an_entry("AB123")])


@given(PLATES, PLATES, st.sampled_from(Tolerance))
def test_no_tolerance_finds_more_than_the_next_wider_one(entry: str, read: str, tolerance: Tolerance) -> None:
    met = bool(hits(seen((read, 1.0)), [an_entry(entry, tolerance)]))
    expected = {
        Tolerance.EXACT: entry == read,
        Tolerance.LOOK_ALIKE: fold(entry) == fold(read),
        Tolerance.ONE_EDIT: within_one_edit(fold(entry), fold(read)),
    }
    assert met == expected.get(tolerance, drawn_alike(entry) == drawn_alike(read))


@pytest.mark.parametrize(
    ("asked", "read", "may_be"),
    [
        (None, "de", True),
        ("de", None, True),
        ("de", "fr", False),
        ("us", "us-ca", True),
        ("us-ca", "us", True),
        ("us-ca", "us-tx", False),
        ("eu", "de", True),
        ("eu", "us-ca", False),
    ],
)
def test_an_unknown_region_contradicts_nothing(asked: str | None, read: str | None, *, may_be: bool) -> None:
    assert agrees(asked, read) is may_be
    assert bool(hits(seen(("AB123", 1.0), region=read), [an_entry("AB123", region=asked)])) is may_be


def test_a_guessed_region_counts_as_unknown_and_a_persons_word_counts() -> None:
    read = a_read()
    assert region_of(replace(read, region="de", region_confidence=0.6)) is None
    assert region_of(replace(read, region="de", region_confidence=0.97)) == "de"
    assert region_of(replace(read, region="de", region_confidence=0.6, corrected_region="fr")) == "fr"


def test_an_entry_holds_from_its_beginning_to_before_its_end_and_at_its_sites() -> None:
    entry = an_entry("AB123", since=AT, until=AT + timedelta(hours=1), site_ids=frozenset({"site-1"}))
    ways = {"at": AT - timedelta(seconds=1)}, {"at": AT + timedelta(hours=1)}, {"site_id": "site-2"}, {"site_id": None}
    assert hits(seen(("AB123", 1.0)), [entry])
    assert not any(hits(seen(("AB123", 1.0), **way), [entry]) for way in ways)


def test_hours_are_those_of_the_sites_clock() -> None:
    entry = an_entry("AB123", hours=(Hours(frozenset({0}), 17 * 60, 18 * 60),))
    assert hits(seen(("AB123", 1.0), zone=ZoneInfo("Asia/Ho_Chi_Minh")), [entry])
    assert not hits(seen(("AB123", 1.0)), [entry])


def test_an_ignored_vehicle_is_not_watched_unless_it_hits_more_strictly() -> None:
    watch = an_entry("AB0123")
    ignore = an_entry("AB0123", kind=ListKind.IGNORE, entry_id="ent-2")
    assert watched(hits(seen(("AB0123", 1.0)), [watch])) == hits(seen(("AB0123", 1.0)), [watch])
    assert not watched(hits(seen(("AB0123", 1.0)), [watch, ignore]))
    other = replace(ignore, plate="ABO123")
    assert [hit.entry for hit in watched(hits(seen(("AB0123", 1.0)), [watch, other]))] == [watch]
