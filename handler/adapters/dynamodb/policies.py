"""What administrators decided on: one item of the table, and the audit entry of each change."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import audit_inbox, items
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.keeping.ends import RetentionApart
from handler.domain.policy import USUAL_HOLD_DAYS, Policy, stale

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KEY: Final = {"pk": "settings", "sk": "settings"}


@quick_dataclass(frozen=True, slots=True)
class DynamoDbPolicies:
    """What is in force.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    default : Policy
        What the stack was deployed with: in force while nobody decided otherwise. No photo is kept longer than it says.
    """

    client: DynamoDBClient
    table: str
    default: Policy

    def current(self) -> Policy:
        """Get what is in force."""
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=items.to_typed(_KEY), ConsistentRead=True)
        if "Item" not in answer:
            return self.default
        policy = _to_policy(items.to_plain(answer["Item"]))
        # A later deployment may have lowered the bucket's own limit.
        return policy.no_longer_than(self.default.retention_days)


@quick_dataclass(frozen=True, slots=True)
class DynamoDbPolicyChanges:
    """Changes of what is in force.

    Parameters
    ----------
    policies : DynamoDbPolicies
    audit_inbox : str
        Where it is written down who did what.
    """

    policies: DynamoDbPolicies
    audit_inbox: str

    def put(self, policy: Policy, entry: AuditEntry) -> None:
        """Put the next version in force, and write down who did it; all or nothing.

        Raises
        ------
        Conflict
            When somebody else made that version.
        """
        with translated("dynamodb:TransactWriteItems"):
            try:
                self.policies.client.transact_write_items(
                    TransactItems=[
                        {
                            "Put": {
                                "TableName": self.policies.table,
                                "Item": items.to_typed(_from_policy(policy)),
                                "ConditionExpression": "attribute_not_exists(pk) OR version < :version",
                                "ExpressionAttributeValues": items.to_typed({":version": policy.version}),
                            }
                        },
                        {"Put": audit_inbox.putting(self.audit_inbox, entry)},
                    ]
                )
            except ClientError as error:
                if error_code(error) != "TransactionCanceledException":
                    raise
                current = self.policies.current()
                if current.version < policy.version:
                    raise
                raise stale(current) from error


def _from_policy(policy: Policy) -> items.Plain:
    """Make the item, which does not end."""
    return {
        **_KEY,
        "accept_error_rate": Decimal(str(policy.accept_error_rate)),
        "expected_regions": sorted(policy.expected_regions),
        "second_look": policy.second_look,
        "retention_days": policy.retention_days,
        "version": policy.version,
        "changed_at": items.to_text(policy.changed_at) if policy.changed_at else None,
        "changed_by": policy.changed_by,
        "needs_purpose": policy.needs_purpose,
        "with_hit_hours": policy.retention_apart.with_hit_hours,
        "without_hit_hours": policy.retention_apart.without_hit_hours,
        "hold_days_limit": policy.hold_days_limit,
        "detect_text_calls_a_day": policy.detect_text_calls_a_day,
    }


def _to_policy(item: items.Plain) -> Policy:
    return Policy(
        accept_error_rate=float(item["accept_error_rate"]),
        expected_regions=frozenset(item["expected_regions"]),
        second_look=item["second_look"],
        retention_days=int(item["retention_days"]),
        version=int(item["version"]),
        changed_at=datetime.fromisoformat(item["changed_at"]),
        changed_by=item["changed_by"],
        # Settings from before there were these say nothing of them.
        needs_purpose=item.get("needs_purpose", False),
        retention_apart=RetentionApart(_whole(item, "with_hit_hours"), _whole(item, "without_hit_hours")),
        hold_days_limit=int(item.get("hold_days_limit", USUAL_HOLD_DAYS)),
        detect_text_calls_a_day=_whole(item, "detect_text_calls_a_day"),
    )


def _whole(item: items.Plain, name: str) -> int | None:
    return None if item.get(name) is None else int(item[name])
