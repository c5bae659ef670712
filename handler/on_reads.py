"""Stream entry: something became of reads and photos, and the visits that it changes are derived.

Records are worked on in their order, and the first that fails ends the run: Lambda delivers it, and those after it,
again. The same function looks every minute at the visits that change by time alone, since it needs the same rights.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from handler import bootstrap_parking
from handler.adapters.dynamodb import history_items, items, no_plate_items

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

UPLOADS, SITES, READS = "upload#", "site#", "read#"
"""How the keys begin of what is followed."""

_UNDERSTOOD_NOT: Final = (KeyError, ValueError, TypeError)


def handle(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Follow what a stream of the log tells of, or look at what is due.

    Parameters
    ----------
    event : mapping
        Records of a DynamoDB stream, ``sweep`` from the schedule, or ``seen``: ids of sightings that are taken back if
        the log no longer has them, from who makes up for deletions that were not followed.

    Returns
    -------
    dict
        How much there was to do, for who invokes the function by hand.

    Raises
    ------
    RetryLater
        When AWS does not answer as it should.
    ExceptionGroup
        When some of what was due could not be looked at.
    ValueError
        When the event is neither.
    """
    if event.get("sweep") is True:
        return {"looked_at": bootstrap_parking.sweep_due()()}
    if isinstance(seen := event.get("seen"), list):
        return {"taken_back": sum(bootstrap_parking.follow_reads().look_for(str(one)) for one in seen)}
    records = event.get("Records")
    if not isinstance(records, list):
        raise ValueError("Records must be a list, as in an event of a stream.")  # noqa: TRY004 (a value from outside)
    return {"followed": sum(_follow(record) for record in records)}


def _follow(record: Mapping[str, Any]) -> bool:
    change = record.get("dynamodb", {})
    before, after = (items.to_plain(change.get(name) or {}) for name in ("OldImage", "NewImage"))
    if not after and _has_ended(before, change):
        return False  # what ends in its time takes nothing back: its visit ends with it
    try:
        work = _work(before, after)
    except _UNDERSTOOD_NOT:
        # It would be so each time, and hold up all that comes after it.
        logger.exception("an item of the log is not understood")
        return False
    return work() if work else False


def _work(before: items.Plain, after: items.Plain) -> Callable[[], bool] | None:
    """Tell what is to be done about a change; None for nothing: the log holds more than what visits follow from."""
    either = after or before
    pk, sk = str(either.get("pk", "")), str(either.get("sk", ""))
    if pk.startswith(UPLOADS) and sk.startswith(READS):
        was, now = (items.to_read(one) if one else None for one in (before, after))
        return partial(bootstrap_parking.follow_reads().read, was, now)
    if pk.startswith(UPLOADS) and sk == no_plate_items.SORT_KEY and after:
        return partial(bootstrap_parking.follow_reads().no_plate, no_plate_items.to_no_plate(after))
    if pk.startswith(UPLOADS) and sk == "upload":
        return _work_of_upload(before, after)
    if pk.startswith(SITES) and "removed_at" in after and "removed_at" not in before:
        return partial(_mark, str(after["site_id"]))
    return None


def _work_of_upload(before: items.Plain, after: items.Plain) -> Callable[[], bool] | None:
    """Follow photos that were not read because they repeat another."""
    was_repeat, is_repeat = ("repeat_of" in one and not history_items.is_receipt(one) for one in (before, after))
    if is_repeat and not was_repeat:
        return partial(bootstrap_parking.follow_reads().repeat, items.to_upload(after))
    if was_repeat and not is_repeat and (not after or history_items.is_receipt(after)):
        return partial(bootstrap_parking.follow_reads().repeat_deleted, items.to_upload(before))
    return None


def _mark(site_id: str) -> bool:
    """Have the visits of a removed site end with the next sweep."""
    bootstrap_parking.rederive().setup_changed(site_id)
    return True


def _has_ended(before: items.Plain, change: Mapping[str, Any]) -> bool:
    return int(before.get("expires_at_epoch_seconds", 0)) <= int(change.get("ApproximateCreationDateTime", 0))
