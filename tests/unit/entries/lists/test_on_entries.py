"""The entry of the look back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handler import bootstrap_alerts, on_entries
from handler.service.alerts.look_back import LookedBack
from handler.service.ports.lists import AddedEntries, Named

EVENT = json.loads(Path("tests/events/retracing.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AddedEntries]:
    got: list[AddedEntries] = []

    def look_back(added: AddedEntries) -> LookedBack:
        got.append(added)
        return LookedBack(entries=len(added.names), reads=3, raised=2, left_out=1)

    monkeypatch.setattr(bootstrap_alerts, "look_back", lambda: look_back)
    return got


def test_entries_are_looked_back_for(asked: list[AddedEntries]) -> None:
    named = {**EVENT, "names": [["AB12CDE", None], ["XY99ZZZ", "gb"]]}
    assert on_entries.handle(named, None) == {"entries": 2, "reads": 3, "alerts": 2, "left_out": 1}
    assert asked == [AddedEntries(EVENT["list_id"], [Named("AB12CDE", None), Named("XY99ZZZ", "gb")], EVENT["by"])]


@pytest.mark.parametrize("change", [{"names": "AB12CDE"}, {"names": [["AB12CDE"]]}, {"names": None}, {"names": 7}])
def test_what_names_no_entries_is_refused_without_saying_what_it_holds(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="pairs of plate and region") as raised:
        on_entries.handle({**EVENT, **change}, None)
    assert "AB12" not in str(raised.value)
