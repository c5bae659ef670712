"""What people ask about parking: the part of the HTTP entry that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from handler.domain.caller import Audience
from handler.http import NoInput, Request, Route
from handler.wire.parking import ChartsQuery, ChartsView, CountInput, NowView, OccupancyView, ParkingInput, ParkingView
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


def _later(request: Request[Any]) -> BaseModel:
    raise NotImplementedError(request)


PARKING: Final[Mapping[str, Route[Any]]] = {
    "GET /now": Route("Show how it goes at all sites", NoInput, _later, NowView, Audience.OPERATORS),
    "POST /visits/search": Route("Show visits", VisitsRequest, _later, VisitsView, Audience.OPERATORS),
    "POST /visits/export": Route("Export visits", VisitsExportRequest, _later, VisitsPiece, Audience.OPERATORS),
    "GET /visits/{visit_id}": Route("Show a visit", NoInput, _later, VisitDetail, Audience.OPERATORS),
    "POST /visits/{visit_id}/say": Route(
        "Say what becomes of a visit that is too long", SayInput, _later, VisitDetail, Audience.OPERATORS
    ),
    "POST /visits/{visit_id}/left": Route(
        "Say that a vehicle has left unseen", LeftInput, _later, VisitDetail, Audience.OPERATORS
    ),
    "POST /visits/{visit_id}/part": Route(
        "Say that the ends of a visit are not one vehicle's", PartInput, _later, VisitDetail, Audience.OPERATORS
    ),
    "POST /visits/{visit_id}/answer": Route(
        "Say which entry an exit belongs to", AnswerInput, _later, VisitDetail, Audience.OPERATORS
    ),
    "GET /sites/{site_id}/occupancy": Route(
        "Show how many vehicles are at a site", NoInput, _later, OccupancyView, Audience.OPERATORS
    ),
    "POST /sites/{site_id}/count": Route(
        "Set the count of vehicles at a site", CountInput, _later, OccupancyView, Audience.OPERATORS
    ),
    "GET /sites/{site_id}/charts": Route(
        "Show parking at a site over some days", ChartsQuery, _later, ChartsView, Audience.OPERATORS
    ),
    "GET /sites/{site_id}/parking": Route(
        "Show how parking at a site is followed", NoInput, _later, ParkingView, Audience.OPERATORS
    ),
}
"""Of parking, for operators."""

SETTING_UP: Final[Mapping[str, Route[Any]]] = {
    "POST /sites/{site_id}/parking": Route(
        "Set how parking at a site is followed", ParkingInput, _later, ParkingView, Audience.ADMINS
    ),
}
"""Of parking, for administrators."""
