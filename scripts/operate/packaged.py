"""What would be deployed: its template and its code, made without AWS."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hosting.backend import package_into

TEMPLATE: Final = "cloudformation-template-update-stack.json"
CODE: Final = "platebook.zip"

Template = dict[str, Any]


@dataclass(frozen=True)
class Packaged:
    """What would be deployed.

    Attributes
    ----------
    template
        As CloudFormation gets it.
    code_sha256
        Of the functions' code, as Lambda tells it.
    """

    template: Template
    code_sha256: str


def package(stage: str, region: str, web_origin: str, params: Sequence[str]) -> Packaged:
    """Make what would be deployed, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="platebook-") as name:
        folder = Path(name)
        package_into(folder, stage, region, web_origin, params)
        template: Template = json.loads((folder / TEMPLATE).read_text(encoding="utf-8"))
        digest = hashlib.sha256((folder / CODE).read_bytes()).digest()
    return Packaged(template, base64.b64encode(digest).decode())
