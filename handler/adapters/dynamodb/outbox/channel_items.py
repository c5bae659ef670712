"""Channels, how they stand, and their secrets as items of the outbox's table, and back. docs/data.md shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from handler.adapters.dynamodb import items
from handler.domain.events.channel import BodyFormat, Channel, ChannelKind, ChannelSetup, ChannelState, OffBecause
from handler.domain.events.event import EventType
from handler.domain.events.secret import SecretMark, SigningSecret

LISTING: Final = "channels"
"""Partition of all channels: one Query gets them."""

WANTED_KEY: Final = {"pk": "subscriptions", "sk": "subscriptions"}
"""Of the small item that tells what all channels want together."""


def channel_key(channel_id: str) -> dict[str, str]:
    """Key of a channel's item."""
    return {"pk": LISTING, "sk": f"channel#{channel_id}"}


def state_key(channel_id: str) -> dict[str, str]:
    """Key of the item that tells how a channel stands; apart, since those who send may write it."""
    return {"pk": f"channel#{channel_id}", "sk": "state"}


def secret_key(channel_id: str, secret_id: str) -> dict[str, str]:
    """Key of a secret's item; apart, since those who show channels need not read it."""
    return {"pk": f"signing#{channel_id}", "sk": f"secret#{secret_id}"}


def from_channel(channel: Channel) -> items.Plain:
    """Make a channel's item."""
    setup = channel.setup
    return {
        **channel_key(channel.channel_id),
        "channel_id": channel.channel_id,
        "name": setup.name,
        "kind": setup.kind.value,
        "target": setup.target,
        "types": sorted(one.value for one in setup.types),
        "site_ids": sorted(setup.site_ids),
        "camera_ids": sorted(setup.camera_ids),
        "body_format": setup.body_format.value,
        "created_at": items.to_text(channel.created_at),
        "version": channel.version,
        "secrets": [_from_mark(one) for one in channel.secrets],
    }


def to_channel(item: items.Plain) -> Channel:
    """Make a channel of its item."""
    setup = ChannelSetup(
        name=item["name"],
        kind=ChannelKind(item["kind"]),
        target=item["target"],
        types=frozenset(map(EventType, item["types"])),
        site_ids=frozenset(item["site_ids"]),
        camera_ids=frozenset(item["camera_ids"]),
        body_format=BodyFormat(item["body_format"]),
    )
    secrets = tuple(_to_mark(one) for one in item["secrets"])
    return Channel(item["channel_id"], setup, _moment(item["created_at"]), int(item["version"]), secrets)


def to_state(item: items.Plain) -> ChannelState:
    """Make of its item how a channel stands."""
    return ChannelState(
        off_because=OffBecause(item["off_because"]) if "off_because" in item else None,
        off_at=_moment(item["off_at"]) if "off_at" in item else None,
        failing_since=_moment(item["failing_since"]) if "failing_since" in item else None,
        failures=int(item.get("failures", 0)),
        is_woken=item.get("is_woken", False),
    )


def from_secret(channel_id: str, secret: SigningSecret) -> items.Plain:
    """Make a secret's item. Its text stands here and nowhere else; the table is encrypted."""
    return {**secret_key(channel_id, secret.mark.secret_id), "secret_id": secret.mark.secret_id, "text": secret.text}


def from_wanted(types: Iterable[EventType], version: int) -> items.Plain:
    """Make the item that tells what all channels want."""
    return {**WANTED_KEY, "types": sorted({one.value for one in types}), "version": version}


def to_wanted(item: items.Plain) -> frozenset[EventType]:
    """Make of its item what all channels want."""
    return frozenset(map(EventType, item["types"]))


def _from_mark(mark: SecretMark) -> items.Plain:
    kept = {"secret_id": mark.secret_id, "created_at": items.to_text(mark.created_at)}
    return kept | ({"ends_at": items.to_text(mark.ends_at)} if mark.ends_at else {})


def _to_mark(item: items.Plain) -> SecretMark:
    ends_at = _moment(item["ends_at"]) if "ends_at" in item else None
    return SecretMark(item["secret_id"], _moment(item["created_at"]), ends_at)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
