"""Visits in the table of parking: all that one fact changes is written together, if it is as it was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.outbox.outbox_items import putting
from handler.adapters.dynamodb.parking import count_items
from handler.adapters.dynamodb.parking import visit_items as ours
from handler.domain import cursor
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import ServiceFailed
from handler.domain.events.event import Event
from handler.domain.occupancy.crossings import crossings_of
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.visit import Visit
from handler.service.ports.parking import (
    SAID_OF_IT,
    VERSION_ALONE,
    HistoryEntry,
    KeptChange,
    Pile,
    VisitPage,
    WantedVisits,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_FURTHER: Final = 100
_UNTOLD: Final = frozenset({*VERSION_ALONE, "sighting_ids", "last_seen_at", "lapses_at", "kept_until"})
"""What changes of a vehicle that just stands there: its history would grow with each photo."""


_WITH_HISTORY: Final = "#history = list_append(if_not_exists(#history, :none), :told)"
_MOMENT: Final = timedelta(microseconds=1)
_FIRST, _LAST = "0", "9"
"""Before and after every moment that there is, as a text."""

_BY_PLATE: Final = ("by_plate", "plate", "began_at")
_BY_DUE: Final = ("by_due", "due", "due_at")


@quick_dataclass(frozen=True, slots=True)
class _Asked:
    """Visits by an index: its name and the attributes that it is by; what the first one is, and a time."""

    index: tuple[str, str, str]
    value: str
    since: str = _FIRST
    until: str = _LAST
    is_forward: bool = False


@quick_dataclass(frozen=True, slots=True)
class DynamoDbVisits:
    """The visits.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    now : callable
        Gives the time in UTC.
    outbox : str
        Where it is put what others are told; whoever writes no visit needs none.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]
    outbox: str = ""

    def get(self, visit_ids: Iterable[str]) -> Mapping[str, KeptVisit]:
        """Get visits by their ids, as of now; without those that were withdrawn, or whose time is over."""
        return {name: one for name, one in self._got(visit_ids, is_lasting=True).items() if not one.is_withdrawn}

    def as_kept(self, visit_ids: Iterable[str]) -> Mapping[str, KeptVisit]:
        """Get visits by their ids, as of now, also those that were withdrawn or are over: their versions go on."""
        return self._got(visit_ids, is_lasting=False)

    def write(self, changes: Iterable[KeptChange], events: Iterable[Event], at: datetime) -> bool:
        """Write all or nothing; False when one of them is no longer at the version that the change follows.

        Raises
        ------
        ServiceFailed
            When one fact changes more visits than a transaction takes.
        """
        some = list(changes)
        writes: list[TransactWriteItemTypeDef] = [self._changing(one, at) for one in some]
        real = [one.change for one in some if one.change.fields != VERSION_ALONE]
        before, after = (_crossings(one.before for one in real), _crossings(one.after for one in real))
        writes += count_items.summing(self.table, before, after)
        writes += [{"Put": putting(self.outbox, one)} for one in events]
        if len(writes) > table.MOST_WRITES:
            raise ServiceFailed("dynamodb:TransactWriteItems", "TooManyWrites")
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed:
            return False
        return True

    def history(self, visit_id: str) -> Sequence[HistoryEntry]:
        """Get what became of a visit, oldest first."""
        key = items.to_typed(ours.visit_key(visit_id))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        found = [items.to_plain(answer["Item"])] if "Item" in answer else []
        return [ours.to_history(one) for item in table.lasting(found, self.now()) for one in item.get("history", ())]

    def page(self, wanted: WantedVisits, limit: int, cursor: str | None = None) -> VisitPage:
        """Get visits of a site by when they began, or were seen first; the overstayed by when their time was over.

        Raises
        ------
        InvalidRequest
            For a cursor that is not of this list.
        """
        # A moment goes on behind itself: `until` itself is left out.
        since = items.to_text(wanted.since) if wanted.since else _FIRST
        until = items.to_text(wanted.until - _MOMENT) if wanted.until else _LAST
        asked = _Asked(ours.INDEXES[wanted.pile], wanted.site_id, since, until, is_forward=wanted.is_oldest_first)
        return self._page(asked, limit, cursor)

    def of_plate(self, plate: str, limit: int, cursor: str | None = None) -> VisitPage:
        """Get the visits of one plate at all sites, newest first.

        Raises
        ------
        InvalidRequest
            For a cursor that is not of this list.
        """
        return self._page(_Asked(_BY_PLATE, plate), limit, cursor)

    def count(self, site_id: str, pile: Pile, most: int) -> int:
        """Count the visits of a pile, up to a number.

        What has ended counts until DynamoDB removes it, within two days: a number shows nobody's plate, and looking
        each visit up would cost the more the fuller a site is.
        """
        asked = _Asked(ours.INDEXES[pile], site_id)
        request = self._query(asked) | {"Limit": most}
        return sum(1 for _ in islice(table.pages(self.client, request), most))

    def due(self, until: datetime, limit: int) -> Sequence[KeptVisit]:
        """Get open visits that are to be looked at again by then, the most overdue first; not those that only lapse."""
        asked = _Asked(_BY_DUE, ours.DUE, until=items.to_text(until), is_forward=True)
        request = self._query(asked) | {"Limit": limit}
        return [visit for _, visit in islice(self._lasting(request), limit)]

    def _page(self, asked: _Asked, limit: int, after: str | None) -> VisitPage:
        request, (_, held, by) = self._query(asked) | {"Limit": limit + 1}, asked.index
        names = frozenset({"pk", "sk", by})
        if after:
            place = cursor.unpack(repr(asked), after, names)
            request["ExclusiveStartKey"] = items.to_typed({**place, held: asked.value})
        found = list(islice(self._lasting(request), limit + 1))
        more = {key: str(found[limit - 1][0][key]) for key in sorted(names)} if len(found) > limit else None
        return VisitPage(tuple(one for _, one in found[:limit]), cursor.pack(repr(asked), more) if more else None)

    def _lasting(self, request: dict[str, Any]) -> Iterator[tuple[items.Plain, KeptVisit]]:
        """Give the visits that an index names, as they are by now."""
        places = table.pages(self.client, request, _FURTHER)
        while batch := list(islice(places, request["Limit"])):
            found = self._got([ours.id_of(one) for one in batch], is_lasting=True)
            there = ((one, found.get(ours.id_of(one))) for one in batch)
            yield from ((one, visit) for one, visit in there if visit and not visit.is_withdrawn)

    def _query(self, asked: _Asked) -> dict[str, Any]:
        name, held, by = asked.index
        values = {":value": asked.value, ":since": asked.since, ":until": asked.until}
        return {
            "TableName": self.table,
            "IndexName": name,
            "KeyConditionExpression": "#held = :value AND #by BETWEEN :since AND :until",
            "ExpressionAttributeNames": {"#held": held, "#by": by},
            "ExpressionAttributeValues": items.to_typed(values),
            "ScanIndexForward": asked.is_forward,
        }

    def _got(self, visit_ids: Iterable[str], *, is_lasting: bool) -> Mapping[str, KeptVisit]:
        keys = [ours.visit_key(one) for one in dict.fromkeys(visit_ids)]
        found = batch_get(self.client, self.table, keys) if keys else iter(())
        there = table.lasting(found, self.now()) if is_lasting else found
        return {ours.id_of(item): ours.to_kept(item) for item in there}

    def _changing(self, one: KeptChange, at: datetime) -> TransactWriteItemTypeDef:
        change = one.change
        visit = change.after or change.before
        assert visit is not None  # noqa: S101 (a change is of something)
        kept = KeptVisit(visit, change.version, one.standing, one.said, change.after is None, one.kept_until)
        plain = ours.from_kept(kept)
        if one.kept_until is None:
            del plain["expires_at_epoch_seconds"]
        expression, names, values = table.changing(plain)
        if entry := _told(one, at):
            expression = expression.replace("SET ", f"SET {_WITH_HISTORY}, ", 1)
            names["#history"] = "history"
            values |= {":none": [], ":told": [ours.from_history(entry)]}
        seen = change.version - 1
        values |= {":seen": seen} if seen else {}
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(ours.visit_key(visit.visit_id)),
                "UpdateExpression": expression,
                "ConditionExpression": "#version = :seen" if seen else "attribute_not_exists(pk)",
                "ExpressionAttributeNames": names,
                "ExpressionAttributeValues": items.to_typed(values),
            }
        }


def _told(one: KeptChange, at: datetime) -> HistoryEntry | None:
    """Give what a visit's history says of a change; None where it says nothing."""
    change = one.change
    if change.fields == SAID_OF_IT and one.said:
        word = one.said[-1]
        return HistoryEntry(at, change.version, word.word.value, word.by, change.fields)
    if change.fields and _UNTOLD.issuperset(change.fields):
        return None
    return HistoryEntry(at, change.version, change.kind.value, None, change.fields)


def _crossings(visits: Iterable[Visit | None]) -> count_items.Crossings:
    found = ((one, crossing) for one in visits if one for crossing in crossings_of(one))
    return {(one.site_id, one.visit_id, crossing.crossing_id): crossing for one, crossing in found}
