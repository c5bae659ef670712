"""Finds entries by a few keys, however long the lists are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.lists import list_items as ours
from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.plate_list import PlateList

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbListIndex:
    """Entries by their keys: one item for each key names those that share it.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    lists : callable
        Gives all lists; may be some time old, then it is as old what is found.
    """

    client: DynamoDBClient
    table: str
    lists: Callable[[], Sequence[PlateList]]

    def near(self, plates: Sequence[str]) -> list[ListEntry]:
        """Get the entries that may be hit by some plates, the first as it stands; in the order of their names.

        Asks the table nothing while the lists are empty, once where no entry is near, and twice where one is.
        """
        known = {one.list_id: one for one in self.lists() if one.entry_count and not one.is_removed}
        if not known or not plates:
            return []
        names = sorted(one for one in self._named(plates) if ours.parts_of(one)[0] in known)
        keys = [ours.entry_key(*ours.parts_of(one)) for one in names]
        found = {(item["pk"], item["sk"]): item for item in batch_get(self.client, self.table, keys)}
        there = [found[key["pk"], key["sk"]] for key in keys if (key["pk"], key["sk"]) in found]
        return [ours.to_entry(one, known[one["pk"].partition("#")[2]]) for one in there]

    def sharing(self, entry: ListEntry) -> list[ListEntry]:
        """Get the entries of its list that share a permit with an entry, and itself; as of now.

        Asks the table for one item, and for the entries that it names.
        """
        known = next((one for one in self.lists() if one.list_id == entry.list_id and not one.is_removed), None)
        if known is None or entry.group is None:
            return []
        key = ours.listed_key(ours.group_key(entry.list_id, entry.group))
        names = {name for item in batch_get(self.client, self.table, [key]) for name in item.get("names", ())}
        keys = [ours.entry_key(*ours.parts_of(one)) for one in sorted(names)]
        found = [ours.to_entry(item, known) for item in batch_get(self.client, self.table, keys)]
        return sorted(found, key=lambda one: (one.plate, one.region or ""))

    def _named(self, plates: Sequence[str]) -> set[str]:
        asked = list(plates)
        keys = [ours.listed_key(one) for one in ours.asked_keys(asked)]
        # What was listed within the last second may be missed, at half the price.
        found = batch_get(self.client, self.table, keys, is_consistent=False)
        names = {name for item in found for name in item.get("names", ())}
        return {name for name in names if ours.may_be_hit(ours.parts_of(name)[1], asked)}
