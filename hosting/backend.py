"""The back end of a stage: its CloudFormation stack, and the program that brings it up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from hosting.errors import DeployError
from hosting.turn import deploy_turn

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent
SERVERLESS: Final = PROJECT_ROOT / "node_modules" / "serverless" / "bin" / "serverless.js"
USABLE: Final = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"})
PLANNED: Final = "REVIEW_IN_PROGRESS"
"""A stack that only a change set speaks of: there is nothing of it yet."""


@dataclass(frozen=True, slots=True)
class Backend:
    """What the web app needs to know of a deployed stack.

    Attributes
    ----------
    region
        Where it is.
    api_url, user_pool_id, user_pool_client_id, sign_up, bucket, alarm_topic
        Its outputs.
    """

    region: str
    api_url: str
    user_pool_id: str
    user_pool_client_id: str
    sign_up: str
    bucket: str
    alarm_topic: str


OUTPUTS: Final = {
    "api_url": "ApiUrl",
    "user_pool_id": "UserPoolId",
    "user_pool_client_id": "UserPoolClientId",
    "sign_up": "SignUp",
    "bucket": "UploadsBucketName",
    "alarm_topic": "FailureTopicArn",
}
"""What the stack calls them."""


def require_deployable(client: CloudFormationClient, name: str, region: str) -> None:
    """Look whether the stack can be made or updated, before anything is changed.

    Raises
    ------
    DeployError
        It is in a state that CloudFormation lets nobody update.
    """
    stack = find_stack(client, name)
    if stack is not None and stack["StackStatus"] not in USABLE:
        raise DeployError(not_deployable(name, stack["StackStatus"], region))


def run_serverless(stage: str, region: str, web_origin: str, params: Sequence[str]) -> None:
    """Deploy the stack; what the program says is for the person who waits.

    Raises
    ------
    DeployError
        It failed.
    """
    status = _run_serverless(["deploy", "--stage", stage, "--region", region], web_origin, params)
    if status != 0:
        raise DeployError(
            f"The back end could not be deployed (exit status {status}); the reason stands above. The web app "
            "was not touched. Put it right and run the command again."
        )


def package_into(folder: Path, stage: str, region: str, web_origin: str, params: Sequence[str]) -> None:
    """Make what would be deployed, template and code, and leave AWS alone.

    Raises
    ------
    DeployError
        It failed.
    """
    words = ["package", "--stage", stage, "--region", region, "--package", str(folder)]
    status = _run_serverless(words, web_origin, params)
    if status != 0:
        raise DeployError(f"The back end could not be packaged (exit status {status}); the reason stands above.")


def _run_serverless(words: Sequence[str], web_origin: str, params: Sequence[str]) -> int:
    # Set to nothing, as a missing secret in CI is, is not set: osls would take it for a value.
    meant = {name: value for name, value in os.environ.items() if value.strip() or not _is_read_by_serverless(name)}
    environment = meant | {
        "PLATEBOOK_WEB_ORIGIN": web_origin,
        "PLATEBOOK_PYTHON": sys.executable,
        "SLS_TELEMETRY_DISABLED": "1",
        "SLS_NOTIFICATIONS_MODE": "off",
    }
    command: list[str | Path] = ["node", SERVERLESS, *words, *(f"--param={one}" for one in params)]
    with deploy_turn(lambda line: print(f"  {line}", flush=True)):
        return subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=False).returncode


def _is_read_by_serverless(name: str) -> bool:
    return name.startswith(("PLATEBOOK_", "AWS_"))


def describe(client: CloudFormationClient, name: str, region: str) -> Backend:
    """Read what a deployed stack says of itself.

    Raises
    ------
    DeployError
        It is not there, did not come to its end, or lacks an output.
    """
    stack = find_stack(client, name)
    if stack is None:
        raise DeployError(
            f"There is no stack {name} in {region} although it was deployed. Check the region and account."
        )
    if stack["StackStatus"] not in USABLE:
        raise DeployError(not_deployable(name, stack["StackStatus"], region))
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    missing = [key for key in OUTPUTS.values() if key not in outputs]
    if missing:
        raise DeployError(f"The stack {name} has no output {', '.join(missing)}. See resources/ and deploy again.")
    return Backend(region, **{attribute: outputs[key] for attribute, key in OUTPUTS.items()})


def find_stack(client: CloudFormationClient, name: str) -> StackTypeDef | None:
    """Get what CloudFormation says of a stack; None where there is none."""
    try:
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        told = error.response["Error"]
        if told["Code"] == "ValidationError" and "does not exist" in told["Message"]:
            return None
        raise
    return None if stack["StackStatus"] == PLANNED else stack


def not_deployable(name: str, status: str, region: str) -> str:
    """Say in which state a stack is that cannot be updated, and what to do."""
    return f"The stack {name} is in state {status}. {_remedy(name, status, region)}"


def _remedy(name: str, status: str, region: str) -> str:
    again = "and run the command again"
    if status.endswith("_IN_PROGRESS"):
        return f"Something else is changing it: wait until that has ended (CloudFormation console), {again}."
    if status.startswith("UPDATE"):
        return f"In the CloudFormation console choose 'Continue update rollback' for it, {again}."
    stage = name.rpartition("platebook-")[2]
    return (
        f"It was never whole, or could not be removed: take it away with "
        f"npm run remove -- --stage {stage} --region {region}, {again}."
    )
