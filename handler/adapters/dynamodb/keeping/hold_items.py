"""A hold as a part of its upload's item, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handler.domain.keeping.hold import Hold


def from_hold(hold: Hold) -> dict[str, object]:
    """Make the part of an upload's item that tells of its hold."""
    return {
        "reason": hold.reason,
        "by": hold.by,
        "at": hold.at.isoformat(),
        "until": hold.until.isoformat(),
        "own_end": hold.own_end.isoformat(),
        "version": hold.version,
        "is_released": hold.is_released,
        "is_whole": hold.is_whole,
    }


def to_hold(item: Mapping[str, Any]) -> Hold:
    """Read a hold."""
    return Hold(
        reason=item["reason"],
        by=item["by"],
        at=datetime.fromisoformat(item["at"]),
        until=datetime.fromisoformat(item["until"]),
        own_end=datetime.fromisoformat(item["own_end"]),
        version=int(item["version"]),
        is_released=bool(item["is_released"]),
        is_whole=bool(item["is_whole"]),
    )
