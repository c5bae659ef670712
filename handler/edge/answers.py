"""What every function that HTTP reaches answers with, without models of the web: doors of cameras need none."""

from __future__ import annotations

import base64
import binascii
import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

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

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)
correlation.mark_log_lines()

Event = Mapping[str, Any]
"""An HTTP API event, payload format 2.0; it comes from outside, so nothing is known of its types."""

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
    """Write what `handler.wire.common.ErrorAnswer` describes."""
    return json.dumps({"error": {"code": code, "message": message, "request_id": request_id}})
