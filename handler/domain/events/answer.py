"""What came of an attempt, and when the next one is made."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Final

from handler.domain.classes.quick import quick_dataclass

PAUSES: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Between an attempt and the next one: ten attempts in about three days (Standard Webhooks, on retries)."""

JITTER: Final = 0.2
"""By how much of it a pause is made longer at most, so that what failed together is not tried again together."""

LONGEST_ASKED: Final = timedelta(hours=24)
KEPT_BYTES: Final = 1024
"""How much of an answer is read and kept."""

_ASKS_FOR_TIME: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class Trouble(StrEnum):
    """Why there was no answer."""

    ADDRESS_REFUSED = "address_refused"
    NAME_UNKNOWN = "name_unknown"
    NO_CONNECTION = "no_connection"
    CERTIFICATE = "certificate"
    TIMED_OUT = "timed_out"
    NO_HTTP = "no_http"
    NO_SECRET = "no_secret"  # noqa: S105 (a cause)
    SERVICE = "service"


class Outcome(StrEnum):
    """What an answer means."""

    TAKEN = "taken"
    GONE = "gone"
    AGAIN = "again"


@quick_dataclass(frozen=True, slots=True)
class Answer:
    """What came of an attempt.

    Attributes
    ----------
    status : int or None
        Of HTTP; None where there was no answer.
    text : str
        The first `KEPT_BYTES` of the body.
    retry_after : str or None
        The header of this name.
    trouble : Trouble or None
        Why there was no answer.
    """

    status: int | None = None
    text: str = ""
    retry_after: str | None = None
    trouble: Trouble | None = None

    @property
    def outcome(self) -> Outcome:
        """What it means: 2xx takes the event, 410 ends the channel; redirects are not followed."""
        if self.status == HTTPStatus.GONE:
            return Outcome.GONE
        return Outcome.TAKEN if self.status is not None and 200 <= self.status < 300 else Outcome.AGAIN


def pause_after(attempts: int, answer: Answer, now: datetime, random: float) -> timedelta | None:
    """Tell how long to wait before the next attempt.

    Parameters
    ----------
    attempts : int
        How many were made.
    answer : Answer
        To the last one: with 429 and 503 the receiver may say when to come again, if that is later.
    now : datetime
        UTC.
    random : float
        0-1.

    Returns
    -------
    timedelta or None
        None when there is none.
    """
    if attempts > len(PAUSES):
        return None
    pause = PAUSES[attempts - 1] * (1 + JITTER * random)
    asked = _asked(answer.retry_after, now) if answer.status in _ASKS_FOR_TIME else None
    return max(pause, min(asked or pause, LONGEST_ASKED))


def _asked(text: str | None, now: datetime) -> timedelta | None:
    """Read Retry-After: seconds, or a date; what makes no sense is not heard."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return timedelta(seconds=min(int(text.strip()[:9]), LONGEST_ASKED.total_seconds()))
    try:
        return parsedate_to_datetime(text) - now
    except (ValueError, TypeError, OverflowError):
        return None
