"""What people ask about parking: the part of the HTTP entry that has a function of its own, but for two routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap_parking_pages
from handler.domain.caller import Audience
from handler.edge.answers import Event
from handler.http import NoInput, Request, Route, respond
from handler.routes.apds import APDS
from handler.wire.parking import ChartsQuery, ChartsView, CountInput, NowView, OccupancyView
from handler.wire.parking_setup import ParkingInput, ParkingView
from handler.wire.visits import (
    AnswerInput,
    LeftInput,
    PartInput,
    SayInput,
    VisitDetail,
    VisitsExportRequest,
    VisitsPiece,
    VisitsRequest,
    VisitsView,
)


def _show_now(request: Request[NoInput]) -> NowView:
    return NowView.of(bootstrap_parking_pages.show_now()(request.caller))


def _search_visits(request: Request[VisitsRequest]) -> VisitsView:
    return VisitsView.of(bootstrap_parking_pages.show_visits().search(request.caller, request.input.to_domain()))


def _export_visits(request: Request[VisitsExportRequest]) -> VisitsPiece:
    return VisitsPiece.of(bootstrap_parking_pages.export_visits()(request.caller, request.input.to_domain()))


def _show_visit(request: Request[NoInput]) -> VisitDetail:
    return VisitDetail.whole(bootstrap_parking_pages.show_visits().one(request.caller, request.path["visit_id"]))


def _say(request: Request[SayInput]) -> VisitDetail:
    asked, say = request.input, bootstrap_parking_pages.change_visits().say
    return VisitDetail.whole(say(request.caller, request.path["visit_id"], asked.word, asked.version))


def _left(request: Request[LeftInput]) -> VisitDetail:
    asked, left = request.input, bootstrap_parking_pages.change_visits().left
    return VisitDetail.whole(left(request.caller, request.path["visit_id"], asked.left_at, asked.version))


def _part(request: Request[PartInput]) -> VisitDetail:
    part = bootstrap_parking_pages.change_visits().part
    return VisitDetail.whole(part(request.caller, request.path["visit_id"], request.input.version))


def _answer(request: Request[AnswerInput]) -> VisitDetail:
    asked, answer = request.input, bootstrap_parking_pages.answer_visit()
    return VisitDetail.whole(answer(request.caller, request.path["visit_id"], asked.entry_read_id, asked.version))


def _show_occupancy(request: Request[NoInput]) -> OccupancyView:
    return OccupancyView.shown(bootstrap_parking_pages.show_occupancy()(request.caller, request.path["site_id"]))


def _set_count(request: Request[CountInput]) -> OccupancyView:
    asked, set_count = request.input, bootstrap_parking_pages.show_occupancy().set_count
    return OccupancyView.shown(set_count(request.caller, request.path["site_id"], asked.count, asked.why))


def _show_charts(request: Request[ChartsQuery]) -> ChartsView:
    asked, show = request.input, bootstrap_parking_pages.show_charts()
    return ChartsView.of(show(request.caller, request.path["site_id"], asked.first, asked.last))


def _show_parking(request: Request[NoInput]) -> ParkingView:
    return ParkingView.of(bootstrap_parking_pages.show_parking()(request.caller, request.path["site_id"]))


def _change_parking(request: Request[ParkingInput]) -> ParkingView:
    change = bootstrap_parking_pages.change_parking()
    return ParkingView.of(change(request.caller, request.path["site_id"], request.input.to_domain()))


PARKING: Final[Mapping[str, Route[Any]]] = {
    "GET /now": Route("Show how it goes at all sites", NoInput, _show_now, NowView, Audience.OPERATORS),
    "POST /visits/search": Route("Show visits", VisitsRequest, _search_visits, VisitsView, Audience.OPERATORS),
    "POST /visits/export": Route("Export visits", VisitsExportRequest, _export_visits, VisitsPiece, Audience.OPERATORS),
    "GET /visits/{visit_id}": Route("Show a visit", NoInput, _show_visit, VisitDetail, Audience.OPERATORS),
    "POST /visits/{visit_id}/say": Route(
        "Say what becomes of a visit that is too long", SayInput, _say, VisitDetail, Audience.OPERATORS
    ),
    "POST /visits/{visit_id}/left": Route(
        "Say that a vehicle has left unseen", LeftInput, _left, VisitDetail, Audience.OPERATORS
    ),
    "POST /visits/{visit_id}/part": Route(
        "Say that the ends of a visit are not one vehicle's", PartInput, _part, VisitDetail, Audience.OPERATORS
    ),
    "GET /sites/{site_id}/occupancy": Route(
        "Show how many vehicles are at a site", NoInput, _show_occupancy, OccupancyView, Audience.OPERATORS
    ),
    "POST /sites/{site_id}/count": Route(
        "Set the count of vehicles at a site", CountInput, _set_count, OccupancyView, Audience.OPERATORS
    ),
    "GET /sites/{site_id}/charts": Route(
        "Show parking at a site over some days", ChartsQuery, _show_charts, ChartsView, Audience.OPERATORS
    ),
    "GET /sites/{site_id}/parking": Route(
        "Show how parking at a site is followed", NoInput, _show_parking, ParkingView, Audience.OPERATORS_OR_ADMINS
    ),
    **APDS,
}
"""Of parking, for operators."""

ANSWERING: Final[Mapping[str, Route[Any]]] = {
    "POST /visits/{visit_id}/answer": Route(
        "Say which entry an exit belongs to", AnswerInput, _answer, VisitDetail, Audience.OPERATORS
    ),
}
"""Of parking, by the function that decides on reads: the answer corrects two of them."""

SETTING_UP: Final[Mapping[str, Route[Any]]] = {
    "POST /sites/{site_id}/parking": Route(
        "Set how parking at a site is followed", ParkingInput, _change_parking, ParkingView, Audience.ADMINS
    ),
}
"""Of parking, for administrators."""


def parking(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of somebody who looks after parking."""
    return respond(PARKING, event)
