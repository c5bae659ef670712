"""The stack with the queue before the S3 function (`uploads_by: queue`), as it would go to AWS."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hosting.turn import deploy_turn
from lab.counted.packages import package_into
from tests.support.template import resources


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("by-queue")
    with deploy_turn():
        done = package_into(folder, "--param", "uploads_by=queue", "--param", "uploads_at_once=7")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def by_queue(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "cloudformation-template-update-stack.json").read_text())
    return loaded


def test_s3_tells_the_queue_and_not_the_function(by_queue: dict[str, Any]) -> None:
    bucket = resources(by_queue, "AWS::S3::Bucket")["S3BucketUploads"]
    (told,) = bucket["NotificationConfiguration"]["QueueConfigurations"]
    assert set(bucket["NotificationConfiguration"]) == {"QueueConfigurations"}
    assert told["Queue"] == {"Fn::GetAtt": ["UploadQueue", "Arn"]}
    assert told["Filter"]["S3Key"]["Rules"] == [{"Name": "prefix", "Value": "uploads/"}]
    # All else of the bucket is as it is without the queue.
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket["BucketEncryption"]


def test_the_function_takes_so_many_at_once_and_says_which_failed(by_queue: dict[str, Any]) -> None:
    mappings = resources(by_queue, "AWS::Lambda::EventSourceMapping")
    mapping = mappings["UploadQueueMapping"]
    assert int(mapping["ScalingConfig"]["MaximumConcurrency"]) == 7
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["FunctionName"] == {"Fn::GetAtt": ["OnUnderscoreuploadLambdaFunction", "Arn"]}


def test_what_fails_for_good_ends_in_the_failure_queue(by_queue: dict[str, Any]) -> None:
    queue = resources(by_queue, "AWS::SQS::Queue")["UploadQueue"]
    assert queue["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": ["FailureQueue", "Arn"]}
    timeout = resources(by_queue, "AWS::Lambda::Function")["OnUnderscoreuploadLambdaFunction"]["Timeout"]
    assert queue["VisibilityTimeout"] >= 6 * timeout
    assert queue["SqsManagedSseEnabled"] is True


def test_only_this_bucket_may_send_and_only_this_function_may_take(by_queue: dict[str, Any]) -> None:
    (statement,) = resources(by_queue, "AWS::SQS::QueuePolicy")["UploadQueuePolicy"]["PolicyDocument"]["Statement"]
    assert (statement["Principal"], statement["Action"]) == ({"Service": "s3.amazonaws.com"}, "sqs:SendMessage")
    assert "platebook-prod-uploads-" in statement["Condition"]["ArnEquals"]["aws:SourceArn"]["Fn::Sub"]
    rights = resources(by_queue, "AWS::IAM::Policy")["UploadQueueRights"]
    assert rights["Roles"] == [{"Ref": "OnUnderscoreuploadIamRoleLambdaExecution"}]
    (allowed,) = rights["PolicyDocument"]["Statement"]
    assert allowed["Resource"] == {"Fn::GetAtt": ["UploadQueue", "Arn"]}
    assert set(allowed["Action"]) == {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}


def test_cfn_lint_accepts_it(folder: Path) -> None:
    linter = Path(sys.executable).parent / "cfn-lint"
    command = [str(linter), "-i", "W3005", "W8003", "--", "cloudformation-template-update-stack.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_without_the_parameter_there_is_none_of_it(template: dict[str, Any]) -> None:
    assert [name for name in template["Resources"] if name.startswith("UploadQueue")] == []
