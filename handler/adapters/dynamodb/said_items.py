"""What a camera said beside its photo, as a part of the upload's item, and back."""

from __future__ import annotations

from typing import Any

from handler.adapters.dynamodb.values import float_or_none, number_or_none
from handler.domain.cameras.message import DeviceIds, DialectName, Opinion
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.taken_at import Derived
from handler.domain.sites.camera import Movement

_IDS = ("channel", "serial", "mac", "name")


def from_said(said: SaidBeside) -> dict[str, Any]:
    """Make the part of an item; None where nothing was said."""
    opinion = said.opinion
    told = (
        {
            "plate": opinion.plate,
            "confidence": number_or_none(opinion.confidence),
            "region": opinion.region,
        }
        if opinion
        else {}
    )
    ids = {name: getattr(said.device, name) for name in _IDS}
    return {
        "dialect": said.dialect.value,
        "taken_at_derived": said.derived.value,
        "device_opinion": _there(told) or None,
        "direction": said.direction,
        "movement": said.movement.value if said.movement else None,
        "device": _there(ids) or None,
        "is_retransmitted": said.is_retransmitted,
        "clock_difference_seconds": number_or_none(said.difference_seconds),
    }


def to_said(item: dict[str, Any]) -> SaidBeside | None:
    """Make of an upload's item what its camera said; None for photos that people brought."""
    if "dialect" not in item:
        return None
    return SaidBeside(
        dialect=DialectName(item["dialect"]),
        derived=Derived(item["taken_at_derived"]),
        opinion=_to_opinion(item.get("device_opinion")),
        direction=item.get("direction"),
        movement=Movement(item["movement"]) if item.get("movement") else None,
        device=DeviceIds(**item.get("device", {})),
        is_retransmitted=bool(item["is_retransmitted"]),
        difference_seconds=float_or_none(item.get("clock_difference_seconds")),
    )


def _to_opinion(item: dict[str, Any] | None) -> Opinion | None:
    return Opinion(item["plate"], float_or_none(item.get("confidence")), item.get("region")) if item else None


def _there(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
