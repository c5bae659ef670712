"""What a function's role might try."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import boto3
from botocore.config import Config

from tests.e2e.stack import LocalStack

KEY: Final = {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}}


CODES: Final = {"AccessDenied", "AccessDeniedException", "403"}


class Acting:
    """AWS as one function may use it.

    Parameters
    ----------
    stack
    credentials
        Of its role.
    """

    def __init__(self, stack: LocalStack, credentials: dict[str, str]) -> None:
        self._stack, self._credentials = stack, credentials
        self.bucket, self.table = stack.bucket(), stack.table()
        self.outbox, self.parking = stack.resource("OutboxTable"), stack.resource("ParkingTable")
        self.audit_table, self.inbox = stack.resource("AuditTable"), stack.resource("AuditInbox")

    def aws(self, service: str) -> Any:
        make: Any = boto3.client  # its type wants the service's name to be a literal
        return make(
            service,
            endpoint_url=self._stack.outputs["endpoint_url"],
            region_name=self._stack.outputs["aws_region"],
            aws_access_key_id=self._credentials["AccessKeyId"],
            aws_secret_access_key=self._credentials["SecretAccessKey"],
            aws_session_token=self._credentials["SessionToken"],
            config=Config(proxies={}, retries={"total_max_attempts": 1}),
        )

    def s3(self, operation: str, key: str | None = None, **more: Any) -> None:
        place = {"Bucket": self.bucket} | ({"Key": key} if key else {})
        getattr(self.aws("s3"), operation)(**place, **more)

    def of_table(self, operation: str, of: str, **more: Any) -> None:
        getattr(self.aws("dynamodb"), operation)(TableName=getattr(self, of), **more)

    def of_pool(self, operation: str, **more: Any) -> None:
        pool = self._stack.outputs["user_pool_id"]
        getattr(self.aws("cognito-idp"), operation)(UserPoolId=pool, Username="nobody", **more)


Attempt = Callable[[Acting], object]


def get(key: str) -> Attempt:
    return lambda it: it.s3("get_object", key)


def put(key: str) -> Attempt:
    return lambda it: it.s3("put_object", key, Body=b"")


def delete(key: str, **version: str) -> Attempt:
    return lambda it: it.s3("delete_object", key, **version)


def get_item(of: str = "table") -> Attempt:
    return lambda it: it.of_table("get_item", of, Key=KEY)


def put_item(of: str = "table") -> Attempt:
    """Of an item that is not there; the condition fails once it is allowed, so that nothing is written."""
    held = "attribute_exists(pk)"
    return lambda it: it.of_table("put_item", of, Item=KEY, ConditionExpression=held)


def update_item(of: str = "table") -> Attempt:
    change = {"UpdateExpression": "REMOVE a", "ConditionExpression": "attribute_exists(pk)"}
    return lambda it: it.of_table("update_item", of, Key=KEY, **change)


def delete_item(of: str = "table") -> Attempt:
    return lambda it: it.of_table("delete_item", of, Key=KEY)


def scan(of: str = "table") -> Attempt:
    return lambda it: it.of_table("scan", of, Limit=1)


def query(index: str | None = None, *, of: str = "table") -> Attempt:
    name = {"by_owner": "owner", "by_time": "kind", "by_status": "status", "by_plate": "current_plate"}.get(
        index or "", "pk"
    )
    asked: dict[str, Any] = {
        "KeyConditionExpression": "#name = :nobody",
        "ExpressionAttributeNames": {"#name": name},
        "ExpressionAttributeValues": {":nobody": {"S": "nobody"}},
    } | ({"IndexName": index} if index else {})
    return lambda it: it.of_table("query", of, **asked)


def batch_get(it: Acting) -> None:
    it.aws("dynamodb").batch_get_item(RequestItems={it.table: {"Keys": [KEY]}})


def batch_delete(it: Acting) -> None:
    it.aws("dynamodb").batch_write_item(RequestItems={it.table: [{"DeleteRequest": {"Key": KEY}}]})


def invoke(function: str) -> Attempt:
    return lambda it: it.aws("lambda").invoke(FunctionName=f"platebook-local-{function}", InvocationType="DryRun")


def look_up_somebody(it: Acting) -> None:
    it.of_pool("admin_get_user")


def make_somebody_operator(it: Acting) -> None:
    it.of_pool("admin_add_user_to_group", GroupName="operators")


def list_photos(it: Acting) -> None:
    it.s3("list_objects_v2")


def list_versions(it: Acting) -> None:
    it.s3("list_object_versions")
