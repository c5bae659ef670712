"""``python -m scripts.reader.pack ZIP [--beside] [PIP ARGUMENT…]``: the package of our own reader's function.

`scripts/serverless-reader.cjs` calls it while the Serverless Framework packages a stage that reads with our own reader.
Nothing but the standard library: it runs in whatever Python installs the wheels.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
REQUIREMENTS: Final = ROOT / "requirements-reader.txt"

CODE: Final = (
    "reader/*.py",
    # What tells how a photo lies, and what its file lacks.
    "handler/__init__.py",
    "handler/adapters/__init__.py",
    "handler/adapters/pictures/__init__.py",
    "handler/adapters/pictures/jpeg_end.py",
    "handler/adapters/pictures/metadata.py",
    "handler/adapters/pictures/orientation.py",
    # The licences of the libraries lie beside them; this says what they are.
    "THIRD_PARTY.md",
)

BESIDE: Final = "--beside"
"""Wheels of other processors may be larger than Lambda takes: those of x86 have 330 MB."""

LEFT_OUT: Final = (
    "**/*.pyi",
    "**/tests",
    "bin",
    # Detectors of faces.
    "cv2/data/*.xml",
    # What turns, trains and tests models.
    "onnxruntime/datasets",
    "onnxruntime/quantization",
    "onnxruntime/tools",
    "onnxruntime/transformers",
    "rapidocr/inference_engine/pytorch/networks",
    # The model that tells upside down; it is switched off.
    "rapidocr/models/ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "PIL/_avif*.so",
    "PIL/_webp*.so",
    "pillow.libs/libavif*",
    "pillow.libs/libsharpyuv*",
    "pillow.libs/libwebp*",
)
"""Of the libraries, what the function never uses."""

MOST_BYTES: Final = 250 * 1024 * 1024
"""What Lambda takes, unzipped (developer guide, "Lambda quotas")."""

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""So that the same content makes the same file, and is not uploaded again."""


class TooLargeError(Exception):
    """What Lambda would refuse, in a sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the package, unless it is there already; give the process's exit code."""
    target, *others = sys.argv[1:] if arguments is None else arguments
    pip = [one for one in others if one != BESIDE]
    try:
        pack(Path(target), pip, is_beside=BESIDE in others)
    except (TooLargeError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def pack(target: Path, pip: Sequence[str], *, is_beside: bool = False) -> None:
    """Write the package, unless it is there already.

    Parameters
    ----------
    target : Path
        The zip. The libraries are kept in a folder beside it, for when only code changes.
    pip : sequence of str
        For which processor and Python the libraries are.
    is_beside : bool
        Whether the libraries stay in the folder beside it, for a function that runs on this machine.

    Raises
    ------
    TooLargeError
        When Lambda would not take it.
    subprocess.CalledProcessError
        When the libraries cannot be installed; pip has said why.
    """
    libraries = target.with_name(f"{target.stem}-libraries")
    _install(libraries, pip)
    packed = {} if is_beside else _below(libraries)
    files = {**packed, **{path.relative_to(ROOT).as_posix(): path for path in _code()}}
    made_of = _digest(*pip, *(f"{name} {_digest(path)}" for name, path in sorted(files.items())))
    if target.is_file() and _is_stamped(target, made_of):
        return
    size = sum(path.stat().st_size for path in files.values())
    if size > MOST_BYTES:
        raise TooLargeError(f"The package of our own reader has {size:,} bytes; Lambda takes {MOST_BYTES:,}.")
    _write(target, files)
    _stamp(target).write_text(made_of, encoding="utf-8")


def _install(folder: Path, pip: Sequence[str]) -> None:
    # Where pip is not told for which Python, it is this one.
    made_of = _digest(REQUIREMENTS, sys.version, *pip, *LEFT_OUT)
    if folder.is_dir() and _is_stamped(folder, made_of):
        return
    shutil.rmtree(folder, ignore_errors=True)
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", *pip]
    subprocess.run([*install, "-t", str(folder), "-r", str(REQUIREMENTS)], check=True, stdout=subprocess.DEVNULL)
    for unused in [path for pattern in LEFT_OUT for path in folder.glob(pattern)]:
        _remove(unused)
    _stamp(folder).write_text(made_of, encoding="utf-8")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)  # it may have been in a folder that is gone


def _code() -> Iterator[Path]:
    for pattern in CODE:
        yield from sorted(ROOT.glob(pattern))


def _below(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def _write(target: Path, files: dict[str, Path]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as package:
        for name, path in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(entry, path.read_bytes())
    partial.replace(target)


def _stamp(made: Path) -> Path:
    return made.with_name(f"{made.name}.made-of")


def _is_stamped(made: Path, made_of: str) -> bool:
    stamp = _stamp(made)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == made_of


def _digest(*parts: str | Path) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
