"""How photos of a camera are read, as a part of the upload's item, and back."""

from __future__ import annotations

from typing import Any

from handler.adapters.dynamodb.values import from_box, to_box
from handler.domain.sites.rules import ReadingRules


def from_rules(rules: ReadingRules) -> dict[str, Any]:
    """Make the part of an item; what says nothing is left out."""
    regions = rules.expected_regions
    told = {
        "expected_regions": None if regions is None else sorted(regions),
        "ignored": [from_box(part) for part in rules.ignored] or None,
        "watched": [from_box(part) for part in rules.watched] or None,
        "is_upside_down": rules.is_upside_down or None,
        "repeat_seconds": rules.repeat_seconds or None,
        "detect_text_calls_a_day": rules.detect_text_calls_a_day,
    }
    return {name: value for name, value in told.items() if value is not None}


def to_rules(item: dict[str, Any]) -> ReadingRules:
    """Make the rules of their part of an item."""
    regions, calls = item.get("expected_regions"), item.get("detect_text_calls_a_day")
    return ReadingRules(
        expected_regions=None if regions is None else frozenset(regions),
        ignored=tuple(map(to_box, item.get("ignored", []))),
        watched=tuple(map(to_box, item.get("watched", []))),
        is_upside_down=bool(item.get("is_upside_down", False)),
        repeat_seconds=int(item.get("repeat_seconds", 0)),
        detect_text_calls_a_day=None if calls is None else int(calls),
    )
