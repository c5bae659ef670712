"""HTTP entry: parse, one service call, response. One function and one table of routes for each set of permissions."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap, bootstrap_alerts, bootstrap_plates
from handler.domain.caller import Audience
from handler.domain.export import zone_named
from handler.edge.answers import Event
from handler.http import NoInput, Request, Route, respond
from handler.routes.alerts import ALERTS
from handler.routes.cameras import REGISTRY, REPEATS, WATCHING
from handler.routes.channels import CHANNELS
from handler.routes.holds import HOLDING
from handler.routes.parking import ANSWERING, SETTING_UP
from handler.routes.people import PEOPLE
from handler.routes.plates import PLATES
from handler.service.review_reads import LEASE
from handler.wire.admin import (
    AuditExportRequest,
    AuditList,
    AuditPiece,
    AuditQuery,
    AuditSearch,
    SettingsInput,
    SettingsView,
)
from handler.wire.insights import ChangesView, Insights, InsightsQuery
from handler.wire.missed import (
    JudgementInput,
    LeasedPhotosView,
    NoPlateView,
    PhotoLeaseRequest,
    TypedPlateInput,
    VersionInput,
)
from handler.wire.purpose import stated
from handler.wire.reads import Explanation
from handler.wire.review import LeasedReads, LeaseRequest, ReadDetail, ReviewInput
from handler.wire.search import (
    CountedReads,
    CountRequest,
    ExportPiece,
    ExportRequest,
    FoundReads,
    SearchRequest,
)
from handler.wire.uploads import (
    DeleteRequest,
    ListQuery,
    ReceiptView,
    UploadList,
    UploadPromise,
    UploadRequest,
    UploadView,
)


def _start_upload(request: Request[UploadRequest]) -> UploadPromise:
    return UploadPromise.of(bootstrap.start_upload()(request.caller, request.input.to_domain()))


def _show_upload(request: Request[NoInput]) -> UploadView:
    return UploadView.of(bootstrap.show_uploads().one(request.caller.owner, request.path["upload_id"]))


def _explain_upload(request: Request[NoInput]) -> Explanation:
    upload_id = request.path["upload_id"]
    return Explanation.of(upload_id, bootstrap.show_uploads().explanation(request.caller.owner, upload_id))


def _list_uploads(request: Request[ListQuery]) -> UploadList:
    query = request.input
    return UploadList.of(bootstrap.show_uploads().page(request.caller.owner, query.limit, query.cursor))


def _search_reads(request: Request[SearchRequest]) -> FoundReads:
    search, asked = bootstrap_plates.search_reads(), request.input
    return FoundReads.of(search(request.caller, asked.to_domain(), is_refresh=asked.is_refresh))


def _count_reads(request: Request[CountRequest]) -> CountedReads:
    return CountedReads.of(bootstrap.search_reads().count(request.caller, request.input.to_domain()))


def _export_reads(request: Request[ExportRequest]) -> ExportPiece:
    search, asked = bootstrap.search_reads(), request.input
    if asked.read_ids is not None:
        return ExportPiece.of(search.export_chosen(request.caller, asked.read_ids, asked.form(), stated(asked.purpose)))
    return ExportPiece.of(search.export(request.caller, asked.to_domain(), asked.form()))


def _show_read(request: Request[NoInput]) -> ReadDetail:
    return ReadDetail.of(bootstrap.show_read()(request.caller, request.path["read_id"]))


def _review_read(request: Request[ReviewInput]) -> ReadDetail:
    return ReadDetail.of(
        bootstrap_alerts.review_reads().decide(request.caller, request.path["read_id"], request.input.to_domain())
    )


def _show_insights(request: Request[InsightsQuery]) -> Insights:
    query = request.input
    return Insights.of(bootstrap.show_insights()(request.caller, query.first, query.last, query.by))


def _show_changes(request: Request[NoInput]) -> ChangesView:
    return ChangesView.of(bootstrap_alerts.show_changes()(request.caller))


def _show_audit(request: Request[AuditQuery]) -> AuditList:
    query = request.input
    return AuditList.of(bootstrap.show_audit()(request.caller, query.month, query.limit, query.cursor))


def _search_audit(request: Request[AuditSearch]) -> AuditList:
    return AuditList.of(bootstrap.show_audit().search(request.caller, request.input.to_domain()))


def _export_audit(request: Request[AuditExportRequest]) -> AuditPiece:
    export, asked = bootstrap.show_audit().export, request.input
    return AuditPiece.of(export(request.caller, asked.to_domain(), zone_named(asked.time_zone), asked.format))


def _show_settings(request: Request[NoInput]) -> SettingsView:
    return SettingsView.of(bootstrap.change_settings().show(request.caller))


def _change_settings(request: Request[SettingsInput]) -> SettingsView:
    return SettingsView.of(bootstrap.change_settings()(request.caller, request.input.to_domain()))


def _delete_upload(request: Request[DeleteRequest]) -> ReceiptView:
    delete = bootstrap_alerts.delete_upload()
    return ReceiptView.of(delete(request.caller, request.path["upload_id"], request.input.reason))


def _lease_reads(request: Request[LeaseRequest]) -> LeasedReads:
    leased = bootstrap_alerts.review_reads().lease(request.caller, request.input.order, request.input.count)
    return LeasedReads(reads=[ReadDetail.of(one) for one in leased], lease_seconds=int(LEASE.total_seconds()))


def _type_plate(request: Request[TypedPlateInput]) -> ReadDetail:
    keep = bootstrap_alerts.type_plates()
    return ReadDetail.of(keep(request.caller, request.path["upload_id"], request.input.to_domain()))


def _doubt_read(request: Request[VersionInput]) -> ReadDetail:
    said = bootstrap_alerts.own_word().doubt(request.caller, request.path["read_id"], request.input.version)
    return ReadDetail.of(said)


def _take_back(request: Request[VersionInput]) -> ReadDetail:
    said = bootstrap_alerts.own_word().take_back(request.caller, request.path["read_id"], request.input.version)
    return ReadDetail.of(said)


def _lease_photos(request: Request[PhotoLeaseRequest]) -> LeasedPhotosView:
    asked = request.input
    return LeasedPhotosView.of(bootstrap.no_plate_queue().lease(request.caller, asked.order, asked.count))


def _judge_photo(request: Request[JudgementInput]) -> NoPlateView:
    upload_id, asked = request.path["upload_id"], request.input
    return NoPlateView.of(bootstrap.no_plate_queue().judge(request.caller, upload_id, asked.decision, asked.version))


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
MISSED: Final[Mapping[str, Route[Any]]] = {
    "POST /uploads/{upload_id}/reads": Route(
        "Type a plate that was missed in a photo",
        TypedPlateInput,
        _type_plate,
        ReadDetail,
        Audience.OWNER_OR_OPERATORS,
        HTTPStatus.CREATED,
    ),
    "POST /reads/{read_id}/doubt": Route(
        "Say that a read of one's own photo is wrong", VersionInput, _doubt_read, ReadDetail, Audience.OWNER
    ),
    "POST /reads/{read_id}/take-back": Route(
        "Take back a doubt, or a typed plate", VersionInput, _take_back, ReadDetail, Audience.OWNER_OR_OPERATORS
    ),
    "POST /no-plate-queue/lease": Route(
        "Take the next photos without a plate",
        PhotoLeaseRequest,
        _lease_photos,
        LeasedPhotosView,
        Audience.OPERATORS,
    ),
    "POST /uploads/{upload_id}/no-plate": Route(
        "Say that there is no plate in a photo", JudgementInput, _judge_photo, NoPlateView, Audience.OPERATORS
    ),
}
"""Of plates that the machine missed, and of what people say of its reads."""

REVIEWING: Final[Mapping[str, Route[Any]]] = {
    "POST /reads/search": Route("Find reads", SearchRequest, _search_reads, FoundReads, Audience.OPERATORS),
    "POST /reads/count": Route("Count found reads", CountRequest, _count_reads, CountedReads, Audience.OPERATORS),
    "POST /reads/export": Route(
        "Write found reads into a file", ExportRequest, _export_reads, ExportPiece, Audience.OPERATORS
    ),
    "GET /reads/{read_id}": Route(
        "Show all about a read", NoInput, _show_read, ReadDetail, Audience.OWNER_OR_OPERATORS
    ),
    "POST /reads/{read_id}/review": Route(
        "Decide on a read", ReviewInput, _review_read, ReadDetail, Audience.OPERATORS
    ),
    "GET /insights": Route("Show what was counted", InsightsQuery, _show_insights, Insights, Audience.OPERATORS),
    "GET /changes": Route(
        "Tell whether anything is new, and how much waits", NoInput, _show_changes, ChangesView, Audience.OPERATORS
    ),
    "POST /review-queue/lease": Route(
        "Take the next reads in doubt", LeaseRequest, _lease_reads, LeasedReads, Audience.OPERATORS
    ),
    **MISSED,
    **REPEATS,
    **WATCHING,
    **ALERTS,
    **ANSWERING,
    **PLATES,
}
ADMINISTERING: Final[Mapping[str, Route[Any]]] = {
    "GET /audit": Route("Show who did what", AuditQuery, _show_audit, AuditList, Audience.ADMINS),
    "POST /audit/search": Route("Find who did what", AuditSearch, _search_audit, AuditList, Audience.ADMINS),
    "POST /audit/export": Route(
        "Write who did what into a file", AuditExportRequest, _export_audit, AuditPiece, Audience.ADMINS
    ),
    "GET /settings": Route("Show the settings", NoInput, _show_settings, SettingsView, Audience.ADMINS),
    "POST /settings": Route("Change the settings", SettingsInput, _change_settings, SettingsView, Audience.ADMINS),
    **REGISTRY,
    **CHANNELS,
    **SETTING_UP,
    **PEOPLE,
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
    """Answer a request of an operator, or of somebody about one of their own reads."""
    return respond(REVIEWING, event)


def deleting(event: Event, _context: object) -> dict[str, object]:
    """Answer a request to delete."""
    return respond(DELETING, event)


def holding(event: Event, _context: object) -> dict[str, object]:
    """Answer a request to hold a photo, or to release it."""
    return respond(HOLDING, event)


def administering(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of an administrator."""
    return respond(ADMINISTERING, event)
