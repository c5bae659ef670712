"""What an answer of the door means for a photo, and how long to wait before the next try."""

import json
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0
_LONGEST_ASKED_SECONDS = 24 * 3600.0
"""More than the door asks for: a quota of a day ends with the day."""
_LONGEST_SENTENCE = 300


class Verdict(Enum):
    """What to do after an answer."""

    SENT = auto()
    REFUSED = auto()
    """The same photo would be refused again."""
    LATER = auto()
    """This photo again, others meanwhile."""
    CLOSED = auto()
    """No photo is taken now: the secret, the quota or the service is in the way."""


_OF_THE_PHOTO = frozenset({400, 413, 415, 422})
_OF_THE_MOMENT = frozenset({400, 408, 409, 421, 423, 425, 500, 502, 504})
"""What may be about this photo alone. Anything else people mend, or time, and every photo would hear the same."""

_TAKEN = ("taken", "repeated")


def verdict_of(status: int, body: bytes) -> Verdict:
    """Judge an answer.

    Only Platebook's own words end a photo, one way or the other: a hotel's sign-in page answers 200 to everything, and
    a web server at a mistyped address refuses everything.

    Parameters
    ----------
    status, body
        Of the answer.
    """
    said = _json_of(body)
    if 200 <= status < 300:
        return Verdict.SENT if said.get("status") in _TAKEN else Verdict.CLOSED
    if status in _OF_THE_PHOTO and isinstance(said.get("error"), dict):
        return Verdict.REFUSED
    return Verdict.LATER if status in _OF_THE_MOMENT else Verdict.CLOSED


def _json_of(body: bytes) -> dict[str, object]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def words_of(status: int, body: bytes) -> str:
    """Say an answer in a line: its status, and Platebook's own sentence.

    Of what others answer nothing is shown: proxies repeat the address, with the secret and the photo's name in it.
    """
    error = _json_of(body).get("error")
    sentence = error.get("message") if isinstance(error, dict) else None
    is_plain = isinstance(sentence, str) and sentence.isprintable() and len(sentence) <= _LONGEST_SENTENCE
    return f"{status}: {sentence}" if is_plain else str(status)


def asked_seconds(retry_after: str | None) -> float:
    """Read the header `Retry-After`: a number of seconds, or a time.

    Returns
    -------
    float
        0 when there is none, or when it is neither.
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), _LONGEST_ASKED_SECONDS)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (aware - datetime.now(UTC)).total_seconds()), _LONGEST_ASKED_SECONDS)


def pause_seconds(failures: int, asked: float = 0.0) -> float:
    """Say how long to wait: longer each time, by chance a little less, and never less than was asked for.

    Parameters
    ----------
    failures
        So many in a row, this one included.
    asked
        Seconds that the door named.
    """
    longest: float = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(failures - 1, 20))
    return max(asked, longest * random.uniform(0.5, 1.0))  # noqa: S311 -- so that relays do not come all at once
