"""Where reads become something, alerts and events go with them: reading, typing, deciding, deleting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handler.domain.alerts.alert import AlertState, Because
from handler.domain.caller import Caller
from handler.domain.errors import AlertsChanged
from handler.domain.events.event import EventType
from handler.domain.keeping.by_hits import HIT_GONE_GRACE
from handler.domain.lists.entry import ListKind
from handler.domain.lists.plate_list import ListSetup
from handler.domain.review import Decision, ReviewRequest
from handler.domain.typed_read import TypedPlate
from handler.domain.upload import UploadRef
from handler.service.alerts.kept_places import PLACES_KEPT, KeptPlaces
from handler.service.forget_upload import ForgetUpload
from handler.service.keeping.keep_by_hits import KeepByHits
from handler.service.own_word import OwnWord
from handler.service.ports.lists import Named
from handler.service.review_reads import ReviewReads
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from handler.service.type_plates import TypePlates
from tests.support.alerting import GATE, Watch, stolen
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.holds import MemoryHolds
from tests.support.fakes.lists import a_list, an_entry
from tests.support.fakes.reads import MemoryMissedPlates, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.world import OWNER, Clock
from tests.support.processing import Stage
from tests.support.samples import a_read

PLATE = "AB12CDE"
OPERATOR = Caller("operator-1", frozenset({"operators"}))
UPLOADER = Caller(OWNER, frozenset())


class Whole:
    """A photo that is read, and all that people may do with it, beside a watch list."""

    def __init__(self, *texts: str) -> None:
        self.stage, self.watch = Stage(*texts), Watch(stolen(PLATE))
        self.log = self.stage.log
        self.watch.raising = replace(self.watch.raising, alerts=self.log.alerts)
        audit, clock = MemoryAuditLog(), self.stage.clock
        uploads = ShowUploads(self.log, self.stage.photos, clock)
        show = ShowRead(self.log, uploads, self.stage.photos, MemoryPeople(), audit, clock)
        reads, plates, raising = MemoryReadLog(self.log, audit), self.stage.plates, self.watch.raising
        self.ends = MemoryHolds(self.log)
        keep = KeepByHits(self.log, self.ends, plates, raising, clock)
        self.review = ReviewReads(self.log, reads, plates, show, clock, raising, keep)
        self.own_word = OwnWord(self.log, self.review.carry_out)
        missed = MemoryMissedPlates(self.log, audit)
        self.type_plates = TypePlates(self.log, missed, plates, show, clock, raising, keep)
        self.forget = ForgetUpload(self.log, plates, self.stage.photos, clock, raising)
        self.process = replace(self.stage.process, alerts=raising)

    def keep_apart(self) -> tuple[datetime, datetime]:
        """Let the photo end sooner where it hits no list; gives both ends."""
        announced = self.stage.upload
        soon = self.stage.clock() + timedelta(hours=6)
        self.log.uploads[self.stage.ref.upload_id] = replace(announced, kept_without_hit_until=soon)
        return soon, announced.kept_until

    def read(self) -> None:
        self.process(self.stage.ref, None, "request-1")

    @property
    def states(self) -> list[AlertState]:
        return [one.state for one in self.log.alerts.alerts.values()]

    @property
    def told(self) -> list[EventType]:
        return [one.type for one in self.log.alerts.told.values()]


def test_what_the_machine_reads_is_told_and_raised() -> None:
    whole = Whole(PLATE)
    whole.read()
    (read,) = whole.log.reads[whole.stage.ref.upload_id]
    assert whole.states == [AlertState.CONFIRMED]
    assert read.alert_ids == tuple(whole.log.alerts.alerts)
    assert whole.told == [EventType.READ_ACCEPTED, EventType.ALERT_CONFIRMED]


def test_a_photo_whose_alerts_keep_changing_is_left_to_another_attempt() -> None:
    whole = Whole(PLATE)

    def always() -> None:
        raise AlertsChanged

    whole.log.alerts.before_write = always
    with pytest.raises(AlertsChanged):
        whole.read()
    assert whole.log.reads == {}
    whole.log.alerts.before_write = lambda: None
    whole.read()
    assert whole.states == [AlertState.CONFIRMED]


def test_what_an_operator_decides_and_what_the_uploader_doubts_changes_alerts() -> None:
    whole = Whole(PLATE)
    whole.read()
    read_id = whole.stage.upload.read_id(0)
    whole.own_word.doubt(UPLOADER, read_id, 0)
    assert whole.states == [AlertState.POSSIBLE]
    whole.own_word.take_back(UPLOADER, read_id, 1)
    assert whole.states == [AlertState.CONFIRMED]
    whole.review.decide(OPERATOR, read_id, ReviewRequest(Decision.CORRECT, "XY99ZZZ", None, 2))
    assert whole.states == [AlertState.WITHDRAWN]


def test_what_people_type_is_possible_of_the_uploader_and_confirmed_of_an_operator() -> None:
    for caller, state in ((UPLOADER, AlertState.POSSIBLE), (OPERATOR, AlertState.CONFIRMED)):
        whole = Whole()
        whole.read()
        typed = whole.type_plates(caller, whole.stage.ref.upload_id, TypedPlate(PLATE, None))
        assert whole.states == [state]
        whole.own_word.take_back(caller, typed.read.read_id, 0)
        assert whole.states == [AlertState.WITHDRAWN]


def test_a_deletion_withdraws_once_however_often_it_is_taken_up() -> None:
    whole = Whole(PLATE)
    whole.read()
    before = whole.log.reads[whole.stage.ref.upload_id]
    for _ in range(2):
        whole.log.reads[whole.stage.ref.upload_id] = before
        whole.forget(whole.stage.ref, None, whole.stage.upload.kept_until)
    (alert,) = whole.log.alerts.alerts.values()
    assert (alert.state, alert.because, alert.version) == (AlertState.WITHDRAWN, Because.DELETED, 2)


def test_where_a_camera_is_is_asked_once_a_minute() -> None:
    asked, clock = list[str](), Clock()

    def look_up(camera_id: str) -> object:
        asked.append(camera_id)
        return GATE

    places, read = KeptPlaces(look_up, clock), a_read(camera_id="cam-0000000001")  # type: ignore[arg-type]
    assert [places.of(read), places.of(read)] == [GATE, GATE]
    assert len(asked) == 1
    clock.move(PLACES_KEPT)
    places.of(read)
    assert len(asked) == 2
    assert places.of(a_read(camera_id=None)).camera_id is None


@pytest.mark.parametrize("kind", ListKind)
def test_a_photo_that_hits_a_list_to_watch_or_to_permit_is_kept_as_long_as_such_are(kind: ListKind) -> None:
    whole = Whole(PLATE)
    listed = a_list(list_id="list-0000000009", setup=ListSetup("Some", kind))
    entry = an_entry(PLATE, listed)
    whole.watch.lists.lists = {listed.list_id: listed}
    whole.watch.lists.entries = {(listed.list_id, Named(PLATE, None)): entry}
    soon, long = whole.keep_apart()
    whole.read()
    (read,) = whole.log.reads[whole.stage.ref.upload_id]
    assert read.kept_until == whole.stage.upload.kept_until == (soon if kind is ListKind.IGNORE else long)


def test_a_photo_that_hits_no_list_ends_as_soon_as_such_do() -> None:
    whole = Whole("XY99ZZZ")
    soon, _ = whole.keep_apart()
    whole.read()
    assert whole.stage.upload.kept_until == soon


def ends_of(whole: Whole) -> set[datetime]:
    reads = whole.log.reads[whole.stage.ref.upload_id]
    alerts = [one for one in whole.log.alerts.alerts.values() if one.state is not AlertState.WITHDRAWN]
    return {whole.stage.upload.kept_until} | {one.kept_until for one in reads} | {one.kept_until for one in alerts}


def test_a_correction_to_a_plate_of_a_list_keeps_the_photo_and_its_alert_as_long_as_a_hit_and_back() -> None:
    whole = Whole("XY99ZZZ")
    _, long = whole.keep_apart()
    whole.read()
    read_id = whole.stage.upload.read_id(0)
    whole.review.decide(OPERATOR, read_id, ReviewRequest(Decision.CORRECT, PLATE, None, 0))
    assert ends_of(whole) == {long}
    whole.review.decide(OPERATOR, read_id, ReviewRequest(Decision.UNDO, None, None, 1))
    assert ends_of(whole) == {whole.stage.clock() + HIT_GONE_GRACE}
    assert whole.ends.open == set()


def test_a_typed_plate_of_a_list_keeps_the_photo_as_long_as_a_hit_until_it_is_taken_back() -> None:
    whole = Whole()
    _, long = whole.keep_apart()
    whole.read()
    typed = whole.type_plates(OPERATOR, whole.stage.ref.upload_id, TypedPlate(PLATE, None))
    assert ends_of(whole) == {long}
    whole.own_word.take_back(OPERATOR, typed.read.read_id, 0)
    assert ends_of(whole) == {whole.stage.clock() + HIT_GONE_GRACE}


def test_lists_and_wishes_are_asked_for_while_text_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, asked = Whole(PLATE), list[str]()
    look, wanted = whole.stage.detector.detect, whole.watch.raising.subscriptions.wanted

    def note_look(ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        asked.append("the text")
        return look(ref, version_id)

    def note_wanted() -> frozenset[EventType]:
        asked.append("the wishes")
        return wanted()

    monkeypatch.setattr(whole.stage.detector, "detect", note_look)
    monkeypatch.setattr(whole.watch.raising.subscriptions, "wanted", note_wanted)
    whole.read()
    assert asked[:2] == ["the wishes", "the text"]
