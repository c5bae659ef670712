"""What is set to nothing where somebody deploys, as a missing secret is, is refused before anything is deployed."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.contract.conftest import NO_CREDENTIALS, ROOT


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
    ["PLATEBOOK_ACCEPT_ERROR", "PLATEBOOK_SECOND_LOOK", "PLATEBOOK_WEB_ORIGIN", "PLATEBOOK_PYTHON", "AWS_REGION"],
)
def test_a_variable_that_is_set_to_nothing_is_named(name: str) -> None:
    done = printed(**{name: " "})
    assert done.returncode != 0
    assert f"{name} is set to nothing. Unset it to get the default, or give it a value." in done.stdout + done.stderr


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
