"""What an upload waits for, as a part of its item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handler.domain.budget.budget import Wait, Whose


def from_wait(wait: Wait) -> dict[str, str]:
    """Make the part of an upload's item that says for which budget it waits."""
    return {"for": wait.whose.value, "until": wait.until.isoformat()}


def to_wait(item: Mapping[str, Any]) -> Wait:
    """Make it of that part."""
    return Wait(Whose(item["for"]), datetime.fromisoformat(item["until"]))
