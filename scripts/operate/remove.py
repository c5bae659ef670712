"""`npm run remove -- --stage NAME [--delete-data] [--yes]`: take a stage away; photos and log stay unless said."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from hosting.amplify import Amplify
from hosting.errors import DeployError
from scripts.operate.data import BUCKET, HOLDS, POOL, TABLE, Kept, find, in_stack, measure
from scripts.operate.refusals import run
from scripts.operate.removal import Plan, announcement, farewell, nothing
from scripts.operate.stage import Stage, add_stage

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DEPLOYMENT_BUCKET: Final = "ServerlessDeploymentBucket"
KEEPING: Final = frozenset({"Retain", "RetainExceptOnCreate"})
POLL_SECONDS: Final = 5.0
MOST_POLLS: Final = 720
"""An hour, at `POLL_SECONDS`."""

TOLD_EVERY_POLLS: Final = 12
GONE: Final = frozenset({"NoSuchBucket", "ResourceNotFoundException", "NotFoundException"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Remove the back end and the web app of a stage.

    Doing so twice is safe: a second run goes on where the first one was broken off.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        0 when it is gone, 1 when it could not be removed or nobody said yes.
    """
    options = _options(arguments)
    return run("remove", options.region, lambda: _work(options))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run remove --", description="Take a stage away from an AWS account.")
    add_stage(parser)
    parser.add_argument("--delete-data", action="store_true", help="delete photos, log and accounts, too, for good")
    parser.add_argument("--yes", action="store_true", help="do not ask for the stage's name")
    return parser.parse_args(arguments)


def _work(options: argparse.Namespace) -> int:
    stage = Stage.of(options.stage, options.region)
    if stage.is_laptop:
        raise DeployError(
            "The stage local is the laptop's. It ends with Ctrl-C, and begins from nothing with: npm start -- --reset"
        )
    plan = _plan(stage, deletes_data=options.delete_data)
    if plan.is_empty:
        print(nothing(plan))
        return 0
    if plan.status and not plan.deletes_data:
        _require_keeping(stage, plan.status)
    print(announcement(plan), flush=True)
    if not (options.yes or _is_confirmed(stage.name)):
        print("\nNothing was removed.", file=sys.stderr)
        return 1
    _remove(stage, plan)
    print(farewell(plan), flush=True)
    return 0


def _plan(stage: Stage, *, deletes_data: bool) -> Plan:
    stack, app = stage.find_stack(), Amplify(stage.client("amplify"), _tell).find(stage.stack_name)
    if stack is not None and stack["StackStatus"].endswith("_IN_PROGRESS"):
        raise DeployError(
            f"Something is changing the stack {stage.stack_name} ({stack['StackStatus']}): wait until that has ended "
            "(CloudFormation console) and run the command again."
        )
    print("Looking at what there is; in a large bucket that takes some minutes ...", flush=True)
    return Plan(
        stage.name,
        stage.region,
        stage.client("sts").get_caller_identity()["Account"],
        stage.stack_name,
        stack["StackStatus"] if stack is not None else "",
        f"{app.address} (Amplify app {app.app_id})" if app is not None else "",
        [measure(stage, one) for one in find(stage)],
        deletes_data,
        stage.command("deploy"),
        stage.command("remove"),
    )


def _require_keeping(stage: Stage, status: str) -> None:
    """Refuse where CloudFormation would delete data with the stack: an older version, or a stage that says so."""
    template = stage.client("cloudformation").get_template(StackName=stage.stack_name)["TemplateBody"]
    goes = ", ".join(sorted(goes_with_the_stack(template)))
    if not goes:
        return
    by_hand = "delete the stack in the CloudFormation console, and choose there to retain them"
    deploy = f"deploy this version once, with deletion_policy Retain: {stage.command('deploy')}"
    raise DeployError(
        f"{goes} would be deleted with the stack as it is deployed. To keep them, "
        f"{by_hand if status == 'DELETE_FAILED' else deploy}. To delete them: --delete-data"
    )


def goes_with_the_stack(template: Mapping[str, Any]) -> Iterator[str]:
    """Tell which data a template lets CloudFormation delete."""
    for name in HOLDS:
        resource = template["Resources"].get(name)
        if resource is not None and resource.get("DeletionPolicy") not in KEEPING:
            yield name


def _is_confirmed(name: str) -> bool:
    try:
        return input(f"\nType the stage's name, {name}, to go on: ").strip() == name
    except EOFError:  # nobody is there to be asked
        return False


def _remove(stage: Stage, plan: Plan) -> None:
    data = [one.kept for one in plan.data]
    if plan.status:
        if plan.deletes_data:
            _empty_buckets(stage, [one.name for one in data if one.kind == BUCKET])
        _remove_stack(stage)
    amplify = Amplify(stage.client("amplify"), _tell)
    app = amplify.find(stage.stack_name)
    if app is not None:
        _tell(f"Removing the Amplify app {app.app_id} ...")
        amplify.delete(app)
    if plan.deletes_data:
        for one in data:
            _tell(f"Deleting {one.name} ...")
            _unless_gone(stage, one)


def _remove_stack(stage: Stage) -> None:
    client = stage.client("cloudformation")
    _empty_buckets(stage, [one.name for one in in_stack(stage, (DEPLOYMENT_BUCKET,))])
    _tell(f"Removing the stack {stage.stack_name}; this takes some minutes ...")
    client.delete_stack(StackName=stage.stack_name)
    for polls in range(MOST_POLLS):
        time.sleep(POLL_SECONDS)
        stack = stage.find_stack()
        if stack is None:
            return
        if stack["StackStatus"] == "DELETE_FAILED":
            raise DeployError(_why_not(client, stage.stack_name))
        if polls and polls % TOLD_EVERY_POLLS == 0:
            _tell(f"{stack['StackStatus']} ({polls * POLL_SECONDS:.0f} s) ...")
    raise DeployError(
        f"The stack {stage.stack_name} is not gone after an hour. Look at it in the CloudFormation console."
    )


def _why_not(client: Any, name: str) -> str:  # noqa: ANN401 boto3's
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    failed = [one for one in events if one["ResourceStatus"] == "DELETE_FAILED" and "ResourceStatusReason" in one]
    reasons = {one["LogicalResourceId"]: one["ResourceStatusReason"] for one in failed}
    said = "; ".join(f"{which}: {why}" for which, why in reasons.items())
    return f"CloudFormation could not remove the stack {name}. {said} Put it right and run the command again."


def _empty_buckets(stage: Stage, names: Sequence[str]) -> None:
    for name in names:
        _tell(f"Emptying the bucket {name} ...")
        _empty(stage.client("s3"), name)


def _empty(client: S3Client, name: str) -> None:
    for page in client.get_paginator("list_object_versions").paginate(Bucket=name):
        gone = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        keys: Any = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in gone]
        if not keys:
            continue
        errors = client.delete_objects(Bucket=name, Delete={"Objects": keys, "Quiet": True}).get("Errors", [])
        if errors:
            raise DeployError(f"{len(errors)} objects of {name} cannot be deleted: {errors[0].get('Message')}")


def _unless_gone(stage: Stage, kept: Kept) -> None:
    try:
        {BUCKET: _delete_bucket, TABLE: _delete_table, POOL: _delete_pool}[kept.kind](stage, kept.name)
    except ClientError as error:
        if error.response["Error"]["Code"] not in GONE:
            raise


def _delete_bucket(stage: Stage, name: str) -> None:
    _empty(stage.client("s3"), name)
    stage.client("s3").delete_bucket(Bucket=name)


def _delete_table(stage: Stage, name: str) -> None:
    stage.client("dynamodb").delete_table(TableName=name)


def _delete_pool(stage: Stage, pool_id: str) -> None:
    client = stage.client("cognito-idp")
    client.update_user_pool(UserPoolId=pool_id, DeletionProtection="INACTIVE")
    client.delete_user_pool(UserPoolId=pool_id)


def _tell(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
