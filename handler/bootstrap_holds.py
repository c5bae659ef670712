"""What holds uploads, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from handler import bootstrap
from handler.adapters.dynamodb.keeping.holds import DynamoDbHolds
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.service.keeping.hold_upload import HoldUpload
from handler.settings import audit_inbox, bucket, settings


@cache
def hold_upload() -> HoldUpload:
    """Build the use cases of ``POST /uploads/{upload_id}/hold`` and ``/release``, and what completes them."""
    client, table, now = bootstrap.dynamodb(), settings().table, bootstrap.now
    log = DynamoDbUploadLog(client, table, settings().reading_time, now)
    holds = DynamoDbHolds(client, table, audit_inbox())
    plates = DynamoDbPlateIndex(client, table, now)
    return HoldUpload(log, holds, bootstrap.photo_store(bucket()), plates, _days_limit, now)


def mend_holds(keep_by_hits: Callable[[str], None]) -> int:
    """Complete the holds and the changes of ends that broke off; the comparison writes no audit, and has no inbox."""
    client, table, now = bootstrap.dynamodb(), settings().table, bootstrap.now
    log = DynamoDbUploadLog(client, table, settings().reading_time, now)
    plates = DynamoDbPlateIndex(client, table, now)
    holds = DynamoDbHolds(client, table, "")
    return HoldUpload(log, holds, bootstrap.photo_store(bucket()), plates, _days_limit, now, keep_by_hits).mend()


def _days_limit() -> int:
    return bootstrap.policy_in_force()().hold_days_limit
