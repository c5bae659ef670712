"""Which reads count for a plate: an item each, written and taken away together with what it tells of.

The plate index (`handler.adapters.dynamodb.plate_index`) follows from these. While it does not yet, a note of it
stands in the table, so that whoever is interrupted is found by the comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items, table
from handler.domain.logged import LoggedRead
from handler.service.ports.plates import Unsettled

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

UNSETTLED: Final = "unsettled"


def plate_key(plate: str) -> str:
    """Key of the partition that tells which reads count for a plate."""
    return f"filed#{plate}"


def filing_key(read: LoggedRead, plate: str) -> dict[str, str]:
    """Key of a read's filing; a plate's filings sort by their ends, whole seconds as everything in the table."""
    return {"pk": plate_key(plate), "sk": f"{items.expiry_of(read):012d}#{read.read_id}"}


def from_filing(read: LoggedRead, plate: str) -> items.Plain:
    """Make the item that says that a read counts for a plate."""
    return {**filing_key(read, plate), "expires_at_epoch_seconds": items.expiry_of(read)}


def new_filings(name: str, reads: Sequence[LoggedRead]) -> list[TransactWriteItemTypeDef]:
    """Make the writes that file reads under the plates that they stand for."""
    return [
        {"Put": table.put_in_place(name, from_filing(one, one.current_plate))} for one in reads if one.current_plate
    ]


def filing_requests(reads: Sequence[LoggedRead]) -> list[dict[str, Any]]:
    """Make the same writes for a batch, of a photo with more to write than a transaction takes."""
    filed = [from_filing(one, one.current_plate) for one in reads if one.current_plate]
    return [{"PutRequest": {"Item": items.to_typed(one)}} for one in filed]


def refiling(name: str, before: LoggedRead, after: LoggedRead) -> list[TransactWriteItemTypeDef]:
    """Make the writes that file a read under another plate than before."""
    gone = before.current_plate
    took: list[TransactWriteItemTypeDef] = []
    if gone:
        took = [{"Delete": {"TableName": name, "Key": items.to_typed(filing_key(before, gone))}}]
    return took + new_filings(name, [after])


def end_of(client: DynamoDBClient, name: str, plate: str, now: datetime) -> int | None:
    """Tell when the last of the reads that count for a plate ends, in seconds since 1970; None when there is none."""
    with translated("dynamodb:Query"):
        answer = client.query(
            TableName=name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=items.to_typed({":pk": plate_key(plate)}),
            ScanIndexForward=False,
            Limit=1,
            ConsistentRead=True,
        )
    ends = [int(items.to_plain(item)["expires_at_epoch_seconds"]) for item in answer["Items"]]
    return next((end for end in ends if end > now.timestamp()), None)


def while_it_stands(name: str, upload_id: str) -> TransactWriteItemTypeDef:
    """Make the condition that an upload is there and nobody deletes it; otherwise the write would stay behind."""
    return {
        "ConditionCheck": {
            "TableName": name,
            "Key": items.to_typed(items.upload_key(upload_id)),
            "ConditionExpression": "attribute_exists(#owner) AND attribute_not_exists(deletion)",
            "ExpressionAttributeNames": {"#owner": "owner"},
        }
    }


def note(name: str, changed: Unsettled, expires_at_epoch_seconds: int) -> TransactWriteItemTypeDef:
    """Make the write that notes which plates are not found yet as they should be."""
    item = {
        **note_key(changed.mark),
        "plates": sorted(changed.plates),
        "expires_at_epoch_seconds": expires_at_epoch_seconds,
    }
    return {"Put": table.put_in_place(name, item)}


def note_key(mark: str) -> dict[str, str]:
    """Key of such a note."""
    return {"pk": UNSETTLED, "sk": mark}


def to_unsettled(item: items.Plain) -> Unsettled:
    """Read such a note."""
    return Unsettled(str(item["sk"]), frozenset(map(str, item["plates"])))
