from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from hosting.errors import DeployError
from scripts.operate import rehearsal
from scripts.operate.changes import Change, of_change_set, of_new_stack, sentences, with_deployed_code
from scripts.operate.packaged import Packaged
from scripts.operate.rehearsal import rehearse
from scripts.operate.stage import Stage
from tests.support.stacks import DEPLOYMENT_BUCKET, Stacks, refused

PROD = Stage("prod", "eu-central-1", {"region_name": "eu-central-1"})
ORIGIN = "https://plates.example.com"


def a_function(key: str) -> dict[str, Any]:
    return {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "f", "Code": {"S3Key": key}}}


def a_change(action: str, kind: str, name: str, **rest: Any) -> dict[str, Any]:
    return {"ResourceChange": {"Action": action, "ResourceType": kind, "LogicalResourceId": name, **rest}}


def detail(name: str, recreation: str = "Never", cause: str = "") -> dict[str, Any]:
    """Write what changes of a resource; with a cause, because of what it refers to."""
    source = ("ResourceAttribute" if "." in cause else "ResourceReference") if cause else "DirectModification"
    target = {"Attribute": "Properties", "Name": name, "RequiresRecreation": recreation}
    return {"Target": target, "ChangeSource": source, "CausingEntity": cause, "Evaluation": "Dynamic"}


class Functions:
    """Stands where Lambda's client is: all functions have one code."""

    def get_function_configuration(self, **_request: str) -> dict[str, str]:
        return {"CodeSha256": "same"}


@pytest.fixture
def made(stacks: Stacks, stand_ins: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Packaged:
    """Give what would be deployed; the stack is there, with the same code under another name."""
    stacks.deploy()
    stand_ins["lambda"] = Functions()
    stacks.template["Resources"]["ReadingLambdaFunction"] = a_function("1/platebook.zip")
    made = Packaged({"Resources": {"ReadingLambdaFunction": a_function("2/platebook.zip")}}, {"platebook.zip": "same"})
    monkeypatch.setattr(rehearsal, "package", lambda *_: made)
    monkeypatch.setattr(rehearsal, "POLL_SECONDS", 0)
    return made


def keep_template(stacks: Stacks, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Read the template from where CloudFormation is sent, while it is there."""
    seen: list[dict[str, Any]] = []
    create = stacks.create_change_set

    def read(**request: Any) -> Any:
        bucket, _, key = request["TemplateURL"].removeprefix("https://").partition("/")[2].partition("/")
        seen.append(json.load(boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"]))
        return create(**request)

    monkeypatch.setattr(stacks, "create_change_set", read)
    return seen


def test_a_change_set_is_read_and_thrown_away(stacks: Stacks, made: Packaged, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = keep_template(stacks, monkeypatch)
    stacks.changes = [a_change("Modify", "AWS::CloudWatch::Alarm", "FailureAlarm", Details=[detail("Threshold")])]
    assert rehearse(PROD, ORIGIN, []) == ["Would be changed in place:", "  1 x alarm: FailureAlarm (Threshold)"]
    assert [operation for operation, _ in stacks.asked] == ["create_change_set", "delete_change_set"]
    assert stacks.asked[0][1]["ChangeSetName"] == stacks.asked[1][1]["ChangeSetName"]
    # The same code under a new name is no change.
    assert templates == [{"Resources": {"ReadingLambdaFunction": a_function("1/platebook.zip")}}]
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket=DEPLOYMENT_BUCKET)


def test_without_changes_it_says_so(stacks: Stacks, made: Packaged) -> None:
    assert rehearse(PROD, ORIGIN, []) == ["The back end would stay as it is."]


def test_what_cloudformation_would_refuse_is_a_sentence_and_nothing_is_left(
    stacks: Stacks, made: Packaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = {"Status": "FAILED", "StatusReason": "Template error."}
    monkeypatch.setattr(stacks, "describe_change_set", lambda **_: refusal)
    with pytest.raises(DeployError, match=r"would not take this: Template error\."):
        rehearse(PROD, ORIGIN, [])
    assert stacks.asked[-1][0] == "delete_change_set"


def test_a_template_is_not_left_where_a_change_set_is_refused(
    stacks: Stacks, made: Packaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_request: Any) -> None:
        raise refused("CreateChangeSet", "no", "AccessDenied")

    monkeypatch.setattr(stacks, "create_change_set", refuse)
    with pytest.raises(ClientError, match="AccessDenied"):
        rehearse(PROD, ORIGIN, [])
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket=DEPLOYMENT_BUCKET)


def test_a_first_deployment_adds_everything_but_what_it_takes_over(stacks: Stacks, made: Packaged) -> None:
    made.template["Resources"]["PlatebookTable"] = {"Type": "AWS::DynamoDB::Table", "Properties": {}}
    stacks.delete_stack()
    said = rehearse(PROD, ORIGIN, [])
    assert said[0] == "There is no stack platebook-prod yet."
    assert "Would be taken over from an earlier stack: platebook-prod-PlatebookTable-1A2B3C" in said[2]
    assert said[-2:] == ["Would be added:", "  1 x function: Reading"]


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        (a_change("Add", "AWS::SQS::Queue", "Q"), "Would be added:"),
        (a_change("Remove", "AWS::SQS::Queue", "Q"), "Would be removed:"),
        (a_change("Modify", "AWS::SQS::Queue", "Q", Replacement="False"), "Would be changed in place:"),
        (a_change("Modify", "AWS::SQS::Queue", "Q", Replacement="True"), "Would be replaced,"),
        (a_change("Modify", "AWS::SQS::Queue", "Q", Replacement="Conditional"), "May be replaced,"),
    ],
)
def test_each_change_stands_under_what_becomes_of_it(change: dict[str, Any], heading: str) -> None:
    first, second = sentences(of_change_set([change]))
    assert first.startswith(heading)
    assert second.startswith("  1 x queue: Q")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("replaced", "would be replaced by an EMPTY one"),
        ("perhaps replaced", "may be replaced by an EMPTY one"),
        ("removed", "would no longer belong to the stack"),
    ],
)
def test_data_that_is_in_danger_has_a_warning(how: Any, words: str) -> None:
    (warning,) = [one for one in said_of(how, "AWS::DynamoDB::Table", "PlatebookTable") if "WARNING" in one]
    assert words in warning
    assert "the log" in warning
    assert not any("WARNING" in one for one in said_of(how, "AWS::Lambda::Function", "ReadingLambdaFunction"))
    assert not any("WARNING" in one for one in said_of("changed", "AWS::DynamoDB::Table", "PlatebookTable"))


def said_of(how: Any, kind: str, name: str) -> Sequence[str]:
    return sentences([Change(how, kind, name)])


def how_of(*changes: dict[str, Any]) -> dict[str, str]:
    return {one.name: one.how for one in of_change_set(changes)}


FUNCTION = "AWS::Lambda::Function"
MAPPING = "AWS::Lambda::EventSourceMapping"
TABLE = "AWS::DynamoDB::Table"


def test_what_only_refers_to_something_that_keeps_its_name_stays() -> None:
    changed = a_change("Modify", FUNCTION, "F", Replacement="False", Details=[detail("Environment")])
    follows = a_change("Modify", MAPPING, "M", Replacement="Conditional", Details=[detail("Name", "Always", "F.Arn")])
    further = a_change("Modify", "AWS::Events::Rule", "R", Replacement="Conditional", Details=[detail("T", cause="M")])
    assert how_of(further, follows, changed) == {"F": "changed", "M": "stays", "R": "stays"}
    said = sentences(of_change_set([further, follows, changed]))
    assert said == [
        "Would be changed in place:",
        "  1 x function: F (Environment)",
        "2 others refer to what changes, and stay as they are.",
    ]


def test_what_refers_to_something_that_is_replaced_may_be_too_however_far() -> None:
    replaced = a_change("Modify", FUNCTION, "F", Replacement="True", Details=[detail("FunctionName", "Always")])
    follows = a_change("Modify", MAPPING, "M", Replacement="Conditional", Details=[detail("Name", "Always", "F.Arn")])
    further = a_change("Modify", "AWS::Events::Rule", "R", Replacement="False", Details=[detail("T", "Never", "M")])
    assert how_of(further, follows, replaced) == {"F": "replaced", "M": "perhaps replaced", "R": "perhaps changed"}


def test_attributes_that_are_no_names_may_change_without_a_replacement() -> None:
    changed = a_change("Modify", TABLE, "T", Replacement="False", Details=[detail("StreamSpecification")])
    follows = a_change("Modify", MAPPING, "M", Details=[detail("EventSourceArn", "Always", "T.StreamArn")])
    assert how_of(changed, follows)["M"] == "perhaps replaced"


def test_a_reference_to_something_unknown_is_not_taken_for_harmless() -> None:
    follows = a_change("Modify", TABLE, "PlatebookTable", Details=[detail("TableName", "Always", "Elsewhere")])
    assert how_of(follows) == {"PlatebookTable": "perhaps replaced"}


def test_many_of_one_kind_are_counted_and_not_all_named() -> None:
    template = {"Resources": {f"R{number}": {"Type": "AWS::ApiGatewayV2::Route"} for number in range(20)}}
    _, line = sentences(list(of_new_stack(template)))
    assert line.startswith("  20 x address of the API: R0, R1")
    assert line.endswith("and 14 more")


def test_code_that_changes_stays_a_change() -> None:
    made = {"Resources": {"A": a_function("2"), "B": a_function("2")}}
    deployed = {"Resources": {"A": a_function("1"), "B": a_function("1")}}
    adjusted = with_deployed_code(made, deployed, {"A"})
    assert adjusted["Resources"] == {"A": a_function("1"), "B": a_function("2")}
    assert made["Resources"]["A"] == a_function("2")
