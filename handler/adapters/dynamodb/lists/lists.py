"""Lists and their entries in the table; entries change together with the keys that they are found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import audit_inbox, items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.lists import list_items as ours
from handler.adapters.dynamodb.lists.packing import Pack, packs
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.plate_list import PlateList
from handler.domain.lists.sharing import MOST_SHARING
from handler.service.ports.lists import EntryChange, EntryPage, Named

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

MOST_ALIKE: Final = 1000
"""Entries that share a key, at most: so that an item stays within 40 KB and a look-up within a few read units."""

_NEW: Final = "attribute_not_exists(pk)"
_AS_SEEN: Final = "version = :seen"
_STANDS: Final = "attribute_exists(pk) AND attribute_not_exists(removed_at)"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbLists:
    """All lists.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
        Where it is put who did what; whoever only looks needs none.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str = ""

    def all(self) -> list[PlateList]:
        """Get all lists, in no order; those that were removed too, while they still have entries."""
        asked = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": ours.LISTS}),
            "ConsistentRead": True,
        }
        return [ours.to_list(one) for one in table.pages(self.client, asked)]

    def put_list(self, before: PlateList | None, after: PlateList, entry: AuditEntry) -> None:
        """Put a list in the place of what was seen of it, and write down who did it; all or nothing.

        Raises
        ------
        Conflict
            When it was changed since.
        """
        change, names, values = table.changing(ours.from_list(after))
        condition, seen = (_AS_SEEN, {":seen": before.version}) if before else (_NEW, {})
        update = self._update(ours.list_key(after.list_id), change, condition, values | seen, names)
        self._write([update, self._audit(entry)], Conflict("list_changed"))

    def drop_list(self, listed: PlateList, entry: AuditEntry) -> None:
        """Let a removed list go that has no entries any more, and write down who did it.

        Raises
        ------
        Conflict
            When it has entries, or was changed since.
        """
        values = {":seen": listed.version, ":none": 0}
        condition = f"{_AS_SEEN} AND (attribute_not_exists(entry_count) OR entry_count = :none)"
        key = {"TableName": self.table, "Key": items.to_typed(ours.list_key(listed.list_id))}
        delete: Any = {**key, "ConditionExpression": condition, "ExpressionAttributeValues": items.to_typed(values)}
        self._write([{"Delete": delete}, self._audit(entry)], Conflict("list_changed"))

    def page(self, listed: PlateList, beginning: str, limit: int, after: Named | None) -> EntryPage:
        """Get some entries of a list by their plates, from after one on."""
        pk = ours.entries_key(listed.list_id)
        asked: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :sk)",
            "ExpressionAttributeValues": items.to_typed({":pk": pk, ":sk": ours.ENTRY + beginning}),
            "ConsistentRead": True,
            "Limit": limit + 1,  # the one more tells whether there is another page
        }
        if after:
            asked["ExclusiveStartKey"] = items.to_typed(ours.entry_key(listed.list_id, after.plate, after.region))
        found = [ours.to_entry(one, listed) for one in islice(table.pages(self.client, asked), limit + 1)]
        last = found[limit - 1] if len(found) > limit else None
        return EntryPage(found[:limit], Named(last.plate, last.region) if last else None)

    def some(self, listed: PlateList, names: Sequence[Named]) -> Mapping[Named, ListEntry]:
        """Get entries of a list by what names them; those that are not there are left out."""
        keys = [ours.entry_key(listed.list_id, one.plate, one.region) for one in dict.fromkeys(names)]
        found = [ours.to_entry(one, listed) for one in batch_get(self.client, self.table, keys)]
        return {Named(one.plate, one.region): one for one in found}

    def change(self, listed: PlateList, changes: Sequence[EntryChange], entry: AuditEntry) -> None:
        """Add, change and take away entries, each whole or not at all, and write down who did it with the first.

        Raises
        ------
        Conflict
            When one was changed since it was seen, is there already, or the list was removed; what came before it in
            order stays done, so that the same may be asked again. Also where too many entries look alike, or share a
            permit.
        """
        for place, pack in enumerate(packs(changes)):
            self._write_pack(listed, pack, [self._audit(entry)] if place == 0 else [])
            self._sweep(pack)

    def _write_pack(self, listed: PlateList, pack: Pack, audit: list[TransactWriteItemTypeDef]) -> None:
        entries = [self._entry_write(one) for one in pack.changes]
        filed = [self._filing(key, names) for key, names in pack.added.items()]
        unfiled = [self._unfiling(key, names) for key, names in pack.taken.items()]
        try:
            table.transact(self.client, [self._counting(listed, pack), *entries, *filed, *unfiled, *audit])
        except table.ConditionFailed as failed:
            raise self._why(pack, min(failed.places)) from failed

    def _why(self, pack: Pack, place: int) -> Conflict:
        if place == 0:
            return Conflict("list_removed")
        if place > len(pack.changes):
            key = list(pack.added)[place - 1 - len(pack.changes)]
            return Conflict("group_full") if ours.is_group_key(key) else Conflict("entries_alike")
        return Conflict("entry_changed") if pack.changes[place - 1].before else Conflict("entry_there")

    def _counting(self, listed: PlateList, pack: Pack) -> TransactWriteItemTypeDef:
        """Count entries that come to a list that stands, or go from one that may be removed already."""
        condition = _STANDS if any(one.after for one in pack.changes) else "attribute_exists(pk)"
        key, values = ours.list_key(listed.list_id), {":more": pack.more}
        return self._update(key, "ADD #count :more", condition, values, {"#count": "entry_count"})

    def _entry_write(self, change: EntryChange) -> TransactWriteItemTypeDef:
        one = change.one
        write: Any = {"TableName": self.table, "ConditionExpression": _AS_SEEN if change.before else _NEW}
        if change.before:
            write["ExpressionAttributeValues"] = items.to_typed({":seen": change.before.version})
        if change.after:
            write["Item"] = items.to_typed(ours.from_entry(change.after))
            return {"Put": write}
        write["Key"] = items.to_typed(ours.entry_key(one.list_id, one.plate, one.region))
        return {"Delete": write}

    def _filing(self, key: str, names: set[str]) -> TransactWriteItemTypeDef:
        condition = "attribute_not_exists(#names) OR size(#names) <= :room"
        most = MOST_SHARING if ours.is_group_key(key) else MOST_ALIKE
        values = {":names": names, ":room": most - len(names)}
        return self._update(ours.listed_key(key), "ADD #names :names", condition, values, {"#names": "names"})

    def _unfiling(self, key: str, names: set[str]) -> TransactWriteItemTypeDef:
        update = self._update(ours.listed_key(key), "DELETE #names :names", "", {":names": names}, {"#names": "names"})
        del update["Update"]["ConditionExpression"]
        return update

    def _sweep(self, pack: Pack) -> None:
        """Take away the keys that nothing is filed under any more: they tell of plates."""
        for key in pack.taken:
            with translated("dynamodb:DeleteItem"):
                try:
                    self.client.delete_item(
                        TableName=self.table,
                        Key=items.to_typed(ours.listed_key(key)),
                        ConditionExpression="attribute_not_exists(#names)",
                        ExpressionAttributeNames={"#names": "names"},
                    )
                except ClientError as error:
                    if error_code(error) != "ConditionalCheckFailedException":
                        raise

    def _audit(self, entry: AuditEntry) -> TransactWriteItemTypeDef:
        return {"Put": audit_inbox.putting(self.audit_inbox, entry)}

    def _write(self, writes: Sequence[TransactWriteItemTypeDef], otherwise: Conflict) -> None:
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise otherwise from failed

    def _update(
        self, key: dict[str, str], change: str, condition: str, values: dict[str, Any], names: dict[str, str]
    ) -> TransactWriteItemTypeDef:
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(key),
                "UpdateExpression": change,
                "ConditionExpression": condition,
                "ExpressionAttributeNames": names,
                "ExpressionAttributeValues": items.to_typed(values),
            }
        }
