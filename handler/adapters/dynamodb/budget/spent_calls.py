"""What was spent of a day's budget: one item a day, one request a call, and none where no budget is set.

The cameras that have a budget are counted in the same item, so that one condition sees to both. An item takes 1,000
writes a second; DetectText's own rate is far below that.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items
from handler.domain.budget.budget import Budget, CallsOfDay, Spent, Wait, next_day, whose
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import BudgetSpent

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import UpdateItemInputTypeDef

KEPT: Final = timedelta(days=2)
"""Longer than anybody looks back."""

_PREFIX: Final = "of#"
"""Before a camera's id, so that it is the name of nothing else."""


@quick_dataclass(frozen=True, slots=True)
class DynamoDbSpentCalls:
    """Counts calls, and refuses those beyond a budget.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def take(self, budget: Budget, now: datetime) -> Spent:
        """Count a call that is about to be made, and give the day's.

        Raises
        ------
        BudgetSpent
            When none is left; none is counted then.
        """
        conditions, limits = [], dict[str, object]()
        for name, limit in _limits(budget).items():
            conditions.append(f"(:{name} > :zero AND (attribute_not_exists(#{name}) OR #{name} < :{name}))")
            limits[f":{name}"] = limit
        with translated("dynamodb:UpdateItem"):
            try:
                return self._add(budget, 1, now, " AND ".join(conditions), {**limits, ":zero": 0})
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                counted = _counted(cast("dict[str, Any]", error.response.get("Item", {})))
                raise BudgetSpent(Wait(whose(budget, _spent(counted, budget)), next_day(now))) from error

    def add(self, budget: Budget, calls: int, now: datetime) -> Spent:
        """Count calls that were made, whether or not they are beyond the budget; fewer than 0 are taken back."""
        with translated("dynamodb:UpdateItem"):
            return self._add(budget, calls, now)

    def of_day(self, now: datetime) -> CallsOfDay:
        """Get what was counted so far."""
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=_key(now))
        return _counted(answer.get("Item", {}))

    def _add(
        self, budget: Budget, calls: int, now: datetime, only_if: str = "", limits: dict[str, object] | None = None
    ) -> Spent:
        names = {"#stage": "calls", **({"#camera": f"{_PREFIX}{budget.camera_id}"} if _has_camera(budget) else {})}
        values = {":calls": calls, ":end": int((now + KEPT).timestamp()), **(limits or {})}
        adding = ", ".join(f"{name} :calls" for name in names)
        request: UpdateItemInputTypeDef = {
            "TableName": self.table,
            "Key": _key(now),
            "UpdateExpression": f"SET expires_at_epoch_seconds = :end ADD {adding}",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": items.to_typed(values),
            "ReturnValues": "UPDATED_NEW",
        }
        if only_if:
            request |= {"ConditionExpression": only_if, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        return _spent(_counted(self.client.update_item(**request)["Attributes"]), budget)


def _has_camera(budget: Budget) -> bool:
    return budget.camera is not None and budget.camera_id is not None


def _limits(budget: Budget) -> dict[str, int]:
    limits = {"stage": budget.stage, "camera": budget.camera if _has_camera(budget) else None}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _counted(item: dict[str, Any]) -> CallsOfDay:
    counted = items.to_plain(item)
    cameras = {name.removeprefix(_PREFIX): int(calls) for name, calls in counted.items() if name.startswith(_PREFIX)}
    return CallsOfDay(int(counted.get("calls", 0)), cameras)


def _spent(counted: CallsOfDay, budget: Budget) -> Spent:
    return Spent(counted.stage, counted.of_camera(budget.camera_id) if budget.camera_id else 0)


def _key(now: datetime) -> dict[str, Any]:
    return items.to_typed({"pk": "spent", "sk": now.date().isoformat()})
