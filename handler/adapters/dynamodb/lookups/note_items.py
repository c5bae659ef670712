"""What is noted of a plate as an item of the table, and back; and how it ends with the plate's reads.

docs/data.md shows it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items
from handler.domain.lookups.notes import GRACE, Note, Noted, Tag

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_STANDS: Final = "attribute_exists(pk) AND expires_at_epoch_seconds > :now"


def noted_key(plate: str) -> dict[str, str]:
    """Key of the item with all that is noted of a plate."""
    return {"pk": f"noted#{plate}", "sk": "noted"}


def from_noted(noted: Noted) -> items.Plain:
    """Make what the item of a plate holds, without its key and its end."""
    return {
        "plate": noted.plate,
        "tags": [_from_tag(one) for one in noted.tags],
        "notes": [_from_note(one) for one in noted.notes],
        "version": noted.version,
    }


def to_noted(item: items.Plain) -> Noted:
    """Make of an item what is noted of a plate."""
    tags, notes = tuple(map(_to_tag, item["tags"])), tuple(map(_to_note, item["notes"]))
    return Noted(item["plate"], tags, notes, int(item["version"]))


def while_nothing_is_noted(table: str, plate: str, now: datetime) -> TransactWriteItemTypeDef:
    """Make the condition that nothing is noted of a plate, so that nothing has to end otherwise."""
    return {
        "ConditionCheck": {
            "TableName": table,
            "Key": items.to_typed(noted_key(plate)),
            "ConditionExpression": "attribute_not_exists(pk) OR expires_at_epoch_seconds <= :now",
            "ExpressionAttributeValues": items.to_typed({":now": int(now.timestamp())}),
        }
    }


def let_end(client: DynamoDBClient, table: str, plate: str, end: int | None, now: datetime) -> None:
    """Let what is noted of a plate end with its last read; where there is none any more, soon.

    What is over already stays so: a vehicle that comes again later brings nothing back. Where nothing is noted, nothing
    is written.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    plate : str
    end : int or None
        When the last read that counts for the plate ends, in seconds since 1970; None where there is none.
    now : datetime
        UTC.
    """
    soon = int((now + GRACE).timestamp())
    # Who settles a plate without reads again and again does not put its end off.
    condition = _STANDS if end is not None else f"{_STANDS} AND expires_at_epoch_seconds > :end"
    with translated("dynamodb:UpdateItem"):
        try:
            client.update_item(
                TableName=table,
                Key=items.to_typed(noted_key(plate)),
                UpdateExpression="SET expires_at_epoch_seconds = :end",
                ConditionExpression=condition,
                ExpressionAttributeValues=items.to_typed(
                    {":end": soon if end is None else end, ":now": int(now.timestamp())}
                ),
            )
        except ClientError as error:
            if error_code(error) != "ConditionalCheckFailedException":
                raise


def _from_tag(tag: Tag) -> dict[str, Any]:
    told = {"word": tag.word, "by": tag.by, "at": items.to_text(tag.at), "region": tag.region}
    return {name: value for name, value in told.items() if value is not None}


def _to_tag(item: dict[str, Any]) -> Tag:
    return Tag(item["word"], item["by"], datetime.fromisoformat(item["at"]), item.get("region"))


def _from_note(note: Note) -> dict[str, Any]:
    told = {
        "note_id": note.note_id,
        "text": note.text,
        "by": note.by,
        "at": items.to_text(note.at),
        "region": note.region,
        "taken_by": note.taken_by,
        "taken_at": items.to_text(note.taken_at) if note.taken_at else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _to_note(item: dict[str, Any]) -> Note:
    return Note(
        note_id=item["note_id"],
        text=item["text"],
        by=item["by"],
        at=datetime.fromisoformat(item["at"]),
        region=item.get("region"),
        taken_by=item.get("taken_by"),
        taken_at=datetime.fromisoformat(item["taken_at"]) if "taken_at" in item else None,
    )
