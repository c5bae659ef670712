"""What of the arm64 package can be checked on another machine: sizes, processors, and that no library is missing."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.reader.pack import MOST_BYTES

ARM64: Final = "AArch64"

OF_THE_SYSTEM: Final = re.compile(
    r"(lib(c|m|dl|pthread|rt|util|stdc\+\+|gcc_s|z)|ld-linux-aarch64)\.so(\.\d+)*$|libpython3\.\d+\.so.*$"
)
"""What Lambda's Amazon Linux 2023 brings for every Python; all else must be in the package."""

_NEEDED: Final = re.compile(r"\(NEEDED\).*\[(.+)\]")
_GLIBC: Final = re.compile(r"GLIBC_(\d+)\.(\d+)")
GLIBC_OF_LAMBDA: Final = (2, 34)
"""Of Amazon Linux 2023."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found.

    Attributes
    ----------
    unzipped_bytes : int
    libraries : int
        How many are made for a processor.
    of_others : tuple of str
        Those made for another one than arm64, or for another Python than 3.13.
    missing : tuple of str
        What some library needs, and neither the package nor Lambda has.
    newest_glibc : tuple of int
        That some library needs.
    """

    unzipped_bytes: int
    libraries: int
    of_others: tuple[str, ...]
    missing: tuple[str, ...]
    newest_glibc: tuple[int, int]

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against it."""
        fits = self.unzipped_bytes <= MOST_BYTES and self.newest_glibc <= GLIBC_OF_LAMBDA
        return fits and self.libraries > 0 and not self.of_others and not self.missing

    def as_json(self) -> dict[str, object]:
        """Give it as plain values."""
        return {
            "sound": self.is_sound,
            "unzipped_bytes": self.unzipped_bytes,
            "share_of_what_lambda_takes": round(self.unzipped_bytes / MOST_BYTES, 3),
            "libraries": self.libraries,
            "of_other_processors_or_pythons": self.of_others,
            "missing": self.missing,
            "newest_glibc_needed": ".".join(map(str, self.newest_glibc)),
        }


def check(package: Path) -> Checked:
    """Look into a package by `readelf`, of the binutils.

    Parameters
    ----------
    package : Path
        A zip for Lambda.
    """
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as folder:
        names = [name for name in archive.namelist() if re.search(r"\.so(\.\d+)*$", name)]
        archive.extractall(folder, names)
        told = {name: _readelf(Path(folder) / name) for name in names}
        unzipped = sum(entry.file_size for entry in archive.infolist())
    brought = {name.rpartition("/")[2] for name in names}
    needed = {library for text in told.values() for library in _NEEDED.findall(text)}
    glibc = [(int(major), int(minor)) for text in told.values() for major, minor in _GLIBC.findall(text)]
    return Checked(
        unzipped_bytes=unzipped,
        libraries=len(names),
        of_others=tuple(sorted(name for name, text in told.items() if _is_of_another(name, text))),
        missing=tuple(sorted(one for one in needed - brought if not OF_THE_SYSTEM.match(one))),
        newest_glibc=max(glibc, default=(0, 0)),
    )


def _is_of_another(name: str, text: str) -> bool:
    of_python = re.search(r"\.cpython-(\d+)-", name)
    return ARM64 not in text or (of_python is not None and of_python[1] != "313")


def _readelf(library: Path) -> str:
    command = ["readelf", "--wide", "--file-header", "--dynamic", "--version-info", str(library)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
