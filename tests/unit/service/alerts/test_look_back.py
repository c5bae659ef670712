"""Vehicles that were seen before their entry was added raise an alert that says so, once, and not without bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.alerts.alert import AlertState
from handler.domain.audit import Action
from handler.domain.candidate import Candidate
from handler.domain.errors import Conflict, ServiceFailed
from handler.domain.events.event import EventType
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.entry_checks import EntrySetup
from handler.domain.lists.plate_list import ListSetup
from handler.domain.logged import ReadStatus
from handler.service.alerts import look_back as looking
from handler.service.alerts.look_back import LookBack, LookedBack
from handler.service.keeping.keep_by_hits import KeepByHits
from handler.service.lists.change_entries import ChangeEntries, SeenEntry
from handler.service.ports.lists import AddedEntries, Named
from tests.support.alerting import SURE, Watch, surely
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.found_reads import MemoryFoundReads
from tests.support.fakes.holds import MemoryHolds
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.sites import ADMIN, MemoryRegistry
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import START
from tests.support.samples import a_read, an_upload

PLATE, OTHER, DAY = "AB12CDE", "XY99ZZZ", timedelta(hours=24)


class Stage:
    """Photos that were read before anybody watched for their plates."""

    def __init__(self, span: timedelta = DAY) -> None:
        self.watch, self.log, self.audit = Watch(), MemoryUploadLog(), MemoryAuditLog()
        self.raising = replace(self.watch.raising, alerts=self.log.alerts)
        self.ends, plates = MemoryHolds(self.log), MemoryPlateIndex(log=self.log)
        self.plates, self.found = plates, MemoryFoundReads(self.log)
        reads, clock = MemoryReadLog(self.log, self.audit), self.watch.clock
        keep = KeepByHits(self.log, self.ends, plates, self.raising, clock)
        lists, parts = self.watch.lists, (self.found, self.raising, self.audit)
        self.look_back = LookBack(lists, reads, self.log, plates, *parts, keep, span, clock)

    def see(self, plate: str, ago: timedelta, number: int = 0, **about: object) -> None:
        read = a_read(number, plate=plate, status=ReadStatus.ACCEPTED, seen_at=START - ago)
        self.log.uploads[read.upload_id] = an_upload(number)
        self.log.reads[read.upload_id] = [replace(read, **about)]  # type: ignore[arg-type]
        self.plates.plates.add(plate)

    def add(self, plate: str, **about: object) -> LookedBack:
        entry = surely(plate, **about)
        self.watch.lists.entries[SURE.list_id, Named(plate, None)] = entry
        return self.look_back(AddedEntries(SURE.list_id, [Named(plate, None)], "an-admin"))

    @property
    def states(self) -> list[AlertState]:
        return [one.state for one in self.log.alerts.alerts.values()]


def test_a_vehicle_that_came_twenty_minutes_before_its_entry_is_told_as_found_looking_back() -> None:
    stage = Stage()
    stage.see(PLATE, timedelta(minutes=20))
    assert stage.add(PLATE) == LookedBack(entries=1, reads=1, raised=1)
    (alert,) = stage.log.alerts.alerts.values()
    assert (alert.state, alert.is_found_back, alert.is_late) == (AlertState.CONFIRMED, True, True)
    (event,) = stage.log.alerts.told.values()
    assert (event.type, event.data["found_looking_back"]) == (EventType.ALERT_CONFIRMED, True)
    assert stage.log.reads[an_upload().ref.upload_id][0].alert_ids == (alert.alert_id,)


def test_looking_back_again_changes_nothing() -> None:
    stage = Stage()
    stage.see(PLATE, timedelta(minutes=20))
    stage.add(PLATE)
    before = dict(stage.log.alerts.alerts)
    assert stage.add(PLATE).raised == 0
    assert stage.log.alerts.alerts == before
    assert len(stage.log.alerts.told) == 1


def test_what_was_seen_longer_ago_is_left_alone() -> None:
    stage = Stage()
    stage.see(PLATE, DAY + timedelta(minutes=1))
    stage.see(OTHER, timedelta(hours=1), 1)
    assert stage.add(PLATE) == LookedBack(entries=1)


def test_where_nothing_was_read_lately_no_entry_is_looked_at() -> None:
    stage = Stage()
    stage.see(PLATE, DAY + timedelta(minutes=1))
    assert stage.add(PLATE) == LookedBack()


def test_nobody_looks_back_where_that_is_switched_off() -> None:
    stage = Stage(timedelta())
    stage.see(PLATE, timedelta(minutes=20))
    assert stage.add(PLATE) == LookedBack()
    assert stage.audit.entries == []


def test_an_entry_that_holds_only_from_later_on_finds_nothing_before() -> None:
    stage = Stage()
    stage.see(PLATE, timedelta(minutes=20))
    assert stage.add(PLATE, since=START).raised == 0
    assert stage.states == []


@pytest.mark.parametrize(
    ("tolerance", "raised"), [(Tolerance.EXACT, 0), (Tolerance.LOOK_ALIKE, 1), (Tolerance.ONE_EDIT, 2)]
)
def test_it_looks_as_near_as_the_entry_asks(tolerance: Tolerance, raised: int) -> None:
    stage = Stage()
    stage.see("AB12C0E", timedelta(minutes=20))
    stage.see("AB12CXE", timedelta(hours=2), 1)
    assert stage.add("AB12COE", tolerance=tolerance).raised == raised


def test_a_further_candidate_is_not_found_looking_back() -> None:
    stage = Stage()
    stage.see(OTHER, timedelta(minutes=20), candidates=(Candidate(OTHER, 0.9), Candidate(PLATE, 0.08)))
    assert stage.add(PLATE).raised == 0


def test_sightings_of_one_stay_are_one_alert_and_the_earliest_begins_it() -> None:
    stage = Stage()
    for number in range(3):
        stage.see(PLATE, timedelta(minutes=60 - number), number)
    assert stage.add(PLATE).raised == 3
    (alert,) = stage.log.alerts.alerts.values()
    assert (alert.since, alert.standing_count) == (START - timedelta(minutes=60), 3)


def test_more_than_one_call_raises_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_FOUND", 2)
    stage = Stage()
    for number in range(3):
        stage.see(PLATE, timedelta(hours=3 - number), number)
    assert stage.add(PLATE) == LookedBack(entries=1, reads=2, raised=2, left_out=1)
    (entry,) = stage.audit.entries
    assert (entry.action, entry.by, entry.details["left_out"]) == (Action.LOOKED_BACK, "an-admin", "1")
    assert PLATE not in str(entry.details)


def test_who_decides_at_the_same_moment_is_not_written_over() -> None:
    stage = Stage()
    stage.see(PLATE, timedelta(minutes=20))

    def decided() -> None:
        raise Conflict("read_changed")

    stage.found.before_mark = decided
    assert stage.add(PLATE).raised == 0
    assert stage.states == []


def test_a_photo_that_is_deleted_meanwhile_raises_nothing() -> None:
    stage = Stage()
    stage.see(PLATE, timedelta(minutes=20))
    del stage.log.uploads[an_upload().ref.upload_id]
    assert stage.add(PLATE).raised == 0


def test_a_photo_that_is_found_is_kept_as_long_as_a_hit() -> None:
    stage = Stage()
    stage.see(PLATE, timedelta(minutes=20))
    upload = an_upload()
    soon = replace(upload, kept_without_hit_until=START + DAY).ending(has_hit=False)
    stage.log.uploads[upload.ref.upload_id] = soon
    stage.add(PLATE)
    assert stage.log.uploads[upload.ref.upload_id].kept_until == upload.kept_until


class Starter:
    """Remembers what it was asked for, or fails."""

    def __init__(self, fails: bool = False) -> None:
        self.asked: list[AddedEntries] = []
        self.fails = fails

    def start(self, added: AddedEntries) -> None:
        if self.fails:
            raise ServiceFailed("lambda:Invoke", "of a test")
        self.asked.append(added)


def changing(watch: Watch, starter: Starter) -> ChangeEntries:
    return ChangeEntries(watch.lists, MemoryRegistry(watch.lists.audit), watch.clock, starter)


def test_what_comes_onto_a_watch_list_is_looked_back_for_and_what_only_changes_is_not() -> None:
    watch, starter = Watch(), Starter()
    change = changing(watch, starter)
    change.add(ADMIN, SURE.list_id, EntrySetup(PLATE))
    seen = SeenEntry(PLATE, None, 1)
    change.change(ADMIN, SURE.list_id, seen, EntrySetup(PLATE, reason="stolen"))
    change.change(ADMIN, SURE.list_id, replace(seen, version=2), EntrySetup(OTHER))
    assert [one.names for one in starter.asked] == [[Named(PLATE, None)], [Named(OTHER, None)]]
    assert {one.by for one in starter.asked} == {ADMIN.owner}


@pytest.mark.parametrize("kind", [ListKind.PERMIT, ListKind.IGNORE])
def test_other_lists_tell_nobody_and_so_nobody_looks_back(kind: ListKind) -> None:
    watch, starter = Watch(), Starter()
    watch.lists.lists[SURE.list_id] = replace(SURE, setup=ListSetup("Some", kind))
    changing(watch, starter).add(ADMIN, SURE.list_id, EntrySetup(PLATE))
    assert starter.asked == []


def test_an_entry_is_added_though_nobody_can_be_asked_to_look_back(caplog: pytest.LogCaptureFixture) -> None:
    watch = Watch()
    changing(watch, Starter(fails=True)).add(ADMIN, SURE.list_id, EntrySetup(PLATE))
    assert (SURE.list_id, Named(PLATE, None)) in watch.lists.entries
    assert "nobody looks back" in caplog.text
    assert PLATE not in caplog.text
