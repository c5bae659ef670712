"""A new fact names every visit that it changes: those that are easily forgotten, and crowds of all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.domain.candidate import Candidate
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.sites.camera import Movement
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Decision, Fact, Facts, Left, Parted
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Side, Sighting, Trust
from handler.domain.visits.visit import Note, Visit
from handler.domain.visits.window import Touched, touched
from tests.support.sightings import MONDAY, after, seen

USUAL = VisitSetup()
LATER = MONDAY + timedelta(days=5)
PLATES = ("AB12CDE", "A812CDE", "AB12C0E", "XY99ZZZ")
LANES = {"in": "lane", "in2": "lane", "out": "way-out", "out2": "way-out"}
STEPS_SECONDS = (4, 9, 25, 55, 115, 600, 47 * 60, 24 * 3600)


def change_by(fact: Fact, facts: Iterable[Fact], setup: VisitSetup = USUAL, now: datetime = LATER) -> Touched:
    store = Facts(facts)
    known = Facts(store.named(fact), ())
    while (change := touched(known, fact, setup, now)) is None:
        asks = known.missing
        known = known.with_more([one for ask in asks for one in store.about(ask)], asks)
    return change


def derived_in_parts(facts: Sequence[Fact], setup: VisitSetup = USUAL, now: datetime = LATER) -> dict[str, Visit]:
    """Take facts one by one, as they come."""
    kept: dict[str, Visit] = {}
    for place, fact in enumerate(facts):
        before, now_there = change_by(fact, facts[: place + 1], setup, now)
        assert before == {name: kept[name] for name in before}
        kept = {name: one for name, one in kept.items() if name not in before} | dict(now_there)
    return kept


def everything(facts: Iterable[Fact], setup: VisitSetup = USUAL, now: datetime = LATER) -> Mapping[str, Visit]:
    return Derivation(Facts(facts), setup, now).all_visits()


def test_an_exit_that_finds_its_entry_takes_the_doubt_of_clocks_from_the_exit_before() -> None:
    early = seen("AB12CDE", "out", after(seconds=-30), "early")
    came, left = seen("AB12CDE", "in", after(0), "came"), seen("AB12CDE", "out", after(2), "left")
    change = change_by(left, [early, came, left])
    assert Note.CLOCKS_DIFFER in change.before["early"].notes
    assert Note.CLOCKS_DIFFER not in change.after["early"].notes


def test_a_vehicle_turns_also_where_its_longest_stay_is_shorter_than_that() -> None:
    short = VisitSetup(longest_stay=timedelta(hours=1))
    facts = [seen("AB12CDE", "both", after(hours), f"at-{hours}") for hours in (2, 0)]
    assert derived_in_parts(facts, short) == everything(facts, short)


def test_a_photo_that_joins_two_others_of_one_end_changes_what_stands_at_the_other_end() -> None:
    front = seen("XY99ZZZ", "out", after(seconds=21), "front", side=Side.FRONT)
    rears = [
        seen(plate, "out", after(seconds=seconds), f"rear-{seconds}", side=Side.REAR)
        for plate, seconds in (("AB12CDE", 5), ("AB12C0E", 29))
    ]
    between = seen("AB12C0E", "out", after(seconds=21), "between")
    for facts in ([front, *rears, between], [between, *rears, front]):
        assert derived_in_parts(facts) == everything(facts)


@st.composite
def crowds(draw: st.DrawFn) -> tuple[VisitSetup, datetime, list[Fact]]:
    """Make up a few vehicles at a few cameras in a short time, where all gets in the way of all."""
    plates = draw(st.lists(st.sampled_from(PLATES), min_size=1, max_size=3))
    cameras = draw(st.lists(st.sampled_from((*LANES, "both", "both2", "spot")), min_size=1, max_size=4))
    step = timedelta(seconds=draw(st.sampled_from(STEPS_SECONDS)))
    names = [f"s{number}" for number in range(draw(st.integers(2, 8)))]
    some: list[Fact] = [draw(sightings(name, plates, cameras, step)) for name in names]
    words = draw(st.lists(said(names, plates, step), max_size=3))
    gone_at = draw(st.sampled_from((None, None, MONDAY + timedelta(hours=1))))
    setup = VisitSetup(timedelta(hours=draw(st.sampled_from((1, 48)))), timedelta(hours=6), removed_at=gone_at)
    now = draw(st.sampled_from((LATER, MONDAY + 9 * step)))
    return setup, now, list(dict.fromkeys(draw(st.permutations(some + words))))


@st.composite
def sightings(draw: st.DrawFn, name: str, plates: list[str], cameras: list[str], step: timedelta) -> Sighting:
    plate, other = draw(st.sampled_from(plates)), draw(st.sampled_from(PLATES))
    camera, confidence = draw(st.sampled_from(cameras)), draw(st.sampled_from((0.6, 0.9, 0.99)))
    at = MONDAY + draw(st.integers(0, 8)) * step + timedelta(seconds=draw(st.sampled_from((0, 0, 1, 5))))
    colour = draw(st.sampled_from((None, Colour.RED, Colour.BLUE)))
    return seen(
        plate,
        camera,
        at,
        name,
        gate=LANES.get(camera, camera),
        side=None if camera == "spot" else draw(st.sampled_from((Side.FRONT, Side.REAR, None))),
        movement=draw(st.sampled_from((None, None, Movement.ENTERING, Movement.LEAVING))),
        candidates=(Candidate(plate, confidence), *([Candidate(other, 1 - confidence)] if other != plate else [])),
        colour=ToldColour(colour, 0.95) if colour else None,
        trust=Trust.ACCEPTED if confidence > 0.95 else Trust.IN_DOUBT,
        is_time_told=draw(st.booleans()),
        arrived_at=at + timedelta(seconds=draw(st.sampled_from((2, 7200)))),
    )


@st.composite
def said(draw: st.DrawFn, names: list[str], plates: list[str], step: timedelta) -> Fact:
    name, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    at = LATER - timedelta(seconds=draw(st.integers(0, 3)))
    plate = draw(st.sampled_from((*plates, None)))
    some: tuple[Fact, ...] = (
        Decision(f"d-{name}-{plate}-{at:%S}", name, plate, "person-1", at),
        Parted(name, other, "person-1", at),
        Left(name, MONDAY + draw(st.integers(0, 9)) * step, "person-1", at),
    )
    return draw(st.sampled_from(some))


@settings(max_examples=150, deadline=None)
@given(crowds())
def test_in_a_crowd_what_each_fact_touches_adds_up_to_what_all_facts_give(
    crowd: tuple[VisitSetup, datetime, list[Fact]],
) -> None:
    setup, now, facts = crowd
    assert derived_in_parts(facts, setup, now) == everything(facts, setup, now)
