"""The laptop's own address may send mail, however often the stack starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from local.mail import SENDER, ensure_sender

SERVERLESS = Path(__file__).parents[3] / "serverless.yml"


class Ses:
    """Knows addresses that may send."""

    def __init__(self, refuses_with: str | None = None) -> None:
        self.known: list[str] = []
        self.refuses_with = refuses_with

    def create_email_identity(self, *, EmailIdentity: str) -> object:  # noqa: N803 (boto3's)
        if self.refuses_with or EmailIdentity in self.known:
            code = self.refuses_with or "AlreadyExistsException"
            raise ClientError({"Error": {"Code": code, "Message": ""}}, "CreateEmailIdentity")
        self.known.append(EmailIdentity)
        return {}


def test_it_may_send_after_each_start() -> None:
    ses = Ses()
    ensure_sender(ses)
    ensure_sender(ses)
    assert ses.known == [SENDER]


def test_another_trouble_is_told() -> None:
    with pytest.raises(ClientError):
        ensure_sender(Ses("LimitExceededException"))


def test_it_is_the_address_that_the_functions_send_as() -> None:
    assert f"    mail_from: {SENDER}\n" in SERVERLESS.read_text(encoding="utf-8")
