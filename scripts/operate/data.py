"""What a stage keeps: photos, tables and accounts, which outlive its stack; what they are called, hold and cost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from scripts.operate.prices import prices
from scripts.operate.stage import Stage

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET: Final = "AWS::S3::Bucket"
TABLE: Final = "AWS::DynamoDB::Table"
POOL: Final = "AWS::Cognito::UserPool"
PHOTOS: Final = "S3BucketUploads"
LOG: Final = "PlatebookTable"
HOLDS: Final = {
    PHOTOS: "photos, thumbnails and raw detections",
    LOG: "the log: uploads, reads, lists, cameras, settings",
    "AuditTable": "who did what",
    "AuditInbox": "who did what, not copied yet",
    "OutboxTable": "events and channels",
    "ParkingTable": "visits and counts",
    "UserPool": "people's accounts",
}
"""What is kept, by its name in the template (resources/)."""

CALLED: Final = {BUCKET: "S3 bucket", TABLE: "DynamoDB table", POOL: "Cognito user pool"}
GIBIBYTE: Final = 1024**3
MOST_POOLS_A_PAGE: Final = 60


KEEPING: Final[dict[str, tuple[str, ...]]] = {
    BUCKET: ("s3_gibibyte_month",),
    TABLE: ("dynamodb_gibibyte_month", "dynamodb_recovery_gibibyte_month"),
    POOL: (),
}
"""By what a gibibyte of each is paid for; a user pool in which nobody signs in costs nothing."""


@dataclass(frozen=True)
class Kept:
    """Something that holds what people brought.

    Attributes
    ----------
    logical_id
        Its name in the template.
    kind
        As CloudFormation calls it.
    name
        What AWS calls it.
    """

    logical_id: str
    kind: str
    name: str


@dataclass(frozen=True)
class Measured:
    """How much something holds.

    Attributes
    ----------
    kept
        What.
    number
        Of objects, items or accounts.
    size_bytes
        All of it, old versions and indexes too.
    """

    kept: Kept
    number: int
    size_bytes: int

    @property
    def dollars_a_month(self) -> float:
        """What keeping it costs."""
        return self.size_bytes / GIBIBYTE * prices().of_one(*KEEPING[self.kept.kind])


def find(stage: Stage) -> list[Kept]:
    """Find all that a stage keeps: what its stack holds, and what an earlier one left."""
    of_stack = list(in_stack(stage)) if stage.find_stack() is not None else []
    names = {one.name for one in of_stack}
    found = of_stack + [one for one in left_over(stage) if one.name not in names]
    return sorted(found, key=lambda one: list(HOLDS).index(one.logical_id))


def in_stack(stage: Stage, names: Collection[str] = HOLDS) -> Iterator[Kept]:
    """Find what the stack holds of some names; what a removal that broke off has deleted is left out."""
    client = stage.client("cloudformation")
    token: dict[str, str] = {}
    while True:
        page = client.list_stack_resources(StackName=stage.stack_name, **token)
        for one in page["StackResourceSummaries"]:
            is_there = one.get("PhysicalResourceId") and one["ResourceStatus"] != "DELETE_COMPLETE"
            if one["LogicalResourceId"] in names and is_there:
                yield Kept(one["LogicalResourceId"], one["ResourceType"], one["PhysicalResourceId"])
        if not page.get("NextToken"):
            return
        token = {"NextToken": page["NextToken"]}


def left_over(stage: Stage) -> Iterator[Kept]:
    """Find by their names what stacks of this stage left, or have."""
    yield from (Kept(PHOTOS, BUCKET, name) for name in buckets_of(stage))
    for page in stage.client("dynamodb").get_paginator("list_tables").paginate():
        yield from tables_of(stage.stack_name, page["TableNames"])
    for page in stage.client("cognito-idp").get_paginator("list_user_pools").paginate(MaxResults=MOST_POOLS_A_PAGE):
        yield from (Kept("UserPool", POOL, one["Id"]) for one in page["UserPools"] if one["Name"] == stage.stack_name)


def buckets_of(stage: Stage) -> Iterator[str]:
    """Find a stage's buckets of photos: as they are called now, and as they were when names did not say the region."""
    former = f"{stage.stack_name}-uploads-{stage.client('sts').get_caller_identity()['Account']}"
    for name in (f"{former}-{stage.region}", former):
        if _has_bucket(stage.client("s3"), name, stage.region):
            yield name


def tables_of(stack_name: str, names: Iterable[str]) -> Iterator[Kept]:
    """Tell which tables CloudFormation named for a stack: `stack-Logical-RANDOM`."""
    pattern = re.compile(rf"{re.escape(stack_name)}-({'|'.join(HOLDS)})-[A-Za-z0-9]+")
    for name in names:
        if found := pattern.fullmatch(name):
            yield Kept(found[1], TABLE, name)


def measure(stage: Stage, kept: Kept) -> Measured:
    """Count what something holds."""
    return {BUCKET: _measure_bucket, TABLE: _measure_table, POOL: _measure_pool}[kept.kind](stage, kept)


def _has_bucket(client: S3Client, name: str, region: str) -> bool:
    """Look for a bucket; one of the same name in another region is that region's stage's."""
    try:
        answer = client.head_bucket(Bucket=name)
    except ClientError as error:
        if error.response["Error"]["Code"] in {"404", "NoSuchBucket", "NotFound"}:
            return False
        raise
    return answer.get("BucketRegion", region) == region


def _measure_bucket(stage: Stage, kept: Kept) -> Measured:
    """Count by listing: old versions cost as much as what hides them, and no other figure is of now."""
    number = size_bytes = 0
    for page in stage.client("s3").get_paginator("list_object_versions").paginate(Bucket=kept.name):
        versions: list[dict[str, Any]] = page.get("Versions", [])
        number += len(versions)
        size_bytes += sum(one["Size"] for one in versions)
    return Measured(kept, number, size_bytes)


def _measure_table(stage: Stage, kept: Kept) -> Measured:
    table = stage.client("dynamodb").describe_table(TableName=kept.name)["Table"]
    indexes = sum(index.get("IndexSizeBytes", 0) for index in table.get("GlobalSecondaryIndexes", []))
    return Measured(kept, table.get("ItemCount", 0), table.get("TableSizeBytes", 0) + indexes)


def _measure_pool(stage: Stage, kept: Kept) -> Measured:
    pool = stage.client("cognito-idp").describe_user_pool(UserPoolId=kept.name)["UserPool"]
    return Measured(kept, pool.get("EstimatedNumberOfUsers", 0), 0)
