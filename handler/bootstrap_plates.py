"""What shows all about a plate, and what holds photos of it, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from handler import bootstrap
from handler.settings import audit_inbox, bucket, settings

if TYPE_CHECKING:
    from handler.service.keeping.hold_upload import HoldUpload
    from handler.service.lookups.make_dossier import MakeDossier
    from handler.service.search_reads import SearchReads
    from handler.service.show_plate import ShowPlate


@cache
def search_reads() -> SearchReads:
    """Build the use case of ``POST /reads/search``, which shows plates' tags."""
    return replace(bootstrap.search_reads(), words_of=bootstrap.note_plate().notes.words_of)


@cache
def show_plate() -> ShowPlate:
    """Build the use case of ``POST /plates/show``."""
    from handler.service.show_plate import ShowPlate

    search, notes = bootstrap.search_reads(), bootstrap.note_plate().of
    return ShowPlate(search.reads, search.plates, search.audit, bootstrap.now, search.needs_purpose, notes)


@cache
def make_dossier() -> MakeDossier:
    """Build the use case of ``POST /plates/dossier``."""
    from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
    from handler.adapters.dynamodb.lists.lists import DynamoDbLists
    from handler.service.lookups.make_dossier import MakeDossier

    client, table, search, show = (
        bootstrap.dynamodb(),
        settings().table,
        bootstrap.search_reads(),
        bootstrap.show_read(),
    )
    return MakeDossier(
        reads=search.reads,
        log=show.log,
        uploads=show.uploads,
        notes=bootstrap.note_plate().of,
        index=DynamoDbListIndex(client, table, DynamoDbLists(client, table).all),
        cameras=search.cameras,
        people=search.people,
        audit=search.audit,
        now=bootstrap.now,
        needs_purpose=search.needs_purpose,
    )


@cache
def hold_upload() -> HoldUpload:
    """Build the use cases of ``POST /uploads/{upload_id}/hold`` and ``/release``, and what completes them."""
    from handler.adapters.dynamodb.keeping.holds import DynamoDbHolds
    from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
    from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
    from handler.service.keeping.hold_upload import HoldUpload

    client, table, now = bootstrap.dynamodb(), settings().table, bootstrap.now
    log = DynamoDbUploadLog(client, table, settings().reading_time, now)
    holds = DynamoDbHolds(client, table, audit_inbox())
    plates = DynamoDbPlateIndex(client, table, now)
    return HoldUpload(log, holds, bootstrap.photo_store(bucket()), plates, _days_limit, now)


def mend_holds(keep_by_hits: Callable[[str], None]) -> int:
    """Complete the holds and the changes of ends that broke off; the comparison writes no audit, and has no inbox."""
    from handler.adapters.dynamodb.keeping.holds import DynamoDbHolds
    from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
    from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
    from handler.service.keeping.hold_upload import HoldUpload

    client, table, now = bootstrap.dynamodb(), settings().table, bootstrap.now
    log = DynamoDbUploadLog(client, table, settings().reading_time, now)
    plates = DynamoDbPlateIndex(client, table, now)
    holds = DynamoDbHolds(client, table, "")
    return HoldUpload(log, holds, bootstrap.photo_store(bucket()), plates, _days_limit, now, keep_by_hits).mend()


def _days_limit() -> int:
    return bootstrap.policy_in_force()().hold_days_limit
