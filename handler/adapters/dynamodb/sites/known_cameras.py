"""Cameras by their ids, for functions that change none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.sites import registry_items as ours
from handler.domain.sites.camera import Camera

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class DynamoDbKnownCameras:
    """Looks cameras up, one request each.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def camera(self, camera_id: str) -> Camera | None:
        """Get a camera, removed or not; None for an unknown one."""
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=items.to_typed(ours.camera_key(camera_id)))
        return ours.to_camera(items.to_plain(answer["Item"])) if "Item" in answer else None
