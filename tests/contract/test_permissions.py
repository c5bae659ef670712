"""Each function may do what `allowed` says, and nothing else."""

from __future__ import annotations

import json
from typing import Final

import pytest

from tests.support.rights.allowed import (
    ALLOWED,
    AUDIT,
    CAMERA_PHOTOS,
    CAMERA_THUMBNAILS,
    DETECTIONS,
    INBOX,
    PHOTOS,
    SHOWN,
    STREAM,
    TABLE,
    THUMBNAILS,
)
from tests.support.rights.of_holds import HELD
from tests.support.rights.of_lists import OF_LISTS
from tests.support.rights.of_parking_pages import HELD_THUMBNAILS
from tests.support.template import Template, arn_in_short, partitions, resources, role_of, statements

WILDCARDS: Final = {
    "*": "DetectText has no resource that a policy could name",
    PHOTOS: "keys are made as photos are announced",
    CAMERA_PHOTOS: "keys are made as photos come, below the ids of cameras",
    "bucket/shown/cam-*": "the copy without metadata has the key of its photo",
    "bucket/detections/cam-*": "what was detected has the key of its photo",
    CAMERA_THUMBNAILS: "a thumbnail has the key of its photo, below the ids of cameras",
    SHOWN: "the copy without metadata has the key of its photo",
    THUMBNAILS: "a thumbnail has the key of its photo",
    DETECTIONS: "what was detected has the key of its photo",
    HELD: "a copy of what is held has the key of its photo",
    HELD_THUMBNAILS: "a copy of what is held has the key of its photo",
}
"""Every `*` of a resource, with its reason."""

PRINCIPALS: Final = {f"{name}.amazonaws.com" for name in ("s3", "events", "apigateway", "cognito-idp")}
LOGGING: Final = {"logs:CreateLogStream", "logs:CreateLogGroup", "logs:PutLogEvents"}
FRAMEWORKS_OWN_ROLE: Final = "IamRoleLambdaExecution"
"""The framework makes it whether or not a function uses it; none does."""


def log_of(function: str) -> str:
    name = function.replace("OnUnderscore", "on_").lower()
    return f"log-group:/aws/lambda/platebook-prod-{name}:*:*"


def test_all_functions_stand_here(template: Template) -> None:
    assert {f"{name}LambdaFunction" for name in ALLOWED} == set(resources(template, "AWS::Lambda::Function"))


@pytest.mark.parametrize("function", ALLOWED)
def test_a_function_may_do_what_stands_here_and_write_its_own_log(template: Template, function: str) -> None:
    granted = {
        (action, resource + partitions(statement))
        for statement in statements(template, role_of(template, f"{function}LambdaFunction"))
        for action in statement["Action"]
        for resource in statement["Resource"]
    }
    assert granted - {(action, log_of(function)) for action in LOGGING} == ALLOWED[function]


@pytest.mark.parametrize("function", ALLOWED)
def test_no_wildcard_is_without_its_reason(template: Template, function: str) -> None:
    for statement in statements(template, role_of(template, f"{function}LambdaFunction")):
        assert statement["Effect"] == "Allow"
        assert not [action for action in statement["Action"] if "*" in action]
        wide = {resource for resource in statement["Resource"] if "*" in resource}
        assert wide <= {*WILDCARDS, log_of(function)}
        assert "*" not in statement["Resource"] or statement["Action"] == ["rekognition:DetectText"]


def test_no_role_says_what_is_not_meant_and_none_has_more_than_its_own_policy(template: Template) -> None:
    for name, role in resources(template, "AWS::IAM::Role").items():
        for forbidden in ("NotAction", "NotResource", "NotPrincipal"):
            assert f'"{forbidden}"' not in json.dumps(role), name
        assert not role.get("ManagedPolicyArns"), name
        (trusted,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert trusted["Principal"] == {"Service": ["lambda.amazonaws.com"]}, name


def test_the_role_that_the_framework_adds_is_nobodys_and_opens_no_table_and_no_bucket(template: Template) -> None:
    functions = resources(template, "AWS::Lambda::Function")
    assert FRAMEWORKS_OWN_ROLE not in {role_of(template, name) for name in functions}
    actions = {action for statement in statements(template, FRAMEWORKS_OWN_ROLE) for action in statement["Action"]}
    stream = {f"dynamodb:{name}" for name in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")}
    queue = {f"sqs:{name}" for name in ("DeleteMessage", "GetQueueAttributes", "ReceiveMessage")}
    assert actions <= {*LOGGING, "logs:TagResource", "sqs:SendMessage", "sqs:ListQueues", *stream, *queue}


def test_only_our_bucket_schedule_user_pool_and_api_may_call_the_functions(template: Template) -> None:
    callers = resources(template, "AWS::Lambda::Permission")
    assert callers
    for name, permission in callers.items():
        assert permission["Action"] == "lambda:InvokeFunction", name
        assert permission["Principal"] in PRINCIPALS, name
        assert permission["SourceArn"], name


def test_the_bucket_that_may_call_is_the_one_that_there_is(template: Template) -> None:
    """S3 refuses to notify a function that does not let this very bucket call it, and the deployment would fail."""
    permission = resources(template, "AWS::Lambda::Permission")["OnUnderscoreuploadLambdaPermissionUploadsS3"]
    assert arn_in_short(permission["SourceArn"]) == "bucket"
    name = resources(template, "AWS::S3::Bucket")["S3BucketUploads"]["BucketName"]
    assert f"arn:${{AWS::Partition}}:s3:::{name['Fn::Sub']}" == permission["SourceArn"]["Fn::Sub"]
    assert permission["SourceAccount"] == {"Ref": "AWS::AccountId"}


def rights_on(resource: str) -> dict[str, set[str]]:
    """Who may do what with a table."""
    rights = {name: {action for action, of in allowed if of == resource} for name, allowed in ALLOWED.items()}
    return {name: actions for name, actions in rights.items() if actions}


def test_who_did_what_is_written_by_one_function_alone_that_nobody_calls_and_read_by_another(
    template: Template,
) -> None:
    """Who may put an item may put it in another one's place: IAM knows no condition on what a write expects."""
    assert rights_on(AUDIT) == {"Auditing": {"dynamodb:PutItem"}, "Administering": {"dynamodb:Query"}}
    called = [one["FunctionName"]["Fn::GetAtt"][0] for one in resources(template, "AWS::Lambda::Permission").values()]
    assert "AuditingLambdaFunction" not in called
    may_invoke = {of for allowed in ALLOWED.values() for action, of in allowed if action == "lambda:InvokeFunction"}
    assert may_invoke == {"OnUnderscoreuploadLambdaFunction", "RetracingLambdaFunction"}


def test_the_functions_that_people_call_may_put_into_the_inbox_and_do_nothing_else_there() -> None:
    callers = ("Reviewing", "Administering", *OF_LISTS, "Deleting", "Holding", "Parking")
    assert rights_on(INBOX) == {name: {"dynamodb:PutItem"} for name in callers}


def test_only_the_copier_reads_the_stream_of_the_inbox(template: Template) -> None:
    assert set(rights_on(STREAM)) == {"Auditing"}
    mappings = resources(template, "AWS::Lambda::EventSourceMapping").values()
    inbox = {"Fn::GetAtt": ["AuditInbox", "StreamArn"]}
    readers = [one["FunctionName"] for one in mappings if one["EventSourceArn"] == inbox]
    assert readers == [{"Fn::GetAtt": ["AuditingLambdaFunction", "Arn"]}]


def test_who_sends_events_reads_no_log_and_alone_reads_what_they_are_signed_with() -> None:
    assert not [of for _, of in ALLOWED["Delivering"] if of.startswith(TABLE)]
    readers = {
        name
        for name, allowed in ALLOWED.items()
        for action, of in allowed
        if "signing#" in of and action not in ("dynamodb:PutItem", "dynamodb:DeleteItem")
    }
    assert readers == {"Delivering"}


def test_nobody_scans() -> None:
    assert not [action for allowed in ALLOWED.values() for action, _ in allowed if action.endswith(":Scan")]


def test_strangers_are_named_only_to_be_refused(template: Template) -> None:
    for name, policy in resources(template, "AWS::S3::BucketPolicy").items():
        for statement in policy["PolicyDocument"]["Statement"]:
            assert statement["Effect"] == "Deny", name


def test_every_statement_on_the_table_names_its_partitions() -> None:
    bare = [(function, one) for function, allowed in ALLOWED.items() for one in allowed if one[1] == TABLE]
    assert bare == []


def test_only_the_function_of_administrators_writes_settings() -> None:
    writers = {
        function
        for function, allowed in ALLOWED.items()
        for action, resource in allowed
        if "settings" in resource and action not in ("dynamodb:GetItem", "dynamodb:Query")
    }
    assert writers == {"Administering"}


def test_only_the_function_of_administrators_writes_sites_and_cameras_and_makes_secrets() -> None:
    writers = {
        function
        for function, allowed in ALLOWED.items()
        for action, resource in allowed
        if action in ("dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem")
        and {"sites", "camera#*", "credential#*"} & set(resource.split())
    }
    assert writers == {"Administering"}


def _partitions(function: str) -> set[tuple[str, str]]:
    """Give what a function may do with which kind of item, whosever it is."""
    return {
        (action, pattern.removesuffix("*").removesuffix("cam-"))
        for action, resource in ALLOWED[function]
        if resource.startswith(f"{TABLE} of ")
        for pattern in resource.partition(" of ")[2].split()
    }


SETTLING = {
    *(("dynamodb:BatchWriteItem", kind) for kind in ("filed#", "fuzzy#", "rotation#")),
    *(("dynamodb:Query", kind) for kind in ("filed#", "unsettled")),
    ("dynamodb:DeleteItem", "unsettled"),
    *(("dynamodb:PutItem", kind) for kind in ("fuzzy#", "rotation#")),
    ("dynamodb:ConditionCheckItem", "noted#"),
}
"""What makes plates to be found, which the door leaves to S3's event."""


def test_the_door_that_reads_at_once_may_do_all_that_the_s3_function_may_but_settle() -> None:
    """They read by the same use case; AWS alone would tell that a right is missing."""
    assert _partitions("OnUnderscoreupload") - SETTLING <= _partitions("Answering")
    assert not _partitions("Answering") & SETTLING
