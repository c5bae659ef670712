"""A queue is told by an index, which may be late: what was taken or decided since is passed over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.leases import Lease, leased
from handler.domain.errors import RetryLater
from handler.domain.logged import LoggedRead, ReadStatus
from tests.integration.conftest import TABLE
from tests.support.fakes.world import START
from tests.support.samples import a_read

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WAITING = ("queue", items.OPEN_QUEUE)
LATER = START + timedelta(minutes=3)


def put(client: DynamoDBClient, read: LoggedRead) -> items.Plain:
    """Write a read; give what an index tells of it."""
    item = items.from_read(read, items.place_of(read.read_id))
    client.put_item(TableName=TABLE, Item=items.to_typed(item))
    return item


def taken(client: DynamoDBClient, queue: list[items.Plain], holder: str) -> list[str]:
    return [one["pk"] for one in leased(client, TABLE, queue, WAITING, Lease(holder, START, LATER))]


def test_what_another_reviewer_took_since_the_index_was_written_is_passed_over(table: DynamoDBClient) -> None:
    late = [put(table, a_read(number)) for number in range(2)]
    assert taken(table, late[:1], "operator-1") == [late[0]["pk"]]
    assert taken(table, late, "operator-2") == [late[1]["pk"]]


def test_what_was_decided_since_the_index_was_written_is_passed_over(table: DynamoDBClient) -> None:
    late = put(table, a_read(0))
    put(table, a_read(0, status=ReadStatus.ACCEPTED))
    assert taken(table, [late], "operator-1") == []


def test_a_fault_of_the_table_is_no_empty_queue(table: DynamoDBClient) -> None:
    late = put(table, a_read(0))
    table.delete_table(TableName=TABLE)
    with pytest.raises(RetryLater) as failed:
        taken(table, [late], "operator-1")
    assert isinstance(failed.value.__cause__, ClientError)
