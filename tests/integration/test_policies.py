from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import history_items, items
from handler.adapters.dynamodb.policies import DynamoDbPolicies, DynamoDbPolicyChanges
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import Conflict, ServiceFailed
from handler.domain.keeping.ends import RetentionApart
from handler.domain.policy import Policy
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.records import POLICY
from tests.support.fakes.world import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DECIDED = Policy(0.03, frozenset({"ro", "us-ca"}), False, 30, 1, START, "an-admin")
ENTRY = AuditEntry(Action.CHANGED_SETTINGS, "an-admin", START, "", {"from": "second_look on", "to": "second_look off"})


@pytest.fixture
def policies(audit_table: DynamoDBClient) -> DynamoDbPolicies:
    return DynamoDbPolicies(audit_table, TABLE, POLICY)


@pytest.fixture
def changes(policies: DynamoDbPolicies) -> DynamoDbPolicyChanges:
    return DynamoDbPolicyChanges(policies, AUDIT_INBOX)


def audited(policies: DynamoDbPolicies) -> list[AuditEntry]:
    return [
        history_items.to_new_audit(items.to_plain(item))[0]
        for item in policies.client.scan(TableName=AUDIT_INBOX)["Items"]
    ]


def test_while_nobody_decided_the_deployments_policy_is_in_force(policies: DynamoDbPolicies) -> None:
    assert policies.current() == POLICY


def test_a_decision_comes_back_as_it_was_with_its_entry(
    policies: DynamoDbPolicies, changes: DynamoDbPolicyChanges
) -> None:
    changes.put(DECIDED, ENTRY)
    assert policies.current() == DECIDED
    anywhere = replace(DECIDED, expected_regions=frozenset(), version=2)
    changes.put(anywhere, replace(ENTRY, at=START + timedelta(seconds=1)))
    assert policies.current() == anywhere
    assert len(audited(policies)) == 2


def test_what_is_kept_apart_and_whether_a_purpose_is_needed_come_back(
    policies: DynamoDbPolicies, changes: DynamoDbPolicyChanges
) -> None:
    decided = replace(DECIDED, needs_purpose=True, retention_apart=RetentionApart(720, 6), hold_days_limit=30)
    decided = replace(decided, detect_text_calls_a_day=500)
    changes.put(decided, ENTRY)
    assert policies.current() == decided


def test_settings_of_an_older_version_go_on_as_they_were(
    policies: DynamoDbPolicies, changes: DynamoDbPolicyChanges
) -> None:
    changes.put(DECIDED, ENTRY)
    remove = "REMOVE needs_purpose, with_hit_hours, without_hit_hours, hold_days_limit"
    key = items.to_typed({"pk": "settings", "sk": "settings"})
    policies.client.update_item(TableName=TABLE, Key=key, UpdateExpression=remove)
    assert policies.current() == DECIDED


def test_it_does_not_end(policies: DynamoDbPolicies, changes: DynamoDbPolicyChanges) -> None:
    changes.put(DECIDED, ENTRY)
    (item,) = policies.client.scan(TableName=TABLE)["Items"]
    assert "expires_at_epoch_seconds" not in item


def test_of_two_who_make_one_version_the_first_one_counts(
    policies: DynamoDbPolicies, changes: DynamoDbPolicyChanges
) -> None:
    changes.put(DECIDED, ENTRY)
    with pytest.raises(Conflict, match="version 1 is in force now"):
        changes.put(replace(DECIDED, retention_days=7), ENTRY)
    assert policies.current() == DECIDED
    assert audited(policies) == [ENTRY]


def test_a_failure_of_the_table_is_no_conflict(policies: DynamoDbPolicies, changes: DynamoDbPolicyChanges) -> None:
    policies.client.delete_table(TableName=AUDIT_INBOX)
    with pytest.raises(ServiceFailed):
        changes.put(DECIDED, ENTRY)
    assert policies.current() == POLICY


def test_a_deployment_that_keeps_photos_less_long_is_the_limit(changes: DynamoDbPolicyChanges) -> None:
    changes.put(DECIDED, ENTRY)
    later = replace(changes.policies, default=replace(POLICY, retention_days=14))
    assert later.current() == replace(DECIDED, retention_days=14)
