"""Sightings in the table of parking: written where they are asked for, so that a question is one Query.

A sighting's own item is written first, on the condition that it is as it was seen; then its copies, each on the
condition that no later one lies there. Whoever is interrupted does the same again, and whoever finds afterwards that
somebody else has written it meanwhile copies what stands there by then: so copies end up as the last item is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.parking import sighting_items as ours
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Throttled
from handler.domain.visits.asks import Ask
from handler.domain.visits.facts import Fact, Left, Parted, sightings_of
from handler.domain.visits.sighting import Sighting
from handler.service.ports.parking import SeenRead

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_AT_ONCE: Final = 8
"""Questions and copies under way: a plate has about as many keys, and none waits for another."""

_TRIES: Final = 6

_NONE_LATER: Final = "attribute_not_exists(pk) OR revision <= :mine"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbSightings:
    """The facts that visits are derived from.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    now : callable
        Gives the time in UTC.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def file(self, seen: SeenRead, *, is_keyed: bool = True) -> bool:
        """Keep a read, in the place of what is kept of it; False if that is later, or it was deleted."""
        keys = ours.Keys.ALL if is_keyed else ours.Keys.PLATE
        new = ours.Filed(seen, keys=keys)
        if self._replaced(None, new):
            self._copy(new)
            return True
        for _ in range(_TRIES):
            item = self._own(seen.sighting.sighting_id)
            if item and (item.get("is_gone") or int(item["version"]) > seen.version):
                return False
            kept = ours.to_filed(item) if item else None
            new = kept.followed_by(seen, keys) if kept else ours.Filed(seen, keys=keys)
            if self._replaced(kept, new):
                self._copy(new)
                return True
        raise Throttled("dynamodb:PutItem")

    def key(self, sighting_ids: Collection[str]) -> bool:
        """File reads under all their keys, unless they were; False if all of them were.

        One says that it is about to be so until all its copies are made: whoever finds an interrupted one goes on.
        """
        found = (ours.to_filed(one) for one in self._items(sighting_ids))
        lacking = [one.seen.sighting.sighting_id for one in found if one.keys is not ours.Keys.ALL]
        for name in lacking:
            self._key(name)
        return bool(lacking)

    def forget(self, sighting: Sighting, version: int, kept_until: datetime) -> None:
        """Keep nothing of a deleted read but that it was.

        What lies in the places of its copies goes first: whoever is interrupted finds them named in its own item.
        """
        item = self._own(sighting.sighting_id)
        is_kept = item is not None and "is_gone" not in item
        filed = ours.to_filed(item) if item and is_kept else ours.Filed(SeenRead(sighting, None, version, kept_until))
        revision = filed.revision + 1
        self._put(ours.gone(sighting, version, kept_until, revision))
        self._clear(filed.places | filed.stale, filed.seen.sighting, revision)

    def say(self, fact: Parted | Left) -> None:
        """Keep what a person said of sightings, with each of them."""
        for name in sightings_of(fact):
            self._say(name, fact)

    def named(self, sighting_ids: Iterable[str]) -> Sequence[Fact]:
        """Get sightings with all that was said of them; one that is not known is left out. As of now."""
        found = (ours.to_filed(one) for one in self._items(sighting_ids))
        return list(dict.fromkeys(fact for one in found for fact in one.facts))

    def ends(self, sighting_ids: Collection[str]) -> Mapping[str, datetime]:
        """Get when sightings end, UTC; one that is not known is left out. As of now."""
        found = (ours.to_filed(one).seen for one in self._items(sighting_ids))
        return {one.sighting.sighting_id: one.kept_until for one in found}

    def answering(self, site_id: str, asks: Collection[Ask], *, is_consistent: bool = True) -> Sequence[Fact]:
        """Get the sightings of a site that were asked for, with all that was said of them; a Query each."""

        def answer(ask: Ask) -> list[ours.Filed]:
            return [ours.to_filed(one) for one in self._copies(site_id, ask, is_consistent=is_consistent)]

        latest: dict[str, ours.Filed] = {}
        for one in (filed for some in _pool().map(answer, sorted(asks)) for filed in some):
            name = one.seen.sighting.sighting_id
            # While copies are being written, one place may have a later one than another.
            if name not in latest or latest[name].revision < one.revision:
                latest[name] = one
        return list(dict.fromkeys(fact for one in latest.values() for fact in one.facts))

    def _copies(self, site_id: str, ask: Ask, *, is_consistent: bool) -> Iterator[items.Plain]:
        since, until = ours.between(ask)
        values = {":pk": ours.partition(site_id, ask.by, ask.name), ":since": since, ":until": until}
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :since AND :until",
            "ExpressionAttributeValues": items.to_typed(values),
            "ConsistentRead": is_consistent,
        }
        return table.lasting(table.pages(self.client, request), self.now())

    def _key(self, sighting_id: str) -> None:
        for _ in range(_TRIES):
            item = self._own(sighting_id)
            if item is None or item.get("is_gone"):
                return  # it was deleted meanwhile, and is to be found no more
            kept = ours.to_filed(item)
            if kept.keys is ours.Keys.ALL:
                return
            begun = kept.under(ours.Keys.BEGUN)
            if self._replaced(kept, begun):
                self._copy(begun)
                if self._replaced(begun, begun.under(ours.Keys.ALL)):
                    return
        raise Throttled("dynamodb:PutItem")

    def _say(self, sighting_id: str, fact: Parted | Left) -> None:
        for _ in range(_TRIES):
            item = self._own(sighting_id)
            if item is None or item.get("is_gone"):
                return  # it was deleted meanwhile: nothing is to be said of it any more
            kept = ours.to_filed(item)
            new = kept.with_word(fact)
            if new is kept or self._replaced(kept, new):
                self._copy(new)
                return
        raise Throttled("dynamodb:PutItem")

    def _replaced(self, kept: ours.Filed | None, new: ours.Filed) -> bool:
        """Put a sighting's own item in the place of what was seen of it; tells whether that still stood there."""
        item = {**ours.sighting_key(new.seen.sighting.sighting_id), **ours.from_filed(new)}
        item |= {"stale": sorted(new.stale)} if new.stale else {}
        if kept is None:
            return self._put(item, "attribute_not_exists(pk)")
        return self._put(item, "revision = :seen", {":seen": kept.revision})

    def _copy(self, filed: ours.Filed) -> None:
        """Make the copies of what stands in a sighting's item; once more if it changes meanwhile."""
        while True:
            sighting, shared, mine = filed.seen.sighting, ours.from_filed(filed), {":mine": filed.revision}
            copies = [{**ours.copy_key(place, sighting), **shared} for place in sorted(filed.places)]
            list(_pool().map(partial(self._put, condition=_NONE_LATER, values=mine), copies))
            self._clear(filed.stale, sighting, filed.revision)
            item = self._own(sighting.sighting_id)
            if item is None or item.get("is_gone") or int(item["revision"]) == filed.revision:
                break
            filed = ours.to_filed(item)
        if item and item.get("is_gone"):
            self._clear(filed.places | filed.stale, filed.seen.sighting, int(item["revision"]))

    def _clear(self, places: Iterable[str], sighting: Sighting, revision: int) -> None:
        for place in sorted(places):
            key = items.to_typed(ours.copy_key(place, sighting))
            request: dict[str, Any] = {
                "TableName": self.table,
                "Key": key,
                "ConditionExpression": _NONE_LATER,
                "ExpressionAttributeValues": items.to_typed({":mine": revision}),
            }
            with translated("dynamodb:DeleteItem"):
                _as_asked(partial(self.client.delete_item, **request))

    def _put(self, item: items.Plain, condition: str = "", values: Mapping[str, object] | None = None) -> bool:
        request: dict[str, Any] = {"TableName": self.table, "Item": items.to_typed(item)}
        request |= {"ConditionExpression": condition} if condition else {}
        request |= {"ExpressionAttributeValues": items.to_typed(values)} if values else {}
        with translated("dynamodb:PutItem"):
            return _as_asked(partial(self.client.put_item, **request))

    def _own(self, sighting_id: str) -> items.Plain | None:
        key = items.to_typed(ours.sighting_key(sighting_id))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        return items.to_plain(answer["Item"]) if "Item" in answer else None

    def _items(self, sighting_ids: Iterable[str]) -> Iterator[items.Plain]:
        keys = [ours.sighting_key(one) for one in dict.fromkeys(sighting_ids)]
        found = table.lasting(batch_get(self.client, self.table, keys), self.now()) if keys else iter(())
        return (one for one in found if "is_gone" not in one)


def _as_asked(write: Callable[[], object]) -> bool:
    """Write on a condition; tells whether it held."""
    try:
        write()
    except ClientError as error:
        if error_code(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE)
