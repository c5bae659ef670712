"""Every route of the OpenAPI document, for every role and every token that is not one: none can be forgotten."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from uuid import uuid4

import pytest
import requests

from scripts.client import Json, PlatebookClient, sign_in
from tests.e2e.stack import GROUPS, HTTP_SECONDS, NEW_PASSWORD, ROOT, LocalStack

DOCUMENT: Final[Json] = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
GROUPS_OF: Final[dict[str, tuple[str, ...]]] = {
    "owner": (),
    "owner_or_operators": (),
    "operators": ("operators",),
    "admins": ("admins",),
    "operators_or_admins": ("operators", "admins"),
}


class Operation(NamedTuple):
    """One route of the document."""

    method: str
    path: str
    about: Json

    @property
    def groups(self) -> tuple[str, ...]:
        """Which groups one has to be in one of; none for what everybody may do with what is their own."""
        return GROUPS_OF[self.about["x-audience"]]


OPERATIONS: Final = [
    Operation(method.upper(), path, about)
    for path, methods in DOCUMENT["paths"].items()
    for method, about in methods.items()
    if about["x-audience"] != "cameras"  # no person's token opens their doors: test_cameras.py, cameras/
]
ABOUT_ONE: Final = [one for one in OPERATIONS if "{" in one.path and not GROUPS_OF[one.about["x-audience"]]]


def named(one: object) -> str | None:
    return f"{one.method} {one.path}" if isinstance(one, Operation) else None


every_route = pytest.mark.parametrize("route", OPERATIONS, ids=named)
NOT_THERE: Final = "0" * 32
NO_CHANNEL: Final = "ch-0000000000"
NO_SITE, NO_CAMERA, NO_SECRET = "site-0000000000", "cam-0000000000", "sec-0000000000"
NO_LIST: Final = "list-0000000000"
A_SETUP: Final[Json] = {
    "is_followed": True,
    "spaces": None,
    "free_minutes": None,
    "longest_minutes": None,
    "grace_minutes": 10,
    "hours": [],
    "longest_visit_days": 30,
    "absent_minutes": 30,
    "reset": None,
    "gates": [],
    "version": 0,
}
BODIES: Final[dict[str, Json]] = {
    "/uploads": {"file_name": "a.jpg", "content_type": "image/jpeg", "size_bytes": 10},
    "/uploads/{upload_id}/hold": {"reason": "because", "until": "2026-05-01T00:00:00Z", "version": 0},
    "/uploads/{upload_id}/release": {"version": 1},
    "/plates/show": {"plate": "AB12CDE"},
    "/plates/dossier": {"plate": "AB12CDE"},
    # Of a plate that nobody has seen: it gets in, and writes nothing.
    "/plates/tags": {"plate": "N0N0N0N0N0", "add": ["vip"]},
    "/plates/notes": {"plate": "N0N0N0N0N0", "note_id": NOT_THERE, "text": "never here"},
    "/plates/notes/take-back": {"plate": "N0N0N0N0N0", "note_id": NOT_THERE},
    "/reads/{read_id}/review": {"decision": "confirm", "version": 0},
    "/uploads/{upload_id}/delete": {"reason": "other"},
    "/uploads/{upload_id}/reads": {"plate": "AB12CDE"},
    "/uploads/{upload_id}/no-plate": {"decision": "no_plate", "version": 0},
    "/reads/{read_id}/doubt": {"version": 0},
    "/reads/{read_id}/take-back": {"version": 0},
    # At a site that is not there, and changing one that is not: it gets in, and makes nothing.
    "/sites": {"site_id": NO_SITE, "version": 1, "name": "Central", "time_zone": "UTC"},
    "/sites/{site_id}/remove": {"version": 1},
    "/cameras": {"site_id": NO_SITE, "name": "Gate 2", "role": "entry"},
    "/cameras/{camera_id}/remove": {"version": 1},
    "/lists": {"list_id": NO_LIST, "version": 1, "name": "Stolen", "kind": "watch"},
    "/lists/{list_id}/remove": {"version": 1},
    "/lists/{list_id}/clear": {"which": "ended"},
    "/lists/{list_id}/entries": {"plate": "AB12CDE"},
    "/lists/{list_id}/entries/remove": {"entries": [{"plate": "AB12CDE", "version": 1}]},
    "/lists/{list_id}/entries/try": {"plate": "AB12CDE"},
    "/lists/{list_id}/import": {
        "import_id": "1",
        "header": "plate",
        "rows": [{"line": 2, "text": "AB12CDE"}],
        "is_dry_run": True,
    },
    "/alerts/{alert_id}/acknowledge": {"version": 1},
    "/visits/search": {"plate": "AB12CDE"},
    "/visits/export": {"site_id": NO_SITE, "from": "2026-05-01T00:00:00Z", "to": "2026-05-02T00:00:00Z"},
    "/visits/{visit_id}/say": {"word": "waived", "version": 1},
    "/visits/{visit_id}/left": {"left_at": "2026-05-01T00:00:00Z", "version": 1},
    "/visits/{visit_id}/part": {"version": 1},
    "/visits/{visit_id}/answer": {"version": 1},
    "/sites/{site_id}/count": {"count": 1, "why": "counted"},
    "/sites/{site_id}/parking": A_SETUP,
    "/permits/check": {"plate": "AB12CDE", "site_id": NO_SITE},
    "/channels": {
        "channel_id": NO_CHANNEL,
        "version": 1,
        "name": "Office",
        "kind": "webhook",
        "target": "https://receiver.example/",
        "types": ["read.accepted"],
    },
    "/channels/{channel_id}/switch": {"on": True},
    "/channels/{channel_id}/remove": {"version": 1},
    "/channels/{channel_id}/replay": {"delivery_id": "0-none"},
    # Of somebody who is there already: it gets in, and makes nobody.
    "/people": {"email": "driver@platebook.example"},
    "/people/search": {"email_begins": "driver@"},
    "/people/{person_id}/groups": {"groups": ["operators"], "seen": []},
    "/people/{person_id}/switch": {"on": False},
    # Of a version that is not in force: it gets in, and changes nothing.
    "/settings": {
        "accept_error_rate": 0.01,
        "expected_regions": [],
        "second_look": True,
        "retention_days": 1,
        "version": 1_000_000,
    },
}
"""What POST routes need so that their input is in order; an empty object for the others."""

SOME_DAYS: Final = "?from=2026-05-01&to=2026-05-02"
QUERIES: Final[dict[str, str]] = {"/insights": SOME_DAYS, "/sites/{site_id}/charts": SOME_DAYS}


NOTHING_TO_DO: Final = {one.path: {404} for one in OPERATIONS if "{" in one.path} | {
    "/settings": {409},
    "/sites": {404},
    "/cameras": {404},
    "/lists": {404},
    "/permits/check": {400},
    "/visits/export": {404},
    "/channels": {404},
    "/people": {409},
    "/plates/tags": {409},
    "/plates/notes": {409},
    "/plates/notes/take-back": {404},
    # Of a camera that has brought nothing there is nothing to see.
    "/cameras/{camera_id}/photos": {200},
}
"""How a request in order is answered where the thing that it is about is not there, or has changed."""


def call(stack: LocalStack, route: Operation, token: str | None, **ids: str) -> requests.Response:
    known = {
        "upload_id": NOT_THERE,
        "read_id": f"{NOT_THERE}-0",
        "site_id": NO_SITE,
        "camera_id": NO_CAMERA,
        "secret_id": NO_SECRET,
        "list_id": NO_LIST,
        "channel_id": NO_CHANNEL,
        "person_id": NOT_THERE,
        "alert_id": NOT_THERE,
        "visit_id": f"{NOT_THERE}-0",
        **ids,
    }
    address = stack.outputs["api_url"] + re.sub(r"{(\w+)}", lambda name: known[name[1]], route.path)
    address += QUERIES.get(route.path, "")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = BODIES.get(route.path, {}) if route.method == "POST" else None
    return requests.request(route.method, address, headers=headers, json=body, timeout=HTTP_SECONDS)


# ---- tokens that are none


def encoded(part: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def claims_of(token: str) -> Json:
    middle = token.split(".")[1]
    claims: Json = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return claims


def promoted(tokens: dict[str, str]) -> str:
    """The plain user's token that says it is an operator's and an administrator's."""
    head, _, signature = tokens["AccessToken"].split(".")
    return ".".join([head, encoded({**claims_of(tokens["AccessToken"]), "cognito:groups": [*GROUPS]}), signature])


def unsigned(tokens: dict[str, str]) -> str:
    claims = {**claims_of(tokens["AccessToken"]), "cognito:groups": [*GROUPS]}
    return ".".join([encoded({"alg": "none", "typ": "JWT"}), encoded(claims), ""])


def of_nobody(_tokens: dict[str, str]) -> None:
    return None


FORGERIES: Final[tuple[Callable[[dict[str, str]], str | None], ...]] = (of_nobody, promoted, unsigned)


@pytest.fixture(scope="module")
def tokens(stack: LocalStack) -> dict[str, str]:
    user = stack.outputs["demo_users"][0]
    return sign_in(stack.outputs, user["email"], user["password"])


@pytest.fixture(scope="module")
def of_another_pool(stack: LocalStack) -> str:
    """An access token of a pool that anybody could make in an account of their own."""
    cognito = stack.aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName=f"another-{uuid4().hex}")["UserPool"]["Id"]
    flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    client = cognito.create_user_pool_client(UserPoolId=pool, ClientName="any", ExplicitAuthFlows=flows)
    client_id = client["UserPoolClient"]["ClientId"]
    return _signed_in(cognito, pool, client_id)


@pytest.fixture(scope="module")
def of_another_client(stack: LocalStack) -> str:
    """An access token of the same pool, made for another app."""
    cognito, pool = stack.aws("cognito-idp"), stack.outputs["user_pool_id"]
    flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    client = cognito.create_user_pool_client(UserPoolId=pool, ClientName="another", ExplicitAuthFlows=flows)
    return _signed_in(cognito, pool, client["UserPoolClient"]["ClientId"])


def _signed_in(cognito: Any, pool: str, client_id: str) -> str:
    email = f"stranger-{uuid4().hex}@platebook.example"
    cognito.admin_create_user(UserPoolId=pool, Username=email, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=NEW_PASSWORD, Permanent=True)
    given = {"USERNAME": email, "PASSWORD": NEW_PASSWORD}
    answer = cognito.initiate_auth(ClientId=client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=given)
    return str(answer["AuthenticationResult"]["AccessToken"])


@pytest.mark.parametrize("forge", FORGERIES)
@every_route
def test_a_forged_token_is_refused(
    stack: LocalStack, tokens: dict[str, str], route: Operation, forge: Callable[..., str | None]
) -> None:
    assert call(stack, route, forge(tokens)).status_code == 401


@every_route
def test_a_token_for_something_else_is_refused(
    stack: LocalStack,
    tokens: dict[str, str],
    of_another_pool: str,
    of_another_client: str,
    route: Operation,
) -> None:
    others = (tokens["IdToken"], tokens["RefreshToken"], of_another_pool, of_another_client)
    assert [call(stack, route, token).status_code for token in others] == [401] * len(others)


# ---- roles


@pytest.mark.parametrize("group", ["", *GROUPS])
@every_route
def test_each_role_gets_what_is_for_it_and_no_more(
    stack: LocalStack, tokens_by_group: dict[str, str], route: Operation, group: str
) -> None:
    answer = call(stack, route, tokens_by_group[group])
    if route.groups and group not in route.groups:
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "not_allowed"
        assert " or ".join(route.groups) in answer.json()["error"]["message"]
    else:
        allowed = {int(status) for status in route.about["responses"] if status.startswith("2")}
        assert answer.status_code in allowed | NOTHING_TO_DO.get(route.path, set()), answer.text


@pytest.mark.parametrize("group", ["", "admins"])
@pytest.mark.parametrize("route", ABOUT_ONE, ids=named)
def test_what_is_somebody_elses_is_as_if_it_were_not_there(
    stack: LocalStack,
    driver: PlatebookClient,
    tokens_by_group: dict[str, str],
    route: Operation,
    group: str,
) -> None:
    upload_id = driver.create_upload("mine.jpg", "image/jpeg", 1000)["upload_id"]
    theirs = call(stack, route, tokens_by_group[group], upload_id=upload_id, read_id=f"{upload_id}-0")
    nobodys = call(stack, route, tokens_by_group[group])
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.json()["error"]["message"] == nobodys.json()["error"]["message"]
    assert driver.get_upload(upload_id)["status"] == "awaiting_upload"
