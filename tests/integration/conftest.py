"""moto's AWS in this process; the table is the one that resources/ describes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest
import yaml
from moto import mock_aws

from handler.adapters.s3 import S3_CONFIG

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

BUCKET = "photos-of-a-test"
TABLE = "table-of-a-test"
AUDIT_TABLE = "audit-table-of-a-test"
AUDIT_INBOX = "audit-inbox-of-a-test"
REGION: Final = "eu-central-1"
RESOURCES = Path(__file__).parents[2] / "resources"


class TemplateLoader(yaml.SafeLoader):
    """Reads CloudFormation; its tags are of no matter here."""


TemplateLoader.add_multi_constructor("!", lambda _loader, suffix, _node: f"!{suffix}")


@pytest.fixture(autouse=True)
def _aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "a-key-of-a-test",
        "AWS_SECRET_ACCESS_KEY": "a-secret-of-a-test",
        "AWS_DEFAULT_REGION": REGION,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield


def create_table(client: DynamoDBClient, name: str, file: str, resource: str) -> None:
    """Make a table as a file of resources/ describes it."""
    template = yaml.load((RESOURCES / file).read_text(), TemplateLoader)
    properties: dict[str, Any] = template["Resources"][resource]["Properties"]
    taken = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    described = {one: properties[one] for one in taken if one in properties}
    if "StreamSpecification" in properties:  # what CloudFormation takes for granted
        described["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    client.create_table(TableName=name, **described)


@pytest.fixture
def table(_aws: None) -> DynamoDBClient:
    client = boto3.client("dynamodb")
    create_table(client, TABLE, "platebook_table.yml", "PlatebookTable")
    return client


@pytest.fixture
def audit_table(table: DynamoDBClient) -> DynamoDBClient:
    create_table(table, AUDIT_TABLE, "audit_table.yml", "AuditTable")
    create_table(table, AUDIT_INBOX, "audit_table.yml", "AuditInbox")
    return table


@pytest.fixture
def bucket(_aws: None) -> S3Client:
    client = boto3.client("s3", config=S3_CONFIG)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return client
