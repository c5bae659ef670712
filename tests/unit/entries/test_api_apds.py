"""Other parking systems over HTTP: their parameters, and answers that fit the published document of APDS."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler import bootstrap_parking_pages
from handler.routes.parking import parking
from tests.support.apds import errors
from tests.support.car_park import EIGHT, IN, OUT, CarPark
from tests.support.fakes.sites import SITE_ID

AT_EIGHT = int(EIGHT.timestamp())
HOUR = 3600


@pytest.fixture
def park(monkeypatch: pytest.MonkeyPatch) -> CarPark:
    park = CarPark()
    monkeypatch.setattr(bootstrap_parking_pages, "exchange", lambda: park.exchange)
    return park


def call(route: str, query: dict[str, str] | None = None, groups: str = "operators", **path: str) -> tuple[int, Any]:
    claims = {"sub": "operator-1", "token_use": "access", "cognito:groups": f"[{groups}]"}
    event = {
        "routeKey": f"GET /apds/{route}",
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": path,
        "queryStringParameters": query or {},
    }
    answer = parking(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


@pytest.mark.parametrize(
    ("route", "definition", "path"),
    [
        ("places", "HierarchyElementList", {}),
        ("places/{site_id}", "Place", {"site_id": SITE_ID}),
        ("sessions", "SessionList", {}),
        ("sessions/{visit_id}", "Session", {"visit_id": "a read"}),
        ("observations", "ObservationList", {}),
        ("observations/{read_id}", "ObservationElement", {"read_id": "a read"}),
    ],
)
def test_every_answer_fits_the_document(park: CarPark, route: str, definition: str, path: dict[str, str]) -> None:
    read_id = park.sees("AB12CDE", IN, EIGHT)
    park.move(hours=1)

    status, answer = call(
        route, {"expand": "all"}, **{name: value.replace("a read", read_id) for name, value in path.items()}
    )

    assert status == 200
    assert not list(errors(answer, definition))
    assert "null" not in json.dumps(answer)
    assert "{" in route or len(answer["data"]) == 1


def test_administrators_alone_are_refused(park: CarPark) -> None:
    for route in ("places", "sessions", "observations"):
        assert call(route, groups="admins")[0] == 403


def test_a_time_is_given_in_seconds_since_1970(park: CarPark) -> None:
    park.sees("AB12CDE", IN, EIGHT)
    park.sees("AB12CDE", OUT, EIGHT + timedelta(hours=2))
    park.move(hours=1)

    def found(route: str, **query: int) -> int:
        return len(call(route, {name: str(value) for name, value in query.items()})[1]["data"])

    assert found("sessions", start_after=AT_EIGHT, start_before=AT_EIGHT + 1) == 1
    assert found("sessions", start_after=AT_EIGHT + 1) == 0
    assert found("sessions", end_after=AT_EIGHT + 2 * HOUR) == 1
    assert found("sessions", end_before=AT_EIGHT + 2 * HOUR) == 0
    assert found("observations", start_after=AT_EIGHT, start_before=AT_EIGHT + HOUR) == 1


def test_occupancy_is_counted_only_where_it_is_asked_for(park: CarPark) -> None:
    for expand, is_there in {"": False, "none": False, "contacts, occupancy": True, "all": True}.items():
        _, answer = call("places", {"expand": expand})
        assert ("hierarchyElementReference" in answer["data"][0]) is is_there


def test_places_are_named_with_commas_between(park: CarPark) -> None:
    park.sees("AB12CDE", IN, EIGHT)
    park.move(hours=1)

    assert len(call("sessions", {"place": f" {SITE_ID},,{SITE_ID} "})[1]["data"]) == 1
    assert call("sessions", {"place": f"{SITE_ID},site-0000000009"})[0] == 404


def test_why_is_written_down(park: CarPark) -> None:
    call("sessions", {"purpose": "Data exchange with the city", "reference": "C-7"})

    details = park.audit.entries[-1].details
    assert (details["purpose"], details["reference"]) == ("Data exchange with the city", "C-7")


def test_a_plate_is_refused_in_an_address_and_not_repeated(park: CarPark) -> None:
    status, answer = call("sessions", {"credential_id": "AB12CDE"})

    assert status == 400
    assert "credential_id" in answer["error"]["message"]
    assert "AB12CDE" not in json.dumps(answer)


WILD = st.one_of(st.text(max_size=30), st.integers().map(str), st.just(SITE_ID), st.just("1,2"))
NAMES = ("place", "start_after", "start_before", "end_after", "end_before", "page", "expand", "purpose", "reference")


@given(
    st.sampled_from(["places", "sessions", "observations"]),
    st.dictionaries(st.sampled_from([*NAMES, "latitude"]), WILD, max_size=5),
)
def test_whatever_is_asked_is_answered_or_refused_with_a_sentence(route: str, query: dict[str, str]) -> None:
    park = CarPark()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap_parking_pages, "exchange", lambda: park.exchange)
        status, answer = call(route, query)

    assert status in (200, 400, 404)
    assert status == 200 or answer["error"]["message"]
