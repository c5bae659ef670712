"""A plate that a person typed is a read by a person, and nothing reckons it among the machine's."""

from __future__ import annotations

import pytest

from handler.domain.caller import OPERATORS, Caller
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.export import ExportedRead, ExportForm, written
from handler.domain.geometry import BoundingBox, Point
from handler.domain.insights import of_change
from handler.domain.logged import LoggedRead, ReadStatus, Source
from handler.domain.no_plate import NoPlate
from handler.domain.read_filter import ReadFilter
from handler.domain.review import Standing
from handler.domain.typed_read import FIRST_PLACE, MOST_TYPED, TypedPlate, already_there, places_of, typed_read
from handler.domain.upload import MOST_READS, Upload, UploadStatus
from tests.support.fakes.world import OWNER, START
from tests.support.samples import a_read, an_upload

DRIVER, OPERATOR = Caller(OWNER, frozenset()), Caller("operator-1", frozenset({OPERATORS}))
BOX = BoundingBox(0.25, 0.5, 0.25, 0.125)


def typed(text: str = "ab-12 cde", by: Caller = DRIVER, upload: Upload | None = None) -> LoggedRead:
    return typed_read(upload or an_upload(read_count=0), TypedPlate(text, BOX), by, START)


def test_it_carries_what_was_typed_where_and_by_whom_and_nothing_that_nobody_reckoned() -> None:
    read = typed()
    assert (read.plate, read.current_plate, read.typed_by, read.source) == ("AB12CDE", "AB12CDE", OWNER, Source.PERSON)
    assert (read.confidence, read.region, read.candidates, read.raw_text, read.cut) == (None, None, (), "", 0)
    assert (read.bounding_box, read.polygon[2]) == (BOX, Point(0.5, 0.625))
    assert read.kept_until == an_upload().kept_until
    assert a_read().source is Source.MACHINE


def test_an_operators_word_decides_and_of_anybody_elses_an_operator_is_asked() -> None:
    assert typed(by=OPERATOR).status is ReadStatus.CONFIRMED
    assert typed(by=DRIVER).status is ReadStatus.NEEDS_REVIEW


def test_it_never_has_a_place_that_the_machine_gives() -> None:
    assert FIRST_PLACE > MOST_READS
    upload = an_upload(read_count=MOST_READS, typed_count=2)
    assert typed(upload=upload).read_id == f"{upload.ref.upload_id}-{FIRST_PLACE + 2}"
    assert list(places_of(2)) == [FIRST_PLACE, FIRST_PLACE + 1]


@pytest.mark.parametrize("text", ["uh1-f0f!é", "AB*", " - ", "A" * 17])
def test_what_cannot_stand_on_a_plate_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="plate: "):
        typed(text)


@pytest.mark.parametrize("box", [BoundingBox(0.9, 0.5, 0.2, 0.1), BoundingBox(0.1, 0.95, 0.2, 0.1)])
def test_a_box_that_leaves_the_photo_is_refused(box: BoundingBox) -> None:
    with pytest.raises(InvalidRequest, match="bounding_box: it is not inside the photo"):
        typed_read(an_upload(), TypedPlate("AB12CDE", box), DRIVER, START)


def test_a_box_that_touches_the_edge_lies_in_the_photo() -> None:
    read = typed_read(an_upload(), TypedPlate("AB12CDE", BoundingBox(0.7, 0.9, 0.3, 0.1)), DRIVER, START)
    assert max(max(one.x, one.y) for one in read.polygon) <= 1


@pytest.mark.parametrize("status", [one for one in UploadStatus if one is not UploadStatus.DONE])
def test_a_photo_has_to_be_read_first(status: UploadStatus) -> None:
    with pytest.raises(Conflict, match="once the photo has been read"):
        typed(upload=an_upload(status=status))


def test_a_photo_takes_so_many_typed_plates_and_no_more() -> None:
    assert typed(upload=an_upload(typed_count=MOST_TYPED - 1)).plate == "AB12CDE"
    with pytest.raises(InvalidRequest, match="which is the limit"):
        typed(upload=an_upload(typed_count=MOST_TYPED))


def test_the_same_plate_is_there_once() -> None:
    read = typed()
    assert already_there([a_read(plate="XY34ZAB"), read], "AB12CDE") is read
    assert already_there([a_read(status=ReadStatus.REJECTED)], "AB12CDE") is None
    with pytest.raises(Conflict, match="has that plate already"):
        already_there([a_read(plate="XY34ZAB", corrected_plate="AB12CDE")], "AB12CDE")


@pytest.mark.parametrize("status", [ReadStatus.CONFIRMED, ReadStatus.CORRECTED, ReadStatus.NEEDS_REVIEW])
def test_a_decision_on_it_says_nothing_of_the_machine(status: ReadStatus) -> None:
    read, stands, gone = typed(), Standing(status, "AB12CDF"), Standing(ReadStatus.REJECTED, None)
    assert of_change(read, Standing.of(read), stands) == {}
    assert of_change(read, stands, gone) == {"typed": -1}
    assert of_change(read, gone, stands) == {"typed": 1}


def test_no_range_of_confidence_finds_it_but_the_whole() -> None:
    assert ReadFilter().fits(typed())
    assert not ReadFilter(least_confidence=0.01).fits(typed())
    assert not ReadFilter(most_confidence=0.99).fits(typed())


def test_an_export_says_who_read_it_and_leaves_out_what_the_machine_did_not_see() -> None:
    rows = [ExportedRead(read, "gate.jpg", None, "link") for read in (a_read(), typed())]
    lines = written(rows, ExportForm(), with_head=True).splitlines()
    head, machines, persons = (line.split(",") for line in lines)
    assert dict(zip(head, machines, strict=True))["source"] == "machine"
    told = dict(zip(head, persons, strict=True))
    assert [told[name] for name in ("plate", "read_as", "confidence", "source")] == ["AB12CDE", "", "", "person"]


def test_a_photo_without_a_plate_waits_until_somebody_typed_one_or_said_that_there_is_none() -> None:
    new = NoPlate(an_upload().ref.upload_id, START, an_upload().kept_until)
    with_plate = new.beside([typed()])
    assert (new.waits, with_plate.waits, with_plate.version) == (True, False, 1)
    assert new.beside([]) is new
    assert with_plate.beside([a_read(status=ReadStatus.REJECTED)]).waits
    judged = new.judged("operator-1", START, 0)
    assert (judged.waits, judged.judged_by) == (False, "operator-1")
    assert judged.judged(None, None, 1).waits


@pytest.mark.parametrize("number", [0, 1])
def test_an_answer_on_a_photo_that_has_changed_is_refused(number: int) -> None:
    new = NoPlate(an_upload().ref.upload_id, START, an_upload().kept_until)
    changed = (new.judged("operator-2", START, 0), new.beside([typed()]))[number]
    with pytest.raises(Conflict, match="Somebody else was faster"):
        changed.judged("operator-1", START, 0)
    with pytest.raises(Conflict):
        new.beside([typed()]).judged("operator-1", START, 1)
