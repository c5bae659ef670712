"""`npx serverless invoke local` for every function, as README has it, while the stack is up."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.stack import ROOT, LocalStack

EVENTS = ROOT / "tests" / "events"
INVOKE_SECONDS = 180
# The upload that is to be deleted is not there, nor the cameras: the event must do no harm to whoever tries it.
STATUS = {
    "uploading": 201,
    "deleting": 404,
    "holding": 404,
    "enlisting": 404,
    "receiving": 401,
    "answering": 403,
    "reporting": 401,
    "gatekeeping": 401,
}


@pytest.mark.parametrize("event", sorted(EVENTS.glob("*.json")), ids=lambda event: event.stem)
def test_a_function_can_be_invoked_locally(stack: LocalStack, event: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs.json"
    outputs.write_text(json.dumps(stack.outputs), encoding="utf-8")
    # A shell that is set up for an account of AWS must not matter.
    environment = os.environ | {"PLATEBOOK_OUTPUTS": str(outputs), "AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "mine"}
    command = ["npx", "serverless", "invoke", "local", "--function", event.stem, "--path", str(event)]
    command += ["--stage", "local"]

    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=INVOKE_SECONDS, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    if "requestContext" in event.read_text(encoding="utf-8"):
        answer = json.loads(done.stdout[done.stdout.index("{\n") :])
        assert answer["statusCode"] == STATUS.get(event.stem, 200), answer


def test_every_function_has_an_event() -> None:
    functions = {event.stem for event in EVENTS.glob("*.json")}

    deployed = {line.strip(" :\n") for line in _function_lines()}
    assert functions == deployed


def _function_lines() -> list[str]:
    lines = (ROOT / "serverless.yml").read_text(encoding="utf-8").splitlines()
    body = lines[lines.index("functions:") + 1 : lines.index("resources:")]
    return [line for line in body if line.startswith("  ") and line[2:3].isalpha()]
