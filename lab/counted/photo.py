"""What a person's photo asks of AWS on its way, on moto's AWS; only the text detection is made up."""

from __future__ import annotations

import importlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from math import ceil
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import boto3
from moto import mock_aws

from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.pictures.image import PillowInspector
from handler.adapters.s3 import S3_CONFIG, S3PhotoStore
from handler.domain.caller import Caller
from handler.domain.quota import Quota
from handler.service.look_twice import LookTwice
from handler.service.process_upload import ProcessUpload
from handler.service.start_upload import NewUpload, StartUpload
from tests.support.devices import PHOTO
from tests.support.fakes.detector import ScriptedDetector, detect_text_answer
from tests.support.fakes.photos import NoPixels, PlainMontageMaker
from tests.support.fakes.tables import create_table
from tests.support.fakes.world import LEASE, OWNER, Clock
from tests.support.processing import ACCEPTANCE
from tests.support.samples import KEPT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

REGION: Final = "eu-central-1"
TABLE: Final = "table-of-a-count"
BUCKET: Final = "photos-of-a-count"
INDEXES: Final = {"by_time": "kind", "by_status": "status", "by_doubt": "queue"}
"""By the attribute that is the key; what people or plates are keys of is not shared by all photos."""

_DOUBLE: Final = ("TransactWriteItems",)

Items = Mapping[tuple[str, str], Mapping[str, Any]]


class Way:
    """A photo's way on AWS's clients, which are counted.

    Parameters
    ----------
    table, bucket
        The clients.
    table_name, bucket_name
        What they are of.
    """

    def __init__(
        self, table: DynamoDBClient, bucket: S3Client, table_name: str = TABLE, bucket_name: str = BUCKET
    ) -> None:
        clock, self.bucket, self.bucket_name, self.calls = Clock(), bucket, bucket_name, list[str]()
        count_calls(self.calls, table, bucket)
        log, store = DynamoDbUploadLog(table, table_name, LEASE, clock), S3PhotoStore(bucket, bucket_name)
        quotas = DynamoDbQuotas(table, table_name, Quota(10, 1024**3))
        self.detector = ScriptedDetector(detect_text_answer("AB12CDE"))
        look_twice = LookTwice(self.detector, PlainMontageMaker(), NoPixels, frozenset({"gb"}), is_allowed=False)
        index = DynamoDbPlateIndex(table, table_name, clock)
        about = log, index, quotas, store, PillowInspector(), self.detector, look_twice
        self.process = ProcessUpload(*about, ACCEPTANCE, clock)
        self.start = StartUpload(log, store, quotas, clock, KEPT)

    def go(self) -> tuple[list[str], list[str]]:
        """Give the calls for announcing a photo and for reading it, DetectText's left out."""
        promised = self.start(Caller(OWNER, frozenset()), NewUpload("a.jpg", "image/jpeg", len(PHOTO)))
        announced, ref = [*self.calls], promised.upload.ref
        put = self.bucket.put_object(Bucket=self.bucket_name, Key=ref.photo_key, Body=PHOTO, ContentType="image/jpeg")
        self.calls.clear()
        self.process(ref, put["VersionId"], "a-holder", len(PHOTO))
        return announced, [*self.calls]


def count_calls(calls: list[str], *clients: Any) -> None:  # noqa: ANN401 (each service has a type of its own)
    """Write down what clients ask."""
    for client in clients:
        client.meta.events.register("before-call", lambda model, **_: calls.append(model.name))


def calls_of_ours() -> int:
    """Count what the S3 function asks for a photo with one plate that nobody has seen, DetectText among it."""
    with made() as (table, bucket):
        way = Way(table, bucket)
        return len(way.go()[1]) + way.detector.calls


def calls_of_the_plain_one() -> int:
    """Count what a function asks that does nothing but DetectText and put_item (`lab/plain`)."""
    asked = _Asked()
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": REGION, "TABLE": TABLE}):
        function = importlib.import_module("lab.plain.function")
        with patch.object(function, "rekognition", asked), patch.object(function, "table", asked):
            function.handle({"Records": [{"s3": {"bucket": {"name": BUCKET}, "object": {"key": "a.jpg"}}}]}, None)
    return asked.calls


class _Asked:
    """Both of its clients; each call counts."""

    def __init__(self) -> None:
        self.calls = 0

    def detect_text(self, **_asked: object) -> Mapping[str, Any]:
        self.calls += 1
        return detect_text_answer("AB12CDE")

    def put_item(self, **_asked: object) -> None:
        self.calls += 1


@contextmanager
def made() -> Iterator[tuple[DynamoDBClient, S3Client]]:
    """Give the clients of a table and a bucket in memory."""
    with mock_aws():
        table = boto3.client("dynamodb", region_name=REGION)
        if TABLE in table.list_tables()["TableNames"]:
            table.delete_table(TableName=TABLE)
        create_table(table, TABLE, "platebook_table.yml", "PlatebookTable")
        bucket = boto3.client("s3", config=S3_CONFIG, region_name=REGION)
        with suppress(bucket.exceptions.BucketAlreadyOwnedByYou):
            bucket.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        bucket.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        yield table, bucket


def write_units() -> int:
    """Count the write units of a photo whose plate nobody has seen, from its announcement on; indexes apart."""
    with made() as (table, bucket):
        way, meter = Way(table, bucket), Meter(boto3.client("dynamodb", region_name=REGION), TABLE)
        table.meta.events.register("before-call", lambda **_: meter.begin())
        table.meta.events.register("after-call", lambda model, **_: meter.end(in_transaction=model.name in _DOUBLE))
        way.go()
        return sum(units for key, units in meter.units.items() if not key.startswith(tuple(INDEXES)))


class Meter:
    """Adds up write units by key.

    Parameters
    ----------
    client
        Of DynamoDB.
    table_name
        The table.
    """

    def __init__(self, client: DynamoDBClient, table_name: str) -> None:
        self.client, self.table_name, self.units = client, table_name, Counter[str]()
        self._before: Items = {}

    def count(self, does: Callable[[], object], *, in_transaction: bool) -> None:
        """Count what something changes; in a transaction each unit counts twice."""
        self.begin()
        does()
        self.end(in_transaction=in_transaction)

    def begin(self) -> None:
        """Look at the table before something changes it."""
        self._before = self._items()

    def end(self, *, in_transaction: bool) -> None:
        """Count what was changed since."""
        before, after = self._before, self._items()
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                self._add(key[0], before.get(key), after.get(key), 2 if in_transaction else 1)

    def _items(self) -> Items:
        pages = self.client.scan(TableName=self.table_name)["Items"]
        return {(one["pk"]["S"], one["sk"]["S"]): one for one in pages}

    def _add(self, pk: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, times: int) -> None:
        self.units[pk] += times * max(units_of(one) for one in (old, new) if one)
        for index, attribute in INDEXES.items():
            keys = [one[attribute]["S"] if one and attribute in one else None for one in (old, new)]
            if keys[0] == keys[1] and old and new and keys[0]:
                self.units[f"{index}, {keys[0]}"] += max(units_of(old), units_of(new))
                continue
            for key, item in zip(keys, (old, new), strict=True):
                if key and item:
                    self.units[f"{index}, {key}"] += units_of(item)


def units_of(item: Mapping[str, Any]) -> int:
    """Tell how many write units an item takes."""
    return ceil(sum(len(name) + _bytes_of(value) for name, value in item.items()) / 1024)


def _bytes_of(value: Any) -> int:  # noqa: ANN401 (a typed value of DynamoDB)
    """Bytes of a typed value, about as DynamoDB counts them."""
    ((kind, held),) = value.items()
    if kind == "M":
        return 3 + sum(len(name) + 1 + _bytes_of(one) for name, one in held.items())
    if kind == "L":
        return 3 + sum(1 + _bytes_of(one) for one in held)
    return len(str(held).encode()) if kind in "SN" else 1
