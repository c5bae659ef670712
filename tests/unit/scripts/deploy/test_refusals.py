from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests

from hosting import amplify
from scripts import deploy
from tests.support.deploying import OPERATIONS, OWN_DOMAIN, STAGE, said
from tests.support.fake_amplify import COMPLETE, REGION, UPLOAD_URL, FakeAws, Refused, a_job
from tests.unit.scripts.deploy.conftest import Serverless


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--stage", "local"], "npm start"),
        (["--stage", "Prod"], "lowercase letters"),
        (["--stage", "prod_1"], "lowercase letters"),
        (["--stage", "a" * 13], "1 to 12"),
        ([*STAGE, "--web-origin", "http://plates.example.com"], "https address without a path"),
        ([*STAGE, "--web-origin", "https://plates.example.com/"], "https address without a path"),
        ([*STAGE, "--web-origin", "https://"], "https address without a path"),
        ([*STAGE, "--web-origin", "https://somebody:secret@plates.example.com"], "https address without a path"),
        ([*STAGE, "--web-origin", "https://plates.example.com; script-src *"], "https address without a path"),
        ([*STAGE, "--web-origin", "*"], "https address without a path"),
        ([*STAGE, "--param", f"web_origin={OWN_DOMAIN}"], "--web-origin"),
    ],
)
def test_what_could_never_work_is_refused_before_aws_is_asked(
    aws: FakeAws, serverless: Serverless, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert deploy.main(arguments) == 1
    assert sentence in said(capsys)
    assert not aws.calls
    assert not serverless.runs


def test_a_region_that_is_set_to_nothing_is_refused(
    aws: FakeAws, serverless: Serverless, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        deploy.main(["--stage", "prod", "--region", ""])
    assert "--region: it is set to nothing. Name a region" in capsys.readouterr().err
    assert not aws.calls


def test_without_credentials_it_says_how_to_get_some(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    assert deploy.main(STAGE) == 1
    assert "There are no AWS credentials that can be used. Set AWS_PROFILE" in said(capsys)


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (("GetCallerIdentity", "ExpiredToken"), "sign in (aws sso login)"),
        (("GetCallerIdentity", "SignatureDoesNotMatch"), "Check this machine's clock"),
        (("CreateApp", "AccessDeniedException"), "docs/operations.md lists the permissions"),
        (("CreateApp", "LimitExceededException"), "Service Quotas"),
        (("DescribeStacks", "Throttling"), "It is so."),
    ],
)
def test_what_aws_refuses_is_a_sentence_with_a_remedy(
    aws: FakeAws,
    serverless: Serverless,
    capsys: pytest.CaptureFixture[str],
    refusal: tuple[str, str],
    sentence: str,
) -> None:
    operation, code = refusal
    aws.refusals[operation] = Refused(code)
    assert deploy.main(STAGE) == 1
    told = said(capsys)
    assert f"AWS refuses {operation} ({code})" in told
    assert sentence in told
    assert serverless.runs == []


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("ROLLBACK_COMPLETE", f"npm run remove -- --stage prod --region {REGION}"),
        ("DELETE_FAILED", f"npm run remove -- --stage prod --region {REGION}"),
        ("UPDATE_ROLLBACK_FAILED", "Continue update rollback"),
        ("UPDATE_IN_PROGRESS", "wait until that has ended"),
    ],
)
def test_a_stack_that_cannot_be_updated_is_told_before_anything_is_made(
    aws: FakeAws, serverless: Serverless, capsys: pytest.CaptureFixture[str], state: str, sentence: str
) -> None:
    aws.stack = state
    assert deploy.main(STAGE) == 1
    told = said(capsys)
    assert f"platebook-prod is in state {state}" in told
    assert sentence in told
    assert not aws.apps
    assert not serverless.runs


@pytest.mark.parametrize("state", ["UPDATE_ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"])
def test_a_stack_that_was_rolled_back_or_only_planned_is_deployed_over(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    aws.stack = state

    def deployed(*_arguments: Any) -> None:
        aws.stack = COMPLETE

    monkeypatch.setattr(deploy, "run_serverless", deployed)
    assert deploy.main(STAGE) == 0


def test_when_the_back_end_fails_the_web_app_is_left_alone(
    aws: FakeAws, serverless: Serverless, capsys: pytest.CaptureFixture[str]
) -> None:
    serverless.status = 3
    assert deploy.main(STAGE) == 1
    assert "could not be deployed (exit status 3); the reason stands above" in said(capsys)
    assert aws.jobs == []


def test_a_stack_without_an_output_is_told(aws: FakeAws, capsys: pytest.CaptureFixture[str]) -> None:
    del aws.outputs["ApiUrl"]
    assert deploy.main(STAGE) == 1
    assert "has no output ApiUrl" in said(capsys)


def test_a_refused_upload_is_told_without_its_address(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = requests.Response()
    answer.status_code = 403
    monkeypatch.setattr(requests, "put", lambda *_, **__: answer)
    assert deploy.main(STAGE) == 1
    assert "refused the web app (HTTP 403)" in said(capsys)
    assert aws.served == b""


def test_an_upload_that_breaks_off_is_told_without_its_address(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(url: str, **_options: Any) -> None:
        raise requests.ConnectionError(f"Max retries exceeded with url: {url}")

    monkeypatch.setattr(requests, "put", broken)
    assert deploy.main(STAGE) == 1
    told = said(capsys)
    assert "could not be sent to Amplify (ConnectionError)" in told
    assert "very-secret" in UPLOAD_URL
    assert "very-secret" not in told


def test_a_deployment_that_broke_off_does_not_block_the_next(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(requests, "put", lambda *_, **__: (_ for _ in ()).throw(requests.ConnectionError))
        assert deploy.main(STAGE) == 1
    assert deploy.main(STAGE) == 0
    assert [job["summary"]["status"] for job in aws.jobs] == ["CANCELLED", "SUCCEED"]
    assert "Stopping deployment 1" in capsys.readouterr().out


def test_a_deployment_that_fails_says_why_and_what_is_served_meanwhile(
    aws: FakeAws, capsys: pytest.CaptureFixture[str]
) -> None:
    aws.job_ends_as = ("FAILED", "The artifact is too large.")
    assert deploy.main(STAGE) == 1
    told = said(capsys)
    assert "deployment 1 of app d1abc ended as FAILED (The artifact is too large.)" in told
    assert "What was served before is served still" in told


def test_a_deployment_without_end_is_given_up(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    aws.job_ends_as = ("RUNNING", "")
    monkeypatch.setattr(amplify, "MOST_POLLS", 12)
    assert deploy.main(STAGE) == 1
    printed = capsys.readouterr()
    assert "has not ended deployment 1" in printed.err
    assert printed.out.count("deployment 1 is running") == 2


def test_two_apps_of_the_same_name_are_told(aws: FakeAws, capsys: pytest.CaptureFixture[str]) -> None:
    for app_id in ("d1", "d2"):
        aws.apps.append({"appId": app_id, "name": "platebook-prod", "defaultDomain": f"{app_id}.amplifyapp.com"})
    assert deploy.main(STAGE) == 1
    assert "2 apps of the name platebook-prod (d1, d2)" in said(capsys)


def test_an_app_that_is_built_from_a_repository_is_left_alone(
    aws: FakeAws, serverless: Serverless, capsys: pytest.CaptureFixture[str]
) -> None:
    app = {"appId": "d1", "name": "platebook-prod", "defaultDomain": "d1.amplifyapp.com", "repository": "https://git"}
    aws.apps.append(app)
    assert deploy.main(STAGE) == 1
    assert "built from a repository" in said(capsys)
    assert serverless.runs == []


def test_a_web_app_that_was_not_built_is_told(aws: FakeAws, dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dist / "index.html").unlink()
    assert deploy.main(STAGE) == 1
    assert "npm --prefix frontend run build" in said(capsys)


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ("customHeaders: []", "does not send Content-Security-Policy, X-Content-Type-Options"),
        (
            "customHeaders: [{pattern: '**/*', headers: [{key: Content-Security-Policy, value: default-src *}]}]",
            "does not send Content-Security-Policy",
        ),
    ],
)
def test_a_web_app_that_is_served_without_its_headers_is_told(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], headers: str, sentence: str
) -> None:
    serve = aws.answer

    def ignoring_what_it_was_told(path: str) -> requests.Response:
        aws.served_headers = headers
        return serve(path)

    monkeypatch.setattr(aws, "answer", ignoring_what_it_was_told)
    assert deploy.main(STAGE) == 1
    assert sentence in said(capsys)


def test_headers_that_come_a_little_later_are_waited_for(aws: FakeAws, monkeypatch: pytest.MonkeyPatch) -> None:
    serve, tries = aws.answer, iter(range(100))

    def late(path: str) -> requests.Response:
        answer = serve(path)
        if next(tries) < 4:
            answer.headers.clear()
        return answer

    monkeypatch.setattr(aws, "answer", late)
    assert deploy.main(STAGE) == 0


def test_an_older_config_is_told(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    serve = aws.answer
    monkeypatch.setattr(aws, "answer", lambda path: serve("/index.html" if path == "/config.json" else path))
    assert deploy.main(STAGE) == 1
    assert "/config.json is not the one that was sent" in said(capsys)


def test_ctrl_c_ends_without_a_stack_trace(
    aws: FakeAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(deploy, "run_serverless", interrupted)
    assert deploy.main(STAGE) == 130
    assert said(capsys) == "Stopped. The same command goes on from here."


def test_the_permissions_that_it_takes_are_documented(aws: FakeAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "put", lambda *_, **__: (_ for _ in ()).throw(requests.ConnectionError))
    deploy.main(STAGE)
    monkeypatch.setattr(requests, "put", aws.put)
    aws.jobs.append(a_job("7", "PENDING"))
    assert deploy.main(STAGE) == 0
    what_it_takes = OPERATIONS.read_text(encoding="utf-8").partition("\n## A domain of its own")[0]
    documented = set(re.findall(r"`((?:amplify|cloudformation):\w+)`", what_it_takes))
    asked = {call for call in aws.calls if call != "sts:GetCallerIdentity"}  # nobody can be refused it
    assert documented == asked | {"amplify:TagResource"}  # what making an app with tags takes
