"""The entry of the stream of the log: what visits are made of, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handler import bootstrap_parking, on_reads
from handler.adapters.dynamodb import history_items, items, no_plate_items
from handler.domain.deletion import DeleteReason, Receipt
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.no_plate import NoPlate
from handler.domain.upload import Upload
from tests.support.fakes.sites import SITE_ID
from tests.support.parking import CarPark
from tests.support.sightings import after

NOW = int(after(1).timestamp())


@pytest.fixture(autouse=True)
def park(monkeypatch: pytest.MonkeyPatch) -> CarPark:
    park = CarPark()
    monkeypatch.setattr(bootstrap_parking, "follow_reads", lambda: park.follow)
    monkeypatch.setattr(bootstrap_parking, "sweep_due", lambda: park.sweep)
    monkeypatch.setattr(bootstrap_parking, "rederive", lambda: park.rederive)
    return park


def record(before: items.Plain | None, now: items.Plain | None) -> dict[str, Any]:
    images = {"OldImage": before, "NewImage": now}
    typed = {name: items.to_typed(one) for name, one in images.items() if one}
    return {"eventName": "ANY", "dynamodb": {"ApproximateCreationDateTime": NOW, **typed}}


def of_read(before: LoggedRead | None, now: LoggedRead | None) -> dict[str, Any]:
    some = [items.from_read(one, 0) if one else None for one in (before, now)]
    return record(*some)


def of_upload(before: Upload | None, now: items.Plain | None) -> dict[str, Any]:
    return record(items.from_upload(before) if before else None, now)


def follow(*records: dict[str, Any]) -> int:
    return on_reads.handle({"Records": list(records)}, None)["followed"]


def test_a_visit_opens_closes_and_pairs_anew_by_what_the_stream_tells(park: CarPark) -> None:
    came, went = park.read("entry", "AB12CDE", after(0), 1), park.read("exit", "XY34ZZZ", after(2), 2)
    assert follow(of_read(None, came), of_read(None, went)) == 2
    corrected = replace(went, version=1, status=ReadStatus.CORRECTED, corrected_plate="AB12CDE")
    assert follow(of_read(went, corrected)) == 1
    assert park.shown() == [("AB12CDE", "08:00", "10:00")]


def test_a_deletion_is_followed_and_an_end_in_time_is_not(park: CarPark) -> None:
    over = park.read("entry", "AB12CDE", after(0), 1, kept_until=after(0.5))
    lasting = park.read("entry", "XY34ZZZ", after(0), 2)
    follow(of_read(None, over), of_read(None, lasting))
    assert follow(of_read(over, None), of_read(lasting, None)) == 1
    assert park.shown() == [("AB12CDE", "08:00", None)]


def test_photos_without_a_plate_are_counted(park: CarPark) -> None:
    upload = park.photo("entry", after(0), 1)
    item = no_plate_items.from_no_plate(NoPlate(upload.ref.upload_id, after(0), upload.kept_until))
    assert follow(record(None, item)) == 1
    assert len(park.noted.crossings(SITE_ID, after(0), after(1))) == 1
    assert follow(record(item, None)) == 0


def test_photos_that_repeat_another_are_followed_once_and_so_is_their_deletion(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    waiting = park.photo("entry", after(0, seconds=50), 2)
    repeat = replace(waiting, repeat_of=read.upload_id)
    assert follow(of_upload(waiting, items.from_upload(repeat))) == 1
    assert follow(of_upload(repeat, items.from_upload(repeat))) == 0
    assert len(next(iter(park.standing_visits().values())).sighting_ids) == 2
    receipt = Receipt(repeat.ref.upload_id, "a-person", after(1), DeleteReason.OWN_WISH, 0)
    assert follow(of_upload(repeat, history_items.from_receipt(receipt, NOW + 99))) == 1
    assert len(next(iter(park.standing_visits().values())).sighting_ids) == 1


def test_a_site_that_is_removed_is_looked_at_with_the_next_sweep(park: CarPark) -> None:
    item = {"pk": f"site#{SITE_ID}", "sk": "site", "site_id": SITE_ID}
    assert follow(record(item, {**item, "removed_at": "2026-05-04T09:00:00+00:00"})) == 1
    assert list(park.marks.marked()) == [SITE_ID]


def test_what_is_due_is_looked_at(park: CarPark) -> None:
    park.set_up(longest_visit_days=1)
    park.see("entry", "AB12CDE", after(0), 1)
    park.clock.time = after(25)
    assert on_reads.handle({"sweep": True}, None) == {"looked_at": 1}
    assert park.visits.due(after(99), 9) == []


def test_what_is_said_to_be_gone_is_looked_for_and_taken_back(park: CarPark) -> None:
    came, other = park.see("entry", "AB12CDE", after(0), 1), park.see("entry", "XY34ZZZ", after(0), 2)
    del park.log.uploads[came.upload_id]
    assert on_reads.handle({"seen": [came.read_id, other.read_id]}, None) == {"taken_back": 1}
    assert park.shown() == [("XY34ZZZ", "08:00", None)]


def test_what_else_the_log_holds_and_what_is_broken_is_left_alone(park: CarPark) -> None:
    read = park.read("entry", "AB12CDE", after(0), 1)
    broken = {name: value for name, value in items.from_read(read, 0).items() if name != "plate"}
    others = [{"pk": "upload#1", "sk": "explanation"}, {"pk": "insights#2026-05", "sk": "read#1"}, broken]
    assert follow(*(record(None, one) for one in others), {"eventName": "INSERT"}) == 0
    assert park.shown() == []


@pytest.mark.parametrize("event", [{}, {"Records": "none"}, {"sweep": False}])
def test_another_event_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="Records"):
        on_reads.handle(event, None)


def test_the_first_record_that_fails_ends_the_run_so_that_order_is_kept(park: CarPark) -> None:
    park.kept.write = lambda *_: False  # type: ignore[method-assign]
    reads = [park.read("entry", plate, after(0), at) for at, plate in enumerate(("AB12CDE", "XY34ZZZ"))]
    with pytest.raises(Exception, match="throttles"):
        follow(*(of_read(None, one) for one in reads))
    assert list(park.memory.seen) == [reads[0].read_id]
