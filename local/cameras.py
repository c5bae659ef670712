"""The demo cameras of the local stage: one at the entry and one at the exit of a site, and a secret for the first."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any, TypedDict
from zoneinfo import available_timezones

from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

from local.accounts import DEMO_ACCOUNTS
from local.clients import Clients
from local.errors import LocalError
from local.stack import STACK_NAME, Stack

FUNCTION = f"{STACK_NAME}-administering"
SITE_NAME = "Demo car park"
# The words are those of the devices that `npm run camera` plays.
ENTRY: dict[str, Any] = {
    "name": "Demo entry",
    "role": "entry",
    "directions": {"reverse": "entering", "obverse": "entering"},
}
EXIT = {"name": "Demo exit", "role": "exit"}


class DemoCamera(TypedDict):
    """A camera that can be played, as `outputs.json` shows it."""

    camera_id: str
    site_id: str
    secret: str
    push_url: str
    plate_reader_url: str


def zone_of_this_machine(link: Path = Path("/etc/localtime")) -> str:
    """Name the time zone in which the cameras that are played tell the time; UTC where the machine does not say.

    Parameters
    ----------
    link
        What points to the zone's file.
    """
    told = (os.environ.get("TZ", "").lstrip(":"), str(link.resolve()).rpartition("zoneinfo/")[2])
    known = available_timezones()
    return next((name for name in told if name in known), "UTC")


def ensure_demo_camera(stack: Stack, clients: Clients, user_pool_id: str, table: str) -> DemoCamera:
    """Make the demo cameras, unless those of an earlier start are still let in.

    Parameters
    ----------
    stack
    clients
        Of the stack's AWS.
    user_pool_id
        Where the administrator is who makes them, so that the audit names somebody.
    table
        Where secrets are looked up.

    Raises
    ------
    LocalError
        The stack refuses to make them.
    """
    kept = _kept(stack)
    if kept is None or not _is_let_in(clients, table, kept):
        kept = _made(clients, _administrator(clients.users, user_pool_id))
        _keep(stack, kept)
    push_url = f"{stack.api_url}/c/{kept['camera_id']}/{kept['secret']}"
    return DemoCamera(
        camera_id=kept["camera_id"],
        site_id=kept["site_id"],
        secret=kept["secret"],
        push_url=push_url,
        plate_reader_url=f"{stack.api_url}/v1/plate-reader/",
    )


def _path(stack: Stack) -> Path:
    return stack.state_dir / "demo_camera.json"


def _kept(stack: Stack) -> dict[str, str] | None:
    try:
        kept = json.loads(_path(stack).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return kept if isinstance(kept, dict) and {"camera_id", "site_id", "secret"} <= set(kept) else None


def _keep(stack: Stack, camera: dict[str, str]) -> None:
    path = _path(stack)
    path.touch(mode=0o600)
    path.write_text(json.dumps(camera, indent=2) + "\n", encoding="utf-8")


def _is_let_in(clients: Clients, table: str, kept: dict[str, str]) -> bool:
    """Tell whether its secret is known; it is not after a reset, nor once somebody has revoked it."""
    digest = hashlib.sha256(kept["secret"].encode()).hexdigest()
    key = {"pk": {"S": f"credential#{digest}"}, "sk": {"S": "credential"}}
    return "Item" in clients.tables.get_item(TableName=table, Key=key, ConsistentRead=True)


def _administrator(users: CognitoIdentityProviderClient, user_pool_id: str) -> str:
    email = next(account.email for account in DEMO_ACCOUNTS if "admins" in account.groups)
    found = users.admin_get_user(UserPoolId=user_pool_id, Username=email)
    return next(one["Value"] for one in found["UserAttributes"] if one["Name"] == "sub")


def _made(clients: Clients, administrator: str) -> dict[str, str]:
    site_id = _call(clients, administrator, "POST /sites", {"name": SITE_NAME, "time_zone": zone_of_this_machine()})[
        "site_id"
    ]
    first, _ = (_call(clients, administrator, "POST /cameras", {"site_id": site_id, **one}) for one in (ENTRY, EXIT))
    path = {"camera_id": first["camera_id"]}
    secret = _call(clients, administrator, "POST /cameras/{camera_id}/secrets", {}, path)["secret"]
    return {"camera_id": first["camera_id"], "site_id": site_id, "secret": secret}


def _call(
    clients: Clients, caller: str, route: str, body: dict[str, Any], path: dict[str, str] | None = None
) -> dict[str, Any]:
    """Call the function of administrators as API Gateway does for one who is signed in."""
    claims = {"sub": caller, "token_use": "access", "cognito:groups": "[operators admins]"}
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "npm-start", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": path or {},
        "body": json.dumps(body),
    }
    answer = clients.functions.invoke(FunctionName=FUNCTION, Payload=json.dumps(event).encode())
    response = json.loads(answer["Payload"].read())
    if answer.get("FunctionError") or response["statusCode"] >= 400:
        raise LocalError(f"The demo cameras cannot be made: {response.get('body', response)}")
    made: dict[str, Any] = json.loads(response["body"])
    return made
