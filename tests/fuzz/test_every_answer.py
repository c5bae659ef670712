"""Requests made up from the OpenAPI document, in order and out of order, as each role: no server error, no surprise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.e2e.stack import GROUPS, HTTP_SECONDS, ROOT, LocalStack

EXAMPLES: Final = 5
DOCUMENT: Final[dict[str, Any]] = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
SCHEMA: Final = schemathesis.openapi.from_dict(DOCUMENT).exclude(path_regex="^/(c|v1)/")
"""Without the doors of cameras, which take no person's token and no JSON of ours (`test_any_knock`)."""
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


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


@pytest.mark.parametrize("group", ["", *GROUPS])
@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,  # a check of a commit must not depend on luck; more examples are for a person's own run
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_of_the_document(
    stack: LocalStack, tokens_by_group: dict[str, str], group: str, case: schemathesis.Case[Any]
) -> None:
    answer = case.call(
        base_url=stack.outputs["api_url"],
        headers={"Authorization": f"Bearer {tokens_by_group[group]}"},
        timeout=HTTP_SECONDS,
    )
    case.validate_response(answer, checks=CHECKS)
