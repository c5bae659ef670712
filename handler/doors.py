"""The doors of cameras: devices that can carry nothing but an address, and are known by the secret in it.

What stands in the path, the query and the body is never logged, and no answer repeats it.
"""

from __future__ import annotations

from typing import Final

from handler import bootstrap, bootstrap_doors, camera_uploads
from handler.domain.cameras.answers import answer
from handler.domain.cameras.request import DeviceRequest
from handler.domain.errors import NotFound
from handler.edge.answers import Event, answered, bytes_of, headers_of

ROUTES: Final = tuple(
    f"{method} /c/{{camera_id}}/{{secret}}{tail}" for method in ("POST", "PUT") for tail in ("", "/{tail+}")
)
"""All that a device may call, as API Gateway names it; what it puts below its address belongs to its dialect."""


def receiving(event: Event, _context: object) -> dict[str, object]:
    """Answer a device, or a program that sends a camera's photos itself."""
    if event.get("routeKey") == camera_uploads.PROMISE:
        return camera_uploads.promising(event)
    return answered(event, lambda: _receive(event))


def _receive(event: Event) -> dict[str, object]:
    if event.get("routeKey") not in ROUTES:
        raise NotFound("There is no such address.")
    path, about = event.get("pathParameters") or {}, event.get("requestContext", {}).get("http", {})
    headers = headers_of(event)
    source_ip, camera_id = str(about.get("sourceIp", "")), str(path.get("camera_id", ""))
    # Before a byte of the rest is looked at: strangers are not to make us work.
    admitted = bootstrap.admit_camera()(str(path.get("secret", "")), source_ip, camera_id)
    request = DeviceRequest(
        method=str(event["routeKey"]).partition(" ")[0],
        path="/" + str(path["tail"]) if path.get("tail") else "",
        content_type=headers.get("content-type", ""),
        body=bytes_of(event),
        query={name: str(value) for name, value in (event.get("queryStringParameters") or {}).items()},
    )
    received = bootstrap_doors.receive_message()(admitted, request, headers.get("idempotency-key"))
    said = answer(received.told, received.outcome)
    return {
        "statusCode": said.status,
        "headers": {"content-type": said.content_type, "cache-control": "no-store", **said.headers},
        "body": said.body.decode(),
    }
