"""What is set for the parking at sites, in the table of parking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.lists.list_items import from_hours, to_hours
from handler.domain.classes.quick import quick_dataclass
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.occupancy.setup import Gate, GateCamera, ParkingSetup
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.sighting import Side

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutTypeDef


@quick_dataclass(frozen=True, slots=True)
class DynamoDbParkingSetups:
    """What administrators set.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def get(self, site_id: str) -> ParkingSetup:
        """Get what is set; the defaults where nobody has set anything."""
        with translated("dynamodb:GetItem"):
            key = items.to_typed(setup_key(site_id))
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        return to_setup(items.to_plain(answer["Item"])) if "Item" in answer else ParkingSetup()

    def save(self, site_id: str, setup: ParkingSetup, seen_version: int) -> bool:
        """Keep it; False when it was changed since that version."""
        try:
            table.transact(self.client, [{"Put": saving(self.table, site_id, setup, seen_version)}])
        except table.ConditionFailed:
            return False
        return True


def saving(table_name: str, site_id: str, setup: ParkingSetup, seen_version: int) -> PutTypeDef:
    """Make the write of what is set, on the condition that it is as it was seen."""
    put = table.new(table_name, from_setup(site_id, replace(setup, version=seen_version + 1)))
    if seen_version:
        put["ConditionExpression"] = "version = :seen"
        put["ExpressionAttributeValues"] = items.to_typed({":seen": seen_version})
    return put


def setup_key(site_id: str) -> dict[str, str]:
    """Key of what is set for a site."""
    return {"pk": f"setup#{site_id}", "sk": "setup"}


def from_setup(site_id: str, setup: ParkingSetup) -> items.Plain:
    """Make its item."""
    rules, reset = setup.rules, setup.reset
    return {
        **setup_key(site_id),
        "is_followed": setup.is_followed,
        "spaces": setup.spaces,
        "free_minutes": rules.free_minutes,
        "longest_minutes": rules.longest_minutes,
        "grace_minutes": rules.grace_minutes,
        "hours": [from_hours(one) for one in rules.hours] or None,
        "longest_visit_days": setup.longest_visit_days,
        "absent_minutes": setup.absent_minutes,
        "reset": {"minute": reset.minute, "days": sorted(reset.days), "count": reset.count} if reset else None,
        "gates": [{"name": one.name, "cameras": list(map(_from_camera, one.cameras))} for one in setup.gates] or None,
        "version": setup.version,
    }


def to_setup(item: items.Plain) -> ParkingSetup:
    """Read what is set."""
    rules = SiteRules(
        free_minutes=_number(item, "free_minutes"),
        longest_minutes=_number(item, "longest_minutes"),
        grace_minutes=int(item["grace_minutes"]),
        hours=tuple(map(to_hours, item.get("hours", ()))),
    )
    reset = item.get("reset")
    return ParkingSetup(
        is_followed=bool(item["is_followed"]),
        spaces=_number(item, "spaces"),
        rules=rules,
        longest_visit_days=int(item["longest_visit_days"]),
        absent_minutes=int(item["absent_minutes"]),
        reset=_to_reset(reset) if reset else None,
        gates=tuple(Gate(one["name"], tuple(map(_to_camera, one["cameras"]))) for one in item.get("gates", ())),
        version=int(item["version"]),
    )


def _number(item: items.Plain, name: str) -> int | None:
    return int(item[name]) if name in item else None


def _to_reset(kept: Mapping[str, Any]) -> ResetSchedule:
    return ResetSchedule(int(kept["minute"]), frozenset(map(int, kept["days"])), int(kept["count"]))


def _from_camera(camera: GateCamera) -> dict[str, str]:
    return {"camera_id": camera.camera_id} | ({"side": camera.side.value} if camera.side else {})


def _to_camera(kept: Mapping[str, Any]) -> GateCamera:
    return GateCamera(kept["camera_id"], Side(kept["side"]) if "side" in kept else None)
