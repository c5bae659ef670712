"""Mail that Cognito would send: on the laptop nobody delivers it, so it is shown instead."""

import json
import re
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict

CONFIRMATION_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")  # Cognito's codes have six digits
TAGS = re.compile(r"<[^>]+>")
TIMEOUT_SECONDS = 5


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
        The local AWS does not answer.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{endpoint_url}/_ministack/ses/messages", timeout=TIMEOUT_SECONDS) as response:
        accounts = json.load(response)["messages"].values()
    mails = [_mail(to, message) for messages in accounts for message in messages for to in message["To"]]
    return sorted(mails, key=lambda mail: mail.sent_at, reverse=True)


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
