"""Cameras by their ids, for functions that change none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.sites import registry_items as ours
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.camera import Camera
from handler.domain.sites.ids import CAMERA, is_id
from handler.service.ports.sites import CameraName

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbKnownCameras:
    """Looks cameras up.

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

    def names(self, camera_ids: Iterable[str]) -> Mapping[str, CameraName]:
        """Get the names of registered cameras, removed ones too, by their ids; others are left out.

        It costs two requests, and none where no id can be one of the registry's.
        """
        known = [ours.camera_key(one) for one in sorted(set(camera_ids)) if is_id(CAMERA, one)]
        cameras = [ours.to_camera(item) for item in self._items(known)]
        sites = [ours.to_site(item) for item in self._items([ours.site_key(one.site_id) for one in cameras])]
        names = {one.site_id: one.setup.name for one in sites}
        return {one.camera_id: CameraName(one.setup.name, names.get(one.site_id, "")) for one in cameras}

    def _items(self, keys: Sequence[Mapping[str, str]]) -> list[items.Plain]:
        once = {tuple(key.values()): key for key in keys}.values()
        return list(batch_get(self.client, self.table, list(once))) if once else []
