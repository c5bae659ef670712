"""Each function's role, as it is deployed, tried with what the function must not do.

The local AWS decides by the actions and the resources of a policy. Conditions on a table's partitions
(`dynamodb:LeadingKeys`) it does not know, nor does it ask for the permission to call Rekognition: what these let
through is tried in tests/contract/test_permissions.py, and AWS enforces them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from tests.e2e.attempts import (
    CODES,
    Acting,
    Attempt,
    batch_delete,
    batch_get,
    delete,
    delete_item,
    get,
    get_item,
    invoke,
    list_photos,
    list_versions,
    look_up_somebody,
    put,
    put_item,
    query,
    update_item,
)
from tests.e2e.lists.rights import ALLOWED_TO_LISTS, DENIED_TO_LISTS
from tests.e2e.rights.for_nobody import FOR_NOBODY, PHOTO
from tests.e2e.rights.of_parking import ALLOWED_TO_PARKING, DENIED_TO_PARKING
from tests.e2e.rights.of_people import ALLOWED_TO_PEOPLE, DENIED_TO_PEOPLE, THEIRS_ALONE
from tests.e2e.stack import LocalStack, an_audit_entry

THUMBNAIL, DETECTIONS = "thumbnails/nobody/nothing", "detections/nobody/nothing"
CAMERA_PHOTO = "uploads/cam-0000000000/nothing"


DENIED: Final[dict[str, dict[str, Attempt]]] = {
    "uploading": {
        "get a photo": get(PHOTO),
        "put a thumbnail": put(THUMBNAIL),
        "put detections": put(DETECTIONS),
        "list": list_photos,
        "query": query(),
        "delete": delete_item(),
        "audit": put_item("audit_table"),
        "inbox of the audit": put_item("inbox"),
        "read a photo": invoke("on_upload"),
    },
    "receiving": {
        "put a person's photo": put(PHOTO),
        "get a photo": get(PHOTO),
        "get a camera's photo": get(CAMERA_PHOTO),
        "put a thumbnail": put(THUMBNAIL),
        "list": list_photos,
        "query": query(),
        "everybody's reads": query("by_plate"),
        "somebody's uploads": query("by_owner"),
        "delete": delete_item(),
        "audit": put_item("audit_table"),
        "inbox of the audit": put_item("inbox"),
        "read a photo": invoke("on_upload"),
    },
    "answering": {
        "put a person's photo": put(PHOTO),
        "get a person's photo": get(PHOTO),
        "put a person's thumbnail": put(THUMBNAIL),
        "get a person's detections": get(DETECTIONS),
        "everybody's reads": query("by_plate"),
        "somebody's uploads": query("by_owner"),
        "delete a version": delete(CAMERA_PHOTO, VersionId="any"),
        "audit": put_item("audit_table"),
        "inbox of the audit": put_item("inbox"),
        "the S3 function": invoke("on_upload"),
    },
    "reporting": {
        "put": put_item(),
        "delete": delete_item(),
        "put a camera's photo": put(CAMERA_PHOTO),
        "get a person's photo": get(PHOTO),
        "get detections": get(DETECTIONS),
        "everybody's reads": query("by_plate"),
        "somebody's uploads": query("by_owner"),
        "list": list_photos,
        "audit": put_item("audit_table"),
        "inbox of the audit": put_item("inbox"),
        "the S3 function": invoke("on_upload"),
    },
    "reading": {
        "put": put_item(),
        "update": update_item(),
        "delete": delete_item(),
        "delete many": batch_delete,
        "everybody's reads": query("by_plate"),
        "everybody's uploads": query("by_time"),
        "audit": query(of="audit_table"),
        "inbox of the audit": put_item("inbox"),
        "put a photo": put(PHOTO),
        "get detections": get(DETECTIONS),
        "list": list_photos,
    },
    # Of the index of owners it may see cameras' alone: the laptop's AWS does not look at that condition, and
    # contract/test_permissions.py does.
    "reviewing": {
        "read the audit": query(of="audit_table"),
        "write the audit": put_item("audit_table"),
        "put a photo": put(PHOTO),
        "delete a version": delete(PHOTO, VersionId="any"),
        "list": list_photos,
    },
    **DENIED_TO_PEOPLE,
    **DENIED_TO_LISTS,
    **DENIED_TO_PARKING,
    "deleting": {
        "get a photo": get(PHOTO),
        "put a photo": put(PHOTO),
        "everybody's reads": query("by_plate"),
        "somebody's uploads": query("by_owner"),
        "read the audit": query(of="audit_table"),
        "write the audit": put_item("audit_table"),
        "look somebody up": look_up_somebody,
    },
    "on_upload": {
        "everybody's reads": query("by_plate"),
        "everybody's uploads": query("by_time"),
        "put a photo": put(PHOTO),
        "get a thumbnail": get(THUMBNAIL),
        "put elsewhere": put("elsewhere/any"),
        "delete a version": delete(PHOTO, VersionId="any"),
        "audit": put_item("audit_table"),
        "inbox of the audit": put_item("inbox"),
        "itself again": invoke("on_upload"),
    },
    "holding": {
        "put a photo": put(PHOTO),
        "get many": batch_get,
        "everybody's reads": query("by_plate"),
        "somebody's uploads": query("by_owner"),
        "read the audit": query(of="audit_table"),
        "write the audit": put_item("audit_table"),
        "delete a version": delete(PHOTO, VersionId="any"),
        "look somebody up": look_up_somebody,
    },
    "reconciling": {
        "put a photo": put(PHOTO),
        "everybody's reads": query("by_plate"),
        "audit": put_item("audit_table"),
        "inbox of the audit": put_item("inbox"),
        "delete elsewhere": delete("elsewhere/any", VersionId="any"),
        "another function": invoke("deleting"),
    },
    "auditing": {
        "put": put_item(),
        "get": get_item(),
        "query": query(),
        "read the audit": query(of="audit_table"),
        "inbox of the audit": put_item("inbox"),
        "get a photo": get(PHOTO),
        "list": list_photos,
        "look somebody up": look_up_somebody,
    },
    "announcing": {
        "the log": get_item(),
        "put into the log": put_item(),
        "a photo": get(PHOTO),
        "the audit": query(of="audit_table"),
    },
    "delivering": {
        "the log": get_item(),
        "search the log": query("by_plate"),
        "put into the log": put_item(),
        "a photo": get(PHOTO),
        "list": list_photos,
        "the audit": query(of="audit_table"),
        "another function": invoke("deleting"),
    },
}

delete_version = delete(PHOTO, VersionId="any")

ALLOWED: Final[dict[str, tuple[Attempt, ...]]] = {
    "uploading": (put(PHOTO), put_item(), update_item(), get_item()),
    "receiving": (put(CAMERA_PHOTO), put_item(), update_item(), get_item(), batch_get),
    "answering": (put(CAMERA_PHOTO), get(CAMERA_PHOTO), put_item(), update_item(), get_item(), batch_get, query()),
    "reporting": (get_item(), batch_get, update_item(), query()),
    "reading": (query(), query("by_owner"), batch_get, get(PHOTO), get(THUMBNAIL)),
    "reviewing": (query("by_plate"), put_item(), put_item("inbox"), get(PHOTO), get(DETECTIONS), look_up_somebody),
    **ALLOWED_TO_PEOPLE,
    **ALLOWED_TO_LISTS,
    **ALLOWED_TO_PARKING,
    "holding": (update_item(), query(), put_item("inbox"), get(PHOTO), get(DETECTIONS)),
    "deleting": (
        update_item(),
        batch_delete,
        put_item("inbox"),
        put_item("outbox"),
        list_versions,
        delete(PHOTO, VersionId="any"),
        query(),
        batch_get,
    ),
    "on_upload": (
        get(PHOTO),
        get(DETECTIONS),
        put(THUMBNAIL),
        put_item(),
        put_item("outbox"),
        update_item(),
        list_photos,
        query(),
        batch_get,
    ),
    "reconciling": (
        query("by_time"),
        batch_get,
        list_versions,
        batch_delete,
        update_item(),
        delete(DETECTIONS, VersionId="any"),
        invoke("on_upload"),
    ),
    "auditing": (put_item("audit_table"),),
    "announcing": (put_item("outbox"), update_item("outbox"), query(of="outbox")),
    "deriving": (query(), put_item("outbox")),
    "delivering": (get_item("outbox"), put_item("outbox"), update_item("outbox"), query(of="outbox")),
}


@pytest.fixture(scope="module")
def acting(stack: LocalStack) -> Iterator[Callable[[str], Acting]]:
    """Give each function's AWS: only Lambda may take on the roles, so others are made that have the same policies."""
    iam, made = stack.aws("iam"), dict[str, Acting]()

    def as_function(function: str) -> Acting:
        if function not in made:
            made[function] = Acting(stack, _same_rights(stack, iam, function))
        return made[function]

    yield as_function
    files = stack.aws("s3")
    for key in (PHOTO, CAMERA_PHOTO, THUMBNAIL):
        for version in files.list_object_versions(Bucket=stack.bucket(), Prefix=key).get("Versions", []):
            files.delete_object(Bucket=stack.bucket(), Key=key, VersionId=version["VersionId"])


def _same_rights(stack: LocalStack, iam: Any, function: str) -> dict[str, str]:
    deployed = stack.aws("lambda").get_function_configuration(FunctionName=f"platebook-local-{function}")["Role"]
    role = deployed.rpartition("/")[2]
    account = deployed.split(":")[4]
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    twin = f"twin-of-{function}-{uuid4().hex[:8]}"
    arn = iam.create_role(RoleName=twin, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    assert iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] == []
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        policy = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        iam.put_role_policy(RoleName=twin, PolicyName=name, PolicyDocument=json.dumps(policy))
    session = stack.aws("sts").assume_role(RoleArn=arn, RoleSessionName="least-privilege")
    credentials: dict[str, str] = session["Credentials"]
    return credentials


def outcome(attempt: Attempt, it: Acting) -> str:
    """Say how AWS answers: its error's code, or that it did what was asked."""
    try:
        attempt(it)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "done"


@pytest.mark.parametrize("function", DENIED)
def test_a_function_is_denied_what_is_not_its_work(acting: Callable[[str], Acting], function: str) -> None:
    it = acting(function)
    nobodys = {name: attempt for name, attempt in FOR_NOBODY.items() if name not in THEIRS_ALONE.get(function, ())}
    answers = {name: outcome(attempt, it) for name, attempt in {**nobodys, **DENIED[function]}.items()}
    assert {name: answer for name, answer in answers.items() if answer not in CODES} == {}


@pytest.mark.parametrize("function", ALLOWED)
def test_a_function_is_allowed_what_is_its_work(acting: Callable[[str], Acting], function: str) -> None:
    """What is not there is missed, a condition fails: both only after the permission was found."""
    it = acting(function)
    answers = [outcome(attempt, it) for attempt in ALLOWED[function]]
    assert not CODES & set(answers), answers


@pytest.mark.parametrize("function", [name for name in DENIED if name != "auditing"])
def test_no_function_that_people_can_call_changes_an_entry_that_is_there(
    stack: LocalStack, acting: Callable[[str], Acting], function: str
) -> None:
    target = uuid4().hex
    stack.aws("dynamodb").put_item(TableName=stack.resource("AuditInbox"), Item=an_audit_entry(target))
    (entry,) = stack.entries_of(target)
    key = {name: entry[name] for name in ("pk", "sk")}
    attempts: dict[str, Attempt] = {
        "put another in its place": lambda it: it.of_table("put_item", "audit_table", Item={**entry, "by": {"S": "x"}}),
        "change it": lambda it: it.of_table("update_item", "audit_table", Key=key, UpdateExpression="REMOVE target"),
        "delete it": lambda it: it.of_table("delete_item", "audit_table", Key=key),
        "change it in a transaction": lambda it: it.aws("dynamodb").transact_write_items(
            TransactItems=[{"Delete": {"TableName": it.audit_table, "Key": key}}]
        ),
        "put many": lambda it: it.aws("dynamodb").batch_write_item(
            RequestItems={it.audit_table: [{"PutRequest": {"Item": entry}}]}
        ),
    }
    answers = {name: outcome(attempt, acting(function)) for name, attempt in attempts.items()}
    assert {name: answer for name, answer in answers.items() if answer not in CODES} == {}
    assert stack.audit()[entry["sk"]["S"]] == entry


@pytest.mark.parametrize("function", ["reviewing", "administering", "listing", "enlisting", "parking", "deleting"])
def test_who_writes_over_an_entry_of_the_inbox_leaves_the_first_one_in_the_audit(
    stack: LocalStack, acting: Callable[[str], Acting], function: str
) -> None:
    """IAM lets a role that may put an item put it in another one's place: both are told by the stream."""
    it = acting(function)
    first, second, key = uuid4().hex, uuid4().hex, f"entry#{uuid4().hex}"
    for target in (first, second):
        it.of_table("put_item", "inbox", Item=an_audit_entry(target, key))
    stack.aws("dynamodb").delete_item(TableName=it.inbox, Key={"pk": {"S": key}})

    assert [entry["by"]["S"] for target in (first, second) for entry in stack.entries_of(target)] == ["somebody"] * 2


def test_an_entry_that_says_another_time_stands_where_it_arrived(stack: LocalStack) -> None:
    target = uuid4().hex
    said = {"S": "2024-02-03T04:05:06.000000+00:00"}
    stack.aws("dynamodb").put_item(TableName=stack.resource("AuditInbox"), Item={**an_audit_entry(target), "at": said})

    (entry,) = stack.entries_of(target)
    assert entry["pk"]["S"] == f"audit#{datetime.now(UTC):%Y-%m}"
    assert datetime.fromisoformat(entry["details"]["M"]["said_at"]["S"]) == datetime.fromisoformat(said["S"])
