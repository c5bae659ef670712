"""The door of gate controllers: they ask with a camera's secret whether a plate may be there.

What stands in the headers and the body is never logged, and no answer repeats it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from handler import bootstrap, bootstrap_lists
from handler.by_token import admitted_by_token
from handler.domain.errors import NotFound
from handler.edge.answers import Event, answered, json_response
from handler.http import input_of
from handler.wire.gates import GateAnswer, GateQuestion

CHECK: Final = "POST /camera-permits/check"


def checking(event: Event, _context: object) -> dict[str, object]:
    """Answer a gate."""
    return answered(event, lambda: _check(event))


def _check(event: Event) -> dict[str, object]:
    # Before a byte of the rest is looked at: strangers are not to make us work.
    admitted = admitted_by_token(event)
    if event.get("routeKey") != CHECK:
        raise NotFound("There is no such address.")
    asked = input_of(GateQuestion, event)
    answer = bootstrap_lists.check_for_gate()(admitted, asked.plate)
    told = GateAnswer.of(admitted.site.site_id, bootstrap.now(), answer)
    return json_response(HTTPStatus.OK, told.model_dump_json())
