"""Whatever comes in by the API, it is answered: no request brings a function down, or gets past its input's rules."""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import (
    api,
    bootstrap,
    bootstrap_alerts,
    bootstrap_cameras,
    bootstrap_events,
    bootstrap_lists,
    bootstrap_parking_pages,
    bootstrap_people,
    bootstrap_plates,
    routes,
)
from handler.domain.errors import NotFound
from handler.http import Route, respond
from handler.routes import holds, lists, parking
from handler.wire.common import Wire
from tests.support.fakes.world import OWNER

ALL: dict[str, Route[Any]] = {
    key: route
    for table in (
        api.UPLOADING,
        api.READING,
        api.REVIEWING,
        api.ADMINISTERING,
        api.DELETING,
        holds.HOLDING,
        lists.LISTING,
        lists.ENLISTING,
        parking.PARKING,
    )
    for key, route in table.items()
}
FIELDS = sorted({name for route in ALL.values() for name in route.takes.model_fields} | {"from", "to", "colour"})
ANSWERS = {400, 401, 404}
TOKENS = [
    "confirm",
    "correct",
    "reject",
    "undo",
    "exact",
    "near",
    "AB12CDE",
    "A*",
    "2026-05-01",
    "2026-05-01T00:00:00Z",
]
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(TOKENS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)
BODY = (
    st.none()
    | st.text()
    | st.dictionaries(st.sampled_from(FIELDS) | st.text(), VALUE, max_size=5).map(json.dumps)
    | st.binary().map(lambda raw: base64.b64encode(raw).decode())
)
QUERY = st.none() | st.dictionaries(
    st.sampled_from(FIELDS) | st.text(), st.text() | st.sampled_from(TOKENS), max_size=4
)
CLAIMS = st.fixed_dictionaries(
    {"sub": st.just(OWNER) | st.text(), "token_use": st.just("access") | st.text()},
    optional={"cognito:groups": st.text() | st.lists(st.text()) | st.sampled_from(["[operators admins]", "[]"])},
)


ROOMS = (
    bootstrap,
    bootstrap_alerts,
    bootstrap_cameras,
    bootstrap_events,
    bootstrap_lists,
    bootstrap_parking_pages,
    bootstrap_people,
    bootstrap_plates,
)


class NothingThere:
    """Stands for every use case: whatever passes the input's rules is not found."""

    def __call__(self, *_arguments: object, **_named: object) -> Any:
        raise NotFound("There is no such thing.")

    def __getattr__(self, _name: str) -> NothingThere:
        return self


@pytest.fixture(autouse=True)
def _nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(routes.__path__[0])
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    assert "bootstrap.search_reads(" in sources
    for room in ROOMS:
        name_of_room = room.__name__.rpartition(".")[2]
        for name in set(re.findall(rf"\b{name_of_room}\.(\w+)\(", sources)):
            monkeypatch.setattr(room, name, NothingThere)


PLACES = sorted({name for key in ALL for name in re.findall(r"{(\w+)\+?}", key)})
"""What API Gateway takes out of addresses: each route gets what its own names, and here the others' too."""

EVENT = st.fixed_dictionaries(
    {
        "routeKey": st.sampled_from(sorted(ALL)),
        "requestContext": st.fixed_dictionaries(
            {
                "requestId": st.just("the-request"),
                "authorizer": st.fixed_dictionaries({"jwt": st.fixed_dictionaries({"claims": CLAIMS})}),
            }
        ),
        "body": BODY,
        "isBase64Encoded": st.booleans(),
        "queryStringParameters": QUERY,
        "pathParameters": st.fixed_dictionaries(dict.fromkeys(PLACES, st.text())),
    }
)


@given(EVENT)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_request_is_answered(event: Mapping[str, Any]) -> None:
    response: dict[str, Any] = respond(ALL, event)
    assert response["statusCode"] in ANSWERS
    assert response["headers"]["cache-control"] == "no-store"
    assert json.loads(response["body"])["error"]["request_id"] == "the-request"
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    assert response["statusCode"] == 401 or (claims["sub"] and claims["token_use"] == "access")


def test_an_answer_that_breaks_its_own_rules_tells_no_plate_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Answer(Wire):
        confidence: float

    plate = "B975XYZ"

    def broken(_request: object) -> Answer:
        return Answer.model_validate({"confidence": plate, "plate": plate})

    key, route = next(iter(api.READING.items()))
    claims = {"sub": OWNER, "token_use": "access"}
    event = {"routeKey": key, "requestContext": {"authorizer": {"jwt": {"claims": claims}}}}
    with caplog.at_level(logging.INFO):
        response = respond({key: Route(route.summary, route.takes, broken, Answer, route.audience)}, event)
    assert response["statusCode"] == 500
    assert "request failed" in caplog.text
    assert plate not in caplog.text + str(response)
