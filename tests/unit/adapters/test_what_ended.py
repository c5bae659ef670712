"""Whatever reads the tables leaves out what has ended, or is named here with the reason why it need not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ADAPTERS: Final = Path(__file__).parents[3] / "handler" / "adapters" / "dynamodb"

READ: Final = {"pages", "batch_get", "get_item", "query", "scan", "batch_get_item", "transact_get_items"}
LEAVE_OUT: Final = {"lasting", "is_over", "count_lasting"}

NOTHING_ENDS: Final = {
    "alerts/places.py",
    "lists/list_index.py",
    "lists/lists.py",
    "outbox/channel_states.py",
    "outbox/channels.py",  # secrets end by their channel, which says until when
    "parking/counts.py",
    "parking/marks.py",
    "parking/setups.py",
    "policies.py",
    "sites/credentials.py",
    "sites/known_cameras.py",
    "sites/registry.py",
}
"""Rooms of items that stay until somebody removes them (docs/data.md)."""

OTHERWISE: Final = {
    "batch_get.py batch_get": "whoever calls it leaves out",
    "table.py _answers": "whoever calls it leaves out",
    "read_log.py _by_time": "`page` leaves out, and counts what it examined",
    "filing.py end_of": "gets an end itself, and says None for one that has passed",
    "insight_log.py version": "counts do not end",
    "insight_log.py _items": "counts do not end",
    "budget/spent_calls.py of_day": "it is of this day, and ends a day after it",
    "budget/camera_limits.py __call__": "cameras do not end",
    "upload_census.py latest": "the meter does not end",
    "upload_census.py whole": "nor does how far a comparison came",
    "deletions.py left_of": "removes all there is",
    "deletions.py clear": "removes all there is",
    "keeping/holds.py follow": "lets items end later than they would have",
    "keeping/holds.py incomplete": "work that is left over, which nobody is shown",
    "plate_index.py unsettled": "work that is left over, which nobody is shown",
    "outbox/lines.py take": "heads of lines: when to look again",
    "outbox/lines.py due": "heads of lines: when to look again",
    "outbox/lines.py first": "who sends takes out of the line what has ended, and does not send it",
    "outbox/lines.py _delivery": "the same",
    "parking/sightings.py _own": "a write follows, on the condition that the item is as it was seen",
    "parking/visits.py _lasting": "`_got` leaves out",
    "parking/visits.py count": "a number shows nobody's plate, and may not cost the more the fuller a site is",
}


def test_whatever_reads_the_tables_leaves_out_what_has_ended() -> None:
    open_ones = {f"{file} {name}" for file, name, calls in functions() if calls & READ and not calls & LEAVE_OUT}
    others = {one for one in open_ones if one.partition(" ")[0] not in NOTHING_ENDS}
    assert others == set(OTHERWISE)


def test_where_nothing_is_said_to_end_nothing_is_let_end() -> None:
    ending = {file for file in NOTHING_ENDS if "expires_at_epoch_seconds" in (ADAPTERS / file).read_text()}
    assert not ending


def functions() -> Iterator[tuple[str, str, set[str]]]:
    """Give every function of the adapters, by its file, with the names of what it calls."""
    for path in sorted(ADAPTERS.rglob("*.py")):
        for one in ast.walk(ast.parse(path.read_text())):
            if isinstance(one, ast.FunctionDef):
                yield path.relative_to(ADAPTERS).as_posix(), one.name, set(called(one))


def called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
