"""The docs that lead people through the code name files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handler.domain.formats.region_table import REGIONS

ROOT = Path(__file__).parents[3]
NAMED = re.compile(r"`((?:handler|frontend|local|lab|hosting|scripts|tests|docs|resources|findings)/[\w./-]*)`")
KINDS = sorted(one.name for one in (ROOT / "tests").iterdir() if any(one.glob("**/test_*.py")))
TEST = re.compile(rf"`((?:{'|'.join(KINDS)})/[\w./-]*)`")
"""A test named from the folder tests/ on, as where many stand in a table."""

LINKED = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = [ROOT / name for name in NAMED.findall(text)]
    tests = [ROOT / "tests" / name for name in TEST.findall(text)]
    linked = [path.parent / name for name in LINKED.findall(text)]
    assert [str(one) for one in (*named, *tests, *linked) if not one.exists()] == []


def test_tests_are_known_by_their_names_alone() -> None:
    assert TEST.findall("(`unit/scripts/test_deploy.py`, `tests/unit`, `e2e/`, unit/x)") == [
        "unit/scripts/test_deploy.py",
        "e2e/",
    ]


def test_the_readme_tells_what_is_in_every_folder() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = [one.name for one in ROOT.iterdir() if (one / "__init__.py").exists() or one.name in {"frontend", "docs"}]
    assert [name for name in folders if f"`{name}/`" not in readme] == []


def test_the_way_of_a_photo_a_search_and_a_decision_is_told() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert all(f"## The way of a {what}" in text for what in ("photo", "search", "decision"))
    assert len(NAMED.findall(text)) > 30


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_lines_are_of_a_width_that_is_read_with_ease(path: Path) -> None:
    """Tables, pictures and what stands in code blocks cannot be broken."""
    prose = re.sub(r"```.*?```|^\s+`[^`\n]*`?.*$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    lines = [line for line in prose.splitlines() if not line.startswith(("|", "!["))]
    assert [line for line in lines if len(line) > 120] == []


def test_every_code_of_vietnam_is_told_with_its_province_once() -> None:
    rows = re.findall(
        r"^\| [A-Z][^|]*\| (\d[^|]*)\|", (ROOT / "docs" / "vietnam-codes.md").read_text("utf-8"), re.MULTILINE
    )
    ends = [re.findall(r"\d+", part) for row in rows for part in row.split(",")]
    told = [str(code) for one in ends for code in range(int(one[0]), int(one[-1]) + 1)]
    (vietnam,) = (region for region in REGIONS if region.code == "vn")
    assert sorted(told) == sorted(vietnam.codes - {"80"})
