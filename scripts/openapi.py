"""Write what the web app takes from the handlers: docs/openapi.json, from routes and wire models, and shared figures.

Usage: ``npm run openapi`` writes both; with ``--check`` it only says whether they are up to date.
"""

from __future__ import annotations

import json
import re
import sys
from collections import ChainMap
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from handler import camera_uploads, doors, plate_reader
from handler.api import ADMINISTERING, DELETING, READING, REVIEWING, UPLOADING
from handler.domain.caller import Audience
from handler.domain.formats.region_names import ANY_EUROPEAN, EXPECTABLE
from handler.domain.insights import SECONDS_EDGES
from handler.domain.logged import REGION_SURE_FROM
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.edge.answers import STATUS_OF_ERROR
from handler.http import Route
from handler.routes import gates
from handler.routes.holds import HOLDING
from handler.routes.lists import ENLISTING, LISTING
from handler.routes.parking import PARKING
from handler.wire.common import ErrorAnswer, GatewayAnswer
from handler.wire.gates import GateAnswer, GateQuestion
from handler.wire.uploads import UploadPromise, UploadRequest, UploadView
from scripts.operate.prices import prices

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "openapi.json"
FIGURES = ROOT / "frontend" / "src" / "lib" / "figures.json"
ROUTES: Mapping[str, Route[Any]] = {
    **UPLOADING,
    **READING,
    **REVIEWING,
    **DELETING,
    **HOLDING,
    **ADMINISTERING,
    **LISTING,
    **ENLISTING,
    **PARKING,
}
Json = dict[str, Any]
"""Any JSON object: an OpenAPI document is one."""

_REFERENCE: Final = "#/components/schemas/{model}"

_OF_DOORS: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""How a door of cameras refuses, where the device does not need another answer so that it stops."""

_IDEMPOTENCY_KEY: Final[Json] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Names the event where the message itself does not.",
    "schema": {"type": "string"},
}

AUDIENCES: Final = {
    Audience.OWNER: "For everybody who is signed in, about what is their own.",
    Audience.OWNER_OR_OPERATORS: "For the one whose upload it is, and for operators.",
    Audience.OPERATORS: "For operators.",
    Audience.ADMINS: "For administrators.",
    Audience.OPERATORS_OR_ADMINS: "For operators and administrators.",
}


def document() -> Json:
    """Build the OpenAPI document.

    Returns
    -------
    dict
        OpenAPI 3.1.
    """
    asked = (route.takes for key, route in ROUTES.items() if key.startswith("POST"))
    bodies: list[type[BaseModel]] = [GateQuestion, *asked]
    answers = (route.gives for route in ROUTES.values())
    outputs: list[type[BaseModel]] = [GateAnswer, *answers, ErrorAnswer, GatewayAnswer]
    references, definitions = models_json_schema(
        [(model, "validation") for model in bodies] + [(model, "serialization") for model in outputs],
        ref_template=_REFERENCE,
    )
    choices = [_query_schema(route.takes).get("$defs", {}) for key, route in ROUTES.items() if key.startswith("GET")]
    schemas = {str(model.__name__): reference for (model, _), reference in references.items()}
    paths: Json = {}
    for key, route in ROUTES.items():
        method, path = key.split(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(key, route, schemas)
    for key in doors.ROUTES:
        method, path = key.split(" ")
        paths.setdefault(path, {})[method.lower()] = _door(key)
    for key in plate_reader.ROUTES:
        method, path = key.split(" ")
        paths[path] = {method.lower(): _plate_reader()}
    for key, operation in _of_programs(schemas).items():
        method, path = key.split(" ")
        paths[path] = {method.lower(): operation}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Platebook",
            "version": "1",
            "description": "Licence plates out of photos. Times are RFC 3339 in UTC, boxes are ratios of the upright "
            "picture. Sign in to the Cognito user pool and send the access token.",
        },
        "security": [{"access_token": []}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(ChainMap(definitions["$defs"], *choices).items())),
            "securitySchemes": {
                "access_token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "camera_token": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "A camera's secret, as an administrator got it on the page Cameras: `Token pbk_…`.",
                },
            },
        },
    }


def figures() -> Json:
    """Get the figures that the handlers and the web app have to agree on.

    Returns
    -------
    dict
        Confidences are 0-1.
    """
    return {
        "accepted_from_confidence": Acceptance.for_error_rate(DEFAULT_ERROR_RATE).first,
        "region_sure_from_confidence": REGION_SURE_FROM,
        "reading_time_edges_seconds": SECONDS_EDGES,
        "detect_text_price": {
            "dollars": prices().of_one("detect_text_call"),
            "region": prices().region,
            "as_of": prices().as_of("detect_text_call"),
        },
        "regions": {code: name for code, name in EXPECTABLE.items() if code != ANY_EUROPEAN},
    }


def _operation(key: str, route: Route[Any], schemas: Mapping[str, Json]) -> Json:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", key)
    ]
    operation: Json = {
        "operationId": route.answer.__name__.strip("_"),
        "summary": route.summary,
        "description": AUDIENCES[route.audience],
        "x-audience": route.audience.value,
    }
    if key.startswith("POST"):
        operation["requestBody"] = {"required": True, "content": _json_content(schemas[route.takes.__name__])}
    else:
        parameters += _query_parameters(route.takes)
    if parameters:
        operation["parameters"] = parameters
    operation["responses"] = {
        str(int(route.status)): {
            "description": route.status.phrase,
            "content": _json_content(schemas[route.gives.__name__]),
        },
        **_error_responses(schemas["ErrorAnswer"], schemas["GatewayAnswer"]),
    }
    return operation


def _door(key: str) -> Json:
    """Describe a door of cameras: what goes in and out is written as the device writes it (docs/cameras.md)."""
    method = key.partition(" ")[0].lower()
    said = {
        "camera_id": "Which camera it is.",
        "secret": "What lets it in, as an administrator got it on the page Cameras.",
        "tail": "What the device puts below its address: it belongs to its dialect, and may have slashes.",
    }
    free: Json = {"content": {"*/*": {"schema": {}}}}
    return {
        "operationId": f"{method}_message" + ("_below" if "{tail+}" in key else ""),
        "summary": "Bring a camera's message",
        "description": "For cameras: the address holds the secret, so it needs no token, and belongs nowhere but into "
        "the device. The dialect is known by the content; the answer is what the device needs to hear. The same "
        "message again gets the same answer, and makes no second upload.",
        "x-audience": "cameras",
        "security": [],
        "parameters": [
            {"name": name, "in": "path", "required": True, "description": said[name], "schema": {"type": "string"}}
            for name in re.findall(r"{(\w+)\+?}", key)
        ]
        + [_IDEMPOTENCY_KEY],
        "requestBody": {"required": True, **free},
        "responses": {
            "200": {"description": "What the device needs to hear.", **free},
            **{str(int(status)): {"description": status.phrase, **free} for status in _OF_DOORS},
        },
    }


def _plate_reader() -> Json:
    """Describe the door of Plate Recognizer's clients: their API's own document says what goes in and out."""
    free: Json = {"content": {"application/json": {"schema": {}}}}
    bodies = ("multipart/form-data", "application/x-www-form-urlencoded", "application/json")
    statuses = (*(one for one in _OF_DOORS if one is not HTTPStatus.UNAUTHORIZED), HTTPStatus.FORBIDDEN)
    return {
        "operationId": "read_plates",
        "summary": "Read the plates in a camera's photo, while its sender waits",
        "description": "For cameras: what Plate Recognizer's Snapshot API takes and answers, at `/v1/plate-reader/`. "
        "The same photo again, or the same `Idempotency-Key`, gets the same results.",
        "x-audience": "cameras",
        "security": [{"camera_token": []}],
        "parameters": [
            {
                "name": "door",
                "in": "path",
                "required": True,
                "description": "`plate-reader/`, with the slash at its end or without.",
                "schema": {"type": "string", "pattern": "^plate-reader/?$"},
            },
            _IDEMPOTENCY_KEY,
        ],
        "requestBody": {"required": True, "content": {body: {"schema": {}} for body in bodies}},
        "responses": {
            "201": {"description": "What was read.", **free},
            **{str(int(status)): {"description": status.phrase, **free} for status in sorted(statuses)},
        },
    }


def _of_programs(schemas: Mapping[str, Json]) -> dict[str, Json]:
    """Describe what programs call that send a camera's photos themselves."""
    shared: Json = {"x-audience": "cameras", "security": [{"camera_token": []}]}
    errors = _error_responses(schemas["ErrorAnswer"], schemas["GatewayAnswer"])
    given = (HTTPStatus.CREATED, UploadPromise), (HTTPStatus.OK, UploadView), (HTTPStatus.OK, GateAnswer)
    promised, shown, told = (
        {"description": status.phrase, "content": _json_content(schemas[model.__name__])} for status, model in given
    )
    return {
        camera_uploads.PROMISE: {
            "operationId": "promise_camera_upload",
            "summary": "Promise a camera's photo its place",
            "description": "For cameras: as `POST /uploads`, but the upload is the camera's whose secret it is. Its "
            "`camera_id` is set, whatever the body says. The same `Idempotency-Key` gets the same upload for seven "
            "days, with a form that is signed anew.",
            **shared,
            "parameters": [_IDEMPOTENCY_KEY],
            "requestBody": {"required": True, "content": _json_content(schemas[UploadRequest.__name__])},
            "responses": {"201": promised, **errors},
        },
        camera_uploads.REPORT: {
            "operationId": "show_camera_upload",
            "summary": "Show what became of a camera's upload",
            "description": "For cameras: as `GET /uploads/{upload_id}`, of the camera's own uploads.",
            **shared,
            "parameters": [{"name": "upload_id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {"200": shown, **errors},
        },
        gates.CHECK: {
            "operationId": "check_permit_for_gate",
            "summary": "Ask whether a plate may be where the camera is, now",
            "description": "For gates, by a camera's secret. Open for `opens_gate` alone. 1,200 times an hour "
            "at most; the audit says which camera asked, and not about which plate.",
            **shared,
            "requestBody": {"required": True, "content": _json_content(schemas[GateQuestion.__name__])},
            "responses": {"200": told, **errors},
        },
    }


def _query_schema(model: type[BaseModel]) -> Json:
    return model.model_json_schema(ref_template=_REFERENCE)


def _query_parameters(model: type[BaseModel]) -> list[Json]:
    schema = _query_schema(model)
    return [
        {"name": name, "in": "query", "required": name in schema.get("required", []), "schema": detail}
        for name, detail in schema.get("properties", {}).items()
    ]


def _error_responses(ours: Json, gateways: Json) -> Json:
    statuses: dict[HTTPStatus, Json] = {
        **dict.fromkeys(STATUS_OF_ERROR.values(), ours),
        HTTPStatus.UNAUTHORIZED: {"anyOf": [ours, gateways]},
        HTTPStatus.TOO_MANY_REQUESTS: {"anyOf": [ours, gateways]},
        HTTPStatus.INTERNAL_SERVER_ERROR: {"anyOf": [ours, gateways]},
        HTTPStatus.SERVICE_UNAVAILABLE: {"anyOf": [ours, gateways]},
    }
    return {
        str(int(status)): {"description": status.phrase, "content": _json_content(schema)}
        for status, schema in sorted(statuses.items())
    }


def _json_content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def main(arguments: list[str]) -> int:
    """Write the files, or check them; gives the exit code."""
    files = {
        path: json.dumps(what, indent=2, ensure_ascii=False)
        for path, what in ((DOCUMENT, document()), (FIGURES, figures()))
    }
    if "--check" not in arguments:
        for path, text in files.items():
            path.write_text(f"{text}\n", encoding="utf-8")
        return 0
    old = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != f"{text}\n"]
    for path in old:
        print(f"{path.relative_to(ROOT)} is out of date. Run: npm run openapi", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
