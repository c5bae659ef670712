"""The budgets of cameras, as administrators set them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.sites import registry_items
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.ids import CAMERA, is_id

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbCameraLimits:
    """Looks them up in the registry.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def __call__(self, camera_id: str) -> int | None:
        """Get a camera's DetectText calls a day; None for no limit, and for a camera that is gone, or unknown."""
        keys = [registry_items.camera_key(camera_id)] if is_id(CAMERA, camera_id) else []
        # As functions that raise alerts look cameras up, so that it needs no further right.
        found = [registry_items.to_camera(one) for one in batch_get(self.client, self.table, keys)]
        return found[0].setup.detect_text_calls_a_day if found and not found[0].is_removed else None
