from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import NoCredentialsError

from scripts.operate import checkup, doctor, inspection
from scripts.operate.checkup import Finding
from tests.support.fake_amplify import FakeAws
from tests.support.stacks import Stacks, refused
from tests.unit.scripts.operate.conftest import STAGE


class Account:
    """Stands where the clients of a healthy account are: of STS, Service Quotas, Lambda, SNS, SES and SQS.

    Attributes
    ----------
    off
        How far this machine's clock is off.
    detections, at_once, reserved
        Quotas, and how many photos are read at once.
    subscriptions
        ARNs, as SNS tells them.
    sender, verified, production
        What mails are sent by, and what SES says of it.
    waiting
        Messages of the failure queue.
    """

    def __init__(self) -> None:
        self.off = timedelta()
        self.detections: float | None = 25.0
        self.at_once = 1000
        self.reserved: int | None = None
        self.subscriptions = ["arn:aws:sns:eu-central-1:1:failures:1"]
        self.sender, self.verified, self.production = "", {"example.com"}, True
        self.waiting = 0

    def get_caller_identity(self) -> dict[str, Any]:
        date = (datetime.now(UTC) - self.off).strftime("%a, %d %b %Y %H:%M:%S GMT")
        meta = {"HTTPHeaders": {"date": date}}
        return {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/ann", "ResponseMetadata": meta}

    def get_paginator(self, name: str) -> Any:
        account = self

        class Pages:
            def paginate(self, **_request: str) -> Iterator[dict[str, Any]]:
                if name == "list_subscriptions_by_topic":
                    yield {"Subscriptions": [{"SubscriptionArn": one} for one in account.subscriptions]}
                else:
                    of = {
                        "QuotaName": "Transactions per second per account for DetectText",
                        "Value": account.detections,
                    }
                    yield {"Quotas": [{"QuotaName": "Other", "Value": 1.0}]}
                    yield {"Quotas": [of] if account.detections is not None else []}

        return Pages()

    def get_account_settings(self) -> dict[str, Any]:
        return {"AccountLimit": {"ConcurrentExecutions": self.at_once}}

    def get_function_concurrency(self, **_request: str) -> dict[str, Any]:
        return {} if self.reserved is None else {"ReservedConcurrentExecutions": self.reserved}

    def get_function_configuration(self, **_request: str) -> dict[str, Any]:
        return {"Environment": {"Variables": {"PLATEBOOK_MAIL_FROM": self.sender}}}

    def get_email_identity(self, EmailIdentity: str) -> dict[str, Any]:  # noqa: N803 the API's own word
        if EmailIdentity not in self.verified:
            raise refused("GetEmailIdentity", "no", "NotFoundException")
        return {"VerifiedForSendingStatus": True}

    def get_account(self) -> dict[str, Any]:
        return {"ProductionAccessEnabled": self.production}

    def get_queue_attributes(self, **_request: Any) -> dict[str, Any]:
        return {
            "Attributes": {
                "ApproximateNumberOfMessages": str(self.waiting),
                "ApproximateNumberOfMessagesNotVisible": "0",
            }
        }


@pytest.fixture
def account(stand_ins: dict[str, Any], stacks: Stacks, monkeypatch: pytest.MonkeyPatch) -> Account:
    stacks.deploy()
    account = Account()
    stand_ins |= dict.fromkeys(("sts", "service-quotas", "lambda", "sns", "sesv2", "sqs"), account)
    app = {"appId": "d1abc", "name": "platebook-prod", "defaultDomain": "d1abc.amplifyapp.com"}
    stand_ins["amplify"] = FakeAws(apps=[app]).client("amplify")
    monkeypatch.setattr(inspection, "find_wrong", lambda *_: "")
    monkeypatch.setattr(inspection, "_node", lambda: "v22.13.0")
    monkeypatch.setattr(inspection, "_packages", lambda: ({"serverless": "4.3.1"}, {"serverless": "4.3.1"}))
    return account


def line(capsys: pytest.CaptureFixture[str], about: str) -> str:
    """Give what was said about something, with its remedy."""
    out = capsys.readouterr().out
    _, _, after = out.partition(f"  {about}: ")
    assert after, out
    start = out[: out.index(f"  {about}: ")].splitlines()[-1]
    said = after.splitlines()
    return f"{start} {said[0]} {said[1].strip() if said[1].startswith('         -> ') else ''}"


def test_a_healthy_stage_has_every_line_right(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.main(STAGE) == 0
    out = capsys.readouterr().out
    assert "WRONG" not in out
    assert "not asked" not in out
    assert out.count("right  ") == 13
    assert "right  credentials: account 123456789012, arn:aws:iam::123456789012:user/ann" in out
    assert "right  web app: https://main.d1abc.amplifyapp.com has its settings and security headers" in out
    assert out.rstrip().endswith("All is as it should be.")


@pytest.mark.parametrize(
    ("change", "about", "sentence"),
    [
        ({"off": timedelta(seconds=90)}, "clock", "Set this machine's clock by the network"),
        ({"detections": 1.0}, "Rekognition's rate", "Ask AWS for more"),
        ({"detections": 5.0, "reserved": 20}, "Rekognition's rate", "--param=reading_concurrency=5"),
        ({"at_once": 10}, "Lambda's limit", "Ask AWS for 1,000"),
        ({"subscriptions": []}, "alarms by mail", "nobody is told -> npm run deploy -- --stage prod"),
        ({"subscriptions": ["PendingConfirmation"]}, "alarms by mail", "Follow the link in AWS's mail"),
        ({"sender": "p@example.org"}, "channels by mail", "SES does not know p@example.org"),
        ({"sender": "p@example.com", "production": False}, "channels by mail", "sandbox"),
        ({"waiting": 3}, "failure queue", "3 wait -> See which: npm run redrive -- --stage prod"),
    ],
)
def test_what_is_wrong_has_its_remedy(
    account: Account, capsys: pytest.CaptureFixture[str], change: dict[str, Any], about: str, sentence: str
) -> None:
    vars(account).update(change)
    assert doctor.main(STAGE) == 1
    said = line(capsys, about)
    assert said.startswith("WRONG")
    assert sentence in said


def test_a_sender_whose_domain_is_verified_may_send(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    account.sender = "p@example.com"
    assert doctor.main(STAGE) == 0
    assert "p@example.com may send" in line(capsys, "channels by mail")


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (None, "there is no platebook-prod in eu-central-1 -> npm run deploy -- --stage prod"),
        ("ROLLBACK_COMPLETE", "npm run remove -- --stage prod"),
        ("UPDATE_ROLLBACK_FAILED", "Continue update rollback"),
    ],
)
def test_a_stack_that_is_not_right_is_told_with_what_follows(
    account: Account, stacks: Stacks, capsys: pytest.CaptureFixture[str], state: str | None, sentence: str
) -> None:
    stacks.status = state
    assert doctor.main(STAGE) == 1
    assert sentence in line(capsys, "stack")


def test_a_page_without_its_headers_is_told(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inspection, "find_wrong", lambda *_: "it does not send Referrer-Policy as it was told")
    assert doctor.main(STAGE) == 1
    assert "does not send Referrer-Policy" in line(capsys, "web app")


def test_a_missing_permission_is_told_in_its_line_and_the_rest_is_asked(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise refused("GetAccountSettings", "no", "AccessDeniedException")

    monkeypatch.setattr(account, "get_account_settings", refuse)
    assert doctor.main(STAGE) == 1
    out = capsys.readouterr().out
    assert "WRONG  Lambda's limit: AWS refuses GetAccountSettings (AccessDeniedException)\n         -> docs/oper" in out
    assert "right  web app" in out
    assert out.rstrip().endswith("1 of 13 need you.")


def test_without_credentials_nothing_more_is_asked(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody() -> None:
        raise NoCredentialsError

    monkeypatch.setattr(account, "get_caller_identity", nobody)
    assert doctor.main(STAGE) == 1
    out = capsys.readouterr().out
    assert "WRONG  credentials: There are no AWS credentials that can be used\n         -> Set AWS_PROFILE" in out
    assert out.count("not asked without credentials") == 9


def test_on_the_laptop_what_its_aws_lacks_is_not_asked(
    account: Account, stacks: Stacks, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = {"endpoint_url": "http://127.0.0.1:1", "aws_region": "us-east-1", "web_url": "http://127.0.0.1:2"}
    outputs |= {"api_url": "http://a", "user_pool_id": "p", "user_pool_client_id": "c", "sign_up": "open"}
    monkeypatch.setattr("scripts.redrive.load_outputs", lambda: outputs)
    monkeypatch.setattr(inspection, "load_outputs", lambda: outputs)
    monkeypatch.setattr(stacks, "describe_stacks", lambda **_: Stacks.describe_stacks(stacks, "platebook-prod"))
    assert doctor.main(["--stage", "local"]) == 0
    out = capsys.readouterr().out
    assert out.count("not asked on the laptop") == 7
    assert "right  failure queue: empty" in out
    assert "right  web app: http://127.0.0.1:2" in out


def test_a_region_without_rekognition_is_told() -> None:
    assert checkup.of_region("eu-north-1", {"Rekognition": ["us-east-1"]}).said.startswith("eu-north-1 has no Rekogn")
    assert checkup.of_region("us-east-1", {"Rekognition": ["us-east-1"]}).state == "right"


@pytest.mark.parametrize(
    ("version", "state"),
    [("v20.18.9", "wrong"), ("v20.19.0", "right"), ("v22.12.0", "wrong"), ("v23.1.0", "wrong"), ("v24.0.1", "right")],
)
def test_versions_of_node(version: str, state: str) -> None:
    assert checkup.of_node(version).state == state


def test_a_machine_without_node_is_told() -> None:
    assert checkup.of_node("").said == "not found"


def test_an_older_stack_that_lacks_an_output_is_a_sentence(
    account: Account, stacks: Stacks, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stacks, "outputs", lambda: {"UserPoolId": "pool"})
    assert doctor.main(STAGE) == 1
    assert "The stack says no FailureQueueUrl" in line(capsys, "failure queue")


def test_versions_of_python_and_of_the_framework() -> None:
    assert checkup.of_python((3, 10)).state == "wrong"
    assert checkup.of_python((3, 14)).state == "right"
    assert checkup.of_packages({"a": "1.0", "b": "2.0"}, {"a": "1.0", "b": ""}).said == "b is missing"


def test_a_quota_that_is_not_listed_is_not_made_up() -> None:
    found: Finding = checkup.of_detections(None, None)
    assert (found.state, "Service Quotas" in found.said) == ("not asked", True)
