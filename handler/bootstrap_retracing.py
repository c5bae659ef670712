"""What looks back for new entries, beside what `bootstrap` and `bootstrap_alerts` build."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from handler import bootstrap, bootstrap_alerts
from handler.adapters.dynamodb.alerts.found_reads import DynamoDbFoundReads
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.service.alerts.look_back import LookBack
from handler.settings import audit_inbox, look_back_span, outbox_table, settings


@cache
def look_back() -> LookBack:
    """Build what compares the reads of the last hours with new entries."""
    client, name, now = bootstrap.dynamodb(), settings().table, bootstrap.now
    lists = DynamoDbLists(client, name)
    return LookBack(
        lists,
        DynamoDbReadLog(client, name, "", now),
        DynamoDbUploadLog(client, name, settings().reading_time, now),
        DynamoDbPlateIndex(client, name, now),
        DynamoDbFoundReads(client, name, outbox_table(), now),
        # A list that was made a moment ago counts here at once.
        replace(bootstrap_alerts.raise_alerts(), index=DynamoDbListIndex(client, name, lists.all)),
        DynamoDbAuditInbox(client, audit_inbox()),
        bootstrap_alerts.keep_by_hits(),
        look_back_span(),
        now,
    )
