"""`outputs.json`: where a running stack is, for scripts and tests. Absent when nothing runs."""

import json
from pathlib import Path
from typing import TypedDict

from hosting import site
from local.accounts import DEMO_ACCOUNTS
from local.cameras import DemoCamera
from local.deployment import Deployed
from local.stack import AWS_REGION, STAGE, Stack


class DemoUser(TypedDict):
    """A demo account as `outputs.json` shows it."""

    email: str
    password: str
    groups: list[str]


class Outputs(TypedDict):
    """What `outputs.json` holds."""

    web_url: str
    api_url: str
    aws_region: str
    endpoint_url: str
    user_pool_id: str
    user_pool_client_id: str
    sign_up: str
    demo_users: list[DemoUser]
    demo_camera: DemoCamera


def make_outputs(stack: Stack, deployed: Deployed, demo_camera: DemoCamera) -> Outputs:
    """Gather what `outputs.json` says of a deployed stack."""
    return {
        "web_url": stack.web_url,
        "api_url": stack.api_url,
        "aws_region": AWS_REGION,
        "endpoint_url": stack.endpoint_url,
        "user_pool_id": deployed.user_pool_id,
        "user_pool_client_id": deployed.user_pool_client_id,
        "sign_up": deployed.sign_up,
        "demo_users": [
            {"email": account.email, "password": account.password, "groups": list(account.groups)}
            for account in DEMO_ACCOUNTS
        ],
        "demo_camera": demo_camera,
    }


def web_app_config(outputs: Outputs) -> dict[str, str]:
    """Return the web app's settings, which it fetches as `/config.json` before it starts."""
    config = site.web_app_config(
        stage=STAGE,
        aws_region=outputs["aws_region"],
        api_url=outputs["api_url"],
        user_pool_id=outputs["user_pool_id"],
        user_pool_client_id=outputs["user_pool_client_id"],
        sign_up=outputs["sign_up"],
    )
    return config | {"user_pool_endpoint": outputs["endpoint_url"], "mail_url": "/local/mail"}


def write_json(path: Path, content: object) -> None:
    """Write a JSON file whole or not at all: a reader never meets half of it."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    partial.replace(path)
