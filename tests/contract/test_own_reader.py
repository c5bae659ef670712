"""What is deployed where a stage reads with our own reader; its libraries are not fetched for it here."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from hosting.turn import deploy_turn
from lab.counted.packages import NO_CREDENTIALS
from scripts.reader.pack import BESIDE, CODE
from tests.contract.conftest import ROOT
from tests.contract.test_permissions import LOGGING, log_of
from tests.support.rights.allowed import ALLOWED
from tests.support.rights.of_reader import ASKING, FINDING, OF_REKOGNITION
from tests.support.template import Template, partitions, resources, role_of, statements

READING: Final = ("Answering", "OnUnderscoreupload")

STAND_IN: Final = """#!/bin/sh
if [ "$2" = scripts.reader.pack ]; then
    printf '%s\\n' "$@" > "$3.asked"
    echo package > "$3"
else
    exec "{python}" "$@"
fi
"""
"""A Python that notes what it would have packed."""


def serverless(folder: Path, *parameters: str) -> subprocess.CompletedProcess[str]:
    python = folder / "python"
    python.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    command = ["npx", "--no-install", "serverless", "package", "--stage", "prod", "--package", str(folder / "package")]
    environment = {**os.environ, **NO_CREDENTIALS, "PLATEBOOK_PYTHON": str(python)}
    with deploy_turn():
        return subprocess.run(
            [*command, *parameters], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    done = serverless(folder, "--param=reader=own", f"--param=reader_package={folder}/finding.zip")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def own(folder: Path) -> dict[str, Any]:
    text = (folder / "package" / "cloudformation-template-update-stack.json").read_text()
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def rights(template: Template, function: str) -> set[tuple[str, str]]:
    granted = {
        (action, resource + partitions(statement))
        for statement in statements(template, role_of(template, f"{function}LambdaFunction"))
        for action in statement["Action"]
        for resource in statement["Resource"]
    }
    return granted - {(action, log_of(function)) for action in LOGGING}


def test_one_more_function_is_deployed_that_nothing_but_our_own_may_call(
    own: dict[str, Any], template: dict[str, Any]
) -> None:
    functions, before = (resources(one, "AWS::Lambda::Function") for one in (own, template))
    assert set(functions) - set(before) == {"FindingLambdaFunction"}
    assert "FindingLambdaFunction" not in json.dumps(resources(own, "AWS::Lambda::Permission"))
    assert "FindingLambdaFunction" not in json.dumps(resources(own, "AWS::ApiGatewayV2::Integration"))


def test_it_may_look_at_photos_and_write_its_own_log(own: dict[str, Any]) -> None:
    assert rights(own, "Finding") == FINDING


@pytest.mark.parametrize("function", READING)
def test_who_reads_may_call_it_and_not_rekognition(own: dict[str, Any], function: str) -> None:
    assert rights(own, function) == ALLOWED[function] - OF_REKOGNITION | ASKING


def test_nobody_else_may_do_more_or_less_than_before(own: dict[str, Any]) -> None:
    assert {name for name in ALLOWED if rights(own, name) != ALLOWED[name]} == set(READING)


def test_who_reads_is_told_whom_to_ask_and_nobody_is_where_rekognition_reads(
    own: dict[str, Any], template: dict[str, Any]
) -> None:
    for name in READING:
        asked, before = (
            resources(one, "AWS::Lambda::Function")[f"{name}LambdaFunction"]["Environment"]["Variables"]
            for one in (own, template)
        )
        assert asked["PLATEBOOK_OWN_READER"] == {"Ref": "FindingLambdaFunction"}
        assert before["PLATEBOOK_OWN_READER"] == ""


def test_it_ends_before_who_asks_gives_up(own: dict[str, Any]) -> None:
    functions = resources(own, "AWS::Lambda::Function")
    reading, finding = (functions[f"{name}LambdaFunction"]["Timeout"] for name in ("OnUnderscoreupload", "Finding"))
    assert finding < reading / 3


def test_it_is_packed_apart_for_the_processor_and_python_of_the_functions(folder: Path, own: dict[str, Any]) -> None:
    finding = resources(own, "AWS::Lambda::Function")["FindingLambdaFunction"]
    assert finding["Code"]["S3Key"].endswith("/finding.zip")
    assert (finding["Handler"], finding["Runtime"]) == ("reader.function.handle", "python3.13")
    assert finding["Environment"]["Variables"]["PYTHONPATH"] == {"Ref": "AWS::NoValue"}
    asked = (folder / "finding.zip.asked").read_text().split()
    assert BESIDE not in asked
    assert {"--platform=manylinux_2_28_aarch64", "--python-version=3.13", "--only-binary=:all:"} <= set(asked)


def test_another_reader_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    done = serverless(tmp_path, "--param=reader=textract")
    assert done.returncode != 0
    assert "one of: rekognition, own" in done.stdout + done.stderr


def test_the_function_starts_from_what_is_packed_of_our_code(tmp_path: Path) -> None:
    for name in (path.relative_to(ROOT) for pattern in CODE for path in ROOT.glob(pattern)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run([sys.executable, "-c", "import reader.function"], cwd=tmp_path, check=True)
