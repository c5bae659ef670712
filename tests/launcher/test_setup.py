"""What a fresh clone says when something that it needs is not there: one sentence with the remedy, and no more."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import cast

import pytest

from tests.e2e.stack import ROOT

SETUP_SECONDS = 300


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """As much of a fresh clone as the set-up needs before it installs anything."""
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "scripts", clone / "scripts")
    for name in ("package.json", "requirements-dev.txt", "requirements-aws.txt"):
        shutil.copy(ROOT / name, clone)
    return clone


def _python(folder: Path, answer: str) -> Path:
    """A Python that answers what another one would."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\necho {answer}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def _npm(clone: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return _run(clone, "npm", "--silent", *arguments, **environment)


def _run(clone: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=clone,
        env=os.environ | {"NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=SETUP_SECONDS,
        check=False,
    )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("3 9 2 1", "Platebook needs Python 3.11 to 3.14, and found only 3.9.2"),
        ("3 12 1 0", "(3.12.1) cannot make virtual environments"),
        ("; exit 1", "does not run"),
    ],
)
@pytest.mark.parametrize("command", ["start", "test"])
def test_an_unsuitable_python_is_named_with_the_remedy(
    clone: Path, tmp_path: Path, command: str, answer: str, sentence: str
) -> None:
    done = _npm(clone, command, PLATEBOOK_PYTHON=str(_python(tmp_path, answer)))

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Install" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (clone / ".venv").exists()
    assert not (clone / "node_modules").exists()


def test_an_old_node_is_named_with_the_remedy(clone: Path) -> None:
    pretend = 'Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.1"}})'

    done = _run(clone, "node", f"--import=data:text/javascript,{pretend}", "scripts/run.mjs", "start")

    assert done.returncode == 1
    assert done.stderr.startswith("Platebook needs Node 20.19 or later")
    assert "this is 18.20.1" in done.stderr


def test_reading_in_a_clone_that_never_ran_says_to_start(clone: Path) -> None:
    done = _npm(clone, "run", "read", "--", "gate.jpg")

    assert done.returncode == 1
    assert done.stderr.strip() == "Platebook is not running. Start it with: npm start"


def test_a_failing_step_shows_the_end_of_its_log_and_leaves_no_stamp(clone: Path) -> None:
    """npm's own packages cannot be installed here: the lock file is not there."""
    (clone / "frontend").mkdir()
    shutil.copy(ROOT / "frontend" / "package.json", clone / "frontend")
    (clone / "requirements-dev.txt").write_text("", encoding="utf-8")
    (clone / "requirements-aws.txt").write_text("", encoding="utf-8")

    done = _npm(clone, "start")

    assert done.returncode == 1
    assert '"Packages of the web app" failed' in done.stderr
    assert "npm error" in done.stderr
    assert not list(clone.glob("**/node_modules/.platebook-stamp"))
    assert (clone / ".venv" / ".platebook-stamp").exists()


@pytest.fixture
def no_browser(clone: Path, tmp_path: Path) -> Path:
    """A folder that, as the only one of PATH, holds what finding a browser needs, but no browser."""
    (clone / "frontend").mkdir()
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("env", "node", "sh"):
        (programs / name).symlink_to(Path(cast("str", shutil.which(name))).resolve())
    return programs


def _installers(programs: Path, script: str) -> None:
    """Debian's and Playwright's: which one is asked depends on who runs the tests, and where."""
    for name in ("apt-get", "npx"):
        path = programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)


def _find_browser(clone: Path, programs: Path) -> subprocess.CompletedProcess[str]:
    call = (
        "import('./scripts/browser.mjs').then(({ findBrowser }) => findBrowser())"
        ".then((path) => console.log(`Found ${path}`), (error) => console.error(error.message))"
    )
    return _run(clone, "node", "-e", call, PATH=str(programs), PLATEBOOK_CHROMIUM="")


def test_where_there_is_no_browser_one_is_installed(clone: Path, no_browser: Path) -> None:
    browser = no_browser / "chromium"
    install = f'case "$*" in *install*chromium) echo "#!/bin/sh" > {browser}; /bin/chmod +x {browser};; esac'
    _installers(no_browser, install)

    done = _find_browser(clone, no_browser)

    assert f"Found {browser}" in done.stdout
    assert done.stderr == ""


def test_a_browser_that_cannot_be_installed_is_named_with_the_remedy(clone: Path, no_browser: Path) -> None:
    _installers(no_browser, "echo no network; exit 100")

    done = _find_browser(clone, no_browser)

    assert done.stderr.startswith("The tests need Chromium or Chrome, and installing one failed")
    assert "sudo apt-get install chromium" in done.stderr
    (log,) = clone.glob(".local/**/browser.log")
    assert "no network" in log.read_text(encoding="utf-8")


def test_a_browser_that_was_named_and_does_not_run_is_said_so(clone: Path) -> None:
    done = _run(
        clone,
        "node",
        "-e",
        "import('./scripts/browser.mjs').then(({ findBrowser }) => findBrowser())"
        ".catch((error) => console.error(error.message))",
        PLATEBOOK_CHROMIUM="/no/such/browser",
    )

    assert done.stderr.strip() == "PLATEBOOK_CHROMIUM=/no/such/browser does not run: name a Chromium or Chrome."
