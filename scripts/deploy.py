"""`npm run deploy -- --stage NAME [--region R] [--web-origin URL] [--dry-run]`: to a real AWS account, the whole."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Final

import boto3

from hosting.amplify import Amplify, App
from hosting.backend import PROJECT_ROOT, Backend, describe, require_deployable, run_serverless
from hosting.errors import DeployError
from hosting.headers import Origins, security_headers
from hosting.served import require_served
from hosting.site import make_package, web_app_config
from scripts.environment import add_region, variable
from scripts.operate.adoption import adopt, find_left_over, keep_bucket
from scripts.operate.packaged import package
from scripts.operate.refusals import run
from scripts.operate.rehearsal import rehearse
from scripts.operate.stage import Stage

SERVICE: Final = "platebook"
LOCAL_STAGE: Final = "local"
STAGE_PATTERN: Final = r"[a-z](?:[a-z0-9-]{0,10}[a-z0-9])?"
"""What the names of bucket and roles, which hold it, leave room for."""

ORIGIN_PATTERN: Final = r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+"
"""As browsers say it: no path, no port, no capitals."""

UNKNOWN_ORIGIN: Final = "https://platebook.example.com"
"""Stands for the address of a web app that has none yet."""

ALARM_MAIL: Final = "alarm_mail="
ALARM_MAIL_VARIABLE: Final = "PLATEBOOK_ALARM_MAIL"


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
    return run("deploy", options.region, lambda: _work(options))


def _work(options: argparse.Namespace) -> int:
    _check(options)
    (_rehearse if options.dry_run else _deploy)(options)
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
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
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
    operated = Stage.of(stage, region)
    left = find_left_over(operated)
    params = keep_bucket(operated, options.param)
    app = amplify.find_or_create(name)
    web_origin = options.web_origin or app.web_origin
    _tell(f"The web app will be at {web_origin}")
    if left:
        adopt(operated, package(stage, region, web_origin, params).template, left, _tell)
    run_serverless(stage, region, web_origin, params)
    backend = describe(stacks, name, region)
    _publish(amplify, app, web_origin, backend, stage)
    is_mailed = any(one.startswith(ALARM_MAIL) for one in options.param) or bool(variable(ALARM_MAIL_VARIABLE, ""))
    print(_what_next(app, web_origin, operated, is_mailed=is_mailed), flush=True)


def _rehearse(options: argparse.Namespace) -> None:
    """Say what would change, and change nothing."""
    stage = Stage.of(options.stage, options.region)
    account = stage.client("sts").get_caller_identity()["Account"]
    print(f"What deploying {stage.stack_name} to account {account}, {stage.region}, would change:", flush=True)
    require_deployable(stage.client("cloudformation"), stage.stack_name, stage.region)
    app = Amplify(stage.client("amplify"), _tell).find(stage.stack_name)
    web_origin = options.web_origin or (app.web_origin if app is not None else UNKNOWN_ORIGIN)
    said = rehearse(stage, web_origin, options.param)
    of_web_app = f"published again at {web_origin}" if app is not None else "published at a new Amplify app"
    print("\n".join(["", *said, f"The web app would be {of_web_app}.", "", "Nothing was changed."]), flush=True)


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


def _what_next(app: App, web_origin: str, stage: Stage, *, is_mailed: bool) -> str:
    domain = f"- {web_origin} must lead to the Amplify app {app.app_id}: docs/operations.md says how.\n"
    mailed = "Follow the link in the mail that AWS sent: alarms are mailed once that is done."
    unmailed = f"Be told of failures: deploy with --param={ALARM_MAIL}YOUR_EMAIL, each time."
    return f"""Deployed: {web_origin}

{"" if web_origin == app.address else domain}\
- Make yourself an operator, and an administrator; a mail brings you a password:
  {stage.command("user")} --email YOUR_EMAIL --group operators
  {stage.command("user")} --email YOUR_EMAIL --group administrators
- {mailed if is_mailed else unmailed}
- See whether all is as it should be: {stage.command("doctor")}
- To update it, run the same command. To remove it: {stage.command("remove")}"""


def _tell(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
