"""The commands that the documentation names are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
TEXT = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)


def scripts_of(package: Path) -> dict[str, Any]:
    scripts: dict[str, Any] = json.loads(package.read_text(encoding="utf-8"))["scripts"]
    return scripts


def named(pattern: str) -> list[str]:
    """What documents name, each once; a pattern that finds nothing would prove nothing."""
    found = sorted(set(re.findall(pattern, TEXT)))
    assert found, f"no document has {pattern}"
    return found


@pytest.mark.parametrize("name", named(r"npm (?:run )?(start|test|(?<=run )[\w:-]+)"))
def test_an_npm_command_of_the_documentation_is_there(name: str) -> None:
    assert name in scripts_of(ROOT / "package.json")


@pytest.mark.parametrize("module", named(r"python -m ((?:lab|scripts)(?:\.\w+)+)"))
def test_a_python_tool_of_the_documentation_is_there(module: str) -> None:
    place = ROOT / module.replace(".", "/")
    assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file()


def test_every_npm_command_has_its_entry_and_every_entry_its_npm_command() -> None:
    scripts = scripts_of(ROOT / "package.json")
    commands = (ROOT / "scripts" / "commands.mjs").read_text(encoding="utf-8")
    table = re.search(r"const COMMANDS = \{\n(.*?)\n\};", commands, re.DOTALL)
    assert table
    entries = re.findall(r"^  (\w+): ", table[1], re.MULTILINE)
    assert scripts == {name: f"node scripts/run.mjs {name}" for name in entries}


def test_every_tool_that_a_command_starts_is_there() -> None:
    commands = (ROOT / "scripts" / "commands.mjs").read_text(encoding="utf-8")
    tools = re.findall(r"runTool\('((?:scripts|lab|local)(?:\.\w+)+)'", commands)
    assert {"scripts.deploy", "scripts.operate.user", "local.camera"} <= set(tools)
    places = {tool: ROOT / tool.replace(".", "/") for tool in tools}
    is_there = {
        tool: place.with_suffix(".py").is_file() or (place / "__main__.py").is_file() for tool, place in places.items()
    }
    assert [tool for tool, found in is_there.items() if not found] == []


def test_every_npm_command_is_documented() -> None:
    names = scripts_of(ROOT / "package.json")
    assert [name for name in names if not re.search(rf"npm (run )?{name}\b", TEXT)] == []
