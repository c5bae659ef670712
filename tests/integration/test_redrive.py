from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from handler.adapters.dynamodb import history_items, items
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.domain.audit import Action, AuditEntry
from scripts import redrive
from tests.integration.conftest import AUDIT_INBOX
from tests.support.samples import an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

STAGE = ["--stage", "prod", "--region", "eu-central-1"]


def failed(number: int) -> dict[str, Any]:
    record = {"s3": {"bucket": {"name": "photos"}, "object": {"key": an_upload(number).ref.photo_key}}}
    return {"requestPayload": {"Records": [record]}, "responsePayload": {"errorType": "Throttled"}}


def not_copied(number: int) -> dict[str, Any]:
    """What Lambda tells of records of a stream that it gave up: where they were, and not what they hold."""
    batch = {"batchSize": number, "approximateArrivalOfFirstRecord": "2026-05-04T03:02:01Z", "shardId": "shardId-1"}
    return {"requestContext": {"condition": "RetryAttemptsExhausted"}, "DDBStreamBatchInfo": batch}


class Functions:
    """Stands where Lambda's client is: moto would want Docker to invoke a function."""

    def __init__(self) -> None:
        self.invoked: list[tuple[str, str, Any]] = []
        self.fails = False

    def invoke(self, **request: Any) -> dict[str, Any]:
        kind = request.get("InvocationType", "RequestResponse")
        self.invoked.append((request["FunctionName"], kind, json.loads(request["Payload"])))
        return {"FunctionError": "Unhandled"} if self.fails else {}


class Stacks:
    """Stands where CloudFormation's client is; holds the outputs of one stack."""

    outputs: dict[str, str] | None = None

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803 the API's own word
        if self.outputs is None or StackName != "platebook-prod":
            error = {"Code": "ValidationError", "Message": f"Stack with id {StackName} does not exist"}
            raise ClientError({"Error": error}, "DescribeStacks")  # type: ignore[typeddict-item]
        return {"Stacks": [{"Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in self.outputs.items()]}]}


@pytest.fixture
def stacks() -> Stacks:
    return Stacks()


@pytest.fixture
def functions(monkeypatch: pytest.MonkeyPatch, stacks: Stacks) -> Functions:
    functions = Functions()
    make: Any = boto3.client
    stand_ins = {"lambda": functions, "cloudformation": stacks}
    monkeypatch.setattr(boto3, "client", lambda name, **place: stand_ins.get(name) or make(name, **place))
    monkeypatch.setattr(redrive, "NO_MESSAGE_SECONDS", 0)
    return functions


@pytest.fixture
def queue(functions: Functions, stacks: Stacks) -> str:
    url = boto3.client("sqs").create_queue(QueueName="failures")["QueueUrl"]
    stacks.outputs = {"FailureQueueUrl": url}
    return url


def send(queue: str, *bodies: object) -> None:
    for body in bodies:
        boto3.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(body))


def waiting(queue: str) -> int:
    answer = boto3.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])


def test_every_event_is_handed_to_the_function_once_and_leaves_the_queue(
    queue: str, functions: Functions, capsys: pytest.CaptureFixture[str]
) -> None:
    send(queue, *map(failed, range(25)))
    assert redrive.main(STAGE) == 0
    names = {(function, kind) for function, kind, _ in functions.invoked}
    assert names == {("platebook-prod-on_upload", "Event")}
    events = [json.dumps(event) for _, _, event in functions.invoked]
    assert sorted(events) == sorted(json.dumps(failed(number)["requestPayload"]) for number in range(25))
    assert waiting(queue) == 0
    assert "25 events handed to the function again." in capsys.readouterr().out


def test_what_a_queue_of_uploads_gave_up_is_handed_to_the_function_as_s3_wrote_it(
    queue: str, functions: Functions
) -> None:
    notification = failed(1)["requestPayload"]
    send(queue, notification)
    assert redrive.main(STAGE) == 0
    assert functions.invoked == [("platebook-prod-on_upload", "Event", notification)]
    assert waiting(queue) == 0


def test_a_dry_run_shows_what_waits_and_leaves_it_there(
    queue: str, functions: Functions, capsys: pytest.CaptureFixture[str]
) -> None:
    send(queue, failed(1))
    for _ in range(2):
        assert redrive.main([*STAGE, "--dry-run"]) == 0
        said = capsys.readouterr().out
        assert f"would read again: {an_upload(1).ref.upload_id} (Throttled)" in said
        assert "1 event in the queue; nothing was done." in said
    assert (functions.invoked, waiting(queue)) == ([], 1)


@pytest.fixture
def inbox(queue: str, stacks: Stacks, audit_table: DynamoDBClient) -> DynamoDbAuditInbox:
    assert stacks.outputs
    stacks.outputs["AuditInboxName"] = AUDIT_INBOX
    return DynamoDbAuditInbox(audit_table, AUDIT_INBOX)


LATELY = datetime.now(UTC) - timedelta(days=1)


def an_entry(minute: int) -> AuditEntry:
    return AuditEntry(Action.SEARCHED, "operator-1", LATELY + timedelta(minutes=minute), "AB12CDE")


def test_entries_of_the_audit_that_were_not_copied_are_copied_from_the_inbox(
    queue: str, functions: Functions, inbox: DynamoDbAuditInbox, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that were copied come along: keeping them again changes nothing."""
    for minute in range(120):
        inbox.add(an_entry(minute))
    send(queue, not_copied(1), not_copied(3), failed(1))
    assert redrive.main(STAGE) == 0
    assert waiting(queue) == 0
    to_copier = [payload["Records"] for name, _, payload in functions.invoked if name == "platebook-prod-auditing"]
    assert [len(records) for records in to_copier] == [100, 20]
    changes = [record["dynamodb"] for records in to_copier for record in records]
    seconds = {change["ApproximateCreationDateTime"] for change in changes}
    assert seconds == {(LATELY + timedelta(minutes=minute)).timestamp() for minute in range(120)}
    assert {history_items.to_new_audit(items.to_plain(change["NewImage"]))[0].target for change in changes} == {
        "AB12CDE"
    }
    said = capsys.readouterr().out
    assert "entries in the inbox of the audit: 120; all are in the audit." in said
    assert "3 events handed to the function again." in said


def test_entries_that_cannot_be_copied_still_stay_in_the_queue_and_are_told(
    queue: str, functions: Functions, inbox: DynamoDbAuditInbox, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox.add(an_entry(0))
    inbox.client.put_item(TableName=AUDIT_INBOX, Item={"pk": {"S": "junk"}, "at": {"S": "never"}})
    functions.fails = True
    send(queue, not_copied(2))
    assert redrive.main(STAGE) == 1
    assert waiting(queue) == 1
    said = capsys.readouterr().out
    assert "some cannot be kept: the log of platebook-prod-auditing says why." in said
    assert "left in the queue: " in said


def test_a_dry_run_says_how_many_entries_of_the_audit_wait_and_copies_none(
    queue: str, functions: Functions, inbox: DynamoDbAuditInbox, capsys: pytest.CaptureFixture[str]
) -> None:
    send(queue, not_copied(3))
    assert redrive.main([*STAGE, "--dry-run"]) == 0
    assert (functions.invoked, waiting(queue)) == ([], 1)
    said = capsys.readouterr().out
    assert "would copy again: " in said
    assert "3 of the audit's entries, from 2026-05-04T03:02:01Z on: RetryAttemptsExhausted" in said


@pytest.mark.parametrize("is_taken_back", [True, False])
def test_reads_that_were_not_followed_are_derived_again_and_deleted_ones_taken_back(
    queue: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_taken_back: bool
) -> None:
    monkeypatch.setattr(redrive, "derive_again", lambda *_: (5, True))
    monkeypatch.setattr(redrive, "take_back", lambda *_: (2, is_taken_back))
    arn = "arn:aws:lambda:eu-central-1:1:function:platebook-prod-deriving"
    message = not_copied(3)
    send(queue, {**message, "requestContext": {**message["requestContext"], "functionArn": f"{arn}:$LATEST"}})
    assert redrive.main(STAGE) == int(not is_taken_back)
    assert waiting(queue) == int(not is_taken_back)
    said = capsys.readouterr().out
    assert "reads and photos since 2026-05-03 03:02 UTC: 5; deleted ones kept: 2; " in said
    assert ("visits follow from all." if is_taken_back else "the log of platebook-prod-deriving says why.") in said


@pytest.mark.parametrize(
    "strange", ["a word", {"requestPayload": {"Records": [{}]}}, {}, [1], {"DDBStreamBatchInfo": 7}]
)
def test_a_message_that_is_no_event_is_left_and_told(
    queue: str, functions: Functions, capsys: pytest.CaptureFixture[str], strange: object
) -> None:
    send(queue, strange, failed(1))
    assert redrive.main(STAGE) == 1
    assert len(functions.invoked) == waiting(queue) == 1
    assert "left in the queue: " in capsys.readouterr().out


def test_a_stage_that_is_not_deployed_is_told_in_a_sentence(
    functions: Functions, capsys: pytest.CaptureFixture[str]
) -> None:
    assert redrive.main(STAGE) == 1
    assert "Stack with id platebook-prod does not exist" in capsys.readouterr().err


def test_a_stack_of_an_older_version_is_told_in_a_sentence(
    functions: Functions, stacks: Stacks, capsys: pytest.CaptureFixture[str]
) -> None:
    stacks.outputs = {}
    assert redrive.main(STAGE) == 1
    assert "has no failure queue" in capsys.readouterr().err


def test_on_the_laptop_the_stack_must_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(tmp_path / "none.json"))
    assert redrive.main(["--stage", "local"]) == 1
    assert "npm start" in capsys.readouterr().err


def test_a_region_that_is_set_to_nothing_is_not_set_and_asked_for_it_is_refused(
    queue: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_REGION", "")
    place = redrive.place_of
    asked: list[str] = []

    def noted(stage: str, region: str) -> redrive.Place:
        asked.append(region)
        return place(stage, region)

    monkeypatch.setattr(redrive, "place_of", noted)
    redrive.main(["--stage", "prod", "--dry-run"])
    assert asked == ["us-east-1"]
    with pytest.raises(SystemExit):
        redrive.main(["--stage", "prod", "--region", " "])
    assert "--region: it is set to nothing. Name a region" in capsys.readouterr().err


def test_an_entry_that_says_it_is_older_than_anything_in_the_inbox_counts_as_come_now(
    queue: str, functions: Functions, inbox: DynamoDbAuditInbox
) -> None:
    inbox.add(replace(an_entry(0), at=LATELY - timedelta(days=70)))
    inbox.add(replace(an_entry(0), at=LATELY + timedelta(days=70)))
    send(queue, not_copied(1))
    before = datetime.now(UTC).timestamp()
    assert redrive.main(STAGE) == 0
    (records,) = [payload["Records"] for name, _, payload in functions.invoked if name == "platebook-prod-auditing"]
    for record in records:
        assert before <= record["dynamodb"]["ApproximateCreationDateTime"] <= datetime.now(UTC).timestamp()
