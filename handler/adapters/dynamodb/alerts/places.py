"""Where a camera is: two look-ups by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.sites import registry_items
from handler.domain.alerts.alert import Place
from handler.domain.classes.quick import quick_dataclass
from handler.domain.export import zone_named
from handler.domain.sites.ids import CAMERA, is_id

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbPlaces:
    """Looks cameras and their sites up.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def __call__(self, camera_id: str) -> Place:
        """Tell where a camera is; of one that nobody registered its id alone is known."""
        cameras = self._get(registry_items.camera_key(camera_id)) if is_id(CAMERA, camera_id) else []
        if not cameras:
            return Place(camera_id)
        camera = registry_items.to_camera(cameras[0])
        sites = [registry_items.to_site(one) for one in self._get(registry_items.site_key(camera.site_id))]
        if not sites:
            return Place(camera_id, camera.setup.name, camera.site_id)
        setup = sites[0].setup
        return Place(camera_id, camera.setup.name, camera.site_id, setup.name, zone_named(setup.time_zone))

    def _get(self, key: dict[str, str]) -> list[dict[str, object]]:
        return list(batch_get(self.client, self.table, [key], is_consistent=False))
