"""Queue entry: a call came to send what waits in a line."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from handler import bootstrap_events

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def handle(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Work on the lines that were called for.

    Parameters
    ----------
    event : mapping
        Messages of the queue.

    Returns
    -------
    dict
        How many attempts were made, for who invokes the function by hand.

    Raises
    ------
    RetryLater
        When AWS does not answer as it should: the call comes again.
    ValueError
        When the event is none of a queue.
    """
    records = event.get("Records")
    if not isinstance(records, list):
        raise ValueError("Records must be a list, as in an event of a queue.")  # noqa: TRY004 (a value from outside)
    return {"attempts": sum(_work_on(record) for record in records)}


def _work_on(record: Mapping[str, Any]) -> int:
    call = json.loads(str(record["body"]))
    is_woken = call.get("is_woken") is True
    return bootstrap_events.deliver()(str(call["channel_id"]), str(call["line_id"]), is_woken=is_woken)
