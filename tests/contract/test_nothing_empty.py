"""What is set to nothing is refused before anything is packaged or deployed."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.contract.conftest import NO_CREDENTIALS, ROOT

VARIABLES = sorted(set(re.findall(r"\$\{env:(PLATEBOOK_\w+)", (ROOT / "serverless.yml").read_text())))


def print_configuration(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["npx", "--no-install", "serverless", "print", "--stage", "prod", *arguments],
        cwd=ROOT,
        env={**os.environ, **NO_CREDENTIALS, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", [one for one in VARIABLES if one != "PLATEBOOK_PLATE_REGIONS"])
def test_a_variable_that_is_set_to_nothing_is_refused(name: str) -> None:
    done = print_configuration(**{name: ""})
    assert done.returncode != 0
    assert f"{name} is set to nothing" in done.stdout + done.stderr


@pytest.mark.parametrize("parameter", ["retention_days=", "retention_days= "])
def test_a_parameter_that_is_set_to_nothing_is_refused(parameter: str) -> None:
    done = print_configuration("--param", parameter)
    assert done.returncode != 0
    assert "retention_days" in done.stdout + done.stderr


def test_no_expected_regions_are_plates_of_anywhere() -> None:
    done = print_configuration(PLATEBOOK_PLATE_REGIONS="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PLATE_REGIONS: ''" in done.stdout
