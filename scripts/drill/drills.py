"""How each alarm is made to ring: by what really raises it where that does no harm, else by its metric put by hand.

`aws cloudwatch set-alarm-state` would ring as well, and show nothing of the metric, the dimension and the threshold.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import requests
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sqs import SQSClient

BEYOND: Final = 3.0
"""How far above or below its threshold a metric is put: far enough to outweigh the two comparisons of one hour."""

DRILL_MESSAGE: Final = json.dumps({"drill": "This message rings an alarm, and is taken out again."})
QUIET_FUNCTION: Final = "-reporting"
"""How the name of the function ends that is closed for a moment: only programs of cameras call it, and ask again."""

UNHURRIED_FUNCTION: Final = "-retracing"
"""How the name of the function ends that is closed for some minutes: Lambda keeps its events, and tries them again."""


Alarm = Mapping[str, Any]
"""As CloudWatch describes it."""


@dataclass(frozen=True)
class Stack:
    """A deployed stack, and the clients of its AWS.

    Attributes
    ----------
    prefix : str
        How the names of its functions begin.
    queue_url, api_url : str
    """

    cloudwatch: Any
    functions: LambdaClient
    queue: SQSClient
    prefix: str
    queue_url: str
    api_url: str


Step = Callable[[Stack, Alarm, datetime], None]


@dataclass(frozen=True)
class Drill:
    """How an alarm is made to ring, and what is put right afterwards.

    Attributes
    ----------
    does : str
        For people, before it is done.
    step : callable
        Done at once, and again each minute until it rings, if `is_repeated`.
    undo : callable or None
    on_laptop : bool
        Whether the laptop's AWS has this alarm, and counts what it goes by.
    """

    does: str
    step: Step
    undo: Callable[[Stack], None] | None = None
    is_repeated: bool = False
    on_laptop: bool = True


def put_metric(stack: Stack, alarm: Alarm, now: datetime) -> None:
    """Put an alarm's own metric beyond its threshold, once for each period that the alarm looks at."""
    is_below = alarm["ComparisonOperator"].startswith("LessThan")
    value = alarm["Threshold"] + (-BEYOND if is_below else BEYOND)
    moments = [now - timedelta(seconds=alarm["Period"] * back) for back in range(alarm["EvaluationPeriods"])]
    stack.cloudwatch.put_metric_data(
        Namespace=alarm["Namespace"],
        MetricData=[
            {
                "MetricName": alarm["MetricName"],
                "Dimensions": alarm["Dimensions"],
                "Timestamp": moment,
                "Value": value,
            }
            for moment in moments
        ],
    )


def put_message(stack: Stack, _alarm: Alarm, _now: datetime) -> None:
    """Put a message into the failure queue."""
    stack.queue.send_message(QueueUrl=stack.queue_url, MessageBody=DRILL_MESSAGE)


def take_messages(stack: Stack) -> None:
    """Take what a drill put there out of the failure queue, and leave all else."""
    while found := stack.queue.receive_message(
        QueueUrl=stack.queue_url, MaxNumberOfMessages=10, VisibilityTimeout=10, WaitTimeSeconds=2
    ).get("Messages"):
        for one in found:
            if one["Body"] == DRILL_MESSAGE:
                stack.queue.delete_message(QueueUrl=stack.queue_url, ReceiptHandle=one["ReceiptHandle"])


def fail_function(stack: Stack, alarm: Alarm, _now: datetime) -> None:
    """Ask the comparison for what it refuses, as often as the alarm wants errors: it raises before it does anything."""
    for _ in range(int(alarm["Threshold"])):
        stack.functions.invoke(FunctionName=f"{stack.prefix}-reconciling", Payload=b'{"window_hours": "drill"}')


def be_throttled(stack: Stack, _alarm: Alarm, _now: datetime) -> None:
    """Leave a function no room, and call it: Lambda refuses, and nothing runs."""
    name = f"{stack.prefix}{UNHURRIED_FUNCTION}"
    stack.functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    with contextlib.suppress(stack.functions.exceptions.TooManyRequestsException):
        stack.functions.invoke(FunctionName=name, Payload=b"{}")


def fail_api(stack: Stack, alarm: Alarm, _now: datetime) -> None:
    """Leave the function no room that only cameras' programs call, and ask it."""
    name = f"{stack.prefix}{QUIET_FUNCTION}"
    stack.functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    for _ in range(int(alarm["Threshold"])):
        answer = requests.get(f"{stack.api_url}/camera-uploads/{'0' * 32}", timeout=30)
        if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:  # it takes a moment until it is closed
            break


def open_again(ending: str) -> Callable[[Stack], None]:
    """Give a function back its room."""

    def undo(stack: Stack) -> None:
        with contextlib.suppress(ClientError):
            stack.functions.delete_function_concurrency(FunctionName=f"{stack.prefix}{ending}")

    return undo


_BY_HAND: Final = Drill("puts its metric beyond the threshold by hand", put_metric)

DRILLS: Final[Mapping[str, Drill]] = {
    "UnaccountedAlarm": _BY_HAND,
    "SilentCamerasAlarm": _BY_HAND,
    "OldestPhotoAlarm": _BY_HAND,
    "DetectTextAlarm": _BY_HAND,
    "SilentComparisonAlarm": _BY_HAND,
    "WholeComparisonAlarm": _BY_HAND,
    "FailureAlarm": Drill(
        "puts a message into the failure queue, and takes it out when it has rung",
        put_message,
        take_messages,
        on_laptop=False,
    ),
    "ErrorsAlarm": Drill("asks the comparison for what it refuses", fail_function, on_laptop=False),
    "ThrottlesAlarm": Drill(
        "leaves the function that looks back no room for 15 minutes, and calls it",
        be_throttled,
        open_again(UNHURRIED_FUNCTION),
        is_repeated=True,
        on_laptop=False,
    ),
    "ApiErrorsAlarm": Drill(
        "leaves the function that reports to cameras' programs no room for a moment, and asks it",
        fail_api,
        open_again(QUIET_FUNCTION),
        is_repeated=True,
        on_laptop=False,
    ),
}
