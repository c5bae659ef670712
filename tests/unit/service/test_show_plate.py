"""A plate's history in short, and the plates that may be the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from handler.domain.caller import OPERATORS, Caller
from handler.domain.errors import PurposeNeeded
from handler.domain.logged import ReadStatus
from handler.domain.lookups.purpose import Purpose
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.service.ports.reads import ReadSlice
from handler.service.show_plate import MOST_COUNTED, MOST_NEAR, ShowPlate
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import Clock
from tests.support.samples import a_read

OPERATOR = Caller("an-operator", frozenset({OPERATORS}))


class CountingReadLog(MemoryReadLog):
    """Remembers how many reads each plate was asked for."""

    limits: dict[str | None, int]

    def page(
        self,
        wanted: ReadFilter,
        plate: str | None,
        limit: int,
        after: str | None,
        order: ReadOrder = ReadOrder.NEWEST,
    ) -> ReadSlice:
        self.limits = {**getattr(self, "limits", {}), plate: limit}
        return super().page(wanted, plate, limit, after, order)


def stage(plates: Iterable[str]) -> tuple[ShowPlate, CountingReadLog]:
    log, audit, index = MemoryUploadLog(), MemoryAuditLog(), MemoryPlateIndex()
    for number, plate in enumerate(plates):
        read = a_read(number, plate=plate)
        log.reads[read.upload_id] = [read]
        index.plates.add(plate)
    reads = CountingReadLog(log, audit)
    return ShowPlate(reads, index, audit, Clock()), reads


def test_near_plates_are_counted_up_to_a_bound() -> None:
    show, _ = stage(["A812CDE"] * 3 + ["AB12CDF"] * MOST_COUNTED + ["AB12CDG"] * (MOST_COUNTED + 5))
    near = {one.plate: (one.sightings, one.has_more) for one in show(OPERATOR, "AB12CDE").near}
    assert near == {"A812CDE": (3, False), "AB12CDF": (MOST_COUNTED, False), "AB12CDG": (MOST_COUNTED, True)}


def test_what_it_costs_is_bounded_however_many_plates_are_near() -> None:
    letters = "ACDEFGHJKLMNPRTUVWXYZ"
    show, reads = stage(["A812CDE", *(f"AB12CD{one}" for one in letters), *(f"AB12C{one}E" for one in letters)])
    near = show(OPERATOR, "AB12CDE").near
    assert len(near) == MOST_NEAR
    assert near[0].plate == "A812CDE"
    assert len(reads.limits) <= MOST_NEAR + 1
    assert max(reads.limits.values()) == MOST_COUNTED


def test_a_plate_whose_reads_were_all_rejected_is_not_near() -> None:
    show, reads = stage(["AB12CDF"])
    (upload_id,) = reads.log.reads
    reads.log.reads[upload_id] = [a_read(0, plate="AB12CDF", status=ReadStatus.REJECTED)]
    assert show(OPERATOR, "AB12CDE").near == []


def test_where_a_purpose_is_needed_no_history_is_shown_without_one() -> None:
    show, _ = stage(["AB12CDE"])
    needing = replace(show, needs_purpose=lambda: True)
    with pytest.raises(PurposeNeeded):
        needing(OPERATOR, "AB12CDE")
    needing(OPERATOR, "AB12CDE", Purpose("stolen vehicle"))
    (entry,) = show.audit.entries  # type: ignore[attr-defined]
    assert entry.details == {"purpose": "stolen vehicle"}
