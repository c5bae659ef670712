"""What people ask about lists of plates: the part of the HTTP entry that `api` shares out among its functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap_lists
from handler.domain.caller import Audience
from handler.edge.answers import Event
from handler.http import NoInput, Request, Route, respond
from handler.wire.enlisting import (
    EntriesExportRequest,
    EntriesPiece,
    ImportInput,
    ImportView,
    PermitQuestion,
    PermitView,
    TriedView,
)
from handler.wire.lists import (
    ClearedView,
    ClearRequest,
    EntriesRequest,
    EntriesView,
    EntryInput,
    EntryView,
    ListInput,
    ListsView,
    ListView,
    RemovedView,
    RemoveEntries,
    SeenList,
    TriedInput,
)
from handler.wire.purpose import stated


def _show_lists(request: Request[NoInput]) -> ListsView:
    return ListsView.of(bootstrap_lists.show_lists()(request.caller))


def _show_entries(request: Request[EntriesRequest]) -> EntriesView:
    asked, show = request.input, bootstrap_lists.show_lists().entries
    return EntriesView.of(show(request.caller, request.path["list_id"], asked.plate_begins, asked.limit, asked.cursor))


def _export_entries(request: Request[EntriesExportRequest]) -> EntriesPiece:
    export = bootstrap_lists.show_lists().export
    return EntriesPiece.of(export(request.caller, request.path["list_id"], request.input.cursor))


def _check_permit(request: Request[PermitQuestion]) -> PermitView:
    asked, check = request.input, bootstrap_lists.check_permit()
    return PermitView.of(asked.plate, check(request.caller, asked.plate, asked.site_id, asked.at))


def _save_list(request: Request[ListInput]) -> ListView:
    change, asked = bootstrap_lists.change_lists(), request.input
    if asked.list_id is None or asked.version is None:
        return ListView.of(change.make(request.caller, asked.to_domain()))
    return ListView.of(change.change(request.caller, asked.list_id, asked.to_domain(), asked.version))


def _remove_list(request: Request[SeenList]) -> ListView:
    remove = bootstrap_lists.change_lists().remove
    return ListView.of(remove(request.caller, request.path["list_id"], request.input.version))


def _clear_list(request: Request[ClearRequest]) -> ClearedView:
    clear, asked = bootstrap_lists.change_lists().clear, request.input
    return ClearedView.of(clear(request.caller, request.path["list_id"], asked.which, asked.cursor))


def _save_entry(request: Request[EntryInput]) -> EntryView:
    change, asked, list_id = bootstrap_lists.change_entries(), request.input, request.path["list_id"]
    if asked.seen is None:
        return EntryView.of(change.add(request.caller, list_id, asked.setup()))
    return EntryView.of(change.change(request.caller, list_id, asked.seen.to_domain(), asked.setup()))


def _remove_entries(request: Request[RemoveEntries]) -> RemovedView:
    remove, asked = bootstrap_lists.change_entries().remove, request.input
    removed = remove(request.caller, request.path["list_id"], [one.to_domain() for one in asked.entries])
    return RemovedView(entries=[EntryView.of(one) for one in removed])


def _try_entry(request: Request[TriedInput]) -> TriedView:
    tried, asked = bootstrap_lists.try_entry(), request.input
    return TriedView.of(tried(request.caller, request.path["list_id"], asked.setup(), stated(asked.purpose)))


def _import_entries(request: Request[ImportInput]) -> ImportView:
    take, asked = bootstrap_lists.import_entries(), request.input
    piece = asked.to_domain()
    return ImportView.of(take(request.caller, request.path["list_id"], piece, is_dry_run=asked.is_dry_run))


LISTING: Final[Mapping[str, Route[Any]]] = {
    "GET /lists": Route("Show the lists of plates", NoInput, _show_lists, ListsView, Audience.OPERATORS_OR_ADMINS),
    "POST /lists/{list_id}/entries/search": Route(
        "Show a list's entries", EntriesRequest, _show_entries, EntriesView, Audience.OPERATORS_OR_ADMINS
    ),
    "POST /lists/{list_id}/export": Route(
        "Write a list into a file", EntriesExportRequest, _export_entries, EntriesPiece, Audience.OPERATORS_OR_ADMINS
    ),
    "POST /permits/check": Route(
        "Ask whether a plate may be at a site", PermitQuestion, _check_permit, PermitView, Audience.OPERATORS_OR_ADMINS
    ),
}
"""Of those who look."""

ENLISTING: Final[Mapping[str, Route[Any]]] = {
    "POST /lists": Route("Make or change a list", ListInput, _save_list, ListView, Audience.ADMINS),
    "POST /lists/{list_id}/remove": Route("Remove a list", SeenList, _remove_list, ListView, Audience.ADMINS),
    "POST /lists/{list_id}/clear": Route(
        "Take away some of a list's entries", ClearRequest, _clear_list, ClearedView, Audience.ADMINS
    ),
    "POST /lists/{list_id}/entries": Route(
        "Add or change an entry", EntryInput, _save_entry, EntryView, Audience.ADMINS
    ),
    "POST /lists/{list_id}/entries/remove": Route(
        "Take entries off a list", RemoveEntries, _remove_entries, RemovedView, Audience.ADMINS
    ),
    "POST /lists/{list_id}/entries/try": Route(
        "Show what an entry would have hit", TriedInput, _try_entry, TriedView, Audience.ADMINS
    ),
    "POST /lists/{list_id}/import": Route(
        "Take a piece of a CSV into a list", ImportInput, _import_entries, ImportView, Audience.ADMINS
    ),
}
"""Of those who change."""


def listing(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of somebody who looks at lists."""
    return respond(LISTING, event)


def enlisting(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of an administrator who changes lists."""
    return respond(ENLISTING, event)
