"""What cannot be copied into the audit holds nothing up, and somebody is told."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from scripts import redrive
from tests.e2e.stack import LocalStack, an_audit_entry, eventually

COPIER = "platebook-local-auditing"


@contextmanager
def giving_up_at_once(stack: LocalStack) -> Iterator[None]:
    """Let a record be tried for a second, in place of an hour."""
    functions = stack.aws("lambda")
    (mapping,) = functions.list_event_source_mappings(FunctionName=COPIER)["EventSourceMappings"]
    about = {"UUID": mapping["UUID"]}
    functions.update_event_source_mapping(**about, MaximumRecordAgeInSeconds=1)
    try:
        yield
    finally:
        functions.update_event_source_mapping(**about, MaximumRecordAgeInSeconds=mapping["MaximumRecordAgeInSeconds"])


def messages(stack: LocalStack) -> list[Any]:
    """What the failure queue holds of the audit; it stays there."""
    queue = stack.aws("sqs")
    (url,) = [url for url in queue.list_queues()["QueueUrls"] if "FailureQueue" in url]
    found = queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0).get("Messages", [])
    return [body for one in found if "DDBStreamBatchInfo" in (body := json.loads(one["Body"]))]


def test_what_is_no_entry_holds_no_other_up_is_told_to_the_failure_queue_and_can_be_copied_once_mended(
    stack: LocalStack, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = tmp_path / "outputs.json"
    outputs.write_text(json.dumps(stack.outputs), encoding="utf-8")
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(outputs))
    inbox, tables = stack.resource("AuditInbox"), stack.aws("dynamodb")
    strange, before, after = (uuid4().hex for _ in range(3))
    junk = {**an_audit_entry(strange), "action": {"S": "pardoned"}}

    with giving_up_at_once(stack):
        for item in (an_audit_entry(before), junk, an_audit_entry(after)):
            tables.put_item(TableName=inbox, Item=item)
        for target in (before, after):
            assert len(stack.entries_of(target)) == 1
        (told, *_) = eventually(lambda: messages(stack))
    assert told["DDBStreamBatchInfo"]["batchSize"] >= 1

    assert redrive.main(["--stage", "local"]) == 1
    assert "some cannot be kept: the log of platebook-local-auditing says why." in capsys.readouterr().out

    tables.put_item(TableName=inbox, Item=junk | {"action": {"S": "searched"}})
    assert redrive.main(["--stage", "local"]) == 0
    assert "all are in the audit." in capsys.readouterr().out
    assert not messages(stack)
    for target in (before, strange, after):
        assert len(stack.entries_of(target)) == 1


def test_an_entry_that_comes_again_is_kept_once(stack: LocalStack) -> None:
    target = uuid4().hex
    change = {"ApproximateCreationDateTime": time.time(), "NewImage": an_audit_entry(target)}
    for name in ("INSERT", "INSERT", "MODIFY"):
        event = {"Records": [{"eventName": name, "dynamodb": change}]}
        answer = stack.aws("lambda").invoke(FunctionName=COPIER, Payload=json.dumps(event))
        assert "FunctionError" not in answer
    assert len(stack.entries_of(target)) == 1
