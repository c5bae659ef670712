"""What the environment of who runs a command says. Set to nothing, as a missing secret in CI is, is not set."""

from __future__ import annotations

import argparse
import os
from typing import Final

REGION_VARIABLE: Final = "AWS_REGION"
DEFAULT_REGION: Final = "us-east-1"


def variable(name: str, default: str) -> str:
    """Get a variable of the environment, or a default where it is not set or set to nothing."""
    value = os.environ.get(name, "").strip()
    return value or default


def add_region(parser: argparse.ArgumentParser, what: str) -> None:
    """Give a command the option `--region`; nothing as its value is refused, for that is no choice of anybody's."""
    parser.add_argument("--region", type=_region, default=variable(REGION_VARIABLE, DEFAULT_REGION), help=what)


def _region(value: str) -> str:
    if not value.strip():
        raise argparse.ArgumentTypeError(
            f"it is set to nothing. Name a region, such as {DEFAULT_REGION}, or leave it out."
        )
    return value
