"""What operators ask about alerts: the part of the HTTP entry that `api` shares out among its functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap_alerts
from handler.domain.caller import Audience
from handler.http import Request, Route
from handler.wire.alerts import AcknowledgeInput, AlertList, AlertsQuery, AlertView


def _show_alerts(request: Request[AlertsQuery]) -> AlertList:
    query, show = request.input, bootstrap_alerts.show_alerts()
    return AlertList.of(show.page(request.caller, query.state, query.limit, query.cursor))


def _acknowledge(request: Request[AcknowledgeInput]) -> AlertView:
    asked, show = request.input, bootstrap_alerts.show_alerts()
    return AlertView.of(show.acknowledge(request.caller, request.path["alert_id"], asked.note, asked.version))


ALERTS: Final[Mapping[str, Route[Any]]] = {
    "GET /alerts": Route("Show alerts, newest first", AlertsQuery, _show_alerts, AlertList, Audience.OPERATORS),
    "POST /alerts/{alert_id}/acknowledge": Route(
        "Say that you looked at an alert", AcknowledgeInput, _acknowledge, AlertView, Audience.OPERATORS
    ),
}
"""Of alerts."""
