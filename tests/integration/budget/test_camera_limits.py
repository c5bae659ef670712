from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.budget.camera_limits import DynamoDbCameraLimits
from handler.adapters.dynamodb.sites import registry_items
from handler.domain.sites.camera import Camera, CameraSetup
from tests.integration.conftest import TABLE
from tests.support.fakes.sites import CAMERA_ID, a_camera
from tests.support.fakes.world import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.mark.parametrize(
    ("camera", "expected"),
    [
        (a_camera(setup=CameraSetup("Gate", detect_text_calls_a_day=7)), 7),
        (a_camera(setup=CameraSetup("Gate")), None),
        (replace(a_camera(setup=CameraSetup("Gate", detect_text_calls_a_day=7)), removed_at=START), None),
        (None, None),
    ],
)
def test_a_cameras_budget_is_the_one_that_is_set_while_it_is_there(
    table: DynamoDBClient, camera: Camera | None, expected: int | None
) -> None:
    if camera:
        item = {**registry_items.camera_key(CAMERA_ID), **registry_items.from_camera(camera)}
        table.put_item(TableName=TABLE, Item=items.to_typed({k: v for k, v in item.items() if v is not None}))
    assert DynamoDbCameraLimits(table, TABLE)(CAMERA_ID) == expected


def test_nobody_is_asked_for_a_camera_that_cannot_be_one(table: DynamoDBClient) -> None:
    assert DynamoDbCameraLimits(table, "no-such-table")("the gate") is None
