"""`npx serverless invoke local` as README has it, while the stack is up: a function of each kind of event."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.stack import ROOT, LocalStack

EVENTS = ROOT / "tests" / "events"
INVOKE_SECONDS = 180
# Each takes as long as many tests, and what differs between functions of one kind the stack itself tries.
OF_EACH_KIND = ("uploading", "on_upload", "announcing", "delivering", "admitting", "reconciling")


@pytest.mark.parametrize("function", OF_EACH_KIND)
def test_a_function_can_be_invoked_locally(stack: LocalStack, function: str, tmp_path: Path) -> None:
    event = EVENTS / f"{function}.json"
    outputs = tmp_path / "outputs.json"
    outputs.write_text(json.dumps(stack.outputs), encoding="utf-8")
    # A shell that is set up for an account of AWS must not matter.
    environment = os.environ | {"PLATEBOOK_OUTPUTS": str(outputs), "AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "mine"}
    command = ["npx", "serverless", "invoke", "local", "--function", function, "--path", str(event)]
    command += ["--stage", "local"]

    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=INVOKE_SECONDS, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    if "requestContext" in event.read_text(encoding="utf-8"):
        answer = json.loads(done.stdout[done.stdout.index("{\n") :])
        assert answer["statusCode"] == 201, answer


def test_every_function_has_an_event() -> None:
    functions = {event.stem for event in EVENTS.glob("*.json")}

    deployed = {line.strip(" :\n") for line in _function_lines()}
    assert functions == deployed


def _function_lines() -> list[str]:
    lines = (ROOT / "serverless.yml").read_text(encoding="utf-8").splitlines()
    body = lines[lines.index("functions:") + 1 : lines.index("resources:")]
    return [line for line in body if line.startswith("  ") and line[2:3].isalpha()]
