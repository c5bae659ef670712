from __future__ import annotations

import builtins
from dataclasses import replace
from typing import Any

import boto3
import pytest

from scripts.operate import data, remove
from scripts.operate.data import BUCKET as BUCKETS
from scripts.operate.data import GIBIBYTE, POOL, TABLE, Kept, Measured, tables_of
from scripts.operate.removal import Plan, announcement
from scripts.operate.stage import Stage
from tests.support.fake_amplify import FakeAws
from tests.support.stacks import BUCKET, DEPLOYMENT_BUCKET, Stacks, make_table
from tests.support.stacks import TABLE as TABLE_NAME
from tests.unit.scripts.operate.conftest import STAGE

APP = {"appId": "d1abc", "name": "platebook-prod", "defaultDomain": "d1abc.amplifyapp.com"}


@pytest.fixture
def amplify(stand_ins: dict[str, Any]) -> FakeAws:
    aws = FakeAws(apps=[dict(APP)])
    stand_ins["amplify"] = aws.client("amplify")
    return aws


@pytest.fixture
def deployed(stacks: Stacks, amplify: FakeAws, monkeypatch: pytest.MonkeyPatch) -> Stacks:
    stacks.deploy()
    monkeypatch.setattr(remove, "POLL_SECONDS", 0)
    s3 = boto3.client("s3")
    for _ in range(2):  # two versions of one photo
        s3.put_object(Bucket=BUCKET, Key="uploads/a.jpg", Body=b"1234")
    s3.put_object(Bucket=DEPLOYMENT_BUCKET, Key="serverless/platebook.zip", Body=b"zip")
    return stacks


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what is typed when somebody is asked; nobody is there when it is empty."""
    words: list[str] = []

    def answer(prompt: str) -> str:
        print(prompt)
        if not words:
            raise EOFError
        return words.pop()

    monkeypatch.setattr(builtins, "input", answer)
    return words


def buckets() -> set[str]:
    return {one["Name"] for one in boto3.client("s3").list_buckets()["Buckets"]}


def pools() -> list[str]:
    return [one["Id"] for one in boto3.client("cognito-idp").list_user_pools(MaxResults=5)["UserPools"]]


def test_back_end_and_web_app_go_and_the_data_stays(
    deployed: Stacks, amplify: FakeAws, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed.append("prod")
    assert remove.main(STAGE) == 0
    assert deployed.status is None
    assert amplify.apps == []
    assert buckets() == {BUCKET}
    assert boto3.client("dynamodb").list_tables()["TableNames"] == [TABLE_NAME]
    assert pools() == [deployed.ids["UserPool"]]
    said = capsys.readouterr().out
    before, _, after = said.partition("Type the stage's name")
    assert "the stack platebook-prod (CREATE_COMPLETE)" in before
    assert "https://main.d1abc.amplifyapp.com (Amplify app d1abc)" in before
    assert f"S3 bucket {BUCKET}: photos, thumbnails and raw detections (2 objects" in before
    assert f"DynamoDB table {TABLE_NAME}: the log" in before
    assert f"Cognito user pool {pools()[0]}: people's accounts" in before
    assert "npm run remove -- --stage prod --region eu-central-1 --delete-data" in before
    assert "The stage prod is removed. Its data stayed" in after


@pytest.mark.parametrize("answer", ["prd", "yes", None])
def test_without_the_stage_s_name_nothing_is_removed(
    deployed: Stacks, amplify: FakeAws, typed: list[str], answer: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    typed += [answer] if answer else []
    assert remove.main([*STAGE, "--delete-data"]) == 1
    assert "Nothing was removed" in capsys.readouterr().err
    assert deployed.asked == []
    assert amplify.apps
    assert buckets() == {BUCKET, DEPLOYMENT_BUCKET}


def test_the_data_is_deleted_when_it_is_said(deployed: Stacks, capsys: pytest.CaptureFixture[str]) -> None:
    assert remove.main([*STAGE, "--delete-data", "--yes"]) == 0
    assert buckets() == set()
    assert boto3.client("dynamodb").list_tables()["TableNames"] == []
    assert pools() == []
    said = capsys.readouterr().out
    assert f"FOR GOOD, with all that is in it: S3 bucket {BUCKET}" in said
    assert "removed with all its data" in said


def test_what_was_kept_is_told_later_and_can_still_be_deleted(
    deployed: Stacks, capsys: pytest.CaptureFixture[str]
) -> None:
    assert remove.main([*STAGE, "--yes"]) == 0
    capsys.readouterr()
    assert remove.main([*STAGE, "--yes"]) == 0
    said = capsys.readouterr().out
    assert "There is no stack and no web app of the stage prod" in said
    assert f"S3 bucket {BUCKET}" in said
    assert remove.main([*STAGE, "--yes", "--delete-data"]) == 0
    assert buckets() == set()
    assert pools() == []


def test_photos_of_the_same_stage_in_another_region_are_not_touched(
    deployed: Stacks, stand_ins: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert remove.main([*STAGE, "--yes"]) == 0
    s3 = boto3.client("s3")

    class Elsewhere:
        def head_bucket(self, **_request: str) -> dict[str, str]:
            return {"BucketRegion": "us-east-1"}

        def __getattr__(self, name: str) -> Any:
            return getattr(s3, name)

    stand_ins["s3"] = Elsewhere()
    assert remove.main([*STAGE, "--yes", "--delete-data"]) == 0
    assert buckets() == {BUCKET}


def test_where_there_is_nothing_nothing_is_asked(
    stacks: Stacks, amplify: FakeAws, capsys: pytest.CaptureFixture[str]
) -> None:
    amplify.apps.clear()
    assert remove.main(STAGE) == 0
    assert "Nothing was removed." in capsys.readouterr().out


def test_data_that_would_go_with_an_older_stack_is_not_risked(
    deployed: Stacks, capsys: pytest.CaptureFixture[str]
) -> None:
    del deployed.template["Resources"]["S3BucketUploads"]["DeletionPolicy"]
    assert remove.main([*STAGE, "--yes"]) == 1
    said = capsys.readouterr().err
    assert "S3BucketUploads would be deleted with the stack as it is deployed" in said
    assert "npm run deploy -- --stage prod" in said
    assert deployed.asked == []
    assert remove.main([*STAGE, "--yes", "--delete-data"]) == 0


def test_a_stack_that_cannot_be_removed_says_why_and_the_web_app_stays(
    deployed: Stacks, amplify: FakeAws, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.ends_as = "DELETE_FAILED"
    assert remove.main([*STAGE, "--yes"]) == 1
    assert "S3BucketUploads: The bucket you tried to delete is not empty" in capsys.readouterr().err
    assert amplify.apps


def test_a_removal_that_broke_off_goes_on(deployed: Stacks) -> None:
    deployed.status = "DELETE_FAILED"
    deployed.deleted = {"ServerlessDeploymentBucket"}
    s3 = boto3.client("s3")
    s3.delete_object(Bucket=DEPLOYMENT_BUCKET, Key="serverless/platebook.zip")
    s3.delete_bucket(Bucket=DEPLOYMENT_BUCKET)
    assert remove.main([*STAGE, "--yes"]) == 0
    assert deployed.asked == [("delete_stack", {})]
    assert buckets() == {BUCKET}


def test_an_older_stack_that_can_no_longer_be_deployed_has_another_way(
    deployed: Stacks, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.status = "DELETE_FAILED"
    del deployed.template["Resources"]["S3BucketUploads"]["DeletionPolicy"]
    assert remove.main([*STAGE, "--yes"]) == 1
    assert "choose there to retain them" in capsys.readouterr().err


def test_a_stack_that_somebody_changes_is_left_alone(deployed: Stacks, capsys: pytest.CaptureFixture[str]) -> None:
    deployed.status = "UPDATE_IN_PROGRESS"
    assert remove.main([*STAGE, "--yes"]) == 1
    assert "wait until that has ended" in capsys.readouterr().err


def test_the_laptop_s_stage_is_ended_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.redrive.load_outputs", lambda: {"endpoint_url": "http://x", "aws_region": "us-east-1"})
    assert remove.main(["--stage", "local"]) == 1
    assert "npm start -- --reset" in capsys.readouterr().err


def test_tables_of_another_stage_are_not_taken_for_ours() -> None:
    names = [
        "platebook-prod-PlatebookTable-1A2B",
        "platebook-prod-2-PlatebookTable-1A2B",
        "platebook-prod-PlatebookTable",
        "other-platebook-prod-AuditTable-1A2B",
        "platebook-prod-AuditInbox-XYZ",
    ]
    assert [one.name for one in tables_of("platebook-prod", names)] == [names[0], names[4]]


def test_tables_left_by_earlier_stacks_are_found_beside_those_of_the_stack(deployed: Stacks) -> None:
    make_table("platebook-prod-PlatebookTable-OLDER")
    found = data.find(Stage.of("prod", "eu-central-1"))
    assert [one.name for one in found if one.kind == TABLE] == [TABLE_NAME, "platebook-prod-PlatebookTable-OLDER"]
    assert len({one.name for one in found}) == len(found) == 4


def test_what_stays_is_told_with_its_price_and_the_date_of_the_price() -> None:
    plan = Plan(
        stage="prod",
        region="eu-central-1",
        account="123456789012",
        stack="platebook-prod",
        status="CREATE_COMPLETE",
        web_app="",
        data=[
            Measured(Kept("S3BucketUploads", BUCKETS, "photos"), 12_345, 100 * GIBIBYTE),
            Measured(Kept("PlatebookTable", TABLE, "log"), 10, 1024),
            Measured(Kept("UserPool", POOL, "people"), 7, 0),
        ],
        deletes_data=False,
        deploy="npm run deploy",
        remove="npm run remove",
    )
    said = announcement(plan)
    assert "costs about $2.30 a month" in said
    assert "S3 bucket photos: photos, thumbnails and raw detections (12,345 objects, 100.0 GiB): $2.30" in said
    assert "(10 items, 0.0 MiB): less than $0.01" in said
    assert "Cognito user pool people: people's accounts (7 accounts): nothing" in said
    assert "List prices of us-east-1 as of 2025-06, docs/prices.json" in said
    assert "this stage holds no data" in announcement(replace(plan, data=[]))
