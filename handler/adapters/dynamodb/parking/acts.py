"""What persons set for parking, each written together with who did so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.adapters.dynamodb import audit_inbox, table
from handler.adapters.dynamodb.parking.count_items import from_anchor
from handler.adapters.dynamodb.parking.setups import saving
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.occupancy.count import Anchor
from handler.domain.occupancy.setup import ParkingSetup

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbParkingActs:
    """What persons set.

    Parameters
    ----------
    client : DynamoDBClient
    table, audit_inbox : str
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str

    def set_count(self, site_id: str, anchor: Anchor, entry: AuditEntry) -> None:
        """Keep that somebody counted the vehicles at a site."""
        table.transact(
            self.client,
            [
                {"Put": table.put_in_place(self.table, from_anchor(site_id, anchor))},
                {"Put": audit_inbox.putting(self.audit_inbox, entry)},
            ],
        )

    def set_up(self, site_id: str, setup: ParkingSetup, seen_version: int, entry: AuditEntry) -> bool:
        """Keep how parking at a site is to be followed; False when that was changed since the version that was seen."""
        try:
            table.transact(
                self.client,
                [
                    {"Put": saving(self.table, site_id, setup, seen_version)},
                    {"Put": audit_inbox.putting(self.audit_inbox, entry)},
                ],
            )
        except table.ConditionFailed:
            return False
        return True
