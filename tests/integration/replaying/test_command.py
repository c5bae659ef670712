"""`npm run replay` is set up as the function that reads photos, and does with its caller's rights what that cannot."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from handler import bootstrap, bootstrap_alerts, settings
from handler.adapters.dynamodb import items
from handler.adapters.s3 import S3PhotoStore
from handler.domain.geometry import BoundingBox, ImageSize
from handler.domain.upload import UploadRef
from handler.service.as_logged import identity_of
from scripts.replaying import replay
from tests.integration.conftest import BUCKET, REGION, TABLE
from tests.support.fakes.detector import detect_text_answer
from tests.support.fakes.tables import create_table
from tests.support.pictures import encoded, picture
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

OUTBOX = "outbox-of-a-replay-test"
STAGE = ["--stage", "prod", "--region", REGION, "--yes", "--json"]
ENVIRONMENT = {
    "PLATEBOOK_TABLE": TABLE,
    "PLATEBOOK_OUTBOX_TABLE": OUTBOX,
    "PLATEBOOK_WEB_ORIGIN": "https://platebook.example",
    "PLATEBOOK_RETENTION_DAYS": "90",
    "PLATEBOOK_READING_SECONDS": "60",
    "PLATEBOOK_SETTINGS_KEPT_SECONDS": "60",
    "PLATEBOOK_UPLOADS_AN_HOUR": "100",
    "PLATEBOOK_MEBIBYTES_A_DAY": "100",
    "PLATE_REGIONS": "gb",
    "PLATE_SECOND_LOOK": "on",
}


class Stage:
    """Stands where the clients of CloudFormation and Lambda are: one stack and one function."""

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803 the API's own word
        assert StackName == "platebook-prod"
        return {"Stacks": [{"Outputs": [{"OutputKey": "UploadsBucketName", "OutputValue": BUCKET}]}]}

    def get_function_configuration(self, FunctionName: str) -> dict[str, Any]:  # noqa: N803 the API's own word
        assert FunctionName == "platebook-prod-on_upload"
        return {"Environment": {"Variables": ENVIRONMENT}}


@pytest.fixture
def _deployed(table: DynamoDBClient, bucket: S3Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A stack, as far as the command asks for it, and a process that has not read its settings yet."""
    monkeypatch.setattr(os, "environ", os.environ.copy())
    create_table(table, OUTBOX, "outbox_table.yml", "OutboxTable")
    real: Any = boto3.client
    stands = {"cloudformation": Stage(), "lambda": Stage()}
    monkeypatch.setattr(boto3, "client", lambda name, **about: stands.get(name) or real(name, **about))
    _forget()
    yield
    _forget()


def _forget() -> None:
    for module in (bootstrap, bootstrap_alerts, settings):
        for one in vars(module).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


@pytest.mark.usefixtures("_deployed")
def test_a_photo_is_read_anew_with_the_settings_that_are_in_force(
    table: DynamoDBClient, bucket: S3Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = put(table, bucket)
    monkeypatch.setattr(bootstrap, "now", lambda: an_upload().created_at)
    for expected in ([{"read_id": a_read().read_id, "kind": "plate_changed"}], None):
        assert replay.main([*STAGE, "--from", "2020-01-01"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["would_change"]["photos"] == {"read_anew": 1}
        assert (told["changed"]["changes"] if told["changed"] else None) == expected
    key = items.to_typed(items.read_key(ref.upload_id, 0))
    read = items.to_read(items.to_plain(table.get_item(TableName=TABLE, Key=key)["Item"]))
    assert (read.plate, read.region, read.version) == ("XY34ZWV", "gb", 1)


def put(table: DynamoDBClient, bucket: S3Client) -> UploadRef:
    """Let a photo be there in which the rules of today read another plate than those before."""
    photo, upload = picture(), an_upload()
    bucket.put_object(Bucket=BUCKET, Key=upload.ref.photo_key, Body=encoded(photo), ContentType="image/jpeg")
    facts = S3PhotoStore(bucket, BUCKET).open(upload.ref, None).facts
    upload = an_upload(image_size=ImageSize(*photo.size), object_facts=facts)
    for item in (items.from_upload(upload), items.from_read(a_read(bounding_box=BoundingBox(0.1, 0.7, 0.16, 0.05)), 0)):
        table.put_item(TableName=TABLE, Item=items.to_typed(item))
    kept = {"photo": identity_of(facts), "first": detect_text_answer("XY34 ZWV"), "montage": None, "second": None}
    bucket.put_object(Bucket=BUCKET, Key=upload.ref.detections_key, Body=json.dumps(kept))
    return upload.ref
