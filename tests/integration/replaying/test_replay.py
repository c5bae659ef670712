"""What later rules read stands in the place of what earlier ones did, with all that follows from it, and once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.dynamodb.deletions import DynamoDbLeftovers
from handler.adapters.dynamodb.insight_log import DynamoDbInsightLog
from handler.adapters.dynamodb.missed_plates import DynamoDbMissedPlates
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.replayed_reads import DynamoDbReplayedReads
from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
from handler.domain.alerts.alert import AlertState, Because
from handler.domain.audit import Action, AuditEntry
from handler.domain.events.event import EventType
from handler.domain.geometry import BoundingBox
from handler.domain.insights import total
from handler.domain.logged import EarlierReading, LoggedRead, ReadStatus
from handler.domain.read_filter import ReadFilter
from handler.domain.reading.acceptance import Acceptance, RefusalCause
from handler.domain.reading.version import READING_VERSION
from handler.domain.replaying.compare import Compared, Kind
from handler.domain.review import Decision
from handler.domain.sites.rules import ReadingRules
from handler.domain.upload import UploadRef, UploadStatus
from handler.service.look_twice import LookTwice
from handler.service.ports.plates import Unsettled
from handler.service.ports.reads import Beside, PhotoOrder
from handler.service.ports.replays import Anew
from handler.service.ports.uploads import WholeUpload
from handler.service.process_upload import ProcessUpload
from handler.service.replaying.replay_reads import Outcome, ReplayReads
from handler.wire.review import EarlierReadingView
from tests.integration.alerts.stage import OUTBOX, Stage
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.detector import ScriptedDetector, detect_text_answer
from tests.support.fakes.photos import PHOTO, KindInspector, MemoryPhotoStore, NoPixels, PlainMontageMaker
from tests.support.fakes.uploads import MemoryQuotas
from tests.support.samples import an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WATCHED = "GH56JKL"


class World:
    """A stage on which photos are read; what is kept of their text stands for what other rules make of it."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.stage = Stage(client, WATCHED)
        now = self.stage.clock
        self.plates, self.photos = DynamoDbPlateIndex(client, TABLE, now), MemoryPhotoStore()
        self.detector = ScriptedDetector(detect_text_answer())
        look_twice = LookTwice(self.detector, PlainMontageMaker(), NoPixels, frozenset({"gb"}), is_allowed=True)
        acceptance = Acceptance(0.9, 0.9)
        self.process = ProcessUpload(
            self.stage.uploads, self.plates, MemoryQuotas(), self.photos, KindInspector(), self.detector, look_twice,
            acceptance, now, alerts=self.stage.raising,
        )  # fmt: skip
        census, replayed = DynamoDbUploadCensus(client, TABLE, now), DynamoDbReplayedReads(client, TABLE, OUTBOX)
        self.replay = ReplayReads(
            census, self.stage.uploads, self.photos, KindInspector(), look_twice, acceptance, replayed, self.plates,
            now, self.stage.raising,
        )  # fmt: skip

    def read(self, *texts: str, number: int = 0, rules: ReadingRules | None = None) -> UploadRef:
        """Let a photo be read in which these texts stand."""
        awaiting = an_upload(
            number, status=UploadStatus.AWAITING_UPLOAD, read_count=0, size_bytes=len(PHOTO), rules=rules
        )
        self.stage.uploads.add(awaiting)
        self.photos.put(awaiting.ref)
        self.detector.response = self.detector.second_response = detect_text_answer(*texts)
        self.process(awaiting.ref, "version-1", "request-1")
        return awaiting.ref

    def rules_give(self, ref: UploadRef, *texts: str, confidence: float = 99.0) -> None:
        """Let the rules of today read these plates in the photo."""
        kept = dict(self.photos.detections[ref.detections_key])
        first = detect_text_answer(*texts, confidence=confidence)
        self.photos.save_detections(ref, {**kept, "first": first, "montage": None, "second": None})

    def whole(self, ref: UploadRef) -> WholeUpload:
        found = self.stage.uploads.whole(ref.upload_id)
        assert found
        return found

    def stands(self, ref: UploadRef) -> list[LoggedRead]:
        return self.whole(ref).reads

    def of_plate(self, plate: str) -> list[str]:
        return [one.read_id for one in self.stage.reads.page(ReadFilter(), plate, 9, None).reads]

    def counted(self) -> dict[str, int]:
        day = self.stage.clock().date()
        counts = total(DynamoDbInsightLog(self.stage.client, TABLE).hours(day, day).values())
        return {name: count for name, count in counts.items() if count}


@pytest.fixture
def world(audit_table: DynamoDBClient) -> World:
    return World(audit_table)


def kinds(some: Sequence[Compared]) -> list[Kind]:
    return [one.kind for one in some]


@pytest.mark.parametrize(
    "rules", [None, ReadingRules(is_upside_down=True), ReadingRules(ignored=(BoundingBox(0, 0, 0.5, 1),))]
)
def test_by_the_same_rules_everything_is_the_same_and_nothing_is_written(
    world: World, rules: ReadingRules | None
) -> None:
    ref = world.read("AB12 CDE", "XY34 ZWV", rules=rules)
    assert {one.reading_version for one in world.stands(ref)} == {READING_VERSION}
    paid, before = (world.detector.calls, len(world.detector.pictures)), world.whole(ref)
    looked = world.replay.look(ref.upload_id)
    assert (looked.outcome, set(kinds(looked.reads)), len(looked.reads)) == (
        Outcome.READ_ANEW, {Kind.SAME}, len(before.reads),
    )  # fmt: skip
    world.stage.calls.clear()
    assert not world.replay.carry_out(ref.upload_id).reads
    assert set(world.stage.calls) == {"Query"}
    assert (world.detector.calls, len(world.detector.pictures)) == paid
    assert world.whole(ref) == before


def test_another_plate_is_found_in_the_place_of_the_first_which_is_kept_beside_it(world: World) -> None:
    ref = world.read("AB12 CDE")
    (before,) = world.stands(ref)
    world.rules_give(ref, "XY34 ZWV")
    assert kinds(world.replay.look(ref.upload_id).changes) == [Kind.PLATE_CHANGED]
    assert world.stands(ref) == [before]
    world.replay.carry_out(ref.upload_id)
    (after,) = world.stands(ref)
    assert (after.read_id, after.plate, after.version) == (before.read_id, "XY34ZWV", 1)
    assert (world.of_plate("XY34ZWV"), world.of_plate("AB12CDE")) == ([before.read_id], [])
    assert ("XY34ZWV" in world.plates.near("XY34ZWV"), world.plates.near("AB12CDE")) == (True, [])
    assert [one.verdict.detection.text for one in world.whole(ref).texts if one.read_id] == ["XY34 ZWV"] * 2
    assert world.whole(ref).earlier == (EarlierReading(before, world.stage.clock()),)
    shown = EarlierReadingView.of(world.whole(ref).earlier[0])
    assert (shown.plate, shown.reading_version) == ("AB12CDE", READING_VERSION)
    assert not world.replay.carry_out(ref.upload_id).reads
    assert len(world.whole(ref).earlier) == 1


def test_what_a_person_decided_stays_whatever_the_rules_say(world: World) -> None:
    ref = world.read("AB12 CDE", "XY34 ZWV")
    first, second = world.stands(ref)
    world.stage.decide(first, Decision.REJECT)
    world.stage.decide(second, Decision.CONFIRM)
    before = world.whole(ref)
    world.rules_give(ref, "AB12 CDF", "XY34 ZWW")
    assert kinds(world.replay.look(ref.upload_id).reads) == [Kind.DECIDED] * 2
    world.replay.carry_out(ref.upload_id)
    assert world.whole(ref) == before


def test_a_decision_that_is_quicker_than_the_replay_stays(world: World) -> None:
    ref = world.read("AB12 CDE")
    world.rules_give(ref, "XY34 ZWV")
    (before,) = world.stands(ref)
    meanwhile = iter([lambda: world.stage.decide(before, Decision.CONFIRM)])
    replay = replace(world.replay, replayed=Interrupted(world.replay.replayed, meanwhile))
    assert not replay.carry_out(ref.upload_id).reads
    (after,) = world.stands(ref)
    assert (after.plate, after.status) == ("AB12CDE", ReadStatus.CONFIRMED)


class Interrupted:
    """Lets something happen before the next write."""

    def __init__(self, replayed: Any, meanwhile: Iterator[Callable[[], object]]) -> None:
        self.replayed, self.meanwhile = replayed, meanwhile

    def put(self, anew: Anew, beside: Beside) -> Unsettled:
        next(self.meanwhile, lambda: None)()
        put: Unsettled = self.replayed.put(anew, beside)
        return put


def test_a_read_that_the_rules_do_not_give_goes_to_a_person_and_is_still_found(world: World) -> None:
    ref = world.read("AB12 CDE")
    world.rules_give(ref)
    assert world.stage.reads.waiting(9) == 0
    assert kinds(world.replay.carry_out(ref.upload_id).reads) == [Kind.GONE]
    (after,) = world.stands(ref)
    assert (after.plate, after.status) == ("AB12CDE", ReadStatus.NEEDS_REVIEW)
    assert after.refusal
    assert after.refusal.cause is RefusalCause.NOT_READ_AGAIN
    assert (world.stage.reads.waiting(9), world.of_plate("AB12CDE")) == (1, [after.read_id])
    assert not world.replay.carry_out(ref.upload_id).reads


def test_a_plate_in_a_photo_that_had_none_takes_it_out_of_the_queue_and_is_counted_once(world: World) -> None:
    missed = DynamoDbMissedPlates(world.stage.client, TABLE, AUDIT_INBOX, world.stage.clock)
    ref = world.read()
    assert (missed.waiting(9), world.counted()["without_plate"]) == (1, 1)
    world.rules_give(ref, "AB12 CDE", "XY34 ZWV")
    assert kinds(world.replay.carry_out(ref.upload_id).reads) == [Kind.ADDED] * 2
    assert world.whole(ref).upload.read_count == len(world.stands(ref)) == 2
    assert missed.waiting(9) == 0
    counts, plain = world.counted(), world.read("AB12 CDE", "XY34 ZWV", number=1)
    both = world.counted()
    assert ("without_plate" in counts, counts["reads"], both["reads"]) == (False, 2, 4)
    assert both["status:accepted"] == 2 * counts["status:accepted"]
    assert [one.plate for one in world.stands(plain)] == [one.plate for one in world.stands(ref)]


def test_nothing_is_added_where_an_operator_said_that_there_is_no_plate(world: World) -> None:
    missed = DynamoDbMissedPlates(world.stage.client, TABLE, AUDIT_INBOX, world.stage.clock)
    ref = world.read()
    (waits,) = missed.lease(PhotoOrder.OLDEST, 1, "operator-1", world.stage.clock(), world.stage.clock())
    at = world.stage.clock()
    entry = AuditEntry(Action.REVIEWED, "operator-1", at, ref.upload_id)
    missed.judge(waits.judged("operator-1", at, waits.version), entry)
    world.rules_give(ref, "AB12 CDE")
    assert not world.replay.carry_out(ref.upload_id).reads
    assert world.stands(ref) == []


def test_a_watched_plate_that_is_read_now_raises_one_alert_and_is_told_once(world: World) -> None:
    ref = world.read("AB12 CDE")
    before = world.stage.events()
    world.rules_give(ref, "GH56 JKL")
    for _ in range(2):
        world.replay.carry_out(ref.upload_id)
        assert len(world.stage.alerts.page(None, 9, None).alerts) == 1
        told = world.stage.events() - before
        assert told == {EventType.ALERT_CONFIRMED: 1, EventType.READ_CORRECTED: 1}
        # In the line of what was told of the read before.
        assert len({one["pk"] for one in world.stage.outbox() if one["type"].startswith("read")}) == 1
    (after,) = world.stands(ref)
    assert len(after.alert_ids) == 1
    world.rules_give(ref, "AB12 CDE")
    world.replay.carry_out(ref.upload_id)
    (alert,) = world.stage.alerts.page(None, 9, None).alerts
    assert (alert.state, alert.because) == (AlertState.WITHDRAWN, Because.CORRECTED)


def test_photos_are_found_by_their_time_and_told_where_nothing_is_kept_of_them(world: World) -> None:
    refs = [world.read("AB12 CDE", number=number) for number in range(4)]
    since = an_upload(1).created_at
    found = list(world.replay.uploads(since, since + timedelta(minutes=2)))
    assert found == [one.upload_id for one in refs[1:3]]
    del world.photos.detections[refs[0].detections_key]
    del world.photos.photos[refs[1].photo_key]
    world.photos.save_detections(refs[2], {**world.photos.detections[refs[2].detections_key], "photo": {"etag": "no"}})
    outcomes = [world.replay.look(one.upload_id).outcome for one in refs]
    assert outcomes == [
        Outcome.WITHOUT_DETECTIONS, Outcome.WITHOUT_PHOTO, Outcome.WITHOUT_DETECTIONS, Outcome.READ_ANEW,
    ]  # fmt: skip
    assert world.replay.carry_out("f" * 32).outcome is Outcome.GONE_MEANWHILE


def test_earlier_readings_go_with_their_upload(world: World) -> None:
    ref = world.read("AB12 CDE")
    world.rules_give(ref, "XY34 ZWV")
    world.replay.carry_out(ref.upload_id)
    DynamoDbLeftovers(world.stage.client, TABLE).clear(ref.upload_id)
    assert not [one for one in world.stage.there("upload#") if one["sk"] != "upload"]
