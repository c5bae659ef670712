"""The last released version's stack with what people did in it, then this version over it: nothing is lost."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.stack import ROOT, Launched, LocalStack, scene, upload
from tests.launcher.a_day import a_day, is_as_it_was
from tests.launcher.watching import STOP_SECONDS

RELEASED: Final = "ab385eed53eadc9fd91daffd89aa100c10954f76"
"""Version 0.1.0 (CONTRIBUTING.md, *Releases*)."""

BUILT: Final = (".venv", ".venv-aws", "node_modules", "frontend/node_modules", "frontend/dist")
"""What is not in a commit; this version's will do."""


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False)


PERMITTED: Final = "B902XYZ"


def _permit(stack: LocalStack) -> str:
    """Put a plate on a list; gives the list's id."""
    admin = stack.demo_client(2)
    list_id: str = admin.call("POST", "/lists", {"name": "Residents", "kind": "permit"})["list_id"]
    admin.call("POST", f"/lists/{list_id}/entries", {"plate": PERMITTED})
    return list_id


def _still_there(before: object, now: object) -> bool:
    """Tell whether all that was told before is told now; a later version may tell more."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(name in now and _still_there(told, now[name]) for name, told in before.items())
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(_still_there, before, now))
    return before == now


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """Give the released version's files, built."""
    archive = _git("archive", RELEASED)
    if archive.returncode:
        pytest.skip("this copy of the project lacks the released commit: git fetch --unshallow")
    folder = tmp_path / "released"
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    for name in BUILT:
        (folder / name).symlink_to(ROOT / name)
    return folder


def test_over_the_last_released_version_everything_is_still_there(
    start: Callable[..., Launched], released: Path
) -> None:
    before = start("--reset", root=released)
    stack = before.wait_until_ready()
    day = a_day(stack)
    permits = _permit(stack)
    sites = stack.demo_client(1).call("GET", "/sites")["sites"]
    assert sites
    before.process.terminate()
    assert before.process.wait(STOP_SECONDS) == 0

    after = start()
    stack = after.wait_until_ready()

    assert "Deploy the stack" in after.text
    is_as_it_was(day, stack)
    assert PERMITTED in stack.demo_client(1).call("POST", f"/lists/{permits}/export", {})["content"]
    assert _still_there(sites, stack.demo_client(1).call("GET", "/sites")["sites"])
    (read,) = upload(stack.demo_client(), scene("B791XYZ"))["reads"]
    assert read["plate"] == "B791XYZ"
