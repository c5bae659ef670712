"""What the published document of APDS asks of answers, and what an operator is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
from pydantic import BaseModel

from handler.service.parking.exchange import Exchange
from handler.service.parking.shared import Wanted
from handler.wire.apds.observations import ApdsObservations
from handler.wire.apds.sessions import ApdsSessions
from tests.support.car_park import EIGHT, OPERATOR

DAY = Wanted((), EIGHT - timedelta(hours=3), EIGHT + timedelta(hours=21))
MORNING = Wanted((), EIGHT, EIGHT + timedelta(hours=6))

SCHEMA: Final[dict[str, Any]] = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))


def told(model: BaseModel, name: str) -> dict[str, Any]:
    """Write an answer as the API does, see that it fits a definition of APDS and has no other names, and give it."""
    answer: dict[str, Any] = json.loads(model.model_dump_json())
    problems = [str(one) for one in errors(answer, name)]
    assert not problems, problems
    assert set(_keys(answer)) <= _known()
    return answer


def errors(answer: object, name: str) -> Iterator[jsonschema_rs.ValidationError]:
    """Give what is wrong with an answer by a definition of APDS."""
    schema = {"$ref": f"#/$defs/{name}", **SCHEMA}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True).iter_errors(answer)


def sessions(exchange: Exchange, wanted: Wanted = DAY) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(ApdsSessions.of(exchange.some_visits(OPERATOR, wanted)), "SessionList")["data"]
    return found


def observations(exchange: Exchange, wanted: Wanted = MORNING) -> list[dict[str, Any]]:
    page = exchange.some_sightings(OPERATOR, wanted)
    found: list[dict[str, Any]] = told(ApdsObservations.of_sightings(page), "ObservationList")["data"]
    return found


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in parts:
        yield from _keys(one)


def _known() -> set[str]:
    """Give all names that the document has."""

    def names(schema: object) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from schema.get("properties", {})
        parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        for one in parts:
            yield from names(one)

    return set(names(SCHEMA["$defs"]))
