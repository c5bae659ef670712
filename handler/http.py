"""What all HTTP functions share: a request of API Gateway becomes typed input, a result or an error becomes an answer.

API Gateway has matched the route and verified the token's signature, issuer, audience and expiry before a function is
called; what is left to do here is a look-up in a table of routes.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from handler.domain.caller import Audience, Caller
from handler.domain.errors import (
    Conflict,
    InvalidRequest,
    NotAllowed,
    NotFound,
    NotSignedIn,
    PlatebookError,
    QuotaExceeded,
    RequestError,
    RetryLater,
    Unauthorised,
)
from handler.domain.telemetry.correlation import HEADER
from handler.service.telemetry import correlation
from handler.wire.common import ErrorAnswer, ErrorBody

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)
correlation.mark_log_lines()

Event = Mapping[str, Any]
"""An HTTP API event, payload format 2.0; it comes from outside, so nothing is known of its types."""

InputModel = TypeVar("InputModel", bound=BaseModel)

STATUS_OF_ERROR: Final[Mapping[type[RequestError], HTTPStatus]] = {
    RequestError: HTTPStatus.BAD_REQUEST,
    InvalidRequest: HTTPStatus.BAD_REQUEST,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Unauthorised: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    QuotaExceeded: HTTPStatus.TOO_MANY_REQUESTS,
}
RETRY_AFTER_SECONDS: Final = 5


class NoInput(BaseModel):
    """The input of a route that takes neither body nor query."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


def answered(event: Event, work: Callable[[], dict[str, Any]], brought: str | None = None) -> dict[str, Any]:
    """Carry out a request, and make of whatever goes wrong in it an answer that the caller can use.

    Parameters
    ----------
    event : mapping
    work : callable
        Gives the response.
    brought : str or None
        The id of correlation that the caller sent; cameras send none, theirs is made here.

    Returns
    -------
    dict
        API Gateway's response, payload format 2.0.
    """
    correlation_id = correlation.begin(brought)
    request_id = str(event.get("requestContext", {}).get("requestId", ""))
    try:
        response = work()
    except PlatebookError as error:
        response = _error(error, request_id)
    except Exception:  # the edge: the caller gets a sentence and the request's id, the log gets the rest
        logger.exception("request failed", extra={"request_id": request_id})
        response = _unexpected(request_id)
    logger.info(
        "request answered",
        extra={"route": event.get("routeKey"), "status": response["statusCode"], "api_request_id": request_id},
    )
    response["headers"] = {**response["headers"], HEADER: correlation_id}
    return response


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


def headers_of(event: Event) -> dict[str, str]:
    """Gather a request's headers by their names in small letters."""
    return {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}


def bytes_of(event: Event) -> bytes:
    """Get the bytes that were sent: API Gateway hands on what is no text in base64.

    Raises
    ------
    InvalidRequest
        When they cannot be decoded.
    """
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except (ValueError, binascii.Error) as error:
        raise InvalidRequest("The body cannot be decoded. Send it as it is.") from error


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


def json_response(status: HTTPStatus, body: str, headers: Mapping[str, str] | None = None) -> dict[str, object]:
    """Make API Gateway's response, payload format 2.0, of a text in JSON."""
    return {
        "statusCode": int(status),
        "headers": {"content-type": "application/json", "cache-control": "no-store", **(headers or {})},
        "body": body,
    }


def _error(error: PlatebookError, request_id: str) -> dict[str, object]:
    if isinstance(error, RequestError):
        headers = {"retry-after": str(error.retry_after_seconds)} if isinstance(error, QuotaExceeded) else {}
        return json_response(_status_of(error), _error_body(error.code, error.message, request_id), headers)
    logger.error("request failed", extra={"code": error.code, "reason": error.message, "request_id": request_id})
    if isinstance(error, RetryLater):
        body = _error_body("try_again", f"The service is busy. Try again in {RETRY_AFTER_SECONDS} seconds.", request_id)
        return json_response(HTTPStatus.SERVICE_UNAVAILABLE, body, {"retry-after": str(RETRY_AFTER_SECONDS)})
    return _unexpected(request_id)


def _status_of(error: RequestError) -> HTTPStatus:
    """Give the status of an error's kind, or of the nearest kind above it."""
    return next(STATUS_OF_ERROR[kind] for kind in type(error).__mro__ if kind in STATUS_OF_ERROR)


def _unexpected(request_id: str) -> dict[str, object]:
    message = "Something went wrong on our side. Try again; if it stays, tell the administrator the request's id."
    return json_response(HTTPStatus.INTERNAL_SERVER_ERROR, _error_body("internal_error", message, request_id))


def _error_body(code: str, message: str, request_id: str) -> str:
    return ErrorAnswer(error=ErrorBody(code=code, message=message, request_id=request_id)).model_dump_json()
