"""Mail that Cognito would send: on the laptop nobody delivers it, so it is shown instead."""

import http.client
import json
import re
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypedDict

from botocore.exceptions import ClientError

CONFIRMATION_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")  # Cognito's codes have six digits
TAGS = re.compile(r"<[^>]+>")
TIMEOUT_SECONDS = 5
SENDER = "platebook@platebook.example"
"""Whose mails tell events on the laptop (serverless.yml, `mail_from`)."""


class Mailing(Protocol):
    """What is needed of a client of SES."""

    def create_email_identity(self, *, EmailIdentity: str) -> object:  # noqa: N803 (boto3's)
        """Let an address send; raises ClientError when it may already."""


def ensure_sender(ses: Mailing) -> None:
    """Let the laptop's own address send mail; on AWS somebody confirms by a mail that theirs may.

    Parameters
    ----------
    ses
        Client of the stack's SES.
    """
    try:
        ses.create_email_identity(EmailIdentity=SENDER)
    except ClientError as error:  # made on an earlier day
        if error.response["Error"]["Code"] != "AlreadyExistsException":
            raise


class RecordedMessage(TypedDict):
    """A message as the emulator records it; `Timestamp` in seconds since 1970."""

    To: list[str]
    Subject: str
    BodyText: str | None
    BodyHtml: str | None
    Timestamp: float


@dataclass(frozen=True)
class Mail:
    """One message.

    Parameters
    ----------
    to
        Whom it is for.
    subject, text
        What it says, without markup.
    code
        The confirmation code in it, if there is one.
    sent_at
        RFC 3339, UTC.
    """

    to: str
    subject: str
    text: str
    code: str | None
    sent_at: str


def fetch_mails(endpoint_url: str) -> list[Mail]:
    """Fetch every message since the stack's first start, newest first.

    Parameters
    ----------
    endpoint_url
        Address of the local AWS.

    Raises
    ------
    OSError
        The local AWS does not answer, or ends while it does.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{endpoint_url}/_ministack/ses/messages", timeout=TIMEOUT_SECONDS) as response:
            accounts = json.load(response)["messages"].values()
    except http.client.HTTPException as cut_off:
        raise ConnectionError(f"The answer was cut off: {cut_off!r}") from cut_off
    mails = [_mail(to, message) for messages in accounts for message in messages for to in message["To"]]
    return sorted(mails, key=lambda mail: mail.sent_at, reverse=True)


class NewMail:
    """The mail that comes from the first look on; what was there before is known already.

    Parameters
    ----------
    endpoint_url
        Address of the local AWS.
    """

    def __init__(self, endpoint_url: str) -> None:
        self._endpoint_url = endpoint_url
        self._seen_count: int | None = None

    def fetch(self) -> list[Mail]:
        """Fetch what has come since the last look, oldest first; nothing while the local AWS is busy or ending."""
        try:
            mails = fetch_mails(self._endpoint_url)
        except OSError:
            return []
        new_count = 0 if self._seen_count is None else len(mails) - self._seen_count
        self._seen_count = len(mails)
        return mails[:new_count][::-1]


def _mail(to: str, message: RecordedMessage) -> Mail:
    text = TAGS.sub(" ", message["BodyText"] or message["BodyHtml"] or "").strip()
    code = CONFIRMATION_CODE.search(text)
    sent_at = datetime.fromtimestamp(message["Timestamp"], UTC)
    return Mail(
        to=to,
        subject=message["Subject"],
        text=text,
        code=code.group() if code else None,
        sent_at=sent_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )
