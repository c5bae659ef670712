"""The emulator of AWS: how it is started, and what it must and must not know."""

import http.client
import json
import os
import urllib.request
from pathlib import Path

from local.aws.saving import STATUS_PATH
from local.processes import Program
from local.stack import HOST, PROJECT_ROOT, ROOT_KEYS, Stack

# An environment of its own, so that functions cannot lean on packages of the project's that they do not declare.
EMULATOR_PYTHON = PROJECT_ROOT / ".venv-aws" / "bin" / "python"
FUNCTION_START = PROJECT_ROOT / "local" / "function_start"
GRACE_SECONDS = 20.0  # it saves tables and users when it is stopped
READY_TIMEOUT_SECONDS = 60.0
ANSWER_TIMEOUT_SECONDS = 5.0
INHERITED = ("HOME", "LANG", "LC_ALL", "PATH", "TZ")


def program(stack: Stack) -> Program:
    """Return the program that is the emulator of a stack."""
    # Started in the project's folder, the program finds `local`; functions start in a folder of their own and do not.
    command: list[str | Path] = [
        EMULATOR_PYTHON,
        "-m",
        "local.aws",
        "--data-dir",
        stack.data_dir,
        "--web-url",
        stack.web_url,
    ]
    return Program("Local AWS", command, _environment(stack), GRACE_SECONDS)


def _environment(stack: Stack) -> dict[str, str]:
    """Return the emulator's whole environment.

    The functions inherit it, so it holds nothing of the caller's that would not be in a Lambda function's either.

    Parameters
    ----------
    stack
        The stack that the emulator serves.
    """
    return {name: os.environ[name] for name in INHERITED if name in os.environ} | {
        **ROOT_KEYS,
        "AUTH": "true",
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(stack.ports.aws),
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_EXECUTOR": "local",
        "PYTHONPATH": str(FUNCTION_START),
        "PERSIST_STATE": "1",
        "STATE_DIR": str(stack.data_dir / "services"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(stack.data_dir / "s3"),
        "TMPDIR": str(stack.temporary_dir),
    }


def saving_problem(stack: Stack) -> str | None:
    """Ask the emulator why what is written now may be lost; None when all is well, or when it does not answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{stack.endpoint_url}{STATUS_PATH}", timeout=ANSWER_TIMEOUT_SECONDS) as response:
            problem = json.load(response)["problem"]
    except (http.client.HTTPException, OSError):
        return None
    return None if problem is None else str(problem)


def health_url(stack: Stack) -> str:
    """Return the address that answers 200 when the emulator is ready."""
    return f"{stack.endpoint_url}/_ministack/ready"
