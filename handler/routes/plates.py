"""What operators ask about plates: the part of the HTTP entry that `api` shares out among its functions."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap, bootstrap_plates
from handler.domain.caller import Audience
from handler.http import Request, Route
from handler.wire.dossier import DossierInput, DossierView
from handler.wire.notes import NotedView, NoteInput, TagsInput, TakeBackInput
from handler.wire.purpose import stated
from handler.wire.search import PlateRequest, PlateView


def _show_plate(request: Request[PlateRequest]) -> PlateView:
    show, asked = bootstrap_plates.show_plate(), request.input
    return PlateView.of(show(request.caller, asked.plate, stated(asked.purpose)))


def _make_dossier(request: Request[DossierInput]) -> DossierView:
    return DossierView.of(bootstrap_plates.make_dossier()(request.caller, request.input.to_domain()))


def _tag(request: Request[TagsInput]) -> NotedView:
    asked, tag = request.input, bootstrap.note_plate().tag
    return NotedView.of(tag(request.caller, asked.plate, asked.add, asked.remove, asked.region))


def _note(request: Request[NoteInput]) -> NotedView:
    asked, note = request.input, bootstrap.note_plate().note
    return NotedView.of(note(request.caller, asked.plate, asked.note_id, asked.text, asked.region))


def _take_note_back(request: Request[TakeBackInput]) -> NotedView:
    asked, take_back = request.input, bootstrap.note_plate().take_back
    return NotedView.of(take_back(request.caller, asked.plate, asked.note_id, is_undo=asked.is_undo))


PLATES: Final[Mapping[str, Route[Any]]] = {
    "POST /plates/show": Route(
        "Show a plate's history in short", PlateRequest, _show_plate, PlateView, Audience.OPERATORS
    ),
    "POST /plates/dossier": Route(
        "Make a plate's dossier", DossierInput, _make_dossier, DossierView, Audience.OPERATORS
    ),
    "POST /plates/tags": Route(
        "Give a plate tags, or take them away", TagsInput, _tag, NotedView, Audience.OPERATORS_OR_ADMINS
    ),
    "POST /plates/notes": Route(
        "Add a note to a plate", NoteInput, _note, NotedView, Audience.OPERATORS_OR_ADMINS, HTTPStatus.CREATED
    ),
    "POST /plates/notes/take-back": Route(
        "Take a note back, or put it back", TakeBackInput, _take_note_back, NotedView, Audience.OPERATORS_OR_ADMINS
    ),
}
"""Of plates: their history, what is noted of them, and their dossiers."""
