"""The emulator of AWS: how it is started, and what it must and must not know."""

import os

from local.processes import Program
from local.stack import HOST, PROJECT_ROOT, ROOT_KEYS, Stack

# An environment of its own, so that functions cannot lean on packages of the project's that they do not declare.
EMULATOR_PYTHON = PROJECT_ROOT / ".venv-aws" / "bin" / "python"
FUNCTION_START = PROJECT_ROOT / "local" / "function_start"
GRACE_SECONDS = 20.0  # it saves tables and users when it is stopped
READY_TIMEOUT_SECONDS = 60.0
INHERITED = ("HOME", "LANG", "LC_ALL", "PATH", "TZ")


def program(stack: Stack) -> Program:
    """Return the program that is the emulator of a stack."""
    return Program("Local AWS", [EMULATOR_PYTHON, "-m", "ministack"], _environment(stack), GRACE_SECONDS)


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


def health_url(stack: Stack) -> str:
    """Return the address that answers 200 when the emulator is ready."""
    return f"{stack.endpoint_url}/_ministack/ready"
