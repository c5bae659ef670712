"""What is set to nothing where somebody deploys, as a missing secret is, is refused before anything is deployed."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from lab.counted.packages import NO_CREDENTIALS
from tests.contract.conftest import ROOT


def printed(*options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["npx", "--no-install", "serverless", "print", "--stage", "prod", *options],
        cwd=ROOT,
        env={**os.environ, **NO_CREDENTIALS, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "name",
    ["PLATEBOOK_ACCEPT_ERROR", "PLATEBOOK_SECOND_LOOK", "PLATEBOOK_WEB_ORIGIN", "PLATEBOOK_PYTHON", "AWS_PROFILE"],
)
def test_a_variable_that_is_set_to_nothing_is_named(name: str) -> None:
    done = printed(**{name: " "})
    assert done.returncode != 0
    assert f"{name} is set to nothing. Unset it to get the default, or give it a value." in done.stdout + done.stderr


def test_npm_commands_take_what_is_set_to_nothing_for_not_set() -> None:
    script = """
        const { forgetEmpty } = await import("./scripts/programs.mjs");
        forgetEmpty(process.env);
        const seen = Object.entries(process.env).filter(([name]) => /^(AWS|PLATEBOOK|OTHER)_/.test(name));
        console.log(JSON.stringify(Object.fromEntries(seen)));
    """
    given = {"AWS_PROFILE": "", "AWS_REGION": " ", "PLATEBOOK_ALARM_MAIL": "", "PLATEBOOK_PYTHON": "python3.13"}
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "OTHER_OF_THEM": "", **given},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"OTHER_OF_THEM": "", "PLATEBOOK_PYTHON": "python3.13"}


def test_the_plugin_that_finds_the_laptop_takes_no_outputs_for_the_usual_ones() -> None:
    script = """
        const Laptop = require("./scripts/serverless-laptop.cjs");
        const serverless = { processedInput: { commands: ["invoke", "local"] }, classes: { Error } };
        require("node:fs").existsSync = (file) => { console.log(file); return false; };
        try { new Laptop(serverless, { stage: "local" }); } catch (error) { console.log(error.message); }
    """
    done = subprocess.run(
        ["node", "--eval", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PLATEBOOK_OUTPUTS": " "},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[0] == str(ROOT / ".local" / "outputs.json")


def test_a_parameter_that_is_set_to_nothing_is_named() -> None:
    done = printed("--param=retention_days=")
    assert done.returncode != 0
    assert "retention_days is set to nothing." in done.stdout + done.stderr


def test_a_region_that_is_set_to_nothing_is_named() -> None:
    done = printed("--region=")
    assert done.returncode != 0
    assert "--region is set to nothing." in done.stdout + done.stderr


def test_no_expected_regions_are_a_choice_and_a_value_is_taken() -> None:
    done = printed(PLATEBOOK_PLATE_REGIONS="", PLATEBOOK_ACCEPT_ERROR="0.02")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PLATE_ACCEPT_ERROR: 0.02" in done.stdout.replace("'", "")
