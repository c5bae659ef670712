"""What a camera's photos tell of it: one item a camera, one update a photo."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.values import number
from handler.domain.cameras.taken_at import MEASURED
from handler.domain.errors import RetryLater
from handler.domain.logged import LoggedRead
from handler.domain.sites.signs import KEPT_HOURS, Sign, Signs, Tally, hour_of, sign_of
from handler.domain.upload import Upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)

MOST_MEASURED: Final = 2 * MEASURED
"""From so many differences on the older half is taken away, so that it costs a call once in fifty photos."""

_MOST_HOURS: Final = KEPT_HOURS + 24
"""Hours that are over go a day's at a time."""

_PARTS: Final = {"p": "photos", "r": "with_read", "v": "to_review", "s": "repeats"}
"""What is counted, by the letter before the hour's number: an item has hundreds of them."""


def signs_key(camera_id: str) -> dict[str, str]:
    """Key of the item that tells of a camera by its photos."""
    return {"pk": f"seen#{camera_id}", "sk": "seen"}


def to_signs(item: items.Plain) -> Signs:
    """Make of its item what a camera's photos tell."""
    counted: dict[int, dict[str, int]] = {}
    for name, value in item.items():
        if _is_count(name):
            counted.setdefault(int(name[1:]), {})[_PARTS[name[0]]] = int(value)
    return Signs(
        _moment(item.get("first_photo_at")),
        _moment(item.get("last_photo_at")),
        item.get("last_upload_id"),
        tuple(float(one) for one in item.get("differences", ())),
        {hour: Tally(**tally) for hour, tally in counted.items()},
    )


def note_sign(client: DynamoDBClient, table: str, upload: Upload, reads: Sequence[LoggedRead]) -> None:
    """Count a photo whose reading has ended for the camera that sent it; does nothing for photos that people brought.

    It is no part of the transaction that ends an upload: photos of one camera that come at the same moment would be in
    one another's way. So a photo may go uncounted where this fails; it is read all the same.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    upload : Upload
    reads : Sequence of LoggedRead
    """
    sign = sign_of(upload, reads)
    if sign is None:
        return
    try:
        _trim(client, table, sign, _count(client, table, sign))
    except RetryLater as error:
        about = {"camera_id": sign.camera_id, "upload_id": sign.upload_id, "code": error.code}
        logger.warning("a photo is not counted for its camera", extra=about)


def _count(client: DynamoDBClient, table: str, sign: Sign) -> items.Plain:
    """Count a photo, and give the item as it is then; an older photo than the newest one does not take its place."""
    newest = {"last_photo_at": items.to_text(sign.arrived_at), "last_upload_id": sign.upload_id}
    with translated("dynamodb:UpdateItem"):
        try:
            return _update(client, table, sign, newest)
        except ClientError as error:
            if error_code(error) != "ConditionalCheckFailedException":
                raise
        return _update(client, table, sign, {})


def _update(client: DynamoDBClient, table: str, sign: Sign, newest: dict[str, str]) -> items.Plain:
    hour = hour_of(sign.arrived_at)
    counts = {f"{letter}{hour}": getattr(sign.tally, name) for letter, name in _PARTS.items()}
    added = {name: count for name, count in counts.items() if count}
    values: dict[str, Any] = {f":{name}": value for name, value in {**added, **newest}.items()}
    sets = ["first_photo_at = if_not_exists(first_photo_at, :at)", *(f"{name} = :{name}" for name in newest)]
    if sign.difference_seconds is not None:
        sets.append("differences = list_append(if_not_exists(differences, :none), :measured)")
        values |= {":none": [], ":measured": [number(round(sign.difference_seconds, 1))]}
    asked: dict[str, Any] = {
        "TableName": table,
        "Key": items.to_typed(signs_key(sign.camera_id)),
        "UpdateExpression": f"SET {', '.join(sets)} ADD {', '.join(f'{name} :{name}' for name in added)}",
        "ExpressionAttributeValues": items.to_typed({**values, ":at": items.to_text(sign.arrived_at)}),
        "ReturnValues": "ALL_NEW",
    }
    if newest:
        asked["ConditionExpression"] = "attribute_not_exists(last_photo_at) OR last_photo_at <= :at"
    return items.to_plain(client.update_item(**asked)["Attributes"])


def _trim(client: DynamoDBClient, table: str, sign: Sign, item: items.Plain) -> None:
    """Take away what is too old to tell anything, once there is enough of it."""
    now = hour_of(sign.arrived_at)
    hours = {int(name[1:]) for name in item if _is_count(name)}
    gone: list[str] = []
    if hours and min(hours) <= now - _MOST_HOURS:
        gone += [name for name in item if _is_count(name) and int(name[1:]) <= now - KEPT_HOURS]
    measured = len(item.get("differences", ()))
    if measured >= MOST_MEASURED:
        gone += [f"differences[{place}]" for place in range(measured - MEASURED)]
    if not gone:
        return
    with translated("dynamodb:UpdateItem"):
        try:
            client.update_item(
                TableName=table,
                Key=items.to_typed(signs_key(sign.camera_id)),
                UpdateExpression=f"REMOVE {', '.join(gone)}",
                # Where another photo came in between, the next one takes them away.
                ConditionExpression="attribute_not_exists(differences) OR size(differences) = :measured",
                ExpressionAttributeValues=items.to_typed({":measured": measured}),
            )
        except ClientError as error:
            if error_code(error) != "ConditionalCheckFailedException":
                raise


def _is_count(name: str) -> bool:
    return name[0] in _PARTS and name[1:].isdigit()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
