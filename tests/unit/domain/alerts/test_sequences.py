"""After any sequence of reads and decisions the alerts are those that the reads as they stand deserve."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.domain.alerts.alert import AlertState
from handler.domain.alerts.transition import deserved
from handler.domain.candidate import Candidate
from handler.domain.errors import PlatebookError
from handler.domain.events.event import EventType
from handler.domain.lists.entry import Tolerance
from handler.domain.lists.matching import Seen, hits, plates_of, region_of
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.review import Decision
from tests.support.alerting import FRIENDS, GATE, Watch, stolen, surely
from tests.support.fakes.lists import an_entry

PLATES = ["AB12CDE", "AB12CDF", "A812CDE", "XY99ZZZ", "FR13END"]
STEPS = st.one_of(
    st.tuples(
        st.just("see"),
        st.sampled_from(PLATES),
        st.sampled_from(PLATES),
        st.sampled_from([ReadStatus.ACCEPTED, ReadStatus.NEEDS_REVIEW]),
    ),
    st.tuples(st.just("decide"), st.integers(0, 5), st.sampled_from(Decision), st.sampled_from(PLATES)),
    st.tuples(st.just("delete"), st.integers(0, 5)),
    st.tuples(st.just("move"), st.integers(1, 400)),
    st.tuples(st.just("unlist"), st.integers(0, 5)),
)


def _carry_out(watch: Watch, step: tuple[object, ...], number: int) -> None:
    match step:
        case ("see", str(plate), str(second), status):
            candidates = (Candidate(plate, 0.8), Candidate(second, 0.15))
            watch.see(plate, number, status=status, candidates=candidates)
        case ("move", int(seconds)):
            watch.move(seconds=seconds)
        case ("decide", int(which), Decision() as decision, str(plate)) if watch.reads:
            read_id = sorted(watch.reads)[which % len(watch.reads)]
            try:
                watch.decide(read_id, decision, plate)
            except PlatebookError:  # nothing to undo, or already rejected
                return
        case ("delete", int(which)) if watch.reads:
            watch.delete(sorted(watch.reads)[which % len(watch.reads)])
        case ("unlist", int(which)) if watch.lists.entries:
            del watch.lists.entries[sorted(watch.lists.entries, key=repr)[which % len(watch.lists.entries)]]
        case _:
            return


def _deserves(watch: Watch, read: LoggedRead) -> dict[str, AlertState]:
    entries = [one for _, one in watch.lists.entries.items()]
    seen = Seen(plates_of(read), region_of(read), GATE.site_id, GATE.zone, read.seen_at)
    return {entry_id: state for entry_id, (_, state) in deserved(read, hits(seen, entries)).items()}


def _watch() -> Watch:
    friend = replace(an_entry("FR13END", FRIENDS), kind=FRIENDS.setup.kind)
    return Watch(
        stolen("AB12CDE"),
        surely("AB12CDE"),
        stolen("AB12CDF", tolerance=Tolerance.ONE_EDIT),
        surely("XY99ZZZ", tolerance=Tolerance.EXACT),
        stolen("FR13END"),
        friend,
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS.filter(lambda step: step[0] != "unlist"), max_size=14))
def test_the_standing_alerts_are_those_that_the_reads_as_they_stand_deserve(steps: list[tuple[object, ...]]) -> None:
    watch = _watch()
    for number, step in enumerate(steps):
        _carry_out(watch, step, number)
    stands: dict[str, dict[str, AlertState]] = defaultdict(dict)
    for alert in watch.alerts.alerts.values():
        for one in alert.sightings:
            if one.stands:
                stands[one.read_id][alert.entry.entry_id] = one.state
    expected = {read.read_id: found for read in watch.reads.values() if (found := _deserves(watch, read))}
    assert stands == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_who_follows_what_is_told_knows_what_stands(steps: list[tuple[object, ...]]) -> None:
    watch = _watch()
    for number, step in enumerate(steps):
        _carry_out(watch, step, number)
    confirmed: set[object] = set()
    plates: dict[object, object] = {}
    for event in watch.told():
        if event.type is EventType.ALERT_CONFIRMED:
            confirmed.add(event.data["alert_id"])
        if event.type is EventType.ALERT_WITHDRAWN:
            confirmed.discard(event.data["alert_id"])
        if event.type in {EventType.READ_ACCEPTED, EventType.READ_CORRECTED}:
            plates[event.data["read_id"]] = event.data["plate"]
    assert confirmed == {one.alert_id for one in watch.alerts.alerts.values() if one.state is AlertState.CONFIRMED}
    relied = {ReadStatus.ACCEPTED, ReadStatus.CONFIRMED, ReadStatus.CORRECTED}
    for read in watch.reads.values():
        assert plates.get(read.read_id) == (read.current_plate if read.status in relied else None)
