"""The same facts give the same visits, whatever came first and however little of it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.domain.candidate import Candidate
from handler.domain.visits.changes import ChangeKind, KeptVisit, changes
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Decision, Fact, Facts, Left, Parted
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Side, Sighting, Trust
from handler.domain.visits.visit import Visit
from handler.domain.visits.window import touched
from tests.support.sightings import MONDAY, seen

SETUP = VisitSetup(timedelta(hours=48), timedelta(hours=6), timedelta(minutes=30))
NOW = MONDAY + timedelta(days=5)
PLATES = ("AB12CDE", "A812CDE", "AB12CDF", "AB12C0E", "XY99ZZZ")
CAMERAS = ("in", "in2", "out", "both", "spot")
NAMES = [f"s{number}" for number in range(14)]


@st.composite
def sightings(draw: st.DrawFn, name: str) -> Sighting:
    plate, other = draw(st.sampled_from(PLATES)), draw(st.sampled_from(PLATES))
    confidence = draw(st.sampled_from((0.6, 0.9, 0.99)))
    moments = st.one_of(st.integers(0, 120), st.sampled_from([60 * minutes for minutes in range(0, 6000, 47)]))
    at = MONDAY + timedelta(seconds=draw(moments))
    camera = draw(st.sampled_from(CAMERAS))
    others = (Candidate(other, 1 - confidence),) if other != plate else ()
    return seen(
        plate,
        camera,
        at,
        name,
        gate="lane" if camera in {"in", "in2"} else camera,
        side=draw(st.sampled_from((Side.FRONT, Side.REAR, None))),
        candidates=(Candidate(plate, confidence), *others),
        trust=Trust.ACCEPTED if confidence > 0.95 else Trust.IN_DOUBT,
        arrived_at=at + timedelta(seconds=draw(st.sampled_from((2, 7200)))),
    )


@st.composite
def said(draw: st.DrawFn, place: int) -> Fact:
    name, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    at = NOW - timedelta(seconds=draw(st.integers(0, 3)))
    some: list[Fact] = [
        Decision(f"d{place}", name, draw(st.sampled_from((*PLATES, None))), "person-1", at),
        Parted(name, other, "person-1", at),
        Left(name, MONDAY + timedelta(hours=place), "person-1", at),
    ]
    return some[draw(st.integers(0, 2))]


@st.composite
def some_facts(draw: st.DrawFn) -> list[Fact]:
    count = draw(st.integers(1, len(NAMES)))
    of_cameras: list[Fact] = [draw(sightings(name)) for name in NAMES[:count]]
    of_persons = [draw(said(place)) for place in range(draw(st.integers(0, 4)))]
    return draw(st.permutations(of_cameras + of_persons))


def everything(facts: Iterable[Fact]) -> Mapping[str, Visit]:
    return Derivation(Facts(facts), SETUP, NOW).all_visits()


def window(fact: Fact, store: Facts) -> tuple[Mapping[str, Visit], Mapping[str, Visit], int]:
    """Do as a service does: fetch what is missing until nothing is."""
    known, asked = Facts(store.named(fact), ()), 0
    while (found := touched(known, fact, SETUP, NOW)) is None:
        asks = set(known.missing)
        asked += len(asks)
        known = known.with_more([one for ask in asks for one in store.about(ask)], asks)
    return found.before, found.after, asked


@given(some_facts(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_visits(facts: list[Fact], chance: object) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert everything(facts) == everything([*shuffled, *shuffled[:3]])


@given(some_facts())
def test_every_sighting_that_nobody_rejected_is_part_of_one_visit(facts: list[Fact]) -> None:
    counted = [one for visit in everything(facts).values() for one in visit.sighting_ids]
    assert sorted(counted) == sorted(Facts(facts).sightings)


@given(some_facts())
def test_no_stay_is_ever_negative(facts: list[Fact]) -> None:
    stays = [one.stay for one in everything(facts).values() if one.stay is not None]
    assert all(stay >= timedelta(0) for stay in stays)


@settings(max_examples=300, deadline=None)
@given(some_facts())
def test_deriving_what_each_fact_touches_gives_what_deriving_everything_gives(facts: list[Fact]) -> None:
    kept: dict[str, KeptVisit] = {}
    for place, fact in enumerate(facts):
        if fact in facts[:place]:
            continue
        store = Facts(facts[: place + 1])
        before, after, _ = window(fact, store)
        assert before == {name: kept[name].visit for name in before}
        for change in changes({name: kept[name] for name in before}, after):
            if change.after is None:
                assert change.kind is ChangeKind.WITHDRAWN
                assert change.before is not None
                del kept[change.before.visit_id]
            else:
                kept[change.after.visit_id] = KeptVisit(change.after, change.version)
        assert {name: one.visit for name, one in kept.items()} == everything(facts[: place + 1])


def test_a_second_vehicle_at_the_rear_parts_what_was_taken_for_one() -> None:
    front = seen("AB12CDE", "in", MONDAY, "front", gate="lane", side=Side.FRONT)
    rears = [
        seen(plate, "in2", MONDAY + timedelta(seconds=seconds), plate, gate="lane", side=Side.REAR)
        for plate, seconds in (("XY99ZZZ", 5), ("KL55MNO", 15))
    ]
    before, after, asked = window(rears[1], Facts([front, *rears]))
    assert sorted(one.plate for one in before.values()) == ["AB12CDE"]
    assert sorted(one.plate for one in after.values()) == ["AB12CDE", "KL55MNO", "XY99ZZZ"]
    assert 0 < asked < 60
