"""The regions that the web app lets people choose from are those that plates are told from."""

from __future__ import annotations

import json
from pathlib import Path

from handler.domain.formats.region_names import ANY_EUROPEAN, EXPECTABLE

OFFERED = Path(__file__).parents[2] / "frontend" / "src" / "lib" / "reads" / "regions.json"


def test_every_region_can_be_chosen_in_a_search_and_no_other() -> None:
    offered = json.loads(OFFERED.read_text(encoding="utf-8"))
    assert offered == {code: name for code, name in EXPECTABLE.items() if code != ANY_EUROPEAN}
