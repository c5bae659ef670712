"""What people ask about holding photos: the part of the HTTP entry that `api` gives to a function of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handler import bootstrap_plates
from handler.domain.caller import Audience
from handler.edge.answers import Event
from handler.http import Request, Route, respond
from handler.wire.holds import HoldInput, HoldView, ReleaseInput


def _hold(request: Request[HoldInput]) -> HoldView:
    hold = bootstrap_plates.hold_upload()
    return HoldView.of(hold(request.caller, request.path["upload_id"], request.input.to_domain()), {})


def _release(request: Request[ReleaseInput]) -> HoldView:
    release = bootstrap_plates.hold_upload().release
    return HoldView.of(release(request.caller, request.path["upload_id"], request.input.version), {})


HOLDING: Final[Mapping[str, Route[Any]]] = {
    "POST /uploads/{upload_id}/hold": Route(
        "Hold a photo longer than its time", HoldInput, _hold, HoldView, Audience.OPERATORS_OR_ADMINS
    ),
    "POST /uploads/{upload_id}/release": Route(
        "Release a held photo", ReleaseInput, _release, HoldView, Audience.OPERATORS_OR_ADMINS
    ),
}


def holding(event: Event, _context: object) -> dict[str, object]:
    """Answer a request to hold a photo, or to release it."""
    return respond(HOLDING, event)
