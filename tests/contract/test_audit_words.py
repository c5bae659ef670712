"""Whatever a change is told of in the audit has a word in both languages."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from handler.domain.events.channel import ChannelSetup
from handler.domain.keeping.ends import RetentionApart
from handler.domain.lists.entry_checks import EntrySetup
from handler.domain.lists.plate_list import ListSetup
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.policy import Policy
from handler.domain.sites.camera import CameraSetup
from handler.domain.sites.site import SiteSetup

TEXTS = Path(__file__).parents[2] / "frontend" / "src" / "lib" / "texts"
CHANGED = (CameraSetup, ChannelSetup, EntrySetup, ListSetup, ParkingSetup, Policy, RetentionApart, SiteSetup)


def parts() -> set[str]:
    return {name for kind in CHANGED for name in re.findall(r'"(\w+)": ', inspect.getsource(kind.as_text))}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_part_of_a_setup_has_its_word(language: str) -> None:
    text = (TEXTS / language / "audit.ts").read_text(encoding="utf-8")
    block = text[text.index("    parts: {") :]
    words = set(re.findall(r"^\s+(\w+): \"", block[: block.index("}")], re.MULTILINE))
    assert {"name", "second_look", "retention_with_hit", "gates", "tolerance"} <= parts()
    assert words == parts() | {"site_id"}
