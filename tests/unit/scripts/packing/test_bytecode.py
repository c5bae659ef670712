"""Bytecode in place of sources: of the functions' Python, the same each time, and as good as its sources."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.packing.bytecode import MAGIC_NUMBERS, NoSuchPythonError, bytecode_of, magic_of

PYTHON = sys.executable
OURS = magic_of(importlib.util.MAGIC_NUMBER)
SOURCES = {
    "package/__init__.py": b"",
    "package/table.py": b'"""Said."""\nimport pathlib\nROWS = pathlib.Path(__file__).with_suffix(".txt").read_text()\n',
    "package/failing.py": b"def fail():\n    # A comment.\n    assert 1 in {'a', 'b', 'c'}, 'asserted'\n",
    "package/table.txt": b"rows",
}

Installing = Callable[[str, str], Path]


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installing:
    """Install commands of a name in a folder, which is all there is."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))

    def installed(folder: str, program: str) -> Path:
        path = tmp_path / folder / "python3.13"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{path.parent}", prepend=":")
        return path

    return installed


def python_of(magic: int) -> str:
    """Say a magic number where it is asked for, and compile as this Python does."""
    return f'case "$*" in *MAGIC_NUMBER*) echo {magic};; *) exec {PYTHON} "$@";; esac'


def imported(files: dict[str, bytes], folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    made = bytecode_of(files, PYTHON)
    for name, content in files.items():
        path = folder / (f"{name}c" if name in made else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.get(name, content))
    return subprocess.run([PYTHON, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


def test_only_what_is_python_is_compiled_and_by_the_python_that_is_asked() -> None:
    made = bytecode_of(SOURCES, PYTHON)
    assert made.keys() == SOURCES.keys() - {"package/table.txt"}
    assert {magic_of(content) for content in made.values()} == {OURS}


def test_it_is_imported_without_sources_and_finds_its_data(tmp_path: Path) -> None:
    done = imported(SOURCES, tmp_path, "from package import table; print(table.ROWS, table.__doc__, table.__file__)")
    assert done.stdout.split() == ["rows", "Said.", str(tmp_path / "package" / "table.pyc")], done.stderr


def test_a_trace_names_file_and_line_as_in_the_package_and_what_is_asserted_still_is(tmp_path: Path) -> None:
    done = imported(SOURCES, tmp_path, "from package import failing; failing.fail()")
    assert 'File "package/failing.py", line 3, in fail' in done.stderr
    assert "AssertionError: asserted" in done.stderr


def test_the_same_sources_make_the_same_bytes_in_another_folder_and_another_order_of_sets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bytecode_of(SOURCES, PYTHON)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert bytecode_of(SOURCES, PYTHON) == first


def test_a_python_of_another_version_and_one_that_does_not_run_are_passed_over(
    only: Installing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MAGIC_NUMBERS, "python3.13", OURS)
    only("fitting", python_of(OURS))
    only("talking", "echo hello")
    only("other", python_of(OURS + 1))
    only("shim", "exit 127")
    assert bytecode_of(SOURCES, "python3.13").keys() == SOURCES.keys() - {"package/table.txt"}


def test_one_of_pyenv_is_found_though_its_shims_refuse(only: Installing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAGIC_NUMBERS, "python3.13", OURS)
    only("pyenv/versions/3.13.2/bin", python_of(OURS))
    monkeypatch.setenv("PATH", "")
    assert bytecode_of(SOURCES, "python3.13")


def test_where_there_is_none_it_is_said_what_that_means(only: Installing) -> None:
    only("other", python_of(MAGIC_NUMBERS["python3.13"] + 1))
    with pytest.raises(NoSuchPythonError, match=r"there is no python3\.13 on this machine"):
        bytecode_of(SOURCES, "python3.13")


def test_bytecode_of_another_version_than_was_said_is_never_packed(only: Installing) -> None:
    lying = only("lying", python_of(OURS + 1))
    with pytest.raises(ValueError, match=r"The bytecode of package/__init__\.py is not that of .*no function could"):
        bytecode_of(SOURCES, str(lying))


def test_what_cannot_be_compiled_is_named() -> None:
    with pytest.raises(ValueError, match=r"broken\.py"):
        bytecode_of({"package/broken.py": b"def\n"}, PYTHON)


def test_the_numbers_are_those_of_pythons_own() -> None:
    ours = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert MAGIC_NUMBERS.get(ours, OURS) == OURS
