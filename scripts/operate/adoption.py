"""Deploying again after a removal that kept the data: the new stack takes over what the old one left."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from hosting.backend import OUTPUTS
from hosting.errors import DeployError
from scripts.operate.data import BUCKET, LOG, PHOTOS, POOL, TABLE, Kept, buckets_of, left_over
from scripts.operate.packaged import Template
from scripts.operate.stage import Stage

IDENTIFIED_BY: Final = {BUCKET: "BucketName", TABLE: "TableName", POOL: "UserPoolId"}
WITH_THE_REST: Final = ("DependsOn", "Condition")
BUCKET_PARAM: Final = "uploads_bucket="
OF_FUNCTIONS: Final = "NotificationConfiguration"
"""What the bucket tells functions: they come with the deployment that follows."""

POLL_SECONDS: Final = 2.0
MOST_POLLS: Final = 300
IMPORTED: Final = "IMPORT_COMPLETE"


def find_left_over(stage: Stage) -> list[Kept]:
    """Find what an earlier stack of this stage left, where there is no stack now.

    Raises
    ------
    DeployError
        It cannot be told what belongs to the stage, or photos would be lost.
    """
    if stage.find_stack() is not None:
        return []
    data = list(left_over(stage))
    several = several_of_one(data)
    if several:
        raise DeployError(
            f"Earlier stacks of this stage left more than one of a kind: {', '.join(several)}. Delete those that are "
            f"not needed (aws dynamodb delete-table), or all of them: {stage.command('remove')} --delete-data"
        )
    kinds = {one.logical_id for one in data}
    photos = next((one.name for one in data if one.logical_id == PHOTOS), "")
    if photos and LOG not in kinds and _holds_anything(stage, photos):
        raise DeployError(
            f"The bucket {photos} holds photos of an earlier stack, and the log that knows them is gone: the new stack "
            f"would take them for strays and remove them. Empty it yourself, or delete it: {stage.command('remove')} "
            "--delete-data"
        )
    return data


def keep_bucket(stage: Stage, params: Sequence[str]) -> list[str]:
    """Deploy with the bucket that the stage has: by another name CloudFormation would make one without its photos.

    Parameters
    ----------
    stage
        The stage.
    params
        As `--param` takes them.

    Returns
    -------
    list of str
        Those, and the bucket's name where there is one.

    Raises
    ------
    DeployError
        They name another bucket.
    """
    name = _bucket_of(stage)
    named = [one for one in params if one.startswith(BUCKET_PARAM)]
    if name is None:
        return list(params)
    if any(one != BUCKET_PARAM + name for one in named):
        raise DeployError(
            f"The photos of this stage are in the bucket {name}. With another name they would stay behind: leave out "
            f"--param={named[-1]}"
        )
    return [*(one for one in params if one not in named), BUCKET_PARAM + name]


def _bucket_of(stage: Stage) -> str | None:
    stack = stage.find_stack()
    outputs = stack.get("Outputs", []) if stack is not None else []
    told = (one["OutputValue"] for one in outputs if one["OutputKey"] == OUTPUTS["bucket"])
    return next(chain(told, buckets_of(stage)), None)


def adopt(stage: Stage, template: Template, data: Sequence[Kept], tell: Callable[[str], None]) -> None:
    """Make a stack of what an earlier one left; the deployment adds the rest to it.

    Parameters
    ----------
    stage
        The stage; it has no stack.
    template
        Of the whole stack.
    data
        What is taken over.
    tell
        Takes a line on what is going on.

    Raises
    ------
    DeployError
        CloudFormation does not take it over.
    """
    tell(f"Taking over what an earlier stack left: {', '.join(one.name for one in data)} ...")
    client, name = stage.client("cloudformation"), f"bring-back-{time.time():.0f}"
    client.create_change_set(
        StackName=stage.stack_name,
        ChangeSetName=name,
        ChangeSetType="IMPORT",
        TemplateBody=json.dumps(template_of(template, data)),
        ResourcesToImport=to_import(data),
    )
    place = {"StackName": stage.stack_name, "ChangeSetName": name}
    ready = _wait(lambda: client.describe_change_set(**place), "Status", "CREATE_COMPLETE", ("FAILED",))
    if ready["Status"] != "CREATE_COMPLETE":
        raise DeployError(_not_taken(stage, ready.get("StatusReason", "")))
    client.execute_change_set(**place)

    def of_stack() -> Mapping[str, Any]:
        stack: Mapping[str, Any] = client.describe_stacks(StackName=stage.stack_name)["Stacks"][0]
        return stack

    failures = ("IMPORT_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")
    ended = _wait(of_stack, "StackStatus", IMPORTED, failures)
    if ended["StackStatus"] != IMPORTED:
        raise DeployError(_not_taken(stage, ended.get("StackStatusReason", ended["StackStatus"])))


def several_of_one(data: Sequence[Kept]) -> list[str]:
    """Name what is there more than once."""
    counts = Counter(one.logical_id for one in data)
    return [one.name for one in data if counts[one.logical_id] > 1]


def template_of(template: Template, data: Sequence[Kept]) -> Template:
    """Cut the template down to what is taken over: CloudFormation makes nothing while it does."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {one.logical_id: _alone(template["Resources"][one.logical_id]) for one in data},
    }


def to_import(data: Sequence[Kept]) -> list[dict[str, Any]]:
    """Say what each name of the template is called at AWS."""
    return [
        {
            "ResourceType": one.kind,
            "LogicalResourceId": one.logical_id,
            "ResourceIdentifier": {IDENTIFIED_BY[one.kind]: one.name},
        }
        for one in data
    ]


def _alone(resource: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in resource["Properties"].items() if name != OF_FUNCTIONS}
    kept = {name: value for name, value in resource.items() if name not in WITH_THE_REST}
    return {"DeletionPolicy": "Retain", **kept, "Properties": properties}


def _holds_anything(stage: Stage, bucket: str) -> bool:
    page = stage.client("s3").list_object_versions(Bucket=bucket, MaxKeys=1)
    return bool(page.get("Versions") or page.get("DeleteMarkers"))


def _wait(ask: Callable[[], Mapping[str, Any]], key: str, end: str, failures: Sequence[str]) -> Mapping[str, Any]:
    answer = ask()
    for _ in range(MOST_POLLS):
        if answer[key] == end or answer[key] in failures:
            break
        time.sleep(POLL_SECONDS)
        answer = ask()
    return answer


def _not_taken(stage: Stage, reason: str) -> str:
    return (
        f"CloudFormation does not take over what an earlier stack of {stage.stack_name} left: {reason} Nothing of it "
        "was changed. Look at the stack's events in the CloudFormation console and run the command again."
    )
