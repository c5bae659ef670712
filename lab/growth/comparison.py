"""The comparison of the log with the bucket over so many photos, all in order, and the memory that it takes."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.s3 import S3PhotoStore
from handler.domain.reconciliation import Finding
from handler.domain.upload import ObjectFacts, UploadRef
from handler.service.forget_upload import ForgetUpload
from handler.service.mend_reads import MendReads
from handler.service.reconcile import Reconcile
from lab.growth.questions import BEGAN, KEPT, NOW, plate, read, upload

OWNERS: Final = 100
_PAGE: Final = 1000
"""Versions that S3 lists at once (ListObjectVersions, S3 API reference)."""

TABLE_SECONDS: Final = 0.02
"""What a page, or a hundred keys, of DynamoDB is assumed to take; not measured on AWS."""

BUCKET_SECONDS: Final = 0.06
"""What a page of S3's list is assumed to take; not measured on AWS."""

_ITEMS_A_PAGE: Final = 700
_SPREAD: Final = 0x9E3779B97F4A7C15F39CC0605CEDC835
_DERIVED: Final = ("thumbnails/{}/{}.jpg", "detections/{}/{}.json")


def ref(number: int) -> UploadRef:
    """Give an upload's owner and id, as random as real ones."""
    return UploadRef(f"cam-{number % OWNERS:010d}", f"{number * _SPREAD % 2**128:032x}")


def version_id(number: int) -> str:
    """Give the version of its photo, of the length that S3's have."""
    return f"v{number * _SPREAD % 2**124:031x}"


class Bucket:
    """As much of S3's client as the comparison asks for, of so many photos and what was made of each."""

    def __init__(self, count: int, wait: float) -> None:
        self._count, self._wait = count, wait

    def get_paginator(self, _name: str) -> Bucket:
        """Give what lists versions; boto3's names."""
        return self

    def paginate(self, Bucket: str, Prefix: str) -> Iterator[dict[str, Any]]:  # noqa: N803 (boto3's names)
        """List versions in pages; boto3's names."""
        del Bucket
        form = next((one for one in ("uploads/{}/{}", *_DERIVED) if one.startswith(Prefix)), None)
        for first in range(0, self._count if form else 1, _PAGE):
            time.sleep(self._wait)
            end = min(first + _PAGE, self._count)
            yield {"Versions": [_listed(form, number) for number in range(first, end)] if form else []}


class Table:
    """As much of DynamoDB's client as the comparison asks for, of so many uploads with a read each."""

    def __init__(self, count: int, wait: float) -> None:
        self._count, self._wait = count, wait
        facts = ObjectFacts(10, "image/jpeg", BEGAN, "0" * 32, "a version")
        self._upload = items.to_typed(items.from_upload(replace(upload(0), object_facts=facts)))
        self._read = items.to_typed(items.from_read(read(1), 0))

    def query(self, **request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Give a page of the uploads, or reads; boto3's names."""
        time.sleep(self._wait)
        kind = request["ExpressionAttributeValues"].get(":kind", {}).get("S")
        if kind is None:  # what is not settled yet
            return {"Items": []}
        make = self._as_upload if kind == "upload" else self._as_read
        first = int(request.get("ExclusiveStartKey", {}).get("n", "0"))
        end = min(first + _ITEMS_A_PAGE, self._count)
        more = {"LastEvaluatedKey": {"n": str(end)}} if end < self._count else {}
        return {"Items": [make(number) for number in range(first, end)], **more}

    def batch_get_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803 (boto3's name)
        """Give what finds plates, for as long as they last; boto3's names."""
        time.sleep(self._wait)
        end = {"expires_at_epoch_seconds": {"N": str(int(KEPT.timestamp()))}}
        found = {name: [{**key, **end} for key in asked["Keys"]] for name, asked in RequestItems.items()}
        return {"Responses": found}

    def get_item(self, **_request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Find nothing: no comparison is under way; boto3's names."""
        return {}

    def put_item(self, **_request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Keep nothing; boto3's names."""
        return {}

    def _as_upload(self, number: int) -> items.Typed:
        of = ref(number)
        facts = {"M": {**self._upload["object_facts"]["M"], "version_id": {"S": version_id(number)}}}
        named = {"pk": {"S": f"upload#{of.upload_id}"}, "upload_id": {"S": of.upload_id}, "owner": {"S": of.owner}}
        return {**self._upload, **named, "object_facts": facts}

    def _as_read(self, number: int) -> items.Typed:
        of, text = ref(number), {"S": plate(number)}
        named = {"pk": {"S": f"upload#{of.upload_id}"}, "upload_id": {"S": of.upload_id}, "owner": {"S": of.owner}}
        return {**self._read, **named, "read_id": {"S": f"{of.upload_id}-0"}, "plate": text, "current_plate": text}


class Nobody:
    """Starts and forgets nothing: all is in order here."""

    def start(self, ref: UploadRef, version_id: str | None) -> None:
        """Refuse to be asked."""
        raise AssertionError(f"{ref} of {version_id} is in order")


def compare(count: int, *, has_waits: bool = False) -> tuple[int, float, float]:
    """Compare a log of so many photos with its bucket, by the code of the nightly comparison.

    Parameters
    ----------
    count : int
    has_waits : bool
        Whether each answer is waited for, as long as those of AWS are assumed to take.

    Returns
    -------
    int
        Peak memory of this process, bytes.
    float
        Seconds.
    float
        Seconds of a processor.
    """
    client: Any = Table(count, TABLE_SECONDS if has_waits else 0)
    bucket: Any = Bucket(count, BUCKET_SECONDS if has_waits else 0)
    about = client, "log", _now
    census, plates, photos = DynamoDbUploadCensus(*about), DynamoDbPlateIndex(*about), S3PhotoStore(bucket, "photos")
    log = DynamoDbUploadLog(client, "log", timedelta(minutes=1), _now)
    nobody: Any = Nobody()
    forget = ForgetUpload(nobody, plates, photos, _now)
    mend, long = MendReads(census, plates, forget), timedelta(days=90)
    started, worked = time.perf_counter(), time.process_time()
    meter = Reconcile(log, census, photos, nobody, forget, mend, long, long, _now)(None, "this run")
    if meter.findings != {Finding.DONE: count} or meter.refiled or meter.removed:
        raise AssertionError(f"all {count} photos are in order, and this was found: {meter}")
    return peak_bytes(), time.perf_counter() - started, time.process_time() - worked


def peak_bytes() -> int:
    """Tell the most memory that this process has had."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _listed(form: str, number: int) -> dict[str, Any]:
    of = ref(number)
    return {"Key": form.format(of.owner, of.upload_id), "LastModified": BEGAN, "VersionId": version_id(number)}


def _now() -> Any:  # noqa: ANN401 (a moment)
    return NOW
