"""THIRD_PARTY.md: what ships beside our own code, and under which licence. ``npm run docs`` writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_PINNED = re.compile(r"^([\w.-]+)==([\w.]+)(?! ; sys_platform == 'win32')(?![\w.])", re.MULTILINE)
"""What is pinned for every system, or for one that functions run on."""

_HEAD = """# What ships beside our own code

Written by `npm run docs` from the lock files and from what the packages say of themselves.

"""
_MODELS = """
## Models
The laptop's text detection and our own reader use the models that the package `rapidocr` brings: PP-OCRv6 of
PaddlePaddle, detection and recognition, unchanged. They are under the
[Apache License 2.0](https://www.apache.org/licenses/LICENSE-2.0); the copyright is Baidu's and the PaddleOCR authors'.
Where a stage is deployed with `reader: own`, they are packed with the function that finds text, and with them the
licence and `MODEL_LICENSES.md` of `rapidocr`. Where Rekognition reads, which is the default, nothing of them is
deployed.
"""


_OF_OWN_READER = """
Only where a stage is deployed with `reader: own`. Their licences and notices are packed beside them. The wheel of
OpenCV brings FFmpeg, and that of Shapely GEOS, both under the LGPL and as libraries of their own.

"""


class Package(NamedTuple):
    """A package that ships."""

    name: str
    version: str
    licence: str


def python_packages(lock: str = "requirements.txt") -> Iterator[Package]:
    """Give what Lambda packages hold together: all that their lock file pins."""
    for name, version in _PINNED.findall((ROOT / lock).read_text(encoding="utf-8")):
        yield Package(name, version, _licence(name))


def web_packages() -> Iterator[Package]:
    """Give what the web app may be built from: all of its packages that are no tools."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if path and not package.get("dev"):
            yield Package(path.rpartition("node_modules/")[2], package["version"], package["license"])


def document() -> str:
    """Build THIRD_PARTY.md."""
    return "".join(
        (
            _HEAD,
            _table("The Lambda packages", python_packages()),
            "\n",
            _table("The package of our own reader", python_packages("requirements-reader.txt")),
            _OF_OWN_READER,
            _table("The web app", web_packages()),
            "\n`heic-to` is under the LGPL and a file of its own: [ADR 7](docs/adr/0007-heic.md).\n",
            _MODELS,
        )
    )


def _licence(name: str) -> str:
    """Say a package's licence in short, as it says it itself."""
    about = metadata(name)
    told = about["License-Expression"] or about["License"]
    if told and "\n" not in told:
        return str(told)
    classified = (one for one in about.get_all("Classifier", []) if one.startswith("License ::"))
    return next((one.rpartition(" :: ")[2] for one in classified), "see its file")


def _table(title: str, packages: Iterable[Package]) -> str:
    rows = "".join(f"| {one.name} | {one.version} | {one.licence} |\n" for one in sorted(set(packages)))
    return f"## {title}\n| package | version | licence |\n| --- | --- | --- |\n{rows}"
