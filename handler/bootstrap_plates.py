"""What shows all about a plate, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from handler import bootstrap
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.service.lookups.make_dossier import MakeDossier
from handler.service.search_reads import SearchReads
from handler.service.show_plate import ShowPlate
from handler.settings import settings


@cache
def search_reads() -> SearchReads:
    """Build the use case of ``POST /reads/search``, which shows plates' tags."""
    return replace(bootstrap.search_reads(), words_of=bootstrap.note_plate().notes.words_of)


@cache
def show_plate() -> ShowPlate:
    """Build the use case of ``POST /plates/show``."""
    search, notes = bootstrap.search_reads(), bootstrap.note_plate().of
    return ShowPlate(search.reads, search.plates, search.audit, bootstrap.now, search.needs_purpose, notes)


@cache
def make_dossier() -> MakeDossier:
    """Build the use case of ``POST /plates/dossier``."""
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
