"""`npm run deploy -- --dry-run`: asks CloudFormation what a deployment would change, and changes nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from hosting.errors import DeployError
from scripts.operate.adoption import find_left_over, keep_bucket
from scripts.operate.changes import FUNCTION, of_change_set, of_new_stack, sentences, with_deployed_code
from scripts.operate.data import HOLDS
from scripts.operate.packaged import Packaged, Template, package
from scripts.operate.stage import Stage

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import TagTypeDef

POLL_SECONDS: Final = 2.0
MOST_POLLS: Final = 150
NO_CHANGES: Final = ("didn't contain changes", "No updates are to be performed")
DEPLOYMENT_BUCKET: Final = "ServerlessDeploymentBucket"
KEY: Final = "dry-run/template.json"
CAPABILITIES: Final = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]


def rehearse(stage: Stage, web_origin: str, params: Sequence[str]) -> list[str]:
    """Say what a deployment would change.

    Parameters
    ----------
    stage
        The stage.
    web_origin
        Of the web app.
    params
        As `--param` takes them.

    Returns
    -------
    list of str
        Lines for people.

    Raises
    ------
    DeployError
        It cannot be packaged, or CloudFormation would not take it.
    """
    left = find_left_over(stage)
    made = package(stage.name, stage.region, web_origin, keep_bucket(stage, params))
    stack = stage.find_stack()
    if stack is not None:
        return sentences(of_change_set(_changes(stage, made, stack.get("Tags", []))))
    names = {one.logical_id for one in left}
    taken = [f"Would be taken over from an earlier stack: {one.name} ({HOLDS[one.logical_id]})" for one in left]
    new = [one for one in of_new_stack(made.template) if one.name not in names]
    return [f"There is no stack {stage.stack_name} yet.", *taken, *sentences(new)]


def _changes(stage: Stage, made: Packaged, tags: Sequence[TagTypeDef]) -> list[Mapping[str, Any]]:
    client, name = stage.client("cloudformation"), f"dry-run-{time.time():.0f}"
    deployed = client.get_template(StackName=stage.stack_name)["TemplateBody"]
    same = set(_functions_of_same_code(stage, made, deployed))
    template = with_deployed_code(made.template, deployed, same)
    place = {"StackName": stage.stack_name, "ChangeSetName": name}
    with _stored(stage, template) as url:
        client.create_change_set(
            **place, ChangeSetType="UPDATE", TemplateURL=url, Capabilities=CAPABILITIES, Tags=list(tags)
        )
        try:
            return _wait(client, place)
        finally:
            client.delete_change_set(**place)


def _functions_of_same_code(stage: Stage, made: Packaged, deployed: Template) -> Iterator[str]:
    client = stage.client("lambda")
    for name, resource in made.template["Resources"].items():
        if resource["Type"] == FUNCTION and name in deployed["Resources"]:
            function = client.get_function_configuration(FunctionName=resource["Properties"]["FunctionName"])
            if function["CodeSha256"] == made.code_of(name):
                yield name


@contextmanager
def _stored(stage: Stage, template: Template) -> Iterator[str]:
    """Lend CloudFormation a template that is too large for a request."""
    client, stack = stage.client("s3"), stage.client("cloudformation")
    resource = stack.describe_stack_resource(StackName=stage.stack_name, LogicalResourceId=DEPLOYMENT_BUCKET)
    bucket = resource["StackResourceDetail"]["PhysicalResourceId"]
    client.put_object(Bucket=bucket, Key=KEY, Body=json.dumps(template).encode())
    try:
        yield f"{client.meta.endpoint_url}/{bucket}/{KEY}"
    finally:
        client.delete_object(Bucket=bucket, Key=KEY)


def _wait(client: Any, place: Mapping[str, str]) -> list[Mapping[str, Any]]:  # noqa: ANN401 boto3's
    for _ in range(MOST_POLLS):
        answer = client.describe_change_set(**place)
        if answer["Status"] == "CREATE_COMPLETE":
            return _all_pages(client, place, answer)
        if answer["Status"] == "FAILED":
            reason = answer.get("StatusReason", "")
            if any(words in reason for words in NO_CHANGES):
                return []
            raise DeployError(f"CloudFormation would not take this: {reason} Nothing was changed.")
        time.sleep(POLL_SECONDS)
    raise DeployError("CloudFormation has not compared the templates within five minutes. Run the command again.")


def _all_pages(client: Any, place: Mapping[str, str], first: Mapping[str, Any]) -> list[Mapping[str, Any]]:  # noqa: ANN401
    changes, token = list(first["Changes"]), first.get("NextToken")
    while token:
        page = client.describe_change_set(**place, NextToken=token)
        changes += page["Changes"]
        token = page.get("NextToken")
    return changes
