"""All plates that were read, filed in the table under the keys of `handler.domain.plate_search`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.beside import side_by_side
from handler.adapters.dynamodb import filing, items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.lookups import note_items
from handler.domain.characters import fold
from handler.domain.classes.quick import quick_dataclass
from handler.domain.logged import LoggedRead
from handler.domain.plate_search import ROTATION_GROUP, Pattern, closeness, fuzzy_keys, plate_of, rotations
from handler.service.ports.plates import PlateSlice, Unsettled

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import ConditionCheckTypeDef, TransactWriteItemTypeDef

_READS_A_CHECK: Final = 33
"""Reads that are looked up at once; three keys each, of the hundred that BatchGetItem takes."""

_CHECKS_AT_ONCE: Final = 8
"""As many as connections are kept open (botocore: 10) at most."""


def found_at_once(table_name: str, reads: Sequence[LoggedRead], now: datetime) -> list[TransactWriteItemTypeDef]:
    """Make the writes that let plates be found from the moment on in which their reads are filed.

    They belong into the transaction that files the reads. Their conditions hold where that is all there is to do:
    nothing that finds the plates lasts longer than these reads, and nobody noted anything of them. Otherwise the plates
    are to be settled. Whoever settles one of them at the same moment looks again after writing, and sees the filings.

    Parameters
    ----------
    table_name : str
    reads : Sequence of LoggedRead
    now : datetime
        UTC.
    """
    ends: dict[str, int] = {}
    for read in reads:
        if read.current_plate:
            ends[read.current_plate] = max(ends.get(read.current_plate, 0), items.expiry_of(read))
    puts = [_lasting_no_longer(table_name, key, end) for plate, end in ends.items() for key in _keys(plate)]
    return [*(note_items.while_nothing_is_noted(table_name, plate, now) for plate in ends), *puts]


@quick_dataclass(frozen=True, slots=True)
class DynamoDbPlateIndex:
    """Plates by their fuzzy keys and rotations: an item each, about 16 for a plate of seven characters.

    They follow from the plate's filings (`handler.adapters.dynamodb.filing`), the reads that count for it, and end with
    the last of these. What people note of the plate does so, too.

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

    def settle(self, changed: Unsettled, now: datetime) -> None:
        """Let plates be found exactly as long as there are reads that count for them.

        May be done by many at once and as often as wanted: whoever writes looks again afterwards, so that the last to
        write has seen what the others changed.
        """
        for plate in sorted(changed.plates):
            self._settle(plate, now)
        with translated("dynamodb:DeleteItem"):
            self.client.delete_item(TableName=self.table, Key=items.to_typed(filing.note_key(changed.mark)))

    def unsettled(self, upload_id: str = "") -> Iterable[Unsettled]:
        """Get the changes that nobody has settled yet, of one upload or of all."""
        request: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk" + (" AND begins_with(sk, :upload_id)" if upload_id else ""),
            "ExpressionAttributeValues": items.to_typed(
                {":pk": filing.UNSETTLED} | ({":upload_id": upload_id} if upload_id else {})
            ),
            "ConsistentRead": True,
        }
        return list(map(filing.to_unsettled, table.pages(self.client, request)))

    def unfile(self, reads: Iterable[LoggedRead]) -> None:
        """Let reads count for their plates no longer; to be settled."""
        keys = [filing.filing_key(one, one.current_plate) for one in reads if one.current_plate]
        table.delete_many(self.client, self.table, keys)

    def lost(self, reads: Iterable[LoggedRead]) -> Iterator[LoggedRead]:
        """Find the reads that count for a plate and that nothing would find by it."""
        with_plate = ((read, read.current_plate) for read in reads if read.current_plate)
        checks = iter(lambda: list(islice(with_plate, _READS_A_CHECK)), [])
        for lost in side_by_side(self._lost_of, checks, _CHECKS_AT_ONCE):
            yield from lost

    def refile(self, read: LoggedRead, now: datetime) -> bool:
        """File a read anew; gives False where it stands for another plate by now, or its upload is being deleted."""
        plate = read.current_plate
        if plate is None:
            return False
        changed = Unsettled(read.read_id, frozenset({plate}))
        still: ConditionCheckTypeDef = {
            "TableName": self.table,
            "Key": items.to_typed(items.read_key(read.upload_id, items.place_of(read.read_id))),
            "ConditionExpression": "current_plate = :plate",
            "ExpressionAttributeValues": items.to_typed({":plate": plate}),
        }
        writes = [*filing.new_filings(self.table, [read]), filing.note(self.table, changed, items.expiry_of(read))]
        conditions: list[TransactWriteItemTypeDef] = [
            filing.while_it_stands(self.table, read.upload_id),
            {"ConditionCheck": still},
        ]
        try:
            table.transact(self.client, [*conditions, *writes])
        except table.ConditionFailed:
            return False
        self.settle(changed, now)
        return True

    def near(self, asked: str) -> list[str]:
        """Get the plates within one edit of one, confusable characters taken for the same; in no order."""
        found = {plate for key in fuzzy_keys(asked) for plate in self._filed_under(f"fuzzy#{key}")}
        return [plate for plate in found if closeness(asked, plate) is not None]

    def alike(self, asked: str) -> list[str]:
        """Get the plates that look like one, itself among them, confusable characters taken for the same."""
        return [one for one in self._filed_under(f"fuzzy#{fold(asked)}") if fold(one) == fold(asked)]

    def fitting(self, pattern: Pattern, limit: int, after: str | None) -> PlateSlice:
        """Get some plates that a pattern fits, of the next `limit` that are filed near it."""
        run, group = pattern.run, f"rotation#{pattern.run[:ROTATION_GROUP]}"
        request: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :run)",
            "ExpressionAttributeValues": items.to_typed({":pk": group, ":run": run}),
            "Limit": limit + 1,  # the one more tells whether there is another page
        }
        if after:
            request["ExclusiveStartKey"] = items.to_typed({"pk": group, "sk": after})
        found = table.lasting(table.pages(self.client, request), self.now())
        rotated = [str(item["sk"]) for item in islice(found, limit + 1)]
        plates = dict.fromkeys(plate_of(rotation) for rotation in rotated[:limit])
        cursor = rotated[limit - 1] if len(rotated) > limit else None
        return PlateSlice([plate for plate in plates if pattern.fits(plate)], cursor)

    def _settle(self, plate: str, now: datetime) -> None:
        end = filing.end_of(self.client, self.table, plate, now)
        while True:
            self._write(plate, end)
            note_items.let_end(self.client, self.table, plate, end, now)
            seen, end = end, filing.end_of(self.client, self.table, plate, now)
            if end == seen:
                return

    def _write(self, plate: str, end: int | None) -> None:
        keys = _keys(plate)
        if end is None:
            table.delete_many(self.client, self.table, keys)
        else:
            entries = [items.to_typed({**key, "expires_at_epoch_seconds": end}) for key in keys]
            table.write_many(self.client, self.table, [{"PutRequest": {"Item": entry}} for entry in entries])

    def _lost_of(self, some: Sequence[tuple[LoggedRead, str]]) -> list[LoggedRead]:
        wanted = {}
        for read, plate in some:
            fuzzy, rotation = {"pk": f"fuzzy#{fold(plate)}", "sk": plate}, _rotation_key(rotations(plate)[0])
            wanted[read.read_id] = (filing.filing_key(read, plate), fuzzy, rotation)
        keys = {(key["pk"], key["sk"]): key for pair in wanted.values() for key in pair}
        found = {
            (item["pk"], item["sk"]): int(item["expires_at_epoch_seconds"])
            for item in table.lasting(batch_get(self.client, self.table, list(keys.values())), self.now())
        }
        ends = {
            read_id: min(found.get((key["pk"], key["sk"]), 0) for key in three) for read_id, three in wanted.items()
        }
        return [read for read, _ in some if ends[read.read_id] < items.expiry_of(read)]

    def _filed_under(self, key: str) -> Iterator[str]:
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": key}),
        }
        return (item["sk"] for item in table.lasting(table.pages(self.client, request), self.now()))


def _lasting_no_longer(table_name: str, key: dict[str, str], end: int) -> TransactWriteItemTypeDef:
    item = {**key, "expires_at_epoch_seconds": end}
    return {
        "Put": {
            "TableName": table_name,
            "Item": items.to_typed(item),
            "ConditionExpression": "attribute_not_exists(pk) OR expires_at_epoch_seconds <= :end",
            "ExpressionAttributeValues": items.to_typed({":end": end}),
        }
    }


def _keys(plate: str) -> list[dict[str, str]]:
    fuzzy = [{"pk": f"fuzzy#{key}", "sk": plate} for key in sorted(fuzzy_keys(plate))]
    return fuzzy + list(map(_rotation_key, rotations(plate)))


def _rotation_key(rotation: str) -> dict[str, str]:
    return {"pk": f"rotation#{rotation[:ROTATION_GROUP]}", "sk": rotation}
