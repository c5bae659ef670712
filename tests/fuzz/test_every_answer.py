"""Requests made up from the OpenAPI document, in order and out of order, as each role: no server error, no surprise."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.e2e.stack import HTTP_SECONDS, ROOT, LocalStack

EXAMPLES: Final = 2
ASKED: Final = int(os.environ.get("PLATEBOOK_FUZZ_ASKED", "4"))
"""One of so many requests is asked: of each edge of each field thousands are made up. 1 asks them all."""
DOCUMENT: Final[dict[str, Any]] = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
SCHEMA: Final = schemathesis.openapi.from_dict(DOCUMENT).exclude(path_regex="^/(c|v1)/")
"""Without the doors of cameras, which take no person's token and no JSON of ours (`test_any_knock`)."""
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

MADE_UP: Final = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,  # a check of a commit must not depend on luck; more examples are for a person's own run
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def _settings_as_they_were(stack: LocalStack) -> Iterator[None]:
    """What is made up may happen to be in order, and change the settings of the stack that all tests share."""
    table, key = stack.aws("dynamodb"), {"pk": {"S": "settings"}, "sk": {"S": "settings"}}
    before = table.get_item(TableName=stack.table(), Key=key).get("Item")
    yield
    if before:
        table.put_item(TableName=stack.table(), Item=before)
    else:
        table.delete_item(TableName=stack.table(), Key=key)


def of(*audiences: str) -> BaseSchema:
    """Give the requests that somebody may ask; that nobody else gets in is tried route by route elsewhere."""
    return SCHEMA.include(lambda ctx: ctx.operation.definition.raw["x-audience"] in audiences)


_made_up: Counter[str] = Counter()
_chosen: dict[str, bool] = {}


def is_asked(case: schemathesis.Case[Any]) -> bool:
    """Choose the first request of each route and every so many after it; the same one again is chosen again."""
    route = case.operation.label
    request = repr((route, case.method, case.path_parameters, case.query, case.headers, case.body))
    if request not in _chosen:
        _chosen[request] = _made_up[route] % ASKED == 0
        _made_up[route] += 1
    return _chosen[request]


def answer_of(stack: LocalStack, token: str, case: schemathesis.Case[Any]) -> None:
    if not is_asked(case):
        return
    headers = {"Authorization": f"Bearer {token}"}
    answer = case.call(base_url=stack.outputs["api_url"], headers=headers, timeout=HTTP_SECONDS)
    case.validate_response(answer, checks=CHECKS)


@of("owner", "owner_or_operators").parametrize()
@MADE_UP
def test_every_answer_to_anybody_is_one_of_the_document(
    stack: LocalStack, tokens_by_group: dict[str, str], case: schemathesis.Case[Any]
) -> None:
    answer_of(stack, tokens_by_group[""], case)


@of("operators", "operators_or_admins", "owner_or_operators").parametrize()
@MADE_UP
def test_every_answer_to_an_operator_is_one_of_the_document(
    stack: LocalStack, tokens_by_group: dict[str, str], case: schemathesis.Case[Any]
) -> None:
    answer_of(stack, tokens_by_group["operators"], case)


@of("admins", "operators_or_admins").parametrize()
@MADE_UP
def test_every_answer_to_an_administrator_is_one_of_the_document(
    stack: LocalStack, tokens_by_group: dict[str, str], case: schemathesis.Case[Any]
) -> None:
    answer_of(stack, tokens_by_group["admins"], case)


def test_each_request_is_made_up_for_somebody() -> None:
    tried = {"owner", "owner_or_operators", "operators", "operators_or_admins", "admins", "cameras"}
    told = {about["x-audience"] for methods in DOCUMENT["paths"].values() for about in methods.values()}
    assert told == tried
