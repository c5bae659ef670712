from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from hosting import served
from scripts import deploy
from scripts.operate.packaged import Packaged
from tests.support.deploying import ADDRESS, OWN_DOMAIN, STAGE
from tests.support.fake_amplify import OUTPUTS, REGION, FakeAws, Refused, config_of
from tests.unit.scripts.deploy.conftest import Serverless

BUCKET = OUTPUTS["UploadsBucketName"]
FORMER_BUCKET = BUCKET.removesuffix(f"-{REGION}")


def test_a_first_run_makes_the_app_and_tells_the_back_end_its_address(aws: FakeAws, serverless: Serverless) -> None:
    assert deploy.main(STAGE) == 0
    (app,) = aws.apps
    assert (app["name"], app["platform"], app["tags"]) == ("platebook-prod", "WEB", {"project": "platebook"})
    assert "repository" not in app
    ((command, environment),) = serverless.runs
    assert command[1].endswith("serverless.js")
    assert command[2:7] == ["deploy", "--stage", "prod", "--region", REGION]
    assert environment["PLATEBOOK_WEB_ORIGIN"] == ADDRESS
    assert environment["PATH"] == os.environ["PATH"]


def test_the_web_app_is_published_with_the_settings_of_the_stack(aws: FakeAws) -> None:
    assert deploy.main(STAGE) == 0
    assert config_of(aws.served) == {
        "stage": "prod",
        "aws_region": REGION,
        "api_url": OUTPUTS["ApiUrl"],
        "user_pool_id": OUTPUTS["UserPoolId"],
        "user_pool_client_id": OUTPUTS["UserPoolClientId"],
        "sign_up": OUTPUTS["SignUp"],
    }
    assert aws.answer("/uploads/0123").content == b"<!doctype html>"
    assert aws.answer("/assets/absent.js").status_code == 404


def test_it_says_where_the_web_app_is_and_what_is_next(aws: FakeAws, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(STAGE) == 0
    out = capsys.readouterr().out
    assert f"Deployed: {ADDRESS}\n" in out
    assert f"npm run user -- --stage prod --region {REGION} --email YOUR_EMAIL --group operators" in out
    assert f"npm run doctor -- --stage prod --region {REGION}" in out
    assert f"npm run remove -- --stage prod --region {REGION}" in out
    assert "deploy with --param=alarm_mail=YOUR_EMAIL" in out
    assert "deployment 1 is pending" in out
    assert "must lead to" not in out
    assert "very-secret" not in out


def test_a_second_run_updates_the_same_app(aws: FakeAws, dist: Path) -> None:
    assert deploy.main(STAGE) == 0
    (dist / "index.html").write_text("<!doctype html><p>newer")
    assert deploy.main(STAGE) == 0
    assert len(aws.apps) == len(aws.branches) == 1
    assert aws.answer("/").content == b"<!doctype html><p>newer"


def test_another_stage_has_an_app_of_its_own(aws: FakeAws, monkeypatch: pytest.MonkeyPatch) -> None:
    aws.apps.append({"appId": "d9other", "name": "platebook-prod-2", "defaultDomain": "d9other.amplifyapp.com"})
    monkeypatch.setattr(served, "require_served", lambda *_: None)
    monkeypatch.setattr(deploy, "require_served", lambda *_: None)
    assert deploy.main(STAGE) == 0
    assert [app["name"] for app in aws.apps] == ["platebook-prod-2", "platebook-prod"]


def test_a_run_that_broke_off_before_the_branch_goes_on(aws: FakeAws) -> None:
    aws.refusals["CreateBranch"] = Refused("InternalFailureException")
    assert deploy.main(STAGE) == 1
    aws.refusals.clear()
    assert deploy.main(STAGE) == 0
    assert aws.branches == {"d1abc/main"}


def test_an_own_domain_is_the_one_origin_and_is_remembered(
    aws: FakeAws, serverless: Serverless, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy.main([*STAGE, "--web-origin", OWN_DOMAIN]) == 0
    assert f"{OWN_DOMAIN} must lead to the Amplify app d1abc" in capsys.readouterr().out
    assert deploy.main(STAGE) == 0
    assert deploy.main([*STAGE, "--web-origin", ADDRESS]) == 0
    origins = [environment["PLATEBOOK_WEB_ORIGIN"] for _, environment in serverless.runs]
    assert origins == [OWN_DOMAIN, OWN_DOMAIN, ADDRESS]


def test_a_variable_that_is_set_to_nothing_is_not_set(
    aws: FakeAws, serverless: Serverless, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLATEBOOK_ACCEPT_ERROR", "")
    monkeypatch.setenv("PLATEBOOK_SECOND_LOOK", " ")
    monkeypatch.setenv("AWS_REGION", "")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "")
    assert deploy.main(["--stage", "prod"]) == 0
    ((command, environment),) = serverless.runs
    assert not {"PLATEBOOK_ACCEPT_ERROR", "PLATEBOOK_SECOND_LOOK", "AWS_REGION", "AWS_SESSION_TOKEN"} & set(environment)
    assert command[command.index("--region") + 1] == "us-east-1"


def test_parameters_are_handed_on(aws: FakeAws, serverless: Serverless) -> None:
    assert deploy.main([*STAGE, "--param", "retention_days=30", "--param", "reading_concurrency=5"]) == 0
    ((command, _),) = serverless.runs
    assert {"--param=retention_days=30", "--param=reading_concurrency=5"} <= set(command)


@pytest.mark.parametrize("name", [BUCKET, FORMER_BUCKET])
def test_the_bucket_that_the_stage_has_stays_its_bucket(aws: FakeAws, serverless: Serverless, name: str) -> None:
    aws.outputs["UploadsBucketName"] = name
    assert deploy.main(STAGE) == 0
    ((command, _),) = serverless.runs
    assert [one for one in command if "bucket" in one] == [f"--param=uploads_bucket={name}"]


def test_another_bucket_than_the_stages_own_is_refused(
    aws: FakeAws, serverless: Serverless, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy.main([*STAGE, "--param", "uploads_bucket=another"]) == 1
    assert f"in the bucket {BUCKET}. With another name they would stay behind" in capsys.readouterr().err
    assert serverless.runs == []


def test_the_first_stack_is_made_where_there_is_none(aws: FakeAws, monkeypatch: pytest.MonkeyPatch) -> None:
    aws.stack = None

    def deployed(*_arguments: Any) -> None:
        aws.stack = "CREATE_COMPLETE"

    monkeypatch.setattr(deploy, "run_serverless", deployed)
    assert deploy.main(STAGE) == 0


def test_who_gets_the_alarms_is_told_to_confirm(aws: FakeAws, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main([*STAGE, "--param", "alarm_mail=ann@example.com"]) == 0
    out = capsys.readouterr().out
    assert "Follow the link in the mail that AWS sent" in out
    assert "deploy with --param=alarm_mail" not in out


def test_what_an_earlier_stack_left_is_taken_over_before_the_rest_is_deployed(
    aws: FakeAws, serverless: Serverless, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws.stack, aws.buckets = None, {BUCKET}
    steps: list[Any] = []

    def take_over(_stage: Any, template: str, data: Any, _tell: Any) -> None:
        steps.append((template, [one.logical_id for one in data], len(serverless.runs)))
        aws.stack = "IMPORT_COMPLETE"

    monkeypatch.setattr("scripts.operate.adoption._holds_anything", lambda *_: False)
    monkeypatch.setattr(deploy, "package", lambda *_: Packaged({"a": "template"}, {}))
    monkeypatch.setattr(deploy, "adopt", take_over)
    assert deploy.main(STAGE) == 0
    assert steps == [({"a": "template"}, ["S3BucketUploads"], 0)]
    assert len(serverless.runs) == 1


def test_a_dry_run_changes_nothing_and_knows_the_address(
    aws: FakeAws, serverless: Serverless, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []

    def rehearse(stage: Any, web_origin: str, params: list[str]) -> list[str]:
        asked.append((stage.name, web_origin, params))
        return ["The back end would stay as it is."]

    monkeypatch.setattr(deploy, "rehearse", rehearse)
    assert deploy.main([*STAGE, "--dry-run", "--param", "retention_days=30"]) == 0
    assert "published at a new Amplify app" in capsys.readouterr().out
    assert (aws.apps, aws.jobs, serverless.runs) == ([], [], [])
    assert deploy.main(STAGE) == 0
    assert deploy.main([*STAGE, "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert f"published again at {ADDRESS}" in out
    assert out.rstrip().endswith("Nothing was changed.")
    assert asked == [("prod", deploy.UNKNOWN_ORIGIN, ["retention_days=30"]), ("prod", ADDRESS, [])]
    assert (len(aws.jobs), len(serverless.runs)) == (1, 1)
