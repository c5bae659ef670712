"""What is installed is what was locked: every package by its version and its hash."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[2]
REQUIREMENTS: Final = sorted(path.name for path in ROOT.glob("requirements*.txt"))
READERS: Final = ("requirements-dev.txt", "requirements-reader.txt")
PACKAGE_LOCKS: Final = ("package-lock.json", "frontend/package-lock.json")
PINNED: Final = re.compile(r"[\w.\[\],-]+==[\w.!+-]+( ;[^\\]+| *)?( --hash=sha256:[0-9a-f]{64})+ *")


def requirements(name: str) -> list[str]:
    """The requirements of a file, each in one line."""
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [re.sub(r"\s+", " ", line) for line in lines if line.strip() and not line.strip().startswith("#")]


def test_there_is_a_lock_file_for_each_environment() -> None:
    assert REQUIREMENTS == [
        "requirements-aws.txt",
        "requirements-dev.txt",
        "requirements-reader.txt",
        "requirements.txt",
    ]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_python_package_has_a_version_and_hashes(name: str) -> None:
    found = requirements(name)
    assert found
    assert [line for line in found if not PINNED.fullmatch(line)] == []


def test_our_own_reader_has_the_libraries_of_the_laptop() -> None:
    """Both are to read the same."""
    theirs, ours = (dict(re.findall(r"^([\w-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in READERS)
    assert ours.items() <= theirs.items()


@pytest.mark.parametrize("name", PACKAGE_LOCKS)
def test_every_package_of_node_has_a_strong_hash(name: str) -> None:
    packages: dict[str, Any] = json.loads((ROOT / name).read_text(encoding="utf-8"))["packages"]
    locked = {path: about for path, about in packages.items() if path and not about.get("link")}
    assert locked
    assert [path for path, about in locked.items() if not about.get("integrity", "").startswith("sha512-")] == []


@pytest.mark.parametrize("name", ["package.json", "frontend/package.json"])
def test_every_package_that_is_asked_for_is_pinned(name: str) -> None:
    package: dict[str, dict[str, str]] = json.loads((ROOT / name).read_text(encoding="utf-8"))
    asked = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
    assert asked
    assert {
        name: version for name, version in asked.items() if not re.fullmatch(r"(npm:\w+@)?\d[\w.-]*", version)
    } == {}
