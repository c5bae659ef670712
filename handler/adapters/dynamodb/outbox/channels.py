"""Channels as administrators make them, what all of them want, and their secrets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import audit_inbox, items, table
from handler.adapters.dynamodb.outbox import channel_items as ours
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.events.channel import Channel
from handler.domain.events.event import EventType
from handler.domain.events.secret import SigningSecret

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_AS_SEEN: Final = "version = :seen"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbChannels:
    """The registry of channels.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
        Where it is put who did what; whoever only looks needs none.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str = ""

    def everything(self) -> Sequence[Channel]:
        """Get all channels."""
        asked = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :listing",
            "ExpressionAttributeValues": items.to_typed({":listing": ours.LISTING}),
            "ConsistentRead": True,
        }
        return [ours.to_channel(one) for one in table.pages(self.client, asked)]

    def one(self, channel_id: str) -> Channel | None:
        """Get a channel; None for an unknown one."""
        found = self._get(ours.channel_key(channel_id))
        return ours.to_channel(found) if found else None

    def put(
        self, before: Channel | None, after: Channel | None, entry: AuditEntry, secret: SigningSecret | None = None
    ) -> None:
        """Put a channel in the place of what was seen of it, with what all channels want, and write down who did it.

        Raises
        ------
        Conflict
            When it, or what all channels want, was changed since.
        """
        writes: list[TransactWriteItemTypeDef] = [
            self._channel_write(before, after),
            self._wanted_write(before, after),
            {"Put": audit_inbox.putting(self.audit_inbox, entry)},
            *self._secret_writes(before, after, secret),
        ]
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise Conflict("channel_changed") from failed

    def _channel_write(self, before: Channel | None, after: Channel | None) -> TransactWriteItemTypeDef:
        if before is None and after is not None:
            return {"Put": table.new(self.table, ours.from_channel(after))}
        seen = before.version if before else 0
        condition: dict[str, Any] = {
            "TableName": self.table,
            "ConditionExpression": _AS_SEEN,
            "ExpressionAttributeValues": items.to_typed({":seen": seen}),
        }
        if after is not None:
            return {"Put": {**condition, "Item": items.to_typed(ours.from_channel(after))}}  # type: ignore[typeddict-item]
        channel_id = before.channel_id if before else ""
        return {"Delete": {**condition, "Key": items.to_typed(ours.channel_key(channel_id))}}  # type: ignore[typeddict-item]

    def _wanted_write(self, before: Channel | None, after: Channel | None) -> TransactWriteItemTypeDef:
        found = self._get(ours.WANTED_KEY)
        gone = {one.channel_id for one in (before, after) if one}
        channels = [one for one in self.everything() if one.channel_id not in gone] + ([after] if after else [])
        version = int(found["version"]) if found else 0
        item = ours.from_wanted((one for channel in channels for one in channel.setup.types), version + 1)
        if not found:
            return {"Put": table.new(self.table, item)}
        return {
            "Put": {
                "TableName": self.table,
                "Item": items.to_typed(item),
                "ConditionExpression": _AS_SEEN,
                "ExpressionAttributeValues": items.to_typed({":seen": version}),
            }
        }

    def _secret_writes(
        self, before: Channel | None, after: Channel | None, secret: SigningSecret | None
    ) -> list[TransactWriteItemTypeDef]:
        """Put a new secret, and take away those that ended or whose channel goes."""
        channel_id = next(one.channel_id for one in (after, before) if one)
        old, new = ({one.secret_id for one in side.secrets} if side else set[str]() for side in (before, after))
        gone = [items.to_typed(ours.secret_key(channel_id, one)) for one in sorted(old - new)]
        deletes: list[TransactWriteItemTypeDef] = [{"Delete": {"TableName": self.table, "Key": key}} for key in gone]
        if secret is None:
            return deletes
        return [{"Put": table.new(self.table, ours.from_secret(channel_id, secret))}, *deletes]

    def _get(self, key: dict[str, str]) -> items.Plain | None:
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=items.to_typed(key), ConsistentRead=True)
        return items.to_plain(answer["Item"]) if "Item" in answer else None


@quick_dataclass(frozen=True, slots=True)
class DynamoDbWanted:
    """What all channels want together: one small item, for the functions that put events."""

    client: DynamoDBClient
    table: str

    def wanted(self) -> frozenset[EventType]:
        """Get the types of events that some channel wants."""
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=items.to_typed(ours.WANTED_KEY))
        return ours.to_wanted(items.to_plain(answer["Item"])) if "Item" in answer else frozenset()


@quick_dataclass(frozen=True, slots=True)
class DynamoDbSigningSecrets:
    """Secrets, for the function that signs."""

    client: DynamoDBClient
    table: str

    def valid(self, channel: Channel, now: datetime) -> Sequence[str]:
        """Get a channel's valid secrets, the newest first."""
        valid = [one.secret_id for one in channel.secrets if one.is_valid(now)]
        asked = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": ours.secret_key(channel.channel_id, "")["pk"]}),
            "ConsistentRead": True,
        }
        texts = {one["secret_id"]: str(one["text"]) for one in table.pages(self.client, asked)}
        return [texts[one] for one in reversed(valid) if one in texts]
