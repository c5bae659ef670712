"""What administrators ask: a function of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap
from handler.domain.caller import Audience
from handler.domain.export import zone_named
from handler.edge.answers import Event
from handler.http import NoInput, Request, Route, respond
from handler.routes.cameras import REGISTRY
from handler.routes.channels import CHANNELS
from handler.routes.parking import SETTING_UP
from handler.routes.people import PEOPLE
from handler.wire.admin import (
    AuditExportRequest,
    AuditList,
    AuditPiece,
    AuditQuery,
    AuditSearch,
    SettingsInput,
    SettingsView,
)


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


def administering(event: Event, _context: object) -> dict[str, object]:
    """Answer a request of an administrator."""
    return respond(ADMINISTERING, event)
