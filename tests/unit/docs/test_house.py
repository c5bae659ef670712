"""The house stays one that a stranger finds the way in: short files, and rooms that one looks over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LONGEST, MOST_FILES = 350, 25
FOLDERS = ("handler", "lab", "local", "scripts", "hosting", "tests", "frontend/src", "frontend/e2e", "frontend/build")
CODE = {".py", ".ts", ".tsx", ".mjs"}
GENERATED = {ROOT / "frontend/src/client/schema.d.ts"}


def code_below(folder: str) -> list[Path]:
    files = (path for path in (ROOT / folder).rglob("*") if path.suffix in CODE and "node_modules" not in path.parts)
    return [path for path in files if path not in GENERATED]


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_are_short(folder: str) -> None:
    files = code_below(folder)
    assert files
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert [f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_rooms_hold_few_files(folder: str) -> None:
    counts = Counter(path.parent for path in code_below(folder))
    assert [f"{room}: {count} files" for room, count in counts.items() if count > MOST_FILES] == []
