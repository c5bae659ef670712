"""Brings the stack onto the local AWS with the same command that deploys it to a real one."""

import hashlib
import os
import platform
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.clients import Clients
from local.emulator import EMULATOR_PYTHON, FUNCTION_START
from local.errors import LocalError
from local.processes import Program
from local.stack import API_ID, PROJECT_ROOT, STACK_NAME, STAGE, Stack, project_environment

SERVERLESS = PROJECT_ROOT / "node_modules" / "serverless" / "bin" / "serverless.js"
SOURCES = (
    *("serverless.yml", "requirements.txt", "requirements-reader.txt", "package-lock.json"),
    *("resources", "handler", "reader", "scripts/packing", "scripts/serverless-packages.cjs"),
)
READER = "PLATEBOOK_READER"
READER_LIBRARIES = PROJECT_ROOT / ".local" / "reader-laptop" / "finding-libraries"
USABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")
SOURCES_TAG = "platebook-sources"
# osls waits this long between looks at the stack's progress; its default of 5 s is meant for a real AWS.
MONITORING_MILLISECONDS = "500"


@dataclass(frozen=True)
class Deployed:
    """What a deployed stack says of itself."""

    user_pool_id: str
    user_pool_client_id: str
    sign_up: str
    audit_inbox: str
    outbox: str
    table: str


def program(stack: Stack) -> Program:
    """Return the program that deploys a stack; addresses that differ between stacks are its parameters."""
    command: list[str | Path] = [
        "node",
        SERVERLESS,
        "deploy",
        "--stage",
        STAGE,
        f"--param=web_origin={stack.web_url}",
        f"--param=rekognition_endpoint_url={stack.rekognition_url}",
        f"--param=reader_path={FUNCTION_START}{os.pathsep}{READER_LIBRARIES}",
    ]
    environment = project_environment(stack) | {
        "PLATEBOOK_PYTHON": str(EMULATOR_PYTHON),  # functions run in it, so their wheels must fit it
        "SLS_AWS_MONITORING_FREQUENCY": MONITORING_MILLISECONDS,
        "SLS_TELEMETRY_DISABLED": "1",
        "SLS_NOTIFICATIONS_MODE": "off",
    }
    return Program("serverless deploy", command, environment)


def sources_digest(stack: Stack) -> str:
    """Return a digest of everything that decides what a deployment makes.

    Parameters
    ----------
    stack
        Its addresses are part of the deployment.
    """
    made_for = f"{platform.platform()} {EMULATOR_PYTHON.resolve()} {stack.ports} {os.environ.get(READER, '')}"
    digest = hashlib.sha256(made_for.encode())
    for path in _source_files():
        digest.update(f"\0{path.relative_to(PROJECT_ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_deployed(clients: Clients, digest: str) -> bool:
    """Tell whether the local AWS holds this very deployment.

    The digest is kept as a tag of a function, not in a file: when the emulator was killed and comes back with older
    state, the digest is as old as the functions are.
    """
    try:
        tags = clients.functions.list_tags(Resource=_a_function(clients))["Tags"]
    except (ClientError, LocalError):
        return False
    return tags.get(SOURCES_TAG) == digest


def remember_deployed(clients: Clients, digest: str) -> None:
    """Mark the deployment with the digest of its sources."""
    clients.functions.tag_resource(Resource=_a_function(clients), Tags={SOURCES_TAG: digest})


def find_damage(clients: Clients) -> str | None:
    """Look whether everything the stack says it has is there.

    Returns
    -------
    str | None
        What is wrong, None when nothing is.
    """
    try:
        stack = clients.stacks.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
    except ClientError:
        return "it was killed before it could save"
    if stack["StackStatus"] not in USABLE:
        return f"its stack is in state {stack['StackStatus']}"
    checks: dict[str, Callable[[str], object]] = {
        "AWS::Cognito::UserPool": lambda name: clients.users.describe_user_pool(UserPoolId=name),
        "AWS::DynamoDB::Table": lambda name: clients.tables.describe_table(TableName=name),
        "AWS::Lambda::Function": lambda name: clients.functions.get_function(FunctionName=name),
        "AWS::S3::Bucket": lambda name: clients.files.head_bucket(Bucket=name),
        "AWS::ApiGatewayV2::Api": lambda name: clients.apis.get_api(ApiId=name),
    }
    for page in clients.stacks.get_paginator("list_stack_resources").paginate(StackName=STACK_NAME):
        for resource in page["StackResourceSummaries"]:
            check = checks.get(resource["ResourceType"])
            try:
                if check:
                    check(resource["PhysicalResourceId"])
            except (ClientError, BotoCoreError):
                return f"its {resource['LogicalResourceId']} is missing"
    return None


def describe(clients: Clients) -> Deployed:
    """Return the deployed stack's outputs.

    Raises
    ------
    LocalError
        The stack lacks an output that a start needs.
    """
    stack = clients.stacks.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    try:
        return Deployed(
            user_pool_id=outputs["UserPoolId"],
            user_pool_client_id=outputs["UserPoolClientId"],
            sign_up=outputs["SignUp"],
            audit_inbox=outputs["AuditInboxName"],
            outbox=outputs["OutboxTableName"],
            table=outputs["TableName"],
        )
    except KeyError as error:
        raise LocalError(f"The deployed stack has no output {error}: see resources/.") from error


def repair_cors(clients: Clients) -> None:
    """Give the API the cross-origin rules of its template again.

    The emulator does not understand them as CloudFormation writes them (it refuses every preflight), but does when
    they come through API Gateway's own operation.
    """
    cors = _template(clients)["Resources"]["HttpApi"]["Properties"]["CorsConfiguration"]
    clients.apis.update_api(ApiId=API_ID, CorsConfiguration=cors)


def switch_on_time_to_live(clients: Clients) -> None:
    """Let the tables' items end as their template says.

    The emulator leaves the template's word of it out, but does it (each minute) when it comes through DynamoDB's own
    operation.
    """
    template = _template(clients)
    for page in clients.stacks.get_paginator("list_stack_resources").paginate(StackName=STACK_NAME):
        for resource in page["StackResourceSummaries"]:
            properties = template["Resources"][resource["LogicalResourceId"]].get("Properties", {})
            if "TimeToLiveSpecification" in properties:
                clients.tables.update_time_to_live(
                    TableName=resource["PhysicalResourceId"],
                    TimeToLiveSpecification=properties["TimeToLiveSpecification"],
                )


def _template(clients: Clients) -> Mapping[str, Any]:
    template = clients.stacks.get_template(StackName=STACK_NAME, TemplateStage="Original")["TemplateBody"]
    if not isinstance(template, dict):
        raise LocalError("The local AWS gave no JSON template for its stack.")
    return template


def _source_files() -> Iterator[Path]:
    for name in SOURCES:
        path = PROJECT_ROOT / name
        if path.is_file():
            yield path
        else:
            yield from sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def _a_function(clients: Clients) -> str:
    for function in clients.functions.list_functions()["Functions"]:
        if function["FunctionName"].startswith(f"{STACK_NAME}-"):
            return function["FunctionArn"]
    raise LocalError("The stack has no function.")
