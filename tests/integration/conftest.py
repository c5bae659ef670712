"""moto's AWS in this process; the table is the one that resources/ describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import boto3
import pytest
from moto import mock_aws

from handler.adapters.s3 import S3_CONFIG
from tests.support.fakes.tables import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

BUCKET = "photos-of-a-test"
TABLE = "table-of-a-test"
AUDIT_TABLE = "audit-table-of-a-test"
AUDIT_INBOX = "audit-inbox-of-a-test"
REGION: Final = "eu-central-1"


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
