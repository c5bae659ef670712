"""A plate's dossier: what is in it, how much of it at a time, who may have it, and that it is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.errors import InvalidRequest, NotAllowed, PurposeNeeded
from handler.domain.keeping.hold import Hold
from handler.domain.logged import ReadStatus
from handler.domain.lookups.purpose import Purpose
from handler.domain.review import Decision, Review, Standing
from handler.domain.upload import ObjectFacts
from handler.service.lookups import make_dossier
from handler.service.lookups.make_dossier import DossierRequest, MakeDossier
from handler.service.lookups.note_plate import NotePlate
from handler.service.ports.lists import Named
from handler.service.show_uploads import ShowUploads
from handler.wire.dossier import DossierView
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.lists import LIST_ID, MemoryLists, a_list, an_entry
from tests.support.fakes.notes import NOTED, MemoryPlateNotes
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import CAMERA_ID, SITE_ID, MemoryRegistry, a_camera, a_site
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, START, Clock
from tests.support.samples import a_read, an_upload

OPERATOR = Caller("an-operator", frozenset({OPERATORS}))
PLATE, SHA256 = "AB12CDE", "5" * 64
MINUTE = timedelta(minutes=1)
FACTS = ObjectFacts(12345, "image/jpeg", START, "0" * 32, "version-1", SHA256)


class Stage:
    """Three sightings, a minute apart; the newest by a camera, the oldest beside another plate."""

    def __init__(self) -> None:
        self.log, self.audit, self.lists = MemoryUploadLog(), MemoryAuditLog(), MemoryLists()
        for number in range(3):
            self.log.add(an_upload(number, object_facts=FACTS))
            seen_at = START + number * MINUTE
            self.log.reads[an_upload(number).ref.upload_id] = [a_read(number, plate=PLATE, seen_at=seen_at)]
        self.change(2, camera_id=CAMERA_ID)
        self.log.reads[self.id_of(0)].append(a_read(0, 1, plate="XY34ZAB"))
        self.lists.lists[LIST_ID] = a_list()
        people = MemoryPeople({"an-operator": "operator@platebook.example", OWNER: "driver@platebook.example"})
        notes = NotePlate(MemoryPlateNotes(noted={PLATE: NOTED}), people, Clock())
        registry = MemoryRegistry(sites={SITE_ID: a_site()}, cameras={CAMERA_ID: a_camera()})
        uploads = ShowUploads(self.log, MemoryPhotoStore(), Clock())
        about = self.log, uploads, notes.of, self.lists, registry, people, self.audit, Clock()
        self.make = MakeDossier(MemoryReadLog(self.log, self.audit), *about)

    def id_of(self, number: int) -> str:
        return an_upload(number).ref.upload_id

    def change(self, number: int, **about: object) -> None:
        first, *others = self.log.reads[self.id_of(number)]
        self.log.reads[self.id_of(number)] = [replace(first, **about), *others]  # type: ignore[arg-type]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_it_has_every_sighting_newest_first_with_its_photo_place_and_digest(stage: Stage) -> None:
    made = DossierView.of(stage.make(OPERATOR, DossierRequest("ab12 cde")))
    assert [one.read.seen_at for one in made.sightings] == [START + number * MINUTE for number in (2, 1, 0)]
    assert {one.sha256 for one in made.sightings} == {SHA256}
    place, *others = [one.place for one in made.sightings]
    assert place
    assert (place.camera, place.site, others) == (a_camera().setup.name, a_site().setup.name, [None, None])
    assert (made.plate, made.count, made.has_more, made.cursor) == (PLATE, 3, False, None)
    assert (made.made_by_email, made.made_at) == ("operator@platebook.example", START)
    assert [one.word for one in made.noted.tags] == ["courier"]


def test_of_other_plates_in_its_photos_it_tells_nothing(stage: Stage) -> None:
    made = DossierView.of(stage.make(OPERATOR, DossierRequest(PLATE)))
    assert "XY34ZAB" not in made.model_dump_json()


def test_it_tells_who_decided_what_and_what_is_held(stage: Stage) -> None:
    read = stage.log.reads[stage.id_of(0)][0]
    stage.change(0, plate="AB12CDF", corrected_plate=PLATE, status=ReadStatus.CORRECTED, version=1)
    before, after = Standing(ReadStatus.NEEDS_REVIEW, None), Standing(ReadStatus.CORRECTED, PLATE)
    stage.log.reviews.append(Review(read.read_id, 1, Decision.CORRECT, None, "an-operator", START, before, after))
    upload = stage.log.uploads[stage.id_of(0)]
    held = Hold("a case", "an-operator", START, upload.kept_until, upload.kept_until)
    stage.log.uploads[stage.id_of(0)] = replace(upload, hold=held)
    last = DossierView.of(stage.make(OPERATOR, DossierRequest(PLATE))).sightings[-1]
    (review,) = last.reviews
    assert (review.by_email, review.corrected_plate_after) == ("operator@platebook.example", PLATE)
    assert last.hold
    assert (last.hold.reason, last.hold.by_email) == ("a case", "operator@platebook.example")
    assert last.read.plate == "AB12CDF"


def test_a_read_that_was_corrected_to_another_plate_or_rejected_is_not_in_it(stage: Stage) -> None:
    stage.change(0, corrected_plate="XY99ZZZ", status=ReadStatus.CORRECTED)
    stage.change(1, status=ReadStatus.REJECTED)
    assert [one.read.upload_id for one in stage.make(OPERATOR, DossierRequest(PLATE)).sightings] == [stage.id_of(2)]


def test_a_photo_that_was_deleted_a_moment_ago_is_shown_as_such(stage: Stage) -> None:
    del stage.log.uploads[stage.id_of(1)]
    one = DossierView.of(stage.make(OPERATOR, DossierRequest(PLATE))).sightings[1]
    assert (one.file_name, one.image, one.sha256) == (None, None, None)


def test_it_is_made_page_by_page_and_of_a_period(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stage.make(OPERATOR, DossierRequest(PLATE, limit=2))
    rest = stage.make(OPERATOR, DossierRequest(PLATE, limit=2, cursor=first.cursor))
    assert (len(first.sightings), first.count, len(rest.sightings), rest.count, rest.cursor) == (2, 3, 1, None, None)
    period = DossierRequest(PLATE, START + MINUTE, START + 2 * MINUTE)
    assert [one.read.upload_id for one in stage.make(OPERATOR, period).sightings] == [stage.id_of(1)]
    assert stage.make(OPERATOR, period).first_seen_at == START
    monkeypatch.setattr(make_dossier, "MOST_COUNTED", 2)
    many = stage.make(OPERATOR, DossierRequest(PLATE))
    assert (many.count, many.has_more) == (2, True)


def test_it_has_the_entries_that_the_plate_hits_and_no_others(stage: Stage) -> None:
    for plate in ("AB12CDE", "A812CDE", "AB12CDF"):
        entry = an_entry(plate)
        stage.lists.entries[LIST_ID, Named(entry.plate, entry.region)] = entry
    hit = DossierView.of(stage.make(OPERATOR, DossierRequest(PLATE))).entries
    assert sorted(one.entry.plate for one in hit) == ["A812CDE", "AB12CDE"]
    assert {(one.list_name, one.kind.value) for one in hit} == {("Stolen", "watch")}


def test_who_made_it_of_which_plate_and_why_is_written_down(stage: Stage) -> None:
    purpose = Purpose("stolen vehicle", "26-114")
    made = stage.make(OPERATOR, DossierRequest(PLATE, START, None, purpose=purpose))
    assert made.purpose == purpose
    (entry,) = stage.audit.entries
    assert (entry.action, entry.by, entry.at, entry.target) == (Action.MADE_DOSSIER, "an-operator", START, PLATE)
    assert entry.details == {
        "from": START.isoformat(),
        "page": "first",
        "reads": "3",
        "purpose": "stolen vehicle",
        "reference": "26-114",
    }


def test_a_plate_without_a_read_has_an_empty_dossier(stage: Stage) -> None:
    made = stage.make(OPERATOR, DossierRequest("NEVER1"))
    assert (made.sightings, made.count, made.first_seen_at) == ([], 0, None)


def test_where_a_purpose_is_needed_none_is_made_without_one(stage: Stage) -> None:
    needing = replace(stage.make, needs_purpose=lambda: True)
    with pytest.raises(PurposeNeeded):
        needing(OPERATOR, DossierRequest(PLATE))
    assert stage.audit.entries == []
    needing(OPERATOR, DossierRequest(PLATE, purpose=Purpose("stolen vehicle")))


@pytest.mark.parametrize("groups", [frozenset[str](), frozenset({ADMINS})])
def test_who_is_no_operator_any_more_gets_none(stage: Stage, groups: frozenset[str]) -> None:
    with pytest.raises(NotAllowed):
        stage.make(Caller("an-operator", groups), DossierRequest(PLATE))
    assert stage.audit.entries == []


@pytest.mark.parametrize("plate", ["*", "A?", "", "---"])
def test_what_is_no_plate_has_none(stage: Stage, plate: str) -> None:
    with pytest.raises(InvalidRequest, match="plate:"):
        stage.make(OPERATOR, DossierRequest(plate))
