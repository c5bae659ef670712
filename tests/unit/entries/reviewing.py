"""Calls of the operators' routes, with input that is good."""

from __future__ import annotations

import json
from typing import Any

from handler import api
from tests.support.samples import a_read

READ_ID = a_read().read_id


GOOD: dict[str, dict[str, Any]] = {
    "POST /reads/search": {},
    "POST /reads/count": {},
    "POST /reads/export": {},
    "POST /plates/show": {"plate": "AB12CDE"},
    "GET /reads/{read_id}": {},
    "POST /reads/{read_id}/review": {"decision": "confirm", "version": 0},
    "GET /insights": {"from": "2026-05-01", "to": "2026-05-31"},
    "GET /changes": {},
    "POST /review-queue/lease": {},
}


def call(
    route: str, body: object = None, groups: str = "[operators]", caller: str = "an-operator", read_id: str = READ_ID
) -> tuple[int, dict[str, Any]]:
    claims = {"sub": caller, "token_use": "access", "cognito:groups": groups}
    given = GOOD[route] if body is None else body
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": {"read_id": read_id},
        "body": json.dumps(given),
        "queryStringParameters": given,
    }
    answer = api.reviewing(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))
