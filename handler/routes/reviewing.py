"""What operators ask about reads, and people about their own: a function of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap, bootstrap_alerts, bootstrap_plates
from handler.domain.caller import Audience
from handler.edge.answers import Event
from handler.http import NoInput, Request, Route, respond
from handler.routes.alerts import ALERTS
from handler.routes.cameras import REPEATS, WATCHING
from handler.routes.parking import ANSWERING
from handler.routes.plates import PLATES
from handler.service.review_reads import LEASE
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
from handler.wire.review import LeasedReads, LeaseRequest, ReadDetail, ReviewInput
from handler.wire.search import CountedReads, CountRequest, ExportPiece, ExportRequest, FoundReads, SearchRequest


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


def reviewing(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of an operator, or of somebody about one of their own reads."""
    return respond(REVIEWING, event)
