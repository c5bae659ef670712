"""What the functions are deployed as."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hosting.turn import deploy_turn

ROOT: Final = Path(__file__).parents[2]
NO_CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_EC2_METADATA_DISABLED": "true",
    "SLS_NOTIFICATIONS_MODE": "off",
}


def package_into(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Package the stage `prod` into a folder, as it would go to AWS."""
    return subprocess.run(
        ["npx", "--no-install", "serverless", "package", "--stage", "prod", "--package", str(folder), *options],
        cwd=ROOT,
        env={**os.environ, **NO_CREDENTIALS, "PLATEBOOK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )


@cache
def package_bytes() -> dict[str, int]:
    """Tell how many bytes each package has, by its name."""
    with TemporaryDirectory() as folder, deploy_turn():
        package_into(Path(folder)).check_returncode()
        return {path.stem: path.stat().st_size for path in Path(folder).glob("*.zip")}
