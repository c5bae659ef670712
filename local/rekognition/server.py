"""The HTTP server: one POST for DetectText, and two GETs for those who run it."""

import functools
import json
import logging
import os
import time
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from botocore.credentials import Credentials
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.rekognition.signature import check_signature
from reader.answering import answer
from reader.detect_text import DetectTextResponse
from reader.errors import InternalServerError, RefusedRequest, RequestEntityTooLarge, UnknownOperation
from reader.wire import CONTENT_TYPE, TARGET, error_body, parse_request

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

logger = logging.getLogger("local.rekognition")

MAX_BODY_BYTES = 32 * 1024 * 1024
"""Far above what 5 MB of image need in Base64, so that a larger image still gets the error that names it."""


CLIENT_CLOSED_REQUEST = 499
"""For the log alone: nobody receives it. The number is the one that web servers use."""


class NobodyWaitsError(Exception):
    """Whoever asked has hung up."""


class Server:
    """DetectText behind HTTP.

    Parameters
    ----------
    s3 : S3Client
        Where the photos are that a request names.
    credentials : Credentials
        The key whose signatures are verified.
    """

    def __init__(self, s3: "S3Client", credentials: Credentials) -> None:
        self._s3 = s3
        self._credentials = credentials
        self._photos_at_once = anyio.CapacityLimiter(os.cpu_count() or 1)
        self._calls: dict[str, float] = {"detect_text": 0, "detect_text_seconds": 0.0, "refused": 0}
        self.app = Starlette(
            routes=[
                Route("/", self._answer, methods=["POST"]),
                Route("/health", _health),
                Route("/calls", self._tell_calls),
            ],
            exception_handlers={HTTPException: _no_such_path, Exception: _failed},
        )

    async def _answer(self, request: Request) -> Response:
        request_id, started = str(uuid.uuid4()), time.monotonic()
        response: Response
        try:
            found = await self._detect(request)
            self._calls["detect_text"] += 1
            self._calls["detect_text_seconds"] += time.monotonic() - started
            response = _json(found, 200, request_id)
        except NobodyWaitsError:
            response = Response(status_code=CLIENT_CLOSED_REQUEST)
        except RefusedRequest as error:
            self._calls["refused"] += 1
            logger.info("%s: %s", error.code, error.message)
            response = _refusal(error, request_id)
        logger.info("DetectText %d in %.2f s (%s)", response.status_code, time.monotonic() - started, request_id)
        return response

    async def _detect(self, request: Request) -> DetectTextResponse:
        if request.headers.get("x-amz-target") != TARGET:
            raise UnknownOperation(f"Only {TARGET} is known here.")
        body = await _read(request)
        check_signature(request.headers, body, self._credentials)
        detect = functools.partial(answer, parse_request(body), self._s3)
        # Uvicorn stops listening to a connection after a large body, until somebody asks: now it can hear it end.
        await request.is_disconnected()
        async with self._photos_at_once:
            # Who gave up in the line asks again at its end: work for nobody would make all others give up, too.
            if await request.is_disconnected():
                raise NobodyWaitsError
            return await anyio.to_thread.run_sync(detect)

    async def _tell_calls(self, _request: Request) -> Response:
        """How many calls were answered (AWS would have charged for them) and in what time, and how many refused."""
        return JSONResponse(self._calls)


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise RequestEntityTooLarge("Request size is too large.")
    return bytes(body)


async def _no_such_path(_request: Request, _error: Exception) -> Response:
    request_id = str(uuid.uuid4())
    return _json(error_body(UnknownOperation("DetectText is a POST to /."), request_id), 404, request_id)


async def _failed(_request: Request, _error: Exception) -> Response:
    """Answer what was not foreseen as AWS does; Starlette raises it again, so that the log has all of it."""
    return _refusal(InternalServerError("Internal server error."), str(uuid.uuid4()))


def _refusal(error: RefusedRequest, request_id: str) -> Response:
    return _json(error_body(error, request_id), error.http_status, request_id)


def _json(content: Mapping[str, Any], http_status: int, request_id: str) -> Response:
    return Response(json.dumps(content), http_status, headers={"x-amzn-RequestId": request_id}, media_type=CONTENT_TYPE)
