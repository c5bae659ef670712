"""The package as it would go to AWS, made once for all tests of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from hosting.turn import deploy_turn

ROOT: Final = Path(__file__).parents[2]
NO_CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_EC2_METADATA_DISABLED": "true",
    "SLS_NOTIFICATIONS_MODE": "off",
}


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Package the stage `prod` and give the folder."""
    folder = tmp_path_factory.mktemp("package")
    with deploy_turn():
        done = package_into(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def package_into(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Package the stage `prod` into a folder."""
    return subprocess.run(
        ["npx", "--no-install", "serverless", "package", "--stage", "prod", "--package", str(folder), *options],
        cwd=ROOT,
        env={**os.environ, **NO_CREDENTIALS, "PLATEBOOK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def template(package: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((package / "cloudformation-template-update-stack.json").read_text())
    return loaded
