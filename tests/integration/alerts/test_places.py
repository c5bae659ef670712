"""Where a camera is, against moto."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.alerts.places import DynamoDbPlaces
from handler.adapters.dynamodb.sites import registry_items
from handler.domain.alerts.alert import Place
from handler.domain.export import zone_named
from tests.integration.conftest import TABLE
from tests.support.fakes.sites import CAMERA_ID, SITE_ID, a_camera, a_site

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def test_a_camera_is_at_its_site_and_of_a_stranger_its_id_is_all_that_is_known(table: DynamoDBClient) -> None:
    places = DynamoDbPlaces(table, TABLE)
    assert places(CAMERA_ID) == Place(CAMERA_ID)
    assert places("gate-2") == Place("gate-2")
    camera_item = registry_items.camera_key(CAMERA_ID) | registry_items.from_camera(a_camera())
    site_item = registry_items.site_key(SITE_ID) | registry_items.from_site(a_site())
    for item in (camera_item, site_item):
        table.put_item(TableName=TABLE, Item=items.to_typed(item))
    camera, site = a_camera().setup, a_site().setup
    assert places(CAMERA_ID) == Place(CAMERA_ID, camera.name, SITE_ID, site.name, zone_named(site.time_zone))
