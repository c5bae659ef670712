"""Stream entry: who did what came into the inbox, and is copied to where no other function may write.

Whatever fails here is raised: Lambda then delivers the records again, halves the batch until the bad one is alone, and
tells the failure queue of it in the end. To name the failed records in an answer instead would be lost on the laptop,
whose AWS does not look at it; and as keeping an entry again changes nothing, delivering the others again costs little.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypedDict

from handler import bootstrap_people

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

WRITTEN: Final = frozenset({"INSERT", "MODIFY"})
REMOVED: Final = "REMOVE"
"""Its time is over, or somebody took it out of the inbox: what was copied stays."""


class Change(TypedDict):
    """What a record says of an item; the image has DynamoDB's type tags."""

    ApproximateCreationDateTime: float
    NewImage: dict[str, Any]


class Record(TypedDict):
    """What happened in the inbox, if the record is genuine: compromised functions may write there."""

    eventName: str
    dynamodb: Change


def handle(event: Mapping[str, object], _context: object) -> None:
    """Keep the entries that a stream of the inbox tells of.

    Parameters
    ----------
    event : mapping
        Records of a DynamoDB stream.

    Raises
    ------
    ExceptionGroup
        Everything that went wrong, after all records were tried.
    """
    errors = [error for record in _records(event) if (error := _try(record))]
    if errors:
        raise ExceptionGroup("entries could not be kept", errors)


def _try(record: Record) -> Exception | None:
    try:
        if _is_written(record["eventName"]):
            change = record["dynamodb"]
            arrived = datetime.fromtimestamp(change["ApproximateCreationDateTime"], UTC)
            bootstrap_people.audit_keeper().keep(change["NewImage"], arrived)
    except Exception as error:  # one bad record must not keep the others from being kept; handle() raises them all
        logger.exception("entry could not be kept")
        return error
    return None


def _is_written(name: str) -> bool:
    if name == "MODIFY":
        # No function of ours does so. What stood there before was copied when it came, and stays.
        logger.warning("an entry of the inbox was written over; both are kept")
    if name not in {*WRITTEN, REMOVED}:
        raise ValueError("eventName must be one of a DynamoDB stream.")
    return name in WRITTEN


def _records(event: Mapping[str, object]) -> list[Record]:
    records = event.get("Records", [])
    if not isinstance(records, list):
        raise ValueError("Records must be a list, as in an event of a stream.")  # noqa: TRY004 (a value from outside)
    return records
