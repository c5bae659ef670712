"""`npm run deploy -- --stage NAME [--region R] [--web-origin URL]`: to a real AWS account, back end and web app."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Final

import boto3
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    LoginError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as AwsConnectionError

from hosting.amplify import Amplify, App
from hosting.backend import PROJECT_ROOT, Backend, describe, require_deployable, run_serverless
from hosting.errors import DeployError
from hosting.headers import Origins, security_headers
from hosting.served import require_served
from hosting.site import make_package, web_app_config
from scripts.environment import add_region

SERVICE: Final = "platebook"
LOCAL_STAGE: Final = "local"
STAGE_PATTERN: Final = r"[a-z](?:[a-z0-9-]{0,10}[a-z0-9])?"
"""What the names of bucket and roles, which hold it, leave room for."""

ORIGIN_PATTERN: Final = r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+"
"""As browsers say it: no path, no port, no capitals."""

INTERRUPTED_STATUS: Final = 130
NO_CREDENTIALS: Final = (
    NoCredentialsError,
    PartialCredentialsError,
    CredentialRetrievalError,
    ProfileNotFound,
    SSOError,
    LoginError,
    TokenRetrievalError,
)
SIGN_IN: Final = "Set AWS_PROFILE, or sign in (aws sso login), and run the command again."
REMEDIES: Final = {
    "ExpiredToken": SIGN_IN,
    "ExpiredTokenException": SIGN_IN,
    "InvalidClientTokenId": SIGN_IN,
    "UnrecognizedClientException": SIGN_IN,
    "InvalidSignatureException": f"Check this machine's clock. {SIGN_IN}",
    "SignatureDoesNotMatch": f"Check this machine's clock. {SIGN_IN}",
    "AccessDenied": "docs/operations.md lists the permissions that deploying takes.",
    "AccessDeniedException": "docs/operations.md lists the permissions that deploying takes.",
    "UnauthorizedException": "docs/operations.md lists the permissions that deploying takes.",
    "LimitExceededException": "Delete an Amplify app that is not needed, or ask AWS for more (Service Quotas).",
}
"""By AWS's code; what is not here has AWS's own sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Deploy a stage; a second run updates it.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        0 when the stage is deployed and its web app answers as it should, 1 otherwise.
    """
    options = _options(arguments)
    try:
        _check(options)
        _deploy(options)
    except (DeployError, ClientError, BotoCoreError) as error:
        print(f"\ndeploy: {_sentence(error, options.region)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return INTERRUPTED_STATUS
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run deploy --", description="Deploy a stage to a real AWS account.")
    parser.add_argument("--stage", required=True, help="what to call the deployment, such as prod")
    add_region(parser, "AWS region")
    parser.add_argument(
        "--web-origin", metavar="URL", help="an own domain of the web app; remembered for the next time"
    )
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of docs/settings.md; may be repeated",
    )
    return parser.parse_args(arguments)


def _check(options: argparse.Namespace) -> None:
    """Refuse what could never work before anything is asked of AWS."""
    if options.stage == LOCAL_STAGE:
        raise DeployError("The stage local is the laptop's: start it with npm start, and name another stage to deploy.")
    if not re.fullmatch(STAGE_PATTERN, options.stage):
        raise DeployError(
            "A stage is called by 1 to 12 lowercase letters, digits and hyphens, a letter first: --stage prod"
        )
    if options.web_origin is not None and not re.fullmatch(ORIGIN_PATTERN, options.web_origin):
        raise DeployError("--web-origin takes an https address without a path: --web-origin https://plates.example.com")
    if any(one.startswith("web_origin=") for one in options.param):
        raise DeployError("Say the web app's address with --web-origin, not as a --param: Amplify has to know it too.")


def _deploy(options: argparse.Namespace) -> None:
    stage, region, name = options.stage, options.region, f"{SERVICE}-{options.stage}"
    account = boto3.client("sts", region_name=region).get_caller_identity()["Account"]
    print(f"Deploying {name} to account {account}, {region}.", flush=True)
    stacks = boto3.client("cloudformation", region_name=region)
    amplify = Amplify(boto3.client("amplify", region_name=region), _tell)
    require_deployable(stacks, name, region)
    app = amplify.find_or_create(name)
    web_origin = options.web_origin or app.web_origin
    _tell(f"The web app will be at {web_origin}")
    run_serverless(stage, region, web_origin, options.param)
    backend = describe(stacks, name, region)
    _publish(amplify, app, web_origin, backend, stage)
    print(_what_next(app, web_origin, backend), flush=True)


def _publish(amplify: Amplify, app: App, web_origin: str, backend: Backend, stage: str) -> None:
    origins = Origins.on_aws(backend.api_url, backend.region, backend.bucket)
    config = web_app_config(
        stage=stage,
        aws_region=backend.region,
        api_url=backend.api_url,
        user_pool_id=backend.user_pool_id,
        user_pool_client_id=backend.user_pool_client_id,
        sign_up=backend.sign_up,
    )
    package = make_package(PROJECT_ROOT / "frontend" / "dist", config)
    amplify.configure(app, web_origin, origins)
    amplify.publish(app, package)
    _tell("Looking whether it is served as it should be ...")
    require_served(app.address, security_headers(origins), config)


def _what_next(app: App, web_origin: str, backend: Backend) -> str:
    subscribe = f"aws sns subscribe --region {backend.region} --topic-arn {backend.alarm_topic}"
    add = f"aws cognito-idp admin-add-user-to-group --region {backend.region} --user-pool-id {backend.user_pool_id}"
    domain = f"- {web_origin} must lead to the Amplify app {app.app_id}: docs/operations.md says how.\n"
    return f"""Deployed: {web_origin}

{"" if web_origin == app.address else domain}\
- Be told of failures:
  {subscribe} --protocol email --notification-endpoint YOUR_EMAIL
- Sign up in the web app, and make yourself an operator (and, with --group-name admins, an administrator):
  {add} --username YOUR_EMAIL --group-name operators
- To update it, run the same command. To remove it (Amplify app {app.app_id}): docs/operations.md."""


def _tell(line: str) -> None:
    print(f"  {line}", flush=True)


def _sentence(error: DeployError | ClientError | BotoCoreError, region: str) -> str:
    """Say what is wrong and what to do."""
    if isinstance(error, NO_CREDENTIALS):
        return f"There are no AWS credentials that can be used. {SIGN_IN}"
    if isinstance(error, AwsConnectionError):
        return (
            f"AWS cannot be reached. Check the network, and that {region} has Amplify Hosting and Rekognition, "
            "and run the command again."
        )
    if not isinstance(error, ClientError):
        return str(error)
    told = error.response["Error"]
    remedy = REMEDIES.get(told["Code"]) or f"{told['Message']} Put it right and run the command again."
    return f"AWS refuses {error.operation_name} ({told['Code']}). {remedy}"


if __name__ == "__main__":
    sys.exit(main())
