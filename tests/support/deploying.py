"""What tests of the deployment share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.fake_amplify import REGION

STAGE = ["--stage", "prod", "--region", REGION]


ADDRESS = "https://main.d1abc.amplifyapp.com"


OWN_DOMAIN = "https://plates.example.com"


OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip()
