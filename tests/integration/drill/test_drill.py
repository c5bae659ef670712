from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from scripts.drill.__main__ import MOST_LOOKS, main
from scripts.drill.drills import DRILL_MESSAGE, DRILLS, Stack, put_message, put_metric, take_messages

NOW = datetime.now(UTC).replace(minute=30, second=0, microsecond=0)
ABOVE = {"ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 5400.0, "EvaluationPeriods": 1}
BELOW = {"ComparisonOperator": "LessThanThreshold", "Threshold": 1.0, "EvaluationPeriods": 2}


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def stack(aws: None) -> Stack:
    sqs = boto3.client("sqs", region_name="eu-central-1")
    clients = boto3.client("cloudwatch", region_name="eu-central-1"), boto3.client("lambda", region_name="eu-central-1")
    url = sqs.create_queue(QueueName="failures")["QueueUrl"]
    return Stack(*clients, sqs, "platebook-prod", url, "https://api.example")


def put(stack: Stack, rule: dict[str, Any]) -> list[float]:
    """Put the metric of an alarm, and give its sums by hour, the latest first."""
    about = {"Namespace": "Platebook", "MetricName": "measured", "Period": 3600}
    put_metric(stack, {**about, **rule, "Dimensions": [{"Name": "stage", "Value": "prod"}]}, NOW)
    points = stack.cloudwatch.get_metric_statistics(
        **about,
        Dimensions=[{"Name": "stage", "Value": "prod"}],
        StartTime=NOW - timedelta(hours=3),
        EndTime=NOW + timedelta(hours=1),
        Statistics=["Sum"],
    )["Datapoints"]
    return [one["Sum"] for one in sorted(points, key=lambda one: one["Timestamp"], reverse=True)]


def test_a_metric_is_put_beyond_its_threshold_in_the_alarms_own_dimension(stack: Stack) -> None:
    assert put(stack, ABOVE) == [5403.0]


def test_a_metric_that_must_not_be_too_small_is_put_below_what_two_comparisons_an_hour_add(stack: Stack) -> None:
    sums = put(stack, BELOW)
    assert len(sums) == 2
    assert all(one + 2 < 1 for one in sums)


def test_the_failure_queue_is_left_as_it_was(stack: Stack) -> None:
    stack.queue.send_message(QueueUrl=stack.queue_url, MessageBody="a photo that failed")
    put_message(stack, {}, NOW)
    take_messages(stack)
    for_all = stack.queue.get_queue_attributes(QueueUrl=stack.queue_url, AttributeNames=["All"])["Attributes"]
    held = int(for_all["ApproximateNumberOfMessages"]) + int(for_all["ApproximateNumberOfMessagesNotVisible"])
    assert held == 1
    assert DRILL_MESSAGE != "a photo that failed"


class Alarms:
    """Stands where CloudWatch's client is: it rings after some looks, and never for some alarms."""

    def __init__(self, *, rings: bool) -> None:
        self.rings, self.looks, self.put = rings, 0, 0

    def describe_alarms(self, **_request: object) -> dict[str, Any]:
        self.looks += 1
        state = "ALARM" if self.rings and self.looks > 3 else "OK"
        alarm = {"AlarmName": "an alarm", "StateValue": state, "Namespace": "Platebook", "MetricName": "compared"}
        return {"MetricAlarms": [{**alarm, **BELOW, "Period": 3600, "Dimensions": []}]}

    def put_metric_data(self, **_request: object) -> None:
        self.put += 1


@pytest.mark.parametrize("rings", [True, False])
def test_a_drill_waits_until_it_has_rung_and_says_so(
    rings: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alarms = Alarms(rings=rings)
    stack = Stack(alarms, None, None, "platebook-prod", "", "")  # type: ignore[arg-type]
    monkeypatch.setattr("scripts.drill.__main__._find", lambda *_: (stack, {"SilentComparisonAlarm": "an alarm"}))
    waits: list[float] = []
    code = main(["--stage", "prod", "--alarm", "SilentComparisonAlarm"], waits.append)
    assert (code, alarms.put) == (0 if rings else 1, 1)
    assert len(waits) == (2 if rings else MOST_LOOKS)
    assert ("did not ring" in capsys.readouterr().out.lower()) == (not rings)


def test_an_alarm_that_the_stack_lacks_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stack = Stack(None, None, None, "platebook-prod", "", "")  # type: ignore[arg-type]
    monkeypatch.setattr("scripts.drill.__main__._find", lambda *_: (stack, {}))
    assert main(["--stage", "prod"]) == 1
    assert "deploy it with this version first" in capsys.readouterr().err


def test_what_is_closed_for_a_drill_is_opened_again_whatever_happens() -> None:
    assert {name for name, one in DRILLS.items() if "no room" in one.does and one.undo is None} == set()
