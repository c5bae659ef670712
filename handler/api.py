"""HTTP entry: parse, one service call, response. One function and one table of routes for each set of permissions."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap
from handler.domain.caller import Audience
from handler.http import Event, NoInput, Request, Route, respond
from handler.service.review_reads import LEASE
from handler.wire.admin import AuditList, AuditQuery, SettingsInput, SettingsView
from handler.wire.insights import Insights, InsightsQuery
from handler.wire.reads import Explanation
from handler.wire.review import (
    DeleteRequest,
    ExportPiece,
    ExportRequest,
    FoundReads,
    LeasedReads,
    LeaseRequest,
    PlateRequest,
    PlateView,
    ReadDetail,
    ReceiptView,
    ReviewInput,
    SearchRequest,
)
from handler.wire.uploads import ListQuery, UploadList, UploadPromise, UploadRequest, UploadView


def _start_upload(request: Request[UploadRequest]) -> UploadPromise:
    return UploadPromise.of(bootstrap.start_upload()(request.caller.owner, request.input.to_domain()))


def _show_upload(request: Request[NoInput]) -> UploadView:
    return UploadView.of(bootstrap.show_uploads().one(request.caller.owner, request.path["upload_id"]))


def _explain_upload(request: Request[NoInput]) -> Explanation:
    upload_id = request.path["upload_id"]
    return Explanation.of(upload_id, bootstrap.show_uploads().explanation(request.caller.owner, upload_id))


def _list_uploads(request: Request[ListQuery]) -> UploadList:
    query = request.input
    return UploadList.of(bootstrap.show_uploads().page(request.caller.owner, query.limit, query.cursor))


def _search_reads(request: Request[SearchRequest]) -> FoundReads:
    return FoundReads.of(bootstrap.search_reads()(request.caller, request.input.to_domain()))


def _export_reads(request: Request[ExportRequest]) -> ExportPiece:
    return ExportPiece.of(
        bootstrap.search_reads().export(request.caller, request.input.to_domain(), request.input.format)
    )


def _show_plate(request: Request[PlateRequest]) -> PlateView:
    return PlateView.of(bootstrap.show_plate()(request.caller, request.input.plate))


def _show_read(request: Request[NoInput]) -> ReadDetail:
    return ReadDetail.of(bootstrap.show_read()(request.caller, request.path["read_id"]))


def _review_read(request: Request[ReviewInput]) -> ReadDetail:
    return ReadDetail.of(
        bootstrap.review_reads().decide(request.caller, request.path["read_id"], request.input.to_domain())
    )


def _show_insights(request: Request[InsightsQuery]) -> Insights:
    return Insights.of(bootstrap.show_insights()(request.caller, request.input.first, request.input.last))


def _show_audit(request: Request[AuditQuery]) -> AuditList:
    query = request.input
    return AuditList.of(bootstrap.show_audit()(request.caller, query.month, query.limit, query.cursor))


def _show_settings(request: Request[NoInput]) -> SettingsView:
    return SettingsView.of(bootstrap.change_settings().show(request.caller))


def _change_settings(request: Request[SettingsInput]) -> SettingsView:
    return SettingsView.of(bootstrap.change_settings()(request.caller, request.input.to_domain()))


def _delete_upload(request: Request[DeleteRequest]) -> ReceiptView:
    delete = bootstrap.delete_upload()
    return ReceiptView.of(delete(request.caller, request.path["upload_id"], request.input.reason))


def _lease_reads(request: Request[LeaseRequest]) -> LeasedReads:
    leased = bootstrap.review_reads().lease(request.caller, request.input.order, request.input.count)
    return LeasedReads(reads=[ReadDetail.of(one) for one in leased], lease_seconds=int(LEASE.total_seconds()))


UPLOADING: Final[Mapping[str, Route[Any]]] = {
    "POST /uploads": Route(
        "Promise a photo its place", UploadRequest, _start_upload, UploadPromise, Audience.OWNER, HTTPStatus.CREATED
    ),
}
READING: Final[Mapping[str, Route[Any]]] = {
    "GET /uploads": Route(
        "List the caller's uploads, newest first", ListQuery, _list_uploads, UploadList, Audience.OWNER
    ),
    "GET /uploads/{upload_id}": Route(
        "Show what became of an upload", NoInput, _show_upload, UploadView, Audience.OWNER
    ),
    "GET /uploads/{upload_id}/explanation": Route(
        "Show all text in a photo and why it was taken or refused",
        NoInput,
        _explain_upload,
        Explanation,
        Audience.OWNER,
    ),
}
REVIEWING: Final[Mapping[str, Route[Any]]] = {
    "POST /reads/search": Route("Find reads", SearchRequest, _search_reads, FoundReads, Audience.OPERATORS),
    "POST /reads/export": Route(
        "Write found reads into a file", ExportRequest, _export_reads, ExportPiece, Audience.OPERATORS
    ),
    "POST /plates/show": Route(
        "Show a plate's history in short", PlateRequest, _show_plate, PlateView, Audience.OPERATORS
    ),
    "GET /reads/{read_id}": Route(
        "Show all about a read", NoInput, _show_read, ReadDetail, Audience.OWNER_OR_OPERATORS
    ),
    "POST /reads/{read_id}/review": Route(
        "Decide on a read", ReviewInput, _review_read, ReadDetail, Audience.OPERATORS
    ),
    "GET /insights": Route("Show what was counted", InsightsQuery, _show_insights, Insights, Audience.OPERATORS),
    "POST /review-queue/lease": Route(
        "Take the next reads in doubt", LeaseRequest, _lease_reads, LeasedReads, Audience.OPERATORS
    ),
}
ADMINISTERING: Final[Mapping[str, Route[Any]]] = {
    "GET /audit": Route("Show who did what", AuditQuery, _show_audit, AuditList, Audience.ADMINS),
    "GET /settings": Route("Show the settings", NoInput, _show_settings, SettingsView, Audience.ADMINS),
    "POST /settings": Route("Change the settings", SettingsInput, _change_settings, SettingsView, Audience.ADMINS),
}
DELETING: Final[Mapping[str, Route[Any]]] = {
    "POST /uploads/{upload_id}/delete": Route(
        "Delete an upload for good", DeleteRequest, _delete_upload, ReceiptView, Audience.OWNER_OR_OPERATORS
    ),
}


def uploading(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of somebody who uploads."""
    return respond(UPLOADING, event)


def reading(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of somebody who looks at their own uploads."""
    return respond(READING, event)


def reviewing(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of an operator, or of somebody who looks at one of their own reads."""
    return respond(REVIEWING, event)


def deleting(event: Event, _context: object) -> dict[str, object]:
    """Answer a request to delete."""
    return respond(DELETING, event)


def administering(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of an administrator."""
    return respond(ADMINISTERING, event)
