"""What answers gates, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from functools import cache

from handler import bootstrap
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.domain.quota import Quota
from handler.service.lists.check_for_gate import CHECKS_AN_HOUR, CheckForGate
from handler.settings import audit_inbox, settings


@cache
def check_for_gate() -> CheckForGate:
    """Build the use case of ``POST /camera-permits/check``; a permit that is added counts at once."""
    client, table = bootstrap.dynamodb(), settings().table
    index = DynamoDbListIndex(client, table, DynamoDbLists(client, table).all)
    quotas = DynamoDbQuotas(client, table, Quota(CHECKS_AN_HOUR, 1))
    return CheckForGate(index, quotas, DynamoDbAuditInbox(client, audit_inbox()), bootstrap.now)
