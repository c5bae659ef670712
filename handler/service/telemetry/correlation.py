"""What the work in hand belongs to: each line of the log says it, and uploads keep it for functions that come later.

A process works on one event at a time, so one place is enough for it; threads that are started meanwhile see it, too.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from handler.domain.telemetry.correlation import RANDOM_BYTES, correlation_id_of, is_correlation_id


@dataclass(slots=True)
class _InHand:
    correlation_id: str | None = None


_in_hand = _InHand()
_plain_record = logging.getLogRecordFactory()


def begin(brought: str | None = None) -> str:
    """Begin work on an event.

    Parameters
    ----------
    brought : str or None
        The id that came with it. One that is none is not taken over, and stands nowhere.

    Returns
    -------
    str
        The id that counts from here on: what was brought, else a new one.
    """
    if brought is None or not is_correlation_id(brought):
        brought = correlation_id_of(secrets.token_bytes(RANDOM_BYTES))
    return go_on(brought)


def go_on(correlation_id: str) -> str:
    """Go on with work that began elsewhere; gives its id."""
    _in_hand.correlation_id = correlation_id
    return correlation_id


def in_hand() -> str | None:
    """Get the id of the work in hand; None where none was begun."""
    return _in_hand.correlation_id


def mark_log_lines() -> None:
    """Let each line that is logged from here on say what it belongs to; may be called more than once."""
    logging.setLogRecordFactory(_marked_record)


def _marked_record(*args: object, **named: object) -> logging.LogRecord:
    record = _plain_record(*args, **named)
    if _in_hand.correlation_id is not None:
        record.correlation_id = _in_hand.correlation_id
    return record
