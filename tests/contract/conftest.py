"""The package as it would go to AWS, made once for all tests of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from hosting.turn import deploy_turn
from lab.counted.packages import package_into

ROOT: Final = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Package the stage `prod` and give the folder."""
    folder = tmp_path_factory.mktemp("package")
    with deploy_turn():
        done = package_into(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def template(package: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((package / "cloudformation-template-update-stack.json").read_text())
    return loaded
