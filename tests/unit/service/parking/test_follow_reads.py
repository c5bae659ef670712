"""What becomes of visits as reads come, change and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.cameras.message import DialectName
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.taken_at import Derived
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.occupancy.setup import Gate, GateCamera
from handler.domain.sites.camera import CameraRole, Movement
from handler.domain.visits.facts import Left, Parted
from handler.domain.visits.sighting import Side, Trust
from handler.domain.visits.visit import Ending, Note, Pairing
from handler.service.ports.parking import Pile, WantedVisits
from tests.support.fakes.sites import SITE_ID
from tests.support.parking import CAMERAS, CarPark
from tests.support.sightings import after


@pytest.fixture
def park() -> CarPark:
    return CarPark()


def test_a_vehicle_comes_and_leaves(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    assert park.shown() == [("AB12CDE", "08:00", None)]
    park.see("exit", "AB12CDE", after(2), 2)
    assert park.shown() == [("AB12CDE", "08:00", "10:00")]
    (kept,) = park.kept.kept.values()
    assert (kept.version, kept.visit.pairing, kept.kept_until) == (2, Pairing.EXACT, after(2 + 24 * 90))


def test_an_exit_that_loses_its_entry_is_found_by_one_that_is_nearly_the_same_and_comes_late(park: CarPark) -> None:
    """While it had its entry, nobody had to find it by another plate, and it was filed under its own alone."""
    came = park.see("entry", "AB12CDE", after(0), 1)
    left = park.see("exit", "AB12CDE", after(2), 2)
    assert park.memory.bare == {left.read_id}
    park.change(came, status=ReadStatus.REJECTED)
    assert park.memory.bare == set()
    park.see("entry", "B12CDE", after(1), 3)
    assert [(one.pairing, one.exit and one.exit.sighting_id) for one in park.standing_visits().values()] == [
        (Pairing.LIKELY, left.read_id)
    ]


def test_a_vehicle_on_a_spot_is_looked_for_by_its_very_plate_alone(park: CarPark) -> None:
    seen = park.see("spot", "AB12CDE", after(0), 1)
    assert park.memory.bare == {seen.read_id}


def test_the_same_record_again_changes_nothing(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    told = len(park.kept.told)
    park.follow.read(None, read)
    assert park.shown() == [("AB12CDE", "08:00", None)]
    assert len(park.kept.told) == told
    assert len(park.visits.history(read.read_id)) == 1


def test_a_photo_that_comes_late_finds_its_visit(park: CarPark) -> None:
    park.see("exit", "AB12CDE", after(2), 1)
    assert park.shown() == [("AB12CDE", None, "10:00")]
    park.see("entry", "AB12CDE", after(0), 2)
    assert park.shown() == [("AB12CDE", "08:00", "10:00")]


def test_a_correction_pairs_anew_both_the_old_plate_and_the_new_one(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    wrong = park.see("entry", "QQ99QQQ", after(1), 2)
    park.see("exit", "XY34ZZZ", after(3), 3)
    wrong = park.correct(wrong, "XY34ZZZ")
    assert park.shown() == [("AB12CDE", "08:00", None), ("XY34ZZZ", "09:00", "11:00")]
    park.correct(wrong, "AB12CDE")
    assert ("XY34ZZZ", None, "11:00") in park.shown()
    assert park.kept.kept[f"{1:032x}-0"].visit.ending is Ending.RE_ENTRY


def test_a_rejected_read_is_part_of_no_visit_until_that_is_taken_back(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    rejected = park.reject(read)
    assert park.shown() == []
    park.change(rejected, status=ReadStatus.ACCEPTED)
    assert park.shown() == [("AB12CDE", "08:00", None)]
    assert park.kept.kept[read.read_id].version == 3


def test_a_deleted_photo_leaves_its_visit_and_does_not_come_back(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    went = park.see("exit", "AB12CDE", after(2), 2)
    park.delete(went)
    assert park.shown() == [("AB12CDE", "08:00", None)]
    park.follow.read(None, went)
    assert park.shown() == [("AB12CDE", "08:00", None)]


def test_a_deletion_whose_end_was_missed_is_carried_out_again(park: CarPark) -> None:
    came = park.see("entry", "AB12CDE", after(0), 1)
    park.log.uploads.clear()
    park.memory.forget(park.memory.seen[came.read_id].sighting, 1, came.kept_until)
    assert park.shown() == [("AB12CDE", "08:00", None)]
    park.follow.read(came, None)
    assert park.shown() == []


@pytest.mark.parametrize("role", [CameraRole.EXIT, CameraRole.SPOT])
@pytest.mark.parametrize("act", ["correct", "reject", "delete"])
def test_what_becomes_of_a_read_is_followed_though_its_camera_was_moved_since(
    park: CarPark, role: CameraRole, act: str
) -> None:
    came = park.see("entry", "AB12CDE", after(0), 1)
    again = park.see("entry", "AB12CDE", after(0, seconds=20), 2)
    park.see("exit", "AB12CDE", after(1), 3)
    camera = park.registry.cameras[CAMERAS["entry"]]
    park.registry.cameras[camera.camera_id] = replace(camera, setup=replace(camera.setup, role=role))
    park.follow = park.another()
    acts: dict[str, Callable[[LoggedRead], object]] = {
        "correct": lambda one: park.correct(one, "XY34ZZZ"),
        "reject": park.reject,
        "delete": park.delete,
    }
    for one in (came, again):
        acts[act](one)
        assert park.standing_visits() == park.of_all_facts()


def test_what_has_no_other_end_is_filed_under_all_its_keys_at_once(park: CarPark) -> None:
    steps: list[str] = []
    park.memory.before = steps.append
    park.see("entry", "AB12CDE", after(0), 1)
    assert (steps.count("file"), steps.count("key")) == (1, 1)


def test_what_the_log_no_longer_has_is_taken_back_and_the_rest_stays(park: CarPark) -> None:
    came, went = park.see("entry", "AB12CDE", after(0), 1), park.see("exit", "AB12CDE", after(1), 2)
    del park.log.uploads[went.upload_id]
    names = [came.read_id, went.read_id, "unknown", f"{9:032x}-0"]
    assert [park.follow.look_for(one) for one in names] == [False, True, False, False]
    assert park.shown() == [("AB12CDE", "08:00", None)]
    assert not park.follow.look_for(went.read_id)


@pytest.mark.parametrize("role", ["entry", "spot"])
def test_photos_that_repeat_one_that_the_log_no_longer_has_are_taken_back_with_it(park: CarPark, role: str) -> None:
    read = park.see(role, "AB12CDE", after(0), 1)
    repeat = park.photo(role, after(0.2), 2, repeat_of=read.upload_id)
    assert park.follow.repeat(repeat)
    repeated = next(one for one in park.memory.seen if one != read.read_id)
    assert not park.follow.look_for(repeated)
    del park.log.uploads[read.upload_id]
    assert park.follow.look_for(read.read_id)
    assert park.memory.seen == {}


def test_a_repeat_on_a_spot_goes_with_the_photo_that_it_repeats_and_not_before(park: CarPark) -> None:
    read = park.see("spot", "AB12CDE", after(0), 1)
    repeat = park.photo("spot", after(0.2), 2, repeat_of=read.upload_id)
    assert park.follow.repeat(repeat)
    seen = dict(park.memory.seen)
    assert not park.follow.repeat_deleted(repeat)
    assert park.memory.seen == seen
    park.delete(read)
    assert park.memory.seen == {}


def test_a_repeat_that_the_log_no_longer_has_is_taken_back_alone(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    repeat = park.photo("entry", after(0, seconds=50), 2, repeat_of=read.upload_id)
    assert park.follow.repeat(repeat)
    del park.log.uploads[repeat.ref.upload_id]
    (repeated,) = set(park.memory.seen) - {read.read_id}
    assert park.follow.look_for(repeated)
    assert list(park.memory.seen) == [read.read_id]


def test_a_typed_plate_counts_as_a_persons_word(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1, typed_by="a-person", confidence=None, candidates=())
    (visit,) = park.standing_visits().values()
    assert visit.entry
    assert (visit.plate, visit.entry.trust) == ("AB12CDE", Trust.PERSON)


def test_a_doubted_read_is_relied_on_less_and_its_confirmation_more(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    trusts = []
    for status in (ReadStatus.NEEDS_REVIEW, ReadStatus.CONFIRMED):
        read = park.change(read, status=status)
        (visit,) = park.standing_visits().values()
        trusts.append(visit.entry and visit.entry.trust)
    assert trusts == [Trust.IN_DOUBT, Trust.PERSON]


def test_what_visits_do_not_depend_on_writes_nothing(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    park.change(read, alert_ids=("an-alert",))
    assert [one.version for one in park.kept.kept.values()] == [1]


def test_a_hold_lets_the_visit_last_longer_and_its_release_no_longer(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    for days in (400, 90):
        read = park.change(read, version=read.version, kept_until=after(24 * days))
        assert [one.kept_until for one in park.kept.kept.values()] == [after(24 * days)]


def test_where_a_photo_was_taken_stays_though_its_camera_is_moved(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    camera = park.registry.cameras[CAMERAS["entry"]]
    park.registry.cameras[CAMERAS["entry"]] = replace(camera, setup=replace(camera.setup, role=CameraRole.EXIT))
    park.clock.move(timedelta(minutes=2))
    park.correct(read, "XY34ZZZ")
    assert park.shown() == [("XY34ZZZ", "08:00", None)]
    park.see("entry", "XY34ZZZ", after(3), 2)
    assert park.shown() == [("XY34ZZZ", "08:00", "11:00")]


def test_a_camera_that_nobody_registered_makes_no_visit(park: CarPark) -> None:
    for camera_id in (None, "gate-2", "cam-zzzzzzzzzz"):
        read = park.read("entry", "AB12CDE", after(0), 1, camera_id=camera_id)
        assert not park.follow.read(None, read)
    assert park.shown() == []


def test_a_site_that_is_not_followed_makes_no_visit(park: CarPark) -> None:
    park.set_up(is_followed=False)
    park.see("entry", "AB12CDE", after(0), 1)
    assert park.shown() == []


def test_what_is_deleted_is_forgotten_though_its_site_is_followed_no_more(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    park.set_up(is_followed=False)
    park.delete(read)
    assert (park.memory.seen, park.shown()) == ({}, [])


def test_photos_of_the_front_and_the_rear_camera_of_a_gate_are_one_passage(park: CarPark) -> None:
    cameras = (GateCamera(CAMERAS["entry"], Side.FRONT), GateCamera(CAMERAS["both"], Side.REAR))
    park.set_up(gates=(Gate("North", cameras),))
    park.see("entry", "AB12CDE", after(0), 1)
    read = park.read("both", "AB12CDE", after(0, seconds=4), 2)
    upload = park.log.uploads[read.upload_id]
    said = SaidBeside(DialectName.HIKVISION, Derived.DEVICE, movement=Movement.ENTERING)
    park.log.uploads[read.upload_id] = replace(upload, said=said)
    park.follow.read(None, read)
    (visit,) = park.standing_visits().values()
    assert len(visit.sighting_ids) == 2


def test_what_nobody_told_the_time_of_says_so(park: CarPark) -> None:
    read = park.read("entry", "AB12CDE", after(0), 1)
    park.log.uploads[read.upload_id] = replace(park.log.uploads[read.upload_id], captured_at=None)
    park.follow.read(None, read)
    (visit,) = park.standing_visits().values()
    assert Note.TIME_NOT_TOLD in visit.notes


def test_a_photo_without_a_plate_counts_until_somebody_types_it(park: CarPark) -> None:
    unread = park.unread("entry", after(0), 1)
    (crossing,) = park.noted.crossings(SITE_ID, after(0), after(1))
    assert not crossing.is_read
    park.follow.no_plate(replace(unread, has_typed=True, version=1))
    assert park.noted.crossings(SITE_ID, after(0), after(1)) == []
    for role in ("both", "spot"):
        park.unread(role, after(0), 2)
    assert park.noted.crossings(SITE_ID, after(0), after(1)) == []


def test_a_repeated_photo_of_a_gate_joins_the_passage(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    again = park.photo("entry", after(0, seconds=50), 2, repeat_of=read.upload_id)
    assert park.follow.repeat(again)
    (visit,) = park.standing_visits().values()
    assert visit.last_seen_at == after(0, seconds=50)
    assert visit.entry
    assert visit.entry.sighting_id == read.read_id


def test_a_parked_vehicle_stays_as_long_as_its_photos_repeat(park: CarPark) -> None:
    read = park.see("spot", "AB12CDE", after(0), 1)
    for number in range(2, 60):
        park.clock.time = after(number / 30)
        park.follow.repeat(park.photo("spot", park.clock.time, number, repeat_of=read.upload_id))
    park.sweep()
    (visit,) = park.standing_visits().values()
    assert (visit.ending, visit.last_seen_at) == (None, after(110 / 60))
    assert len(visit.sighting_ids) == 12
    park.clock.time = after(3)
    park.sweep()
    (visit,) = park.standing_visits().values()
    assert (visit.ending, visit.ended_at) == (Ending.NOT_SEEN_ANY_MORE, after(110 / 60))


def test_repeats_follow_what_a_person_says_of_the_photo_that_was_read(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    park.follow.repeat(park.photo("entry", after(0, seconds=50), 2, repeat_of=read.upload_id))
    read = park.correct(read, "XY34ZZZ")
    (visit,) = park.standing_visits().values()
    assert (visit.plate, len(visit.sighting_ids)) == ("XY34ZZZ", 2)
    park.delete(read)
    assert park.shown() == []
    assert park.memory.seen == {}


def test_a_deleted_repeat_counts_no_longer(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    again = park.photo("entry", after(0, seconds=50), 2, repeat_of=read.upload_id)
    park.follow.repeat(again)
    assert park.follow.repeat_deleted(again)
    (visit,) = park.standing_visits().values()
    assert visit.sighting_ids == {read.read_id}


def test_what_persons_say_of_visits_is_derived_at_once(park: CarPark) -> None:
    came, went = park.see("entry", "AB12CDE", after(0), 1), park.see("exit", "AB12CDE", after(2), 2)
    park.rederive.said(Parted(came.read_id, went.read_id, "an-operator", after(3)))
    assert sorted(park.shown(), key=str) == [("AB12CDE", "08:00", None), ("AB12CDE", None, "10:00")]
    park.rederive.said(Left(came.read_id, after(1), "an-operator", after(3)))
    assert ("AB12CDE", "08:00", "09:00") in park.shown()


def test_visits_end_when_their_site_is_removed(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    site = park.registry.sites[SITE_ID]
    park.clock.time = after(5)
    park.registry.sites[SITE_ID] = replace(site, removed_at=after(4))
    park.rederive.setup_changed(SITE_ID)
    park.sweep()
    (visit,) = park.standing_visits().values()
    assert (visit.ending, visit.ended_at) == (Ending.SITE_REMOVED, None)
    assert park.marks.marked() == {}
    assert park.visits.page(WantedVisits(SITE_ID, Pile.INSIDE), 10).visits == ()
