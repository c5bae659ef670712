"""`serverless deploy function` sends one function's code: the package that the whole deployment would give it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hosting.turn import deploy_turn
from lab.counted.packages import NO_CREDENTIALS
from tests.contract.conftest import ROOT
from tests.contract.one_function import listening


def deployed(name: str, **variables: str) -> subprocess.CompletedProcess[str]:
    with deploy_turn():
        return subprocess.run(
            ["npx", "--no-install", "serverless", "deploy", "function", "-f", name, "--stage", "prod"],
            cwd=ROOT,
            env={**os.environ, **NO_CREDENTIALS, "PLATEBOOK_PYTHON": sys.executable, **variables},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.mark.parametrize(("name", "has", "lacks"), [("on_upload", "PIL", "pydantic"), ("auditing", "pydantic", "PIL")])
def test_a_function_that_is_deployed_alone_gets_its_own_package(name: str, has: str, lacks: str) -> None:
    with listening() as function:
        done = deployed(name, AWS_ENDPOINT_URL=function.address)
    assert done.returncode == 0, done.stdout + done.stderr
    tops = {one.partition("/")[0] for one in function.names}
    assert {"handler", has} <= tops
    assert lacks not in tops


def test_the_function_that_finds_text_is_not_deployed_alone() -> None:
    with listening() as function:
        done = deployed("finding", AWS_ENDPOINT_URL=function.address, PLATEBOOK_READER="own")
    assert done.returncode != 0
    assert '"finding" is not deployed alone. Deploy the stage: npm run deploy' in done.stdout + done.stderr
    assert not function.names
