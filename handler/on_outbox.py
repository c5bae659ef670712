"""Stream entry: events came into the outbox, and are put into the lines of the channels that want them.

Events are announced in the order in which they happened, since a stream promises none within a transaction. The first
that fails ends the run: Lambda delivers it, and those after it, again. The same function calls for lines that are due,
every minute, since it needs the same rights.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap_events
from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.outbox.outbox_items import PARTITIONS, to_event
from handler.domain.events.event import Event

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

WRITTEN: Final = "INSERT"


def handle(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Announce the events that a stream tells of, or call for what is due.

    Parameters
    ----------
    event : mapping
        Records of a DynamoDB stream, or ``sweep`` from the schedule.

    Returns
    -------
    dict
        How much there was to do, for who invokes the function by hand.

    Raises
    ------
    RetryLater
        When AWS does not answer as it should.
    ValueError
        When the event is neither.
    """
    if event.get("sweep") is True:
        return {"called": bootstrap_events.sweep()()}
    records = event.get("Records")
    if not isinstance(records, list):
        raise ValueError("Records must be a list, as in an event of a stream.")  # noqa: TRY004 (a value from outside)
    found = sorted(filter(None, map(_event, records)), key=lambda one: one.occurred_at)
    return {"announced": sum(map(bootstrap_events.announce(), found))}


def _event(record: Mapping[str, Any]) -> Event | None:
    if record.get("eventName") != WRITTEN:
        return None
    image = items.to_plain(record.get("dynamodb", {}).get("NewImage", {}))
    if not str(image.get("pk", "")).startswith(PARTITIONS):
        return None  # what is done with events lies in the same table
    try:
        return to_event(image)
    except (KeyError, ValueError, TypeError):
        # It would be so each time, and hold up all that comes after it.
        logger.exception("an item of the outbox is no event")
        return None
