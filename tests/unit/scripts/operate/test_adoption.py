from __future__ import annotations

from typing import Any

import boto3
import pytest

from hosting.errors import DeployError
from scripts.operate import adoption
from scripts.operate.adoption import adopt, find_left_over, keep_bucket, template_of, to_import
from scripts.operate.data import Kept
from scripts.operate.stage import Stage
from tests.support.stacks import BUCKET, KEPT, STACK, TABLE, Stacks, body_of, make_table

PROD = Stage("prod", "eu-central-1", {"region_name": "eu-central-1"})
TEMPLATE: dict[str, Any] = {
    "Resources": {
        "S3BucketUploads": {
            "Type": "AWS::S3::Bucket",
            "DependsOn": ["OnUploadPermission"],
            "DeletionPolicy": "Retain",
            "Properties": {"BucketName": {"Fn::Sub": "b"}, "NotificationConfiguration": {"LambdaConfigurations": []}},
        },
        "PlatebookTable": {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST"}},
        "UserPool": {"Type": "AWS::Cognito::UserPool", "DeletionPolicy": "Retain", "Properties": {}},
        "OnUpload": {"Type": "AWS::Lambda::Function", "Properties": {}},
    }
}


@pytest.fixture
def kept(stacks: Stacks, monkeypatch: pytest.MonkeyPatch) -> list[Kept]:
    """Give what a stack left that was removed."""
    stacks.deploy()
    stacks.delete_stack()
    monkeypatch.setattr(adoption, "POLL_SECONDS", 0)
    stacks.changes = []
    return find_left_over(PROD)


def test_what_an_earlier_stack_left_is_found_by_its_names(kept: list[Kept]) -> None:
    assert [one.logical_id for one in kept] == list(KEPT)
    assert [one.name for one in kept][:2] == [BUCKET, TABLE]


def test_a_bucket_of_the_time_when_names_did_not_say_the_region_is_found_and_stays(
    stacks: Stacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = BUCKET.removesuffix("-eu-central-1")
    monkeypatch.setattr("tests.support.stacks.BUCKET", former)
    stacks.deploy()
    stacks.delete_stack()
    assert find_left_over(PROD)[0].name == former
    assert keep_bucket(PROD, ["retention_days=30"]) == ["retention_days=30", f"uploads_bucket={former}"]


def test_a_stage_that_has_no_bucket_gets_one_by_the_name_of_now(stacks: Stacks) -> None:
    assert keep_bucket(PROD, ["retention_days=30"]) == ["retention_days=30"]


def test_where_there_is_a_stack_nothing_is_left_over(stacks: Stacks) -> None:
    stacks.deploy()
    assert find_left_over(PROD) == []


def test_the_new_stack_takes_it_over_and_nothing_else(stacks: Stacks, kept: list[Kept]) -> None:
    told: list[str] = []
    adopt(PROD, TEMPLATE, kept, told.append)
    (_, request), (executed, _) = [one for one in stacks.asked if one[0] != "delete_stack"]
    assert (request["StackName"], request["ChangeSetType"], executed) == (STACK, "IMPORT", "execute_change_set")
    assert set(body_of(request)["Resources"]) == set(KEPT)
    assert request["ResourcesToImport"] == to_import(kept)
    assert request["ResourcesToImport"][1]["ResourceIdentifier"] == {"TableName": TABLE}
    assert BUCKET in told[0]


def test_what_functions_need_waits_for_the_deployment_that_follows(kept: list[Kept]) -> None:
    resources = template_of(TEMPLATE, kept)["Resources"]
    assert resources["S3BucketUploads"] == {
        "Type": "AWS::S3::Bucket",
        "DeletionPolicy": "Retain",
        "Properties": {"BucketName": {"Fn::Sub": "b"}},
    }
    assert resources["PlatebookTable"]["DeletionPolicy"] == "Retain"  # CloudFormation takes nothing over without one


def test_what_cloudformation_does_not_take_is_a_sentence(
    stacks: Stacks, kept: list[Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = {"Status": "FAILED", "StatusReason": "Resource type not supported."}
    monkeypatch.setattr(stacks, "describe_change_set", lambda **_: refusal)
    with pytest.raises(DeployError, match=r"left: Resource type not supported\. Nothing of it was changed"):
        adopt(PROD, TEMPLATE, kept, lambda _line: None)


def test_an_import_that_is_rolled_back_is_a_sentence(
    stacks: Stacks, kept: list[Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rolled_back(**_request: str) -> None:
        stacks.status = "IMPORT_ROLLBACK_COMPLETE"

    monkeypatch.setattr(stacks, "execute_change_set", rolled_back)
    with pytest.raises(DeployError, match="IMPORT_ROLLBACK_COMPLETE"):
        adopt(PROD, TEMPLATE, kept, lambda _line: None)


def test_two_logs_are_for_a_person_to_choose_from(kept: list[Kept]) -> None:
    make_table("platebook-prod-PlatebookTable-OLDER")
    with pytest.raises(DeployError, match="platebook-prod-PlatebookTable-OLDER"):
        find_left_over(PROD)


def test_photos_without_their_log_are_not_taken_for_strays(kept: list[Kept]) -> None:
    boto3.client("dynamodb").delete_table(TableName=TABLE)
    assert [one.logical_id for one in find_left_over(PROD)] == ["S3BucketUploads", "UserPool"]
    boto3.client("s3").put_object(Bucket=BUCKET, Key="uploads/a.jpg", Body=b"1234")
    with pytest.raises(DeployError, match="would take them for strays"):
        find_left_over(PROD)
