"""Which reading by later rules is of which read, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler.domain.geometry import BoundingBox
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.replaying.compare import Compared, Kind, compared
from handler.domain.upload import MOST_READS
from tests.support.samples import a_read, an_upload

LEFT, RIGHT = BoundingBox(0.1, 0.2, 0.3, 0.04), BoundingBox(0.6, 0.2, 0.3, 0.04)


def at(box: BoundingBox | None, plate: str, place: int = 0, **about: Any) -> LoggedRead:
    return a_read(0, place, plate=plate, bounding_box=box, **about)


def found(stands: list[LoggedRead], anew: list[LoggedRead], *decided: str, read_count: int = 1) -> list[Compared]:
    return compared(an_upload(read_count=read_count), stands, decided, anew)


def test_a_reading_is_of_the_read_in_the_same_place_though_their_order_differs() -> None:
    stands = [at(LEFT, "AB12CDE"), at(RIGHT, "XY34ZWV", 1)]
    anew = [at(RIGHT, "XY34ZWX"), at(LEFT, "AB12CDE", 1)]
    first, second = found(stands, anew, read_count=2)
    assert (first.kind, first.after) == (Kind.SAME, None)
    assert (second.kind, second.read_id) == (Kind.PLATE_CHANGED, stands[1].read_id)
    assert second.after
    assert (second.after.read_id, second.after.plate, second.after.version) == (stands[1].read_id, "XY34ZWX", 1)


def test_of_two_readings_in_one_place_the_same_plate_is_the_same_read() -> None:
    first, added = found([at(LEFT, "AB12CDE")], [at(LEFT, "AB12CDF"), at(LEFT, "AB12CDE", 1)])
    assert (first.kind, added.kind) == (Kind.SAME, Kind.ADDED)


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ({}, Kind.SAME),
        ({"confidence": 0.5}, Kind.SAME),
        ({"region": "ro"}, Kind.REGION_CHANGED),
        ({"status": ReadStatus.ACCEPTED}, Kind.STATUS_CHANGED),
    ],
)
def test_what_differs_is_named(about: dict[str, Any], kind: Kind) -> None:
    (one,) = found([at(LEFT, "AB12CDE")], [at(LEFT, "AB12CDE", **about)])
    assert (one.kind, one.after is None) == (kind, kind is Kind.SAME)


def test_what_is_of_the_read_and_not_of_its_reading_stays_with_it() -> None:
    before = at(LEFT, "AB12CDE", alert_ids=("an-alert",), is_held=True, is_protected=True, version=3)
    before = replace(before, kept_until=before.kept_until + timedelta(days=9))
    (one,) = found([before], [at(LEFT, "AB12CDF", created_at=before.created_at + timedelta(days=1))])
    assert one.after == replace(at(LEFT, "AB12CDF"), alert_ids=before.alert_ids, is_held=True, is_protected=True,
                                version=4, kept_until=before.kept_until, created_at=before.created_at)  # fmt: skip


def test_what_people_decided_or_typed_is_left_alone() -> None:
    decided, typed = at(LEFT, "AB12CDE"), at(None, "XY34ZWV", 100, typed_by="a-person", confidence=None)
    some = found([decided, typed], [at(LEFT, "AB12CDF"), at(RIGHT, "XY34ZWV", 1)], decided.read_id)
    assert [(one.kind, one.after) for one in some] == [(Kind.DECIDED, None)] * 2


def test_a_read_that_waits_for_a_person_already_stays_as_it_is_where_nothing_is_read_any_more() -> None:
    (waits,) = found([at(LEFT, "AB12CDE", status=ReadStatus.NEEDS_REVIEW)], [])
    (counts,) = found([at(LEFT, "AB12CDE", status=ReadStatus.ACCEPTED)], [])
    assert (waits.kind, waits.after) == (Kind.GONE, None)
    assert counts.after
    assert (counts.kind, counts.after.status) == (Kind.GONE, ReadStatus.NEEDS_REVIEW)


def test_no_more_reads_are_added_than_a_photo_may_have() -> None:
    some = found([], [at(LEFT, "AB12CDE"), at(RIGHT, "XY34ZWV", 1)], read_count=MOST_READS - 1)
    assert [one.read_id for one in some] == [an_upload().read_id(MOST_READS - 1)]
