"""Write docs/openapi.json from the tables of routes and the wire models.

Usage: ``npm run openapi`` writes it; with ``--check`` it only says whether the file is up to date.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from handler.api import ADMINISTERING, DELETING, READING, REVIEWING, UPLOADING
from handler.domain.caller import Audience
from handler.http import STATUS_OF_ERROR, Route
from handler.wire.common import ErrorAnswer, GatewayAnswer

TARGET = Path(__file__).parent.parent / "docs" / "openapi.json"
ROUTES: Mapping[str, Route[Any]] = {**UPLOADING, **READING, **REVIEWING, **DELETING, **ADMINISTERING}
Json = dict[str, Any]
"""Any JSON object: an OpenAPI document is one."""


AUDIENCES: Final = {
    Audience.OWNER: "For everybody who is signed in, about what is their own.",
    Audience.OWNER_OR_OPERATORS: "For the one whose upload it is, and for operators.",
    Audience.OPERATORS: "For operators.",
    Audience.ADMINS: "For administrators.",
}


def document() -> Json:
    """Build the OpenAPI document.

    Returns
    -------
    dict
        OpenAPI 3.1.
    """
    bodies: list[type[BaseModel]] = [route.takes for key, route in ROUTES.items() if key.startswith("POST")]
    outputs: list[type[BaseModel]] = [*(route.gives for route in ROUTES.values()), ErrorAnswer, GatewayAnswer]
    references, definitions = models_json_schema(
        [(model, "validation") for model in bodies] + [(model, "serialization") for model in outputs],
        ref_template="#/components/schemas/{model}",
    )
    schemas = {str(model.__name__): reference for (model, _), reference in references.items()}
    paths: Json = {}
    for key, route in ROUTES.items():
        method, path = key.split(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(key, route, schemas)
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
            "schemas": definitions["$defs"],
            "securitySchemes": {"access_token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
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


def _query_parameters(model: type[BaseModel]) -> list[Json]:
    schema = model.model_json_schema()
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
    """Write the document, or check it; gives the exit code."""
    text = json.dumps(document(), indent=2, ensure_ascii=False) + "\n"
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print("docs/openapi.json is out of date. Run: npm run openapi", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
