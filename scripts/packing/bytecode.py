"""Bytecode in place of sources: Lambda keeps none, so each cold start would compile all that it imports.

Python takes it only from a Python of its own version, which its first bytes, the magic number, tell. So it is made by
the functions' own Python, if this machine has it, and by no other.
Nothing but the standard library: it runs in whatever Python installs the wheels.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

MAGIC_NUMBERS: Final = {"python3.13": 3571}
"""Of Lambda's Pythons, by the names of its runtimes (CPython, `Include/internal/pycore_magic_number.h`)."""
_TELL: Final = "import importlib.util as one; print(int.from_bytes(one.MAGIC_NUMBER[:2], 'little'))"
_COMPILE: Final = (
    # Columns, which take a quarter of it, point into lines of sources that a trace cannot show.
    *("-B", "-S", "-X", "no_debug_ranges", "-m", "compileall", "-q", "-b"),
    # No time is written down, so that the same sources make the same bytes.
    *("--invalidation-mode", "unchecked-hash"),
)
_PATIENCE_SECONDS: Final = 10


class NoSuchPythonError(Exception):
    """Why there is no bytecode that the functions could take, in a sentence."""


def bytecode_of(files: Mapping[str, bytes], wanted: str) -> dict[str, bytes]:
    """Compile what is Python.

    Parameters
    ----------
    files : mapping of str to bytes
        By their names in the package.
    wanted : str
        The Python that the functions run in: a name of Lambda's, or the command that runs it on this machine.

    Returns
    -------
    dict of str to bytes
        By the names of the sources.

    Raises
    ------
    NoSuchPythonError
        When this machine has no such Python.
    ValueError
        When it cannot compile a file, or wrote bytecode of another version.
    """
    python, magic = _found(wanted)
    compiled = _compiled({name: content for name, content in files.items() if name.endswith(".py")}, python)
    if wrong := sorted(name for name, content in compiled.items() if magic_of(content) != magic):
        raise ValueError(f"The bytecode of {wrong[0]} is not that of {wanted}: no function could import it.")
    return compiled


def magic_of(bytecode: bytes) -> int:
    """Tell by its first bytes of which Python it is."""
    return int.from_bytes(bytecode[:2], "little")


def _found(wanted: str) -> tuple[str, int]:
    """Find a Python that writes what the functions take; an installed command may still refuse to run."""
    for python in _candidates(wanted):
        magic = _said([python, "-S", "-c", _TELL])
        if magic.isdecimal() and int(magic) == MAGIC_NUMBERS.get(wanted, int(magic)):
            return python, int(magic)
    raise NoSuchPythonError(
        f"The functions' packages hold sources: there is no {wanted} on this machine to compile them. All works as "
        f"well, but each cold start compiles what it imports. Once it is installed, the next deployment compiles."
    )


def _candidates(wanted: str) -> Iterator[str]:
    if wanted not in MAGIC_NUMBERS:
        yield wanted
        return
    yield sys.executable
    yield from (str(Path(folder) / wanted) for folder in os.get_exec_path())
    version = wanted.removeprefix("python")
    if uv := shutil.which("uv"):
        yield _said([uv, "python", "find", "--no-python-downloads", version])
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from (str(one) for one in sorted(pyenv.glob(f"versions/{version}*/bin/{wanted}")))


def _said(command: list[str]) -> str:
    """Give what a program says, nothing where it does not run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _compiled(sources: Mapping[str, bytes], python: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="platebook-bytecode-") as name:
        folder = Path(name)
        for source, content in sources.items():
            (folder / source).parent.mkdir(parents=True, exist_ok=True)
            (folder / source).write_bytes(content)
        # A trace names each file as it stands in the package. The order of sets is the same each time.
        done = subprocess.run(
            [python, *_COMPILE, "-s", name, name],
            env={**os.environ, "PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ValueError(f"{python} cannot compile all of it. {done.stdout}{done.stderr}")
        return {source: (folder / f"{source}c").read_bytes() for source in sources}
