"""``python -m scripts.packing.divide ZIP PYTHON NAME:LACKS,… NAME:LACKS,…``: of one package for all functions, several.

`scripts/serverless-packages.cjs` calls it once the Serverless Framework has packed code and libraries into one zip.
Each package lacks what none of its functions imports, and no package has what only debuggers read. Where this machine
has PYTHON, in which the functions run, they hold bytecode in place of sources; where not, it says so.
Nothing but the standard library: it runs in whatever Python installs the wheels.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.packing.bytecode import NoSuchPythonError, bytecode_of

_ELF: Final = b"\x7fELF\x02\x01"
"""How a library of Linux begins where addresses have 64 bits and small ends come first: on arm64 and on x86."""
_HEADER_BYTES: Final = 64
_SECTIONS_AT: Final = slice(40, 48)
_SECTIONS_COUNTED: Final = slice(60, 64)
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""So that the same content makes the same file, and is not uploaded again."""
_SMALLEST: Final = 9


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the packages beside the whole one, which becomes one of them if it has its name."""
    whole, python, *packages = sys.argv[1:] if arguments is None else arguments
    lacks = {name: listed.split(",") for name, _, listed in (one.partition(":") for one in packages)}
    divide(Path(whole), lacks, python)
    return 0


def divide(whole: Path, lacks: Mapping[str, Collection[str]], python: str) -> None:
    """Write several packages of one.

    Parameters
    ----------
    whole : Path
        A zip with all code and all libraries. The packages are written into its folder.
    lacks : mapping of str to collection of str
        By a package's name, the folders and files at the top of the zip that it goes without.
    python : str
        The Python that the functions run in, as `bytecode_of` takes it.

    Raises
    ------
    ValueError
        When the whole does not hold what a package is to lack: it was renamed, or is not needed anywhere any more. Or
        when a file cannot be compiled.
    """
    with zipfile.ZipFile(whole) as package:
        files = {name: _as_loaded(package.read(name)) for name in package.namelist() if not name.endswith("/")}
    tops = {_top(name) for name in files}
    for name, lacking in lacks.items():
        if unknown := sorted(set(lacking) - tops):
            raise ValueError(f"The package {name} is to lack {', '.join(unknown)}, which no wheel brings.")
    bytecode = _bytecode(files, python)
    for name, lacking in lacks.items():
        taken = [one for one in files if _top(one) not in lacking]
        as_imported = {f"{one}c" if one in bytecode else one: bytecode.get(one, files[one]) for one in taken}
        _write(whole.with_name(f"{name}.zip"), as_imported)


def _bytecode(files: Mapping[str, bytes], python: str) -> Mapping[str, bytes]:
    try:
        return bytecode_of(files, python)
    except NoSuchPythonError as reason:
        print(reason)
        return {}


def _as_loaded(content: bytes) -> bytes:
    return without_debugging(content) if content.startswith(_ELF) else content


def without_debugging(library: bytes) -> bytes:
    """Put zeros, which take no room in a zip, where no segment of a library is: there stands what debuggers read.

    What is loaded stays where it is, so the library works as before. `strip` would do more, but knows only the machine
    that it runs on.

    Parameters
    ----------
    library : bytes
        In ELF, 64 bits, little-endian.
    """
    kept = bytearray(len(library))
    kept[:_HEADER_BYTES] = library[:_HEADER_BYTES]
    kept[_SECTIONS_AT], kept[_SECTIONS_COUNTED] = bytes(8), bytes(4)
    for start, end in _segments(library):
        first = max(start, _HEADER_BYTES)
        kept[first:end] = library[first:end]
    return bytes(kept)


def _segments(library: bytes) -> Iterator[tuple[int, int]]:
    """Give from where to where a file is loaded; the table that says so is first."""
    table, size, count = *struct.unpack_from("<Q", library, 32), *struct.unpack_from("<HH", library, 54)
    yield table, table + size * count
    for entry in range(table, table + size * count, size):
        start, length = *struct.unpack_from("<Q", library, entry + 8), *struct.unpack_from("<Q", library, entry + 32)
        yield start, start + length


def _top(name: str) -> str:
    return name.partition("/")[0]


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_SMALLEST) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(entry, content, compresslevel=_SMALLEST)


if __name__ == "__main__":
    sys.exit(main())
