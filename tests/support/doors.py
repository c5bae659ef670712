"""The doors of cameras, with the world in memory: one camera, its secret, and all that comes of what it sends."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, unquote

from handler.adapters.cameras.xml import read_xml
from handler.domain.sites.admission import AdmittedCamera
from handler.domain.upload import Upload
from handler.service.doors.receive_message import Received, ReceiveMessage
from handler.service.sites.admit_camera import AdmitCamera
from handler.service.sites.camera_secrets import CameraSecrets
from local.camera.shot import Posted
from tests.support.devices import arrived
from tests.support.fakes.events import MemoryEvents, MemoryPlaces
from tests.support.fakes.sites import ADMIN, CAMERA_ID, SITE_ID, MemoryRegistry, a_camera, a_site, counting_bytes
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import Clock
from tests.support.samples import KEPT


class Doors:
    """All that a door needs."""

    def __init__(self) -> None:
        self.clock, self.log = Clock(), MemoryUploadLog()
        self.registry = MemoryRegistry(sites={SITE_ID: a_site()}, cameras={CAMERA_ID: a_camera()})
        self.secrets = CameraSecrets(self.registry, counting_bytes(), self.clock)
        made = self.secrets.make(ADMIN, CAMERA_ID)
        self.secret, self.secret_id = made.text, made.secret_id
        self.events, self.places, self.quotas = MemoryEvents(self.log), MemoryPlaces(), MemoryQuotas()
        self.admit = AdmitCamera(self.registry, self.clock)
        self.receive = ReceiveMessage(self.events, self.places, self.quotas, read_xml, KEPT, self.clock)

    def setup(self, **about: Any) -> None:
        """Set the camera up otherwise."""
        camera = self.registry.cameras[CAMERA_ID]
        self.registry.cameras[CAMERA_ID] = replace(camera, setup=replace(camera.setup, **about))

    def post(self, posted: Posted, idempotency_key: str | None = None) -> Received:
        """Bring a message of a camera that was let in."""
        admitted = AdmittedCamera(self.registry.cameras[CAMERA_ID], self.registry.sites[SITE_ID])
        return self.receive(admitted, arrived(posted), idempotency_key)

    @property
    def upload(self) -> Upload:
        """The only upload."""
        (upload,) = self.log.uploads.values()
        return upload

    @property
    def photo(self) -> tuple[bytes, str]:
        """The only photo in the bucket: its bytes and its type."""
        (photo,) = self.places.photos.values()
        return photo

    def event(self, posted: Posted, **about: Any) -> dict[str, Any]:
        """Write a request as API Gateway hands it on."""
        path = {"camera_id": CAMERA_ID, "secret": self.secret}
        tail = unquote(posted.path).lstrip("/")
        address = f"/c/{CAMERA_ID}/{self.secret}{posted.path}"
        query = {name: ",".join(values) for name, values in parse_qs(posted.query, keep_blank_values=True).items()}
        return {
            "version": "2.0",
            "routeKey": f"{posted.method} /c/{{camera_id}}/{{secret}}" + ("/{tail+}" if tail else ""),
            "rawPath": address,
            "rawQueryString": posted.query,
            "headers": {name.lower(): value for name, value in posted.headers},
            "pathParameters": path | ({"tail": tail} if tail else {}),
            "queryStringParameters": query or None,
            "requestContext": {
                "requestId": "the-request",
                "http": {"method": posted.method, "path": address, "sourceIp": "203.0.113.7"},
            },
            "body": base64.b64encode(posted.body).decode(),
            "isBase64Encoded": True,
        } | about
