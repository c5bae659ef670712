"""What operators ask of a log of so many plates, and the read units that it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.lists import list_items
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.parking import visit_items
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.read_filter import ReadFilter
from handler.domain.upload import Upload
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.standing import Standing, StandingState
from handler.domain.visits.visit import Visit
from handler.service.ports.parking import Pile, WantedVisits
from handler.service.ports.reads import QueueOrder
from lab.growth.grown_table import GrownTable, Part
from tests.support.fakes.lists import LIST_ID, a_list, an_entry
from tests.support.fakes.world import OWNER
from tests.support.samples import a_read, an_upload
from tests.support.sightings import after, seen
from tests.support.sightings import visits as derived

BEGAN: Final = datetime(2026, 1, 1, tzinfo=UTC)
NOW: Final = BEGAN + timedelta(days=30)
KEPT: Final = BEGAN + timedelta(days=400)
IN_DOUBT: Final = 10
"""Every tenth read waits for a person."""

PAGE: Final = 50
SITE: Final = "site-1"
VALID: Final = Standing(StandingState.VALID, None, None, needs_person=False, is_unfounded=False, due_at=None)
_DOUBT_STEPS: Final = 10**8


def upload(number: int) -> Upload:
    """Make an upload; one a second."""
    at = BEGAN + timedelta(seconds=number)
    return an_upload(number, created_at=at, promise_ends_at=at + timedelta(minutes=5), kept_until=KEPT)


def read(number: int) -> LoggedRead:
    """Make its read, of a plate of its own."""
    at, status = upload(number).created_at, ReadStatus.ACCEPTED if number % IN_DOUBT else ReadStatus.NEEDS_REVIEW
    kept: dict[str, Any] = {
        "created_at": at,
        "seen_at": at,
        "kept_until": KEPT,
        "confidence": 0.5 + number / _DOUBT_STEPS,
    }
    return a_read(number, plate=plate(number), status=status, **kept)


def plate(number: int) -> str:
    """Give the plate of a number; they sort alike."""
    return f"K{number:06d}"


def log_of(count: int) -> GrownTable:
    """Make a log of so many plates, and as many entries of a list."""
    waiting = -(-count // IN_DOUBT)
    all_reads = Part(count, "seen_at", _moment, _read_item)
    parts = {
        ("by_time", "read"): all_reads,
        ("by_status", "accepted"): Part(count - waiting, "seen_at", lambda n: _moment(_sure(n)), _of(_sure)),
        ("by_status", "needs_review"): Part(waiting, "seen_at", lambda n: _moment(_unsure(n)), _of(_unsure)),
        ("by_doubt", items.OPEN_QUEUE): Part(
            waiting, "confidence", lambda n: _read_item(_unsure(n))["confidence"], _of(_unsure)
        ),
        ("by_plate", plate(count // 2)): Part(1, "seen_at", lambda _: _moment(count // 2), _of(lambda _: count // 2)),
        ("by_owner", OWNER): Part(count, "created_at", _moment, lambda n: items.from_upload(upload(n))),
        ("", list_items.entries_key(LIST_ID)): Part(
            count, "sk", lambda n: list_items.ENTRY + plate(n), lambda n: list_items.from_entry(an_entry(plate(n)))
        ),
    }
    return GrownTable(parts, _one)


def parking_of(count: int) -> GrownTable:
    """Make a table of so many visits of one site, a tenth of which are still there."""
    (visit,) = derived(seen("AB12CDE", "in", after(0), "came"), seen("AB12CDE", "out", after(2), "left"))
    kept = partial(_kept_visit, visit)
    inside = -(-count // IN_DOUBT)
    parts = {
        ("by_site", SITE): Part(count, "began_at", _moment, lambda n: _place(n, "site_id")),
        ("by_inside", SITE): Part(inside, "began_at", _moment, lambda n: _place(n, "inside")),
    }
    return GrownTable(parts, lambda key: kept(int(key["pk"].partition("#")[2])))


def _ask_log(table: GrownTable, count: int) -> Mapping[str, Callable[[], object]]:
    client: Any = table
    reads = DynamoDbReadLog(client, "log", "audit", lambda: NOW)
    uploads = DynamoDbUploadLog(client, "log", timedelta(minutes=1), lambda: NOW)
    lists = DynamoDbLists(client, "log", "audit")
    every, accepted = ReadFilter(), ReadFilter(status=ReadStatus.ACCEPTED)
    middle = BEGAN + timedelta(seconds=count // 2)
    a_minute = ReadFilter(since=middle, until=middle + timedelta(minutes=1))
    return {
        "search: the newest 50 reads": lambda: reads.page(every, None, PAGE, None),
        "search: accepted ones": lambda: reads.page(accepted, None, PAGE, None),
        "search: of a minute in the middle": lambda: reads.page(a_minute, None, PAGE, None),
        "search: the next 50": lambda: reads.page(every, None, PAGE, reads.page(every, None, PAGE, None).cursor),
        "search: a condition without an index, which none meets": lambda: reads.page(
            replace(every, camera_id="cam-0000000000"), None, PAGE, None
        ),
        "search: a plate": lambda: reads.page(every, plate(count // 2), PAGE, None),
        "queue: ten, the least sure first": lambda: reads.lease(QueueOrder.LEAST_SURE, 10, "me", NOW, NOW),
        "queue: ten, the oldest first": lambda: reads.lease(QueueOrder.OLDEST, 10, "me", NOW, NOW),
        "queue: how many wait, up to 101": lambda: reads.waiting(101),
        "lists: the newest 20 uploads of a person, with their reads": lambda: uploads.reads_of(
            uploads.page(OWNER, 20, None).uploads
        ),
        "lists: 50 entries from a plate on": lambda: lists.page(a_list(), plate(count // 2)[:4], PAGE, None),
    }


def _ask_parking(table: GrownTable) -> Mapping[str, Callable[[], object]]:
    client: Any = table
    visits = DynamoDbVisits(client, "parking", lambda: NOW)
    return {
        "visits: the newest 50 of a site": lambda: visits.page(WantedVisits(SITE), PAGE),
        "visits: 50 that are there": lambda: visits.page(WantedVisits(SITE, Pile.INSIDE), PAGE),
        "visits: how many are there, up to 101": lambda: visits.count(SITE, Pile.INSIDE, 101),
    }


def units_of(count: int) -> dict[str, float]:
    """Count the read units of each question, of a log of so many plates."""
    log, parking = log_of(count), parking_of(count)
    asked = [(log, _ask_log(log, count)), (parking, _ask_parking(parking))]
    found = {}
    for table, questions in asked:
        for what, ask in questions.items():
            table.read_units = 0.0
            ask()
            found[what] = table.read_units
    return found


def _moment(number: int) -> str:
    return items.to_text(BEGAN + timedelta(seconds=number))


def _sure(number: int) -> int:
    return number + number // (IN_DOUBT - 1) + 1


def _unsure(number: int) -> int:
    return number * IN_DOUBT


def _read_item(number: int) -> items.Plain:
    return items.from_read(read(number), 0)


def _of(which: Callable[[int], int]) -> Callable[[int], items.Plain]:
    return lambda number: _read_item(which(number))


def _one(key: Mapping[str, str]) -> items.Plain | None:
    number = int(key["pk"].partition("#")[2], 16)
    return _read_item(number) if key["sk"].startswith("read#") else items.from_upload(upload(number))


def _place(number: int, held: str) -> items.Plain:
    return {**visit_items.visit_key(f"{number}"), held: SITE, "began_at": _moment(number)}


def _kept_visit(visit: Visit, number: int) -> items.Plain:
    kept = KeptVisit(replace(visit, visit_id=f"{number}"), 1, VALID, (), is_withdrawn=False, kept_until=KEPT)
    held = {name: value for name, value in visit_items.from_kept(kept).items() if value is not None}
    return {**visit_items.visit_key(f"{number}"), **held}
