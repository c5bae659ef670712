"""What is published: the built web app, and beside it the settings that it fetches before it starts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hosting.errors import DeployError

CONFIG_PATH: Final = "config.json"
READABLE_FILE: Final = 0o100644 << 16
"""Rights of a file as a ZIP holds them, in the upper half: everybody reads, the owner writes."""


def web_app_config(  # noqa: PLR0913 (each is said by its name)
    *, stage: str, aws_region: str, api_url: str, user_pool_id: str, user_pool_client_id: str, sign_up: str
) -> dict[str, str]:
    """Return what `/config.json` answers; frontend/src/lib/config.ts reads it."""
    return {
        "stage": stage,
        "aws_region": aws_region,
        "api_url": api_url,
        "user_pool_id": user_pool_id,
        "user_pool_client_id": user_pool_client_id,
        "sign_up": sign_up,
    }


def make_package(dist: Path, config: Mapping[str, str]) -> bytes:
    """Pack the web app with its settings; of the same files always the same bytes.

    Parameters
    ----------
    dist
        Folder of the built web app; hidden files in it are not the web app's.
    config
        What becomes its `config.json`.

    Returns
    -------
    bytes
        A ZIP.

    Raises
    ------
    DeployError
        There is no built web app.
    """
    if not (dist / "index.html").is_file():
        raise DeployError(f"There is no built web app in {dist}. Build it with: npm --prefix frontend run build")
    package = BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted({**_files(dist), CONFIG_PATH: json.dumps(config, indent=2).encode()}.items()):
            archive.writestr(_entry(name), content)
    return package.getvalue()


def _files(dist: Path) -> dict[str, bytes]:
    return {name: (dist / name).read_bytes() for name in _names(dist)}


def _names(dist: Path) -> Iterator[str]:
    for file in dist.rglob("*"):
        path = file.relative_to(dist)
        if file.is_file() and not any(part.startswith(".") for part in path.parts):
            yield path.as_posix()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)  # dated 1980, the earliest that a ZIP knows
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = READABLE_FILE
    return entry
