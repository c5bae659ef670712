"""The package of our own reader: what is in it, when it is made anew, and when it is refused."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from scripts.reader import pack
from scripts.reader.pack import TooLargeError

FOR_ARM = ("--platform=manylinux_2_28_aarch64",)


@dataclass
class FakePip:
    """Installs two small libraries, and counts how often."""

    asked: list[list[str]] = field(default_factory=list)

    def __call__(self, command: Sequence[str], **_: Any) -> None:
        self.asked.append(list(command))
        folder = Path(command[command.index("-t") + 1])
        for name in ("cv2/__init__.py", "cv2/data/faces.xml", "numpy/tests/test_it.py", "numpy/core.pyi"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> FakePip:
    fake = FakePip()
    monkeypatch.setattr(subprocess, "run", fake)
    return fake


def names_in(package: Path) -> set[str]:
    with zipfile.ZipFile(package) as archive:
        return set(archive.namelist())


def test_it_holds_our_code_the_notices_and_of_the_libraries_what_is_used(pip: FakePip, tmp_path: Path) -> None:
    pack.pack(tmp_path / "new" / "finding.zip", FOR_ARM)
    names = names_in(tmp_path / "new" / "finding.zip")
    assert {
        "reader/function.py",
        "handler/adapters/pictures/orientation.py",
        "THIRD_PARTY.md",
        "cv2/__init__.py",
    } <= names
    assert not names & {"cv2/data/faces.xml", "numpy/tests/test_it.py", "numpy/core.pyi", "handler/api.py"}
    assert FOR_ARM[0] in pip.asked[0]


def test_the_same_is_neither_fetched_nor_written_again(pip: FakePip, tmp_path: Path) -> None:
    package = tmp_path / "finding.zip"
    pack.pack(package, FOR_ARM)
    before = package.stat().st_mtime_ns
    pack.pack(package, FOR_ARM)
    assert (len(pip.asked), package.stat().st_mtime_ns) == (1, before)


def test_libraries_of_another_processor_are_fetched_anew(pip: FakePip, tmp_path: Path) -> None:
    pack.pack(tmp_path / "finding.zip", FOR_ARM)
    pack.pack(tmp_path / "finding.zip", ())
    assert len(pip.asked) == 2


def test_the_same_content_makes_the_same_file(pip: FakePip, tmp_path: Path) -> None:
    first, second = tmp_path / "1" / "finding.zip", tmp_path / "2" / "finding.zip"
    for package in (first, second):
        pack.pack(package, FOR_ARM)
    assert first.read_bytes() == second.read_bytes()


def test_on_a_laptop_the_libraries_stay_beside_the_code(pip: FakePip, tmp_path: Path) -> None:
    assert pack.main([str(tmp_path / "finding.zip"), pack.BESIDE]) == 0
    names = names_in(tmp_path / "finding.zip")
    assert "reader/function.py" in names
    assert "cv2/__init__.py" not in names
    assert (tmp_path / "finding-libraries" / "cv2" / "__init__.py").is_file()
    assert pack.BESIDE not in pip.asked[0]


def test_what_lambda_would_refuse_is_refused_before_it_is_sent(
    pip: FakePip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pack, "MOST_BYTES", 1000)
    with pytest.raises(TooLargeError, match="Lambda takes 1,000"):
        pack.pack(tmp_path / "finding.zip", FOR_ARM)
    assert pack.main([str(tmp_path / "finding.zip"), *FOR_ARM]) == 1
    assert "Lambda takes 1,000" in capsys.readouterr().err
