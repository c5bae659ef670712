"""THIRD_PARTY.md: what ships beside our own code, and under which licence. ``npm run docs`` writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)

_HEAD = """# What ships beside our own code

Written by `npm run docs` from the lock files and from what the packages say of themselves.

"""
_MODELS = """
## Models, on the laptop only
The laptop's text detection uses the models that the package `rapidocr` brings: PP-OCR of PaddlePaddle, detection,
recognition and direction, Apache-2.0. Nothing of them is deployed: on AWS, Rekognition reads.
"""


class Package(NamedTuple):
    """A package that ships."""

    name: str
    version: str
    licence: str


def python_packages() -> Iterator[Package]:
    """Give what the Lambda package holds: all that requirements.txt pins."""
    for name, version in _PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")):
        yield Package(name, version, metadata(name)["License-Expression"] or metadata(name)["License"])


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
            _table("The Lambda package", python_packages()),
            "\n",
            _table("The web app", web_packages()),
            "\n`heic-to` is under the LGPL and a file of its own: [ADR 7](docs/adr/0007-heic.md).\n",
            _MODELS,
        )
    )


def _table(title: str, packages: Iterable[Package]) -> str:
    rows = "".join(f"| {one.name} | {one.version} | {one.licence} |\n" for one in sorted(set(packages)))
    return f"## {title}\n| package | version | licence |\n| --- | --- | --- |\n{rows}"
