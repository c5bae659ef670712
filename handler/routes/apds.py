"""What other parking systems ask in the words of APDS: a part of the HTTP entry that answers questions of parking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap_parking_pages
from handler.domain.caller import Audience
from handler.http import Request, Route
from handler.wire.apds.observations import ApdsObservation, ApdsObservations
from handler.wire.apds.places import ApdsPlace, ApdsPlaces
from handler.wire.apds.queries import (
    ApdsObservationsQuery,
    ApdsPlaceQuery,
    ApdsPlacesQuery,
    ApdsQuery,
    ApdsSessionsQuery,
)
from handler.wire.apds.sessions import ApdsSession, ApdsSessions


def _apds_places(request: Request[ApdsPlacesQuery]) -> ApdsPlaces:
    query, exchange = request.input, bootstrap_parking_pages.exchange()
    return ApdsPlaces.of(exchange.places(request.caller, query.page, with_occupancy=query.with_occupancy))


def _apds_place(request: Request[ApdsPlaceQuery]) -> ApdsPlace:
    site_id, is_wanted = request.path["site_id"], request.input.with_occupancy
    return ApdsPlace.of(bootstrap_parking_pages.exchange().place(request.caller, site_id, with_occupancy=is_wanted))


def _apds_sessions(request: Request[ApdsSessionsQuery]) -> ApdsSessions:
    exchange = bootstrap_parking_pages.exchange()
    return ApdsSessions.of(exchange.some_visits(request.caller, request.input.wanted(exchange.now())))


def _apds_session(request: Request[ApdsQuery]) -> ApdsSession:
    visit_id, why = request.path["visit_id"], request.input.stated()
    return ApdsSession.of(bootstrap_parking_pages.exchange().visit(request.caller, visit_id, why))


def _apds_observations(request: Request[ApdsObservationsQuery]) -> ApdsObservations:
    exchange = bootstrap_parking_pages.exchange()
    return ApdsObservations.of_sightings(exchange.some_sightings(request.caller, request.input.wanted(exchange.now())))


def _apds_observation(request: Request[ApdsQuery]) -> ApdsObservation:
    read_id, why = request.path["read_id"], request.input.stated()
    return ApdsObservation.of(bootstrap_parking_pages.exchange().sighting(request.caller, read_id, why))


APDS: Final[Mapping[str, Route[Any]]] = {
    "GET /apds/places": Route(
        "Show sites as APDS has them", ApdsPlacesQuery, _apds_places, ApdsPlaces, Audience.OPERATORS
    ),
    "GET /apds/places/{site_id}": Route(
        "Show a site as APDS has it", ApdsPlaceQuery, _apds_place, ApdsPlace, Audience.OPERATORS
    ),
    "GET /apds/sessions": Route(
        "Show visits as APDS has them", ApdsSessionsQuery, _apds_sessions, ApdsSessions, Audience.OPERATORS
    ),
    "GET /apds/sessions/{visit_id}": Route(
        "Show a visit as APDS has it", ApdsQuery, _apds_session, ApdsSession, Audience.OPERATORS
    ),
    "GET /apds/observations": Route(
        "Show sightings as APDS has them",
        ApdsObservationsQuery,
        _apds_observations,
        ApdsObservations,
        Audience.OPERATORS,
    ),
    "GET /apds/observations/{read_id}": Route(
        "Show a sighting as APDS has it", ApdsQuery, _apds_observation, ApdsObservation, Audience.OPERATORS
    ),
}
"""Of parking, for programs that know APDS."""
