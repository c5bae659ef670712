"""What would be deployed: its template and its code, made without AWS."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hosting.backend import package_into

TEMPLATE: Final = "cloudformation-template-update-stack.json"
CODE: Final = "*.zip"

Template = dict[str, Any]


@dataclass(frozen=True)
class Packaged:
    """What would be deployed.

    Attributes
    ----------
    template
        As CloudFormation gets it.
    code_sha256
        Of the functions' packages, by their files' names, as Lambda tells it.
    """

    template: Template
    code_sha256: Mapping[str, str]

    def code_of(self, function: str) -> str | None:
        """Tell what Lambda will say of a function's code; nothing where its package is made elsewhere."""
        key: str = self.template["Resources"][function]["Properties"]["Code"]["S3Key"]
        return self.code_sha256.get(key.rpartition("/")[2])


def package(stage: str, region: str, web_origin: str, params: Sequence[str]) -> Packaged:
    """Make what would be deployed, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="platebook-") as name:
        folder = Path(name)
        package_into(folder, stage, region, web_origin, params)
        template: Template = json.loads((folder / TEMPLATE).read_text(encoding="utf-8"))
        return Packaged(template, {path.name: _sha256(path) for path in folder.glob(CODE)})


def _sha256(path: Path) -> str:
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
