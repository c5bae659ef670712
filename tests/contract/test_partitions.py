"""Each function's role gets at its own partitions of the table, and at no other: asked of another program."""

from __future__ import annotations

import json
import subprocess
from fnmatch import fnmatchcase
from typing import Any, Final

import pytest

from local.emulator import EMULATOR_PYTHON
from tests.support.rights.allowed import ALLOWED, TABLE
from tests.support.template import Template, role_of, statements

PARTITIONS: Final = {
    "upload#*": f"upload#{'0' * 32}",
    "filed#*": "filed#AB12CDE",
    "fuzzy#*": "fuzzy#A812C0E",
    "rotation#*": "rotation#AB",
    "insights#*": "insights#2026-05",
    "quota#*": "quota#somebody",
    "quota#cam-*": "quota#cam-0000000000",
    "event#cam-*": f"event#cam-0000000000#{'0' * 64}",
    "sighting#cam-*": "sighting#cam-0000000000",
    "unsettled": "unsettled",
    "meter": "meter",
    "settings": "settings",
    "sites": "sites",
    "site#*": "site#site-0000000000",
    "camera#*": "camera#cam-0000000000",
    "seen#*": "seen#cam-0000000000",
    "credential#*": f"credential#{'0' * 64}",
    "lists": "lists",
    "list#*": "list#list-0000000000",
    "listed#*": "listed#A8123",
    "alert#*": f"alert#{'0' * 32}",
    "alerting#*": "alerting#ent-0000000000#site-0000000000",
    "elsewhere": "elsewhere",
}
"""Every kind of partition of the table (docs/data.md), with one of them."""

LOOK_ALIKES: Final = (
    "settings#",
    "settings2",
    "Settings",
    "upload",
    "uploads#1",
    "quota",
    "meter#",
    "unsettled#0",
    "sites#site-0000000000",
    "site",
    "list",
    "lists#1",
    "listed",
    "alert",
    "alerting",
    "alerts",
    "cameras#1",
    "credential",
)
ITEM_ACTIONS: Final = [
    f"dynamodb:{verb}{noun}"
    for verb, nouns in {
        "Get": "Item",
        "Put": "Item",
        "Update": "Item",
        "Delete": "Item",
        "ConditionCheck": "Item",
        "BatchGet": "Item",
        "BatchWrite": "Item",
        "Query": "",
        "Scan": "",
        "PartiQL": "Select Insert Update Delete",
    }.items()
    for noun in nouns.split() or [""]
]
"""All that may be done to items (AWS's service authorization reference)."""

EVALUATION: Final = """
import json, sys
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document
asked = json.load(sys.stdin)
policies = [parse_policy_document({"Version": "2012-10-17", "Statement": asked["statements"]})]
def decision(action, partition):
    about = {"dynamodb:leadingkeys": [partition]}
    it = EvalContext("a-role", "AssumedRole", "000000000000", action, "the-table", "us-east-1", service_context=about)
    return evaluate(it, policies).decision == "Allow"
print(json.dumps([decision(*pair) for pair in asked["requests"]]))
"""
"""Asks somebody else's evaluator of policies, the laptop's AWS; that does not look at partitions when it is in use."""


def decisions(statements_: list[dict[str, Any]], requests: list[tuple[str, str]]) -> list[bool]:
    """Decide requests, each an action on an item of a partition, by what a role is allowed on the table."""
    asked = json.dumps({"statements": statements_, "requests": requests})
    command = [str(EMULATOR_PYTHON), "-c", EVALUATION]
    ran = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    answer: list[bool] = json.loads(ran.stdout)
    return answer


@pytest.mark.parametrize("function", ALLOWED)
def test_each_role_gets_at_its_own_partitions_of_the_table_and_at_no_other(template: Template, function: str) -> None:
    granted = [
        {**statement, "Resource": "the-table"}
        for statement in statements(template, role_of(template, f"{function}LambdaFunction"))
        if TABLE in statement["Resource"]
    ]
    expected = {
        (action, kind)
        for action, resource in ALLOWED[function]
        if resource.startswith(f"{TABLE} of ")
        for pattern in resource.partition(" of ")[2].split()
        for kind, one in PARTITIONS.items()
        if fnmatchcase(one, pattern)
    }
    kinds = {**PARTITIONS, **{name: name for name in LOOK_ALIKES}}
    tried = [(action, kind) for action in ITEM_ACTIONS for kind in kinds]
    allowed = decisions(granted, [(action, kinds[kind]) for action, kind in tried])
    assert {pair for pair, is_allowed in zip(tried, allowed, strict=True) if is_allowed} == expected
