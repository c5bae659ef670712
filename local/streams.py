"""Has the local AWS follow its streams again after a start.

The emulator forgets the records of a DynamoDB stream when it ends, but not how many of them a function has seen: after
a start that function would miss as many new ones before it got any.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from local.clients import Clients
from local.stack import STACK_NAME
from scripts.inbox import Span, copy_again, derive_again

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import EventSourceMappingConfigurationTypeDef

COPIER: Final = f"{STACK_NAME}-auditing"
ANNOUNCER: Final = f"{STACK_NAME}-announcing"
DERIVER: Final = f"{STACK_NAME}-deriving"
MISSED: Final = timedelta(days=7)
"""So far back is looked for reads of which no visits were derived; `npm run visits` looks further."""

KEPT: Final = (
    "BatchSize",
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "EventSourceArn",
    "FilterCriteria",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ScalingConfig",
    "StartingPosition",
)


def follow_again(clients: Clients, inbox: str, outbox: str, table: str) -> None:
    """Make the mappings from streams to functions anew, and hand on what the last run left in the tables.

    What was copied or announced already stays as it is.

    Parameters
    ----------
    clients
        Of the local AWS.
    inbox
        Name of the table of the audit's inbox.
    outbox
        Name of the table of what others are told.
    table
        Name of the log's table.
    """
    mappings: dict[str, EventSourceMappingConfigurationTypeDef] = {}
    for mapping in clients.functions.list_event_source_mappings()["EventSourceMappings"]:
        if "/stream/" not in mapping["EventSourceArn"]:
            continue  # a queue forgets nothing
        mappings[mapping["EventSourceArn"]] = mapping
        clients.functions.delete_event_source_mapping(UUID=mapping["UUID"])
    for mapping in mappings.values():
        same: dict[str, Any] = {name: value for name, value in mapping.items() if name in KEPT}
        clients.functions.create_event_source_mapping(FunctionName=mapping["FunctionArn"], **same)
    copy_again(clients.tables, clients.functions, inbox, COPIER)
    copy_again(clients.tables, clients.functions, outbox, ANNOUNCER)
    now = datetime.now(UTC)
    derive_again(clients.tables, clients.functions, table, DERIVER, Span(now - MISSED, now + MISSED, now))
