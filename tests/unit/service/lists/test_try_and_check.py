"""What an entry would have hit, and whether a plate may be somewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.errors import InvalidRequest, NotAllowed, PurposeNeeded
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.entry_checks import EntrySetup
from handler.domain.lists.permits import Permission
from handler.domain.lists.plate_list import ListSetup
from handler.domain.lookups.purpose import Purpose
from handler.service.lists.check_permit import CheckPermit
from handler.service.lists.try_entry import TryEntry
from handler.service.ports.lists import Named
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.lists import LIST_ID, MemoryLists, a_list, an_entry, counting
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.sites import ADMIN, CAMERA_ID, SITE_ID, MemoryRegistry, a_camera, a_site
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import START, Clock
from tests.support.samples import a_read, an_upload

OPERATOR = Caller("an-operator", frozenset({OPERATORS}))


def a_registry() -> MemoryRegistry:
    return MemoryRegistry(MemoryAuditLog(), {SITE_ID: a_site()}, {CAMERA_ID: a_camera()})


def tried(setup: EntrySetup, *plates: str, age: timedelta = timedelta(0)) -> list[tuple[str, Tolerance]]:
    log, audit, clock = MemoryUploadLog(), MemoryAuditLog(), Clock()
    for number, plate in enumerate(plates):
        upload = an_upload(number)
        log.add(upload)
        log.reads[upload.ref.upload_id] = [a_read(number, plate=plate, camera_id=CAMERA_ID)]
    clock.time = START + timedelta(hours=1) + age
    lists = MemoryLists(audit, {LIST_ID: a_list()})
    show = TryEntry(lists, a_registry(), MemoryReadLog(log, audit), MemoryPlateIndex(set(plates)), audit, clock)
    found = show(ADMIN, LIST_ID, setup)
    assert [one.action for one in audit.entries] == [Action.TRIED_ENTRY]
    return [(one.read.plate, one.tolerance) for one in found.reads]


def test_it_is_told_before_saving_what_an_entry_would_have_hit() -> None:
    plates = ("AB0123", "ABO123", "AB0124", "XY789")
    assert tried(EntrySetup("AB0123"), *plates) == [
        ("AB0123", Tolerance.EXACT),
        ("ABO123", Tolerance.LOOK_ALIKE),
    ]
    assert tried(EntrySetup("AB0123", tolerance=Tolerance.EXACT), *plates) == [("AB0123", Tolerance.EXACT)]
    assert len(tried(EntrySetup("AB0123", tolerance=Tolerance.ONE_EDIT), *plates)) == 3


def test_the_last_thirty_days_count_and_the_entrys_sites() -> None:
    assert tried(EntrySetup("AB123"), "AB123", age=timedelta(days=30)) == []
    assert tried(EntrySetup("AB123", site_ids=frozenset({"site-9"})), "AB123") == []
    assert tried(EntrySetup("AB123", site_ids=frozenset({SITE_ID})), "AB123") == [("AB123", Tolerance.EXACT)]


def test_from_when_on_an_entry_holds_does_not_count_for_what_it_would_have_hit() -> None:
    assert tried(EntrySetup("AB123", since=START + timedelta(days=9)), "AB123") == [("AB123", Tolerance.EXACT)]


def test_where_a_purpose_is_needed_the_entrys_own_reason_says_it_unless_another_is_stated() -> None:
    log, audit, lists = MemoryUploadLog(), MemoryAuditLog(), MemoryLists(lists={LIST_ID: a_list()})
    about = lists, a_registry(), MemoryReadLog(log, audit), MemoryPlateIndex(), audit, Clock()
    show = TryEntry(*about, needs_purpose=lambda: True)
    with pytest.raises(PurposeNeeded):
        show(ADMIN, LIST_ID, EntrySetup("AB123"))
    assert audit.entries == []
    show(ADMIN, LIST_ID, EntrySetup("AB123", reason="Stolen on Monday"))
    show(ADMIN, LIST_ID, EntrySetup("AB123", reason="Stolen"), Purpose("An audit", "C-7"))
    said = [(one.details["purpose"], one.details.get("reference")) for one in audit.entries]
    assert said == [("Stolen on Monday", None), ("An audit", "C-7")]


@pytest.fixture
def lists() -> MemoryLists:
    permits = a_list(setup=ListSetup("Residents", ListKind.PERMIT))
    entry = an_entry("AB123", permits, until=START + timedelta(days=1))
    return MemoryLists(lists={LIST_ID: permits}, entries={(LIST_ID, Named("AB123", None)): entry})


@pytest.fixture
def check(lists: MemoryLists) -> CheckPermit:
    return CheckPermit(lists, a_registry(), lists.audit, Clock(), counting(lists))


def test_it_is_told_whether_a_plate_may_be_here_now_and_at_another_time(check: CheckPermit, lists: MemoryLists) -> None:
    assert check(OPERATOR, "ab-123", SITE_ID, None).permission is Permission.ALLOWED
    assert check(OPERATOR, "AB123", SITE_ID, START + timedelta(days=1)).permission is Permission.EXPIRED
    assert check(ADMIN, "XY789", SITE_ID, None).permission is Permission.NONE
    entries = lists.audit.entries
    assert [one.action for one in entries] == [Action.CHECKED_PERMIT] * 3
    assert [one.details["answer"] for one in entries] == ["allowed", "expired", "none"]


def test_who_may_not_ask_and_what_makes_no_sense_are_refused(check: CheckPermit, lists: MemoryLists) -> None:
    with pytest.raises(NotAllowed):
        check(replace(OPERATOR, groups=frozenset()), "AB123", SITE_ID, None)
    with pytest.raises(InvalidRequest, match="no such site"):
        check(OPERATOR, "AB123", "site-9", None)
    with pytest.raises(InvalidRequest, match="no patterns"):
        check(OPERATOR, "AB*", SITE_ID, None)
    assert lists.audit.entries == []
