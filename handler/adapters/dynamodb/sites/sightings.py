"""What cameras saw last: a small item a camera, and what is remembered of that photo beside its upload.

What is remembered shows plates, so it lies where a deletion takes all away that is of an upload.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.values import from_box, numbers, to_box
from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame, ImageSize
from handler.domain.judging.ground import GreyLine
from handler.domain.repeats.plate_view import PlateView
from handler.domain.repeats.sighting import Sighting
from handler.domain.repeats.signature import Signature

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_IS_LATER: Final = "attribute_not_exists(pk) OR last_at <= :seen OR expires_at_epoch_seconds <= :now"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbSightings:
    """The photo of each camera that was read last.

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

    def last(self, camera_id: str) -> Sighting | None:
        """Get what a camera saw last; None where nothing is kept."""
        item = self._get(sighting_key(camera_id))
        return _to_sighting(item) if item else None

    def signature(self, upload_id: str) -> Signature | None:
        """Get what is remembered of a photo; None where nothing is, as of one that was deleted."""
        item = self._get(signature_key(upload_id))
        return _to_signature(item) if item else None

    def keep(self, sighting: Sighting, signature: Signature, now: datetime) -> None:
        """Keep what a camera saw last, unless it has seen something later that is not over by now (UTC).

        Raises
        ------
        Throttled, ServiceFailed
            When DynamoDB does not answer as it should.
        """
        ends = {"expires_at_epoch_seconds": int(sighting.ends_at.timestamp())}
        remembered = {**signature_key(sighting.upload_id), **_from_signature(signature), **ends}
        last = {**_from_sighting(sighting), **ends}
        values = {":seen": last["seen_at"], ":now": int(now.timestamp())}
        try:
            table.transact(
                self.client,
                [
                    {
                        "Put": {
                            "TableName": self.table,
                            "Item": items.to_typed(last),
                            "ConditionExpression": _IS_LATER,
                            "ExpressionAttributeValues": items.to_typed(values),
                        }
                    },
                    {"Put": table.put_in_place(self.table, remembered)},
                ],
            )
        except table.ConditionFailed:
            return  # a later photo was read meanwhile

    def join(self, sighting: Sighting, taken_at: datetime) -> None:
        """Write down that a photo that was taken then joins a sighting, if that is still the camera's last one."""
        values = {":upload": sighting.upload_id, ":at": items.to_text(taken_at)}
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed(sighting_key(sighting.camera_id)),
                    UpdateExpression="SET last_at = :at",
                    ConditionExpression="upload_id = :upload AND last_at < :at",
                    ExpressionAttributeValues=items.to_typed(values),
                )
            except ClientError as error:
                if error_code(error) not in ("ConditionalCheckFailedException", "TransactionConflictException"):
                    raise

    def _get(self, key: dict[str, str]) -> items.Plain | None:
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=items.to_typed(key), ConsistentRead=True)
        found = [items.to_plain(answer["Item"])] if "Item" in answer else []
        return next(table.lasting(found, self.now()), None)


def sighting_key(camera_id: str) -> dict[str, str]:
    """Key of the item that tells which photo of a camera was read last."""
    return {"pk": f"sighting#{camera_id}", "sk": "sighting"}


def signature_key(upload_id: str) -> dict[str, str]:
    """Key of what is remembered of a photo; before all else of the upload, so that nobody who shows it reads it."""
    return {"pk": items.upload_key(upload_id)["pk"], "sk": "appearance"}


def _from_sighting(sighting: Sighting) -> items.Plain:
    return {
        **sighting_key(sighting.camera_id),
        "camera_id": sighting.camera_id,
        "upload_id": sighting.upload_id,
        "seen_at": items.to_text(sighting.seen_at),
        "last_at": items.to_text(sighting.last_at),
    }


def _to_sighting(item: items.Plain) -> Sighting:
    return Sighting(
        item["camera_id"],
        item["upload_id"],
        datetime.fromisoformat(item["seen_at"]),
        datetime.fromisoformat(item["last_at"]),
        datetime.fromtimestamp(int(item["expires_at_epoch_seconds"]), UTC),
    )


def _from_signature(signature: Signature) -> items.Plain:
    return {
        "image_size": [signature.size.width, signature.size.height],
        "scene": _from_line(signature.scene),
        "plates": [_from_view(plate) for plate in signature.plates],
        "stamps": [from_box(stamp) for stamp in signature.stamps],
    }


def _to_signature(item: items.Plain) -> Signature:
    return Signature(
        ImageSize(*(int(side) for side in item["image_size"])),
        _to_line(item["scene"]),
        tuple(map(_to_view, item["plates"])),
        tuple(map(to_box, item["stamps"])),
    )


def _from_view(view: PlateView) -> items.Plain:
    frame = view.frame
    return {
        "frame": numbers((frame.centre_x, frame.centre_y, frame.width, frame.height, frame.angle)),
        **_from_line(view.line),
    }


def _to_view(item: items.Plain) -> PlateView:
    return PlateView(Frame(*(float(one) for one in item["frame"])), _to_line(item))


def _from_line(line: GreyLine) -> items.Plain:
    return {"width": line.width, "greys": zlib.compress(line.greys)}


def _to_line(item: dict[str, Any]) -> GreyLine:
    return GreyLine(int(item["width"]), zlib.decompress(bytes(item["greys"])))
