"""Entry of the look back: entries came onto a watch list, and the reads of the last hours are compared with them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from handler import bootstrap_alerts
from handler.service.ports.lists import AddedEntries, Named

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def handle(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Look back for the entries that an event names.

    Parameters
    ----------
    event : mapping
        ``list_id``, ``names`` (a plate and a region each, the region null for any), and ``by``, who added them.

    Returns
    -------
    dict
        What came of it, for who invokes the function by hand.

    Raises
    ------
    RetryLater
        When AWS does not answer as it should: Lambda asks again, and what was raised already stays as it is.
    ValueError
        When the event is none such.
    """
    try:
        names = [Named(str(plate), None if region is None else str(region)) for plate, region in event["names"]]
        asked = AddedEntries(str(event["list_id"]), names, str(event["by"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("The event must have list_id, names (pairs of plate and region) and by.") from error
    done = bootstrap_alerts.look_back()(asked)
    return {"entries": done.entries, "reads": done.reads, "alerts": done.raised, "left_out": done.left_out}
