"""A camera that shows the same again costs no call, and nothing that is new is taken for the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.cameras.message import DialectName
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.taken_at import Derived
from handler.domain.errors import Conflict, NotFound, Throttled
from handler.domain.geometry import BoundingBox
from handler.domain.insights import total
from handler.domain.repeats.sighting import REREAD_AFTER
from handler.domain.sites.rules import ReadingRules
from handler.domain.upload import Upload, UploadStatus
from handler.service.look_twice import LookTwice
from handler.service.process_upload import ProcessUpload
from handler.service.repeats.read_repeat import ReadRepeat
from handler.service.repeats.tell_repeats import TellRepeats
from handler.service.show_uploads import ShowUploads
from handler.service.start_upload import NewUpload, StartUpload
from tests.support.fakes.detector import ScriptedDetector, detect_text_answer
from tests.support.fakes.photos import KindInspector, MemoryPhotoStore, NoPixels, PlainMontageMaker, RecordingStarter
from tests.support.fakes.reads import MemoryPlateIndex
from tests.support.fakes.repeats import MemoryRepeats, MemorySightings, NamedPixels
from tests.support.fakes.sites import CAMERA_ID
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.processing import ACCEPTANCE
from tests.support.samples import KEPT

WITHIN = timedelta(seconds=30)
SAME = b"drive AB12CDE"
LATE = SaidBeside(DialectName.HIKVISION, Derived.DEVICE, is_retransmitted=True)
OPERATOR = Caller("an-operator", frozenset({OPERATORS}))


class Gate:
    """A camera whose photos are read, with the world in memory."""

    def __init__(self, *texts: str) -> None:
        self.clock, self.log, self.photos = Clock(), MemoryUploadLog(), MemoryPhotoStore()
        self.sightings, self.quotas = MemorySightings(), MemoryQuotas()
        self.detector = ScriptedDetector(detect_text_answer(*(texts or ("AB12 CDE",))))
        look_twice = LookTwice(self.detector, PlainMontageMaker(), NoPixels, frozenset({"gb"}), is_allowed=False)
        self.process = ProcessUpload(
            self.log,
            MemoryPlateIndex(log=self.log),
            self.quotas,
            self.photos,
            KindInspector(),
            self.detector,
            look_twice,
            ACCEPTANCE,
            self.clock,
            TellRepeats(self.sightings, NamedPixels, self.clock),
        )
        self.starter = RecordingStarter()
        shows = ShowUploads(self.log, self.photos, self.clock)
        self.read_repeat = ReadRepeat(shows, MemoryRepeats(self.log), self.starter, self.clock)

    def brings(self, photo: bytes = SAME, seconds: float = 0, **about: Any) -> Upload:
        """Take a photo so many seconds after the one before, and read it."""
        self.clock.move(timedelta(seconds=seconds))
        start = StartUpload(self.log, self.photos, self.quotas, self.clock, KEPT)
        wanted = NewUpload("a.jpg", "image/jpeg", len(photo), camera_id=CAMERA_ID)
        upload = start(Caller(OWNER, frozenset()), wanted).upload
        about.setdefault("rules", ReadingRules(repeat_seconds=int(WITHIN.total_seconds())))
        self.log.uploads[upload.ref.upload_id] = replace(upload, **about)
        self.photos.put(upload.ref, photo)
        self.process(upload.ref, "version-1", f"holder of {upload.ref.upload_id}")
        return self.log.uploads[upload.ref.upload_id]


def test_the_same_again_is_done_without_a_call_and_says_what_it_is_the_same_as() -> None:
    gate = Gate()
    first, second = gate.brings(), gate.brings(seconds=10)
    assert (gate.detector.calls, first.repeat_of, first.read_count) == (1, None, 1)
    assert (second.status, second.repeat_of, second.read_count) == (UploadStatus.DONE, first.ref.upload_id, 0)
    assert second.image_size is not None
    assert gate.photos.thumbnails[second.ref.thumbnail_key]
    assert gate.log.reads[second.ref.upload_id] == []
    assert sum(gate.quotas.uploads.values()) == 2


@pytest.mark.parametrize("texts", [("AB12 CDE",), ()], ids=["a plate", "an empty scene"])
def test_a_repeat_waits_for_nobodys_look(texts: tuple[str, ...]) -> None:
    gate = Gate(*texts)
    gate.detector.response = detect_text_answer(*texts)
    first, second = gate.brings(), gate.brings(seconds=10)
    assert second.repeat_of == first.ref.upload_id
    assert second.ref.upload_id not in gate.log.no_plates
    assert (first.ref.upload_id in gate.log.no_plates) == (not texts)


@pytest.mark.parametrize("other", [b"drive AB12CDF", b"queue AB12CDE"], ids=["other plate", "other scene"])
def test_what_is_new_is_read(other: bytes) -> None:
    gate = Gate()
    gate.brings()
    assert gate.brings(other, seconds=1).repeat_of is None
    assert gate.detector.calls == 2


def test_each_repeat_gives_the_next_one_as_long_again_but_the_picture_stays_the_one_that_was_read() -> None:
    gate = Gate()
    first = gate.brings()
    later = [gate.brings(seconds=25) for _ in range(10)]
    assert {one.repeat_of for one in later} == {first.ref.upload_id}
    assert gate.brings(seconds=31).repeat_of is None


def test_a_scene_that_never_changes_is_read_once_an_hour() -> None:
    gate, rules = Gate(), ReadingRules(repeat_seconds=1200)
    photos = [gate.brings(seconds=600, rules=rules) for _ in range(3 * int(REREAD_AFTER.total_seconds()) // 600)]
    assert gate.detector.calls == 3
    assert sum(one.repeat_of is None for one in photos) == 3


def test_a_device_whose_clock_stands_still_is_read_once_an_hour_too() -> None:
    gate = Gate()
    stopped = gate.clock()
    for _ in range(10):
        gate.brings(seconds=600, captured_at=stopped)
    assert gate.detector.calls == 2


def test_a_camera_for_which_nothing_is_set_is_always_read_and_nothing_is_looked_up() -> None:
    gate = Gate()
    for rules in (None, ReadingRules(), ReadingRules()):
        assert gate.brings(rules=rules).repeat_of is None
    assert (gate.detector.calls, gate.sightings.asked, gate.sightings.sightings) == (3, 0, {})


def test_what_a_device_sends_later_from_its_memory_joins_nothing_and_nothing_joins_it() -> None:
    gate = Gate()
    first = gate.brings()
    assert gate.brings(said=LATE).repeat_of is None
    assert gate.sightings.sightings[CAMERA_ID].upload_id == first.ref.upload_id
    assert gate.brings(said=replace(LATE, is_retransmitted=False)).repeat_of == first.ref.upload_id


def test_photos_that_come_in_another_order_than_they_were_taken_in_join_all_the_same() -> None:
    gate = Gate()
    first = gate.brings()
    assert gate.brings(captured_at=gate.clock() - timedelta(seconds=20)).repeat_of == first.ref.upload_id
    assert gate.brings(captured_at=gate.clock() - timedelta(seconds=40)).repeat_of is None
    assert gate.sightings.sightings[CAMERA_ID].upload_id == first.ref.upload_id


def test_another_camera_has_seen_nothing_yet() -> None:
    gate = Gate()
    gate.brings()
    assert gate.brings(camera_id="cam-0000000009").repeat_of is None


def test_nothing_joins_a_photo_that_was_deleted() -> None:
    gate = Gate()
    first = gate.brings()
    del gate.sightings.signatures[first.ref.upload_id]
    assert gate.brings().repeat_of is None


def test_nothing_joins_a_photo_whose_reading_has_not_ended() -> None:
    gate = Gate()

    def crash() -> None:
        raise Throttled("dynamodb:TransactWriteItems")

    gate.log.before_finish = crash
    with pytest.raises(Throttled):
        gate.brings()
    gate.log.before_finish = lambda: None
    assert gate.brings().repeat_of is None


def test_a_plate_in_an_ignored_part_may_change() -> None:
    gate = Gate()
    rules = ReadingRules(ignored=(BoundingBox(0, 0.6, 1, 0.4),), repeat_seconds=30)
    first = gate.brings(rules=rules)
    assert gate.brings(b"drive AB12CDF", rules=rules).repeat_of == first.ref.upload_id


def test_repeats_are_counted_by_camera_and_not_as_photos_without_a_plate() -> None:
    gate = Gate()
    gate.brings()
    gate.brings()
    gate.brings()
    counted = total(gate.log.counts)
    assert {name: counted[name] for name in ("done", "repeats", f"repeat:{CAMERA_ID}", "without_plate")} == {
        "done": 3,
        "repeats": 2,
        f"repeat:{CAMERA_ID}": 2,
        "without_plate": 0,
    }


def test_a_repeat_is_read_when_its_uploader_asks_and_counts_as_read_then() -> None:
    gate = Gate()
    gate.brings()
    repeat = gate.brings(seconds=10)
    gate.clock.move(timedelta(hours=5))
    shown = gate.read_repeat(Caller(OWNER, frozenset()), repeat.ref.upload_id)
    assert (shown.upload.status, shown.upload.repeat_of) == (UploadStatus.PROCESSING, None)
    assert (gate.starter.started, gate.starter.versions) == ([repeat.ref], ["version-1"])
    gate.process(repeat.ref, "version-1", "another holder")
    read = gate.log.uploads[repeat.ref.upload_id]
    assert (read.status, read.repeat_of, read.read_count, gate.detector.calls) == (UploadStatus.DONE, None, 1, 2)
    counted = total(gate.log.counts)
    assert (counted["done"], counted["repeats"], counted[f"repeat:{CAMERA_ID}"], counted["reads"]) == (2, 0, 0, 2)
    assert gate.log.audit.entries == []


def test_an_operator_may_have_it_read_and_it_is_written_down() -> None:
    gate = Gate()
    gate.brings()
    repeat = gate.brings()
    gate.read_repeat(OPERATOR, repeat.ref.upload_id)
    (entry,) = gate.log.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.READ_REPEAT, OPERATOR.owner, repeat.ref.upload_id)


def test_others_and_what_is_no_repeat_are_refused_and_nothing_is_started() -> None:
    gate = Gate()
    first, repeat = gate.brings(), gate.brings()
    with pytest.raises(NotFound):
        gate.read_repeat(Caller("somebody-else", frozenset()), repeat.ref.upload_id)
    with pytest.raises(NotFound):
        gate.read_repeat(OPERATOR, "f" * 32)
    with pytest.raises(Conflict):
        gate.read_repeat(OPERATOR, first.ref.upload_id)
    gate.read_repeat(OPERATOR, repeat.ref.upload_id)
    with pytest.raises(Conflict):
        gate.read_repeat(OPERATOR, repeat.ref.upload_id)
    assert gate.starter.started == [repeat.ref]
