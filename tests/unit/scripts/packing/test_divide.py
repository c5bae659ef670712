"""Of one package several: what each goes without, and what of a library nobody needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import PIL._imaging
import pytest

from scripts.packing.divide import main, without_debugging

WHOLE = {
    "handler/api.py": b"api = 1",
    "PIL/__init__.py": b"",
    "PIL/Image.py": b"image = 1",
    "pydantic/__init__.py": b"models = 1",
    "typing_extensions.py": b"typing = 1",
}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "platebook.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in WHOLE.items():
            package.writestr(name, content)
    return path


NONE_HERE = "/nowhere/python3"


def content_of(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_package_goes_without_what_it_is_said_to_lack(whole: Path) -> None:
    assert main([str(whole), NONE_HERE, "platebook:PIL", "photos:pydantic,typing_extensions.py"]) == 0
    assert content_of(whole).keys() == WHOLE.keys() - {"PIL/__init__.py", "PIL/Image.py"}
    photos = content_of(whole.with_name("photos.zip"))
    assert photos == {name: WHOLE[name] for name in ("handler/api.py", "PIL/__init__.py", "PIL/Image.py")}


@pytest.mark.parametrize("python", [NONE_HERE, sys.executable])
def test_the_same_content_makes_the_same_file(whole: Path, python: str) -> None:
    main([str(whole), python, "first:PIL"])
    main([str(whole), python, "second:PIL"])
    first, second = (whole.with_name(f"{name}.zip").read_bytes() for name in ("first", "second"))
    assert first == second


def test_bytecode_takes_the_place_of_sources_and_data_stay(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(whole, "a") as package:
        package.writestr("handler/domain/words.txt", b"words")
    main([str(whole), sys.executable, "platebook:PIL,typing_extensions.py", "photos:pydantic"])
    packed = content_of(whole)
    assert packed.keys() == {"handler/api.pyc", "handler/domain/words.txt", "pydantic/__init__.pyc"}
    assert packed["handler/domain/words.txt"] == b"words"
    assert "typing_extensions.pyc" in content_of(whole.with_name("photos.zip"))
    assert capsys.readouterr().out == ""


def test_where_the_functions_python_is_not_here_sources_are_packed_and_it_is_said(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(whole), NONE_HERE, "platebook:PIL"])
    assert content_of(whole)["handler/api.py"] == WHOLE["handler/api.py"]
    said = capsys.readouterr().out
    assert NONE_HERE in said
    assert said.count("\n") == 1


def test_a_library_that_is_not_there_any_more_is_named_and_nothing_is_written(whole: Path) -> None:
    before = whole.read_bytes()
    with pytest.raises(ValueError, match=r"photos is to lack pydantic_core, which no wheel brings"):
        main([str(whole), NONE_HERE, "platebook:PIL", "photos:pydantic,pydantic_core"])
    assert whole.read_bytes() == before
    assert not whole.with_name("photos.zip").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of other systems are left as they are")
def test_a_library_without_what_debuggers_read_still_works(tmp_path: Path) -> None:
    library = Path(PIL._imaging.__file__)
    trimmed = without_debugging(library.read_bytes())
    assert len(trimmed) == library.stat().st_size
    assert trimmed.count(0) > library.read_bytes().count(0)
    folder = tmp_path / "PIL"
    folder.mkdir()
    (folder / library.name).write_bytes(trimmed)
    # It looks for the other libraries beside its folder.
    (tmp_path / "pillow.libs").symlink_to(library.parents[1] / "pillow.libs")
    code = "import _imaging; print(_imaging.new('L', (2, 3)).size)"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "(2, 3)\n"
