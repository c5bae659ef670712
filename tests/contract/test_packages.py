"""Each function's package: that it has what the function imports, for its processor, and works as it was trimmed."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image

from hosting.turn import deploy_turn
from lab.counted.packages import package_into
from scripts.packing.bytecode import MAGIC_NUMBERS, NoSuchPythonError, bytecode_of, magic_of
from scripts.packing.divide import without_debugging
from tests.contract.conftest import ROOT
from tests.support.template import resources

PACKAGES: Final = ("platebook", "photos")
OF_PHOTOS: Final = {"handler.on_upload.handle", "handler.plate_reader.answering"}
LOOKS_INTO_PHOTOS: Final = "handler.adapters.pictures."
OF_THE_WEB: Final = re.compile(r"handler\.(wire|routes|http|api|camera_uploads|doors)\b")
SIDES: Final = (160, 120)
STARTING: Final = Path(__file__).parent / "starting.py"


HERE: Final = f"compiled_by={sys.executable}"
MOST_BYTES: Final = 4_500_000


@pytest.fixture(scope="module")
def package_here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Package the same for the Python that runs this."""
    folder = tmp_path_factory.mktemp("package-here")
    with deploy_turn():
        done = package_into(folder, "--param", HERE)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def as_sources(names: set[str]) -> set[str]:
    return {re.sub(r"\.pyc$", ".py", name) for name in names}


def names_in(package: Path, name: str) -> set[str]:
    with zipfile.ZipFile(package / f"{name}.zip") as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_holds_our_code_and_libraries_for_arm64(package: Path, name: str) -> None:
    names = as_sources(names_in(package, name))
    assert {"handler/api.py", "handler/plate_reader.py", "handler/on_upload.py", "tzdata/__init__.py"} <= names
    native = [one for one in names if ".cpython-" in one and one.endswith(".so")]
    assert native
    assert all("cpython-313-aarch64" in one for one in native)
    assert not [one for one in names if one.startswith(("local/", "tests/", "frontend/", "scripts/", "boto3/"))]


def test_only_what_looks_into_photos_has_pillow_and_it_has_no_models_of_the_web(
    package: Path, template: dict[str, Any]
) -> None:
    assert not [one for one in names_in(package, "platebook") if one.startswith("PIL/")]
    assert not [one for one in names_in(package, "photos") if one.startswith(("pydantic/", "typing_extensions."))]
    functions = resources(template, "AWS::Lambda::Function").values()
    photos = {one["Handler"] for one in functions if one["Code"]["S3Key"].endswith("/photos.zip")}
    assert photos == OF_PHOTOS
    assert all(one["Code"]["S3Key"].endswith(("/photos.zip", "/platebook.zip")) for one in functions)


@pytest.mark.parametrize("name", PACKAGES)
def test_all_of_a_package_is_bytecode_of_lambdas_python_or_all_of_it_sources(
    package: Path, template: dict[str, Any], name: str
) -> None:
    (runtime,) = {one["Runtime"] for one in resources(template, "AWS::Lambda::Function").values() if "Handler" in one}
    magics = {magic for _, magic in magics_in(package, name)}
    assert magics <= {MAGIC_NUMBERS[runtime]}
    sources = [one for one in names_in(package, name) if one.endswith(".py")]
    assert bool(magics) != bool(sources)
    assert bool(magics) == is_here(runtime)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_no_larger_than_the_goal(package: Path, name: str) -> None:
    assert (package / f"{name}.zip").stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_for_the_python_of_this_machine_holds_its_bytecode_and_no_source(
    package_here: Path, name: str
) -> None:
    assert {magic for _, magic in magics_in(package_here, name)} == {magic_of(importlib.util.MAGIC_NUMBER)}
    assert not [one for one in names_in(package_here, name) if one.endswith(".py")]


def test_where_lambdas_python_is_not_here_the_package_holds_sources_and_it_is_said(tmp_path: Path) -> None:
    with deploy_turn():
        done = package_into(tmp_path, "--param", "compiled_by=/nowhere/python3")
    assert done.returncode == 0
    assert "there is no /nowhere/python3 on this machine" in done.stdout + done.stderr
    assert "handler/api.py" in names_in(tmp_path, "platebook")
    assert not [one for name in PACKAGES for one in names_in(tmp_path, name) if one.endswith(".pyc")]


def magics_in(package: Path, name: str) -> Iterator[tuple[str, int]]:
    with zipfile.ZipFile(package / f"{name}.zip") as archive:
        for one in archive.namelist():
            if one.endswith(".pyc"):
                yield one, magic_of(archive.read(one))


def is_here(runtime: str) -> bool:
    try:
        return bool(bytecode_of({"one.py": b""}, runtime))
    except NoSuchPythonError:
        return False


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install for this machine what is packed for Lambda's, and boto3, which Lambda's image brings."""
    folder = tmp_path_factory.mktemp("libraries")
    locked = (ROOT / "requirements-dev.txt").read_text()
    boto3 = next(line.split()[0] for line in locked.splitlines() if line.startswith("boto3=="))
    for target, wanted in (("packed", ("-r", str(ROOT / "requirements.txt"))), ("lambda", (boto3,))):
        install = [sys.executable, "-m", "pip", "install", "-q", "--no-compile", "--target", str(folder / target)]
        subprocess.run([*install, *wanted], check=True)
    return folder


def as_lambda_has_it(package: Path, name: str, libraries: Path, folder: Path) -> dict[str, str]:
    """Unpack a package, with the native libraries of this machine in place of Lambda's; gives the environment."""
    here = {of_any_machine(one.relative_to(libraries / "packed")): one for one in natives_below(libraries / "packed")}
    with zipfile.ZipFile(package / f"{name}.zip") as archive:
        archive.extractall(folder)
    for foreign in natives_below(folder):
        ours = here[of_any_machine(foreign.relative_to(folder))]
        ours_in_folder = folder / ours.relative_to(libraries / "packed")
        foreign.unlink()
        ours_in_folder.write_bytes(without_debugging(ours.read_bytes()))
    return {"PYTHONPATH": f"{folder}:{libraries / 'lambda'}", "PYTHONDONTWRITEBYTECODE": "1"}


def natives_below(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*.so*") if one.is_file()]


def of_any_machine(path: Path) -> str:
    """Give a native library's name without its processor and what its content adds to it."""
    return re.sub(r"\.cpython-[\w-]+|-[0-9a-f]{8}(?=\.so)", "", path.as_posix())


def modules_below(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "handler").rglob("*.pyc")):
        yield ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")


def draw(folder: Path) -> dict[str, object]:
    """Draw a photo of each kind that is promised, and of kinds that are refused; gives what is to become of them."""
    photo = Image.effect_noise(SIDES, 60)
    colours = Image.merge("RGB", [photo, photo.rotate(90), photo.rotate(180)])
    colours.save(folder / "plain.jpg")
    colours.save(folder / "progressive.jpg", progressive=True, subsampling=0)
    colours.convert("CMYK").save(folder / "four_inks.jpg")
    photo.save(folder / "grey.jpg")
    colours.save(folder / "plain.png")
    colours.convert("RGBA").save(folder / "transparent.png")
    colours.convert("P").save(folder / "palette.png")
    photo.convert("I;16").save(folder / "deep.png")
    taken: dict[str, object] = {path.name: list(SIDES) for path in folder.iterdir()}
    refused = ("a.gif", "a.webp", "a.tiff", "a.bmp", "a.jp2", "a.avif")
    for name in refused:
        colours.save(folder / name)
    (folder / "cut.jpg").write_bytes((folder / "plain.jpg").read_bytes()[:400])
    return taken | dict.fromkeys(refused, "not_an_image") | {"cut.jpg": "damaged"}


def test_the_trimmed_package_of_photos_takes_and_refuses_what_the_whole_one_does(
    package_here: Path, libraries: Path, tmp_path: Path
) -> None:
    unpacked, photos = tmp_path / "unpacked", tmp_path / "photos"
    photos.mkdir()
    expected = draw(photos)
    environment = as_lambda_has_it(package_here, "photos", libraries, unpacked)
    modules = [one for one in modules_below(unpacked) if not OF_THE_WEB.match(one)]
    assert LOOKS_INTO_PHOTOS + "image" in modules
    assert started(unpacked, environment, photos, modules) == expected


def test_the_package_of_the_others_has_all_that_they_import(
    package_here: Path, libraries: Path, tmp_path: Path
) -> None:
    unpacked, nothing = tmp_path / "unpacked", tmp_path / "nothing"
    nothing.mkdir()
    environment = as_lambda_has_it(package_here, "platebook", libraries, unpacked)
    modules = [one for one in modules_below(unpacked) if not one.startswith(LOOKS_INTO_PHOTOS)]
    assert started(unpacked, environment, nothing, modules) == {}


def started(folder: Path, environment: dict[str, str], photos: Path, modules: list[str]) -> object:
    shutil.copy(STARTING, folder)
    without_our_own = [sys.executable, "-S", STARTING.name, str(photos), *modules]
    done = subprocess.run(without_our_own, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_functions_of_photos_start_without_the_web_libraries() -> None:
    code = (
        "import sys, handler.on_upload, handler.plate_reader, handler.bootstrap, handler.service.process_upload;"
        "sys.exit('pydantic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
