"""What the functions of the API share: a request becomes typed input, a result or an error becomes an answer.

API Gateway has matched the route and verified the token's signature, issuer, audience and expiry before a function is
called; what is left to do here is a look-up in a table of routes.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import field
from http import HTTPStatus
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from handler.domain.caller import Audience, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest, NotFound, NotSignedIn
from handler.domain.telemetry.correlation import HEADER
from handler.edge.answers import Event, answered, headers_of, json_response

InputModel = TypeVar("InputModel", bound=BaseModel)


class NoInput(BaseModel):
    """The input of a route that takes neither body nor query."""


@quick_dataclass(frozen=True, slots=True)
class Request(Generic[InputModel]):
    """A request that was found in order.

    Attributes
    ----------
    caller : Caller
    input : InputModel
        The body of a POST, else the query.
    path : mapping of str to str
        The variable parts of the path.
    """

    caller: Caller
    input: InputModel
    path: Mapping[str, str] = field(default_factory=dict)


@quick_dataclass(frozen=True, slots=True)
class Route(Generic[InputModel]):
    """One line of the API: what goes in, who answers, what comes out.

    Attributes
    ----------
    summary : str
        For the OpenAPI document.
    takes : type of InputModel
    answer : callable
    gives : type of pydantic.BaseModel
    audience : Audience
        Whom it is for; for the document too, since the use case is what refuses others.
    status : HTTPStatus
    """

    summary: str
    takes: type[InputModel]
    answer: Callable[[Request[InputModel]], BaseModel]
    gives: type[BaseModel]
    audience: Audience
    status: HTTPStatus = HTTPStatus.OK


def respond(routes: Mapping[str, Route[Any]], event: Event) -> dict[str, object]:
    """Answer one request.

    Parameters
    ----------
    routes : mapping of str to Route
        By API Gateway's route key, such as ``GET /uploads``.
    event : mapping

    Returns
    -------
    dict
        API Gateway's response, payload format 2.0.
    """
    return answered(event, lambda: _answer(routes, event), headers_of(event).get(HEADER))


def _answer(routes: Mapping[str, Route[Any]], event: Event) -> dict[str, object]:
    route = _route(routes, event)
    result = route.answer(_request(route, event))
    return json_response(route.status, result.model_dump_json())


def _route(routes: Mapping[str, Route[Any]], event: Event) -> Route[Any]:
    try:
        return routes[str(event.get("routeKey"))]
    except KeyError as error:
        raise NotFound("There is no such address in this API. docs/openapi.json lists all addresses.") from error


def _request(route: Route[InputModel], event: Event) -> Request[InputModel]:
    caller = _caller(event)
    return Request(caller, input_of(route.takes, event), event.get("pathParameters") or {})


def input_of(model: type[InputModel], event: Event) -> InputModel:
    """Take the input out of a request: the body of a POST, else the query.

    Raises
    ------
    InvalidRequest
        When it breaks a rule of the model.
    """
    raw = _body(event) if str(event.get("routeKey", "")).startswith("POST") else event.get("queryStringParameters")
    try:
        return model.model_validate(raw or {})
    except ValidationError as error:
        raise InvalidRequest(_sentence(error)) from error


def _caller(event: Event) -> Caller:
    claims = event.get("requestContext", {}).get("authorizer", {}).get("jwt", {}).get("claims", {})
    if claims.get("token_use") != "access" or not claims.get("sub"):
        raise NotSignedIn(
            "Sign in, and send the access token as `Authorization: Bearer …`; an ID token is not accepted."
        )
    # API Gateway writes a list claim as "[operators admins]".
    groups = str(claims.get("cognito:groups", "")).strip("[]").replace(",", " ").split()
    return Caller(str(claims["sub"]), frozenset(groups))


def _body(event: Event) -> object:
    body = event.get("body") or ""
    try:
        text = base64.b64decode(body) if event.get("isBase64Encoded") else body
        parsed = json.loads(text)
    except (ValueError, binascii.Error, RecursionError) as error:
        raise InvalidRequest("The body is not JSON. Send a JSON object with Content-Type application/json.") from error
    if not isinstance(parsed, dict):
        raise InvalidRequest("The body must be a JSON object.")
    return parsed


SAID_OF_PROBLEM: Final[Mapping[str, str]] = {
    "missing": "this is missing; give it.",
    "extra_forbidden": "there is no such field here. Leave it out.",
    "string_pattern_mismatch": "this has the wrong format; docs/openapi.json describes it.",
    "string_too_long": "give at most {max_length} characters.",
    "string_too_short": "give at least {min_length} characters.",
    "greater_than_equal": "give {ge} or more.",
    "greater_than": "give more than {gt}.",
    "less_than_equal": "give {le} or less.",
    "enum": "give one of {expected}.",
    "literal_error": "give one of {expected}.",
    "datetime_parsing": "give a time such as 2026-05-01T12:00:00Z.",
    "datetime_from_date_parsing": "give a time such as 2026-05-01T12:00:00Z.",
    "timezone_aware": "give a time with its zone, such as 2026-05-01T12:00:00Z.",
    "date_parsing": "give a day such as 2026-05-01.",
    "date_from_datetime_parsing": "give a day such as 2026-05-01.",
    "float_parsing": "give a number.",
    "int_parsing": "give a whole number.",
}
"""What is wrong and what to do, by the kind of problem; other kinds keep the library's own words."""


def _sentence(error: ValidationError) -> str:
    parts = []
    for problem in error.errors(include_url=False, include_input=False):
        where = ".".join(str(step) for step in problem["loc"]) or "request"
        said = problem["msg"].removeprefix("Value error, ")
        ours = SAID_OF_PROBLEM.get(problem["type"])
        parts.append(
            f"{where}: {ours.format_map(problem.get('ctx', {})) if ours else f'{said[:1].lower()}{said[1:]}.'}"
        )
    return " ".join(parts)
