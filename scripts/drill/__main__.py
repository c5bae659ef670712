"""`npm run drill -- --stage NAME [--alarm NAME]`: make alarms ring one after the other, and wait until they do."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, cast

import boto3
from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as AwsError

from scripts.client import ClientError
from scripts.drill.drills import DRILLS, Alarm, Drill, Stack
from scripts.environment import add_region
from scripts.redrive import LOCAL_STAGE, SERVICE, place_of

LOOK_EVERY_SECONDS: Final = 10
REPEAT_EVERY: Final = 6
"""Looks between two steps of a drill that is repeated: a minute."""

MOST_LOOKS: Final = 150
"""25 minutes: the slowest alarm looks at a quarter of an hour, and CloudWatch takes some minutes more."""


@dataclass(frozen=True)
class Rung:
    """What became of a drill."""

    name: str
    has_rung: bool


def main(arguments: Sequence[str] | None = None, sleep: Callable[[float], None] = time.sleep) -> int:
    """Make alarms ring.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.
    sleep
        Waits some seconds.

    Returns
    -------
    int
        0 when every alarm rang that was drilled; 1 otherwise.
    """
    options = _options(arguments)
    try:
        stack, names = _find(options.stage, options.region)
        rung = [_drill(stack, names, name, sleep) for name in _wanted(options)]
    except (ClientError, AwsError, BotoCoreError) as error:
        print(f"drill: {error}", file=sys.stderr)
        return 1
    print(f"{sum(one.has_rung for one in rung)} of {len(rung)} alarms rang. Who is subscribed to the topic was told.")
    return int(not all(one.has_rung for one in rung))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run drill --", description="Make alarms ring, to see that somebody hears.")
    parser.add_argument("--stage", required=True, help="the deployment, such as prod; local for this laptop")
    add_region(parser, "AWS region of the stage")
    parser.add_argument("--alarm", choices=sorted(DRILLS), help="only this one; all of them otherwise")
    return parser.parse_args(arguments)


def _wanted(options: argparse.Namespace) -> list[str]:
    if options.alarm:
        return [options.alarm]
    return [name for name, drill in DRILLS.items() if drill.on_laptop or options.stage != LOCAL_STAGE]


def _find(stage: str, region: str) -> tuple[Stack, dict[str, str]]:
    """Find a stack, and what its alarms are called."""
    place, name = place_of(stage, region), f"{SERVICE}-{stage}"
    cloudformation = boto3.client("cloudformation", **place)
    described = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    found = [one for page in pages for one in page["StackResourceSummaries"]]
    alarms = {
        one["LogicalResourceId"]: one.get("PhysicalResourceId", "")
        for one in found
        if one["ResourceType"] == "AWS::CloudWatch::Alarm"
    }
    clients = boto3.client("cloudwatch", **place), boto3.client("lambda", **place), boto3.client("sqs", **place)
    return Stack(*clients, name, outputs.get("FailureQueueUrl", ""), outputs.get("ApiUrl", "")), alarms


def _drill(stack: Stack, names: dict[str, str], name: str, sleep: Callable[[float], None]) -> Rung:
    drill = DRILLS[name]
    if name not in names:
        raise ClientError(f"the stack {stack.prefix} has no alarm {name}; deploy it with this version first")
    alarm = _alarm(stack, names[name])
    print(f"{name}: {drill.does} ...", flush=True)
    try:
        has_rung = _until_it_rings(stack, alarm, drill, sleep)
    finally:
        if drill.undo:
            drill.undo(stack)
    print(f"{name}: {'rang' if has_rung else 'DID NOT RING'}", flush=True)
    return Rung(name, has_rung)


def _until_it_rings(stack: Stack, alarm: Alarm, drill: Drill, sleep: Callable[[float], None]) -> bool:
    for look in range(MOST_LOOKS):
        if look == 0 or (drill.is_repeated and look % REPEAT_EVERY == 0):
            drill.step(stack, alarm, datetime.now(UTC))
        if _alarm(stack, alarm["AlarmName"])["StateValue"] == "ALARM":
            return True
        sleep(LOOK_EVERY_SECONDS)
    return False


def _alarm(stack: Stack, alarm_name: str) -> Alarm:
    return cast("Alarm", stack.cloudwatch.describe_alarms(AlarmNames=[alarm_name])["MetricAlarms"][0])


if __name__ == "__main__":
    sys.exit(main())
