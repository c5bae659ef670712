"""Promise a camera's photo a place in the bucket, for programs that send it there themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from handler.domain.cameras.event import KEPT, CameraEvent, key_of_promise, promised_digest
from handler.domain.cameras.message import DialectName
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.said_time import SaidTime, Zone
from handler.domain.cameras.taken_at import decide
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest, ServiceFailed
from handler.domain.export import zone_named
from handler.domain.keeping.ends import Retention
from handler.domain.sites.admission import AdmittedCamera
from handler.domain.upload import PROMISE_LIFETIME, Upload, UploadRef
from handler.service.ports.events import Events
from handler.service.ports.photos import Post
from handler.service.ports.uploads import Quotas
from handler.service.start_upload import NewUpload, PromisedUpload
from handler.service.telemetry import correlation

_ANOTHER_PHOTO = (
    "Idempotency-Key: this one was used for a photo of another size or type. Give each photo a key of its own."
)


class Places(Protocol):
    """Places in the bucket that wait for a photo."""

    def promise(self, ref: UploadRef, content_type: str, size_bytes: int, lifetime: timedelta) -> Post:
        """Sign a POST for exactly this key, type and size."""


@quick_dataclass(frozen=True, slots=True)
class PromisePlace:
    """Records an upload of a camera and signs the POST for it, once for each name that a program gives.

    Parameters
    ----------
    events : Events
    places : Places
    quotas : Quotas
    retention : Retention
        How long photos are kept of cameras that have no retention of their own.
    now : callable
        Gives the time in UTC.
    """

    events: Events
    places: Places
    quotas: Quotas
    retention: Retention
    now: Callable[[], datetime]

    def __call__(self, admitted: AdmittedCamera, wanted: NewUpload, name: str | None = None) -> PromisedUpload:
        """Promise one photo of a camera its place.

        Parameters
        ----------
        admitted : AdmittedCamera
        wanted : NewUpload
            What it says of a camera is not heeded: the photo is the admitted one's.
        name : str or None
            By which the program asks again for the same photo; None where it would be another upload.

        Returns
        -------
        PromisedUpload
            Asked again, the same upload, with a form that is signed anew.

        Raises
        ------
        QuotaExceeded
            When the camera has sent as much as one may.
        InvalidRequest
            When the name was used for another photo.
        """
        now, camera_id = self.now(), admitted.camera.camera_id
        key, photo = key_of_promise(name or uuid.uuid4().hex), promised_digest(wanted.content_type, wanted.size_bytes)
        known = self.events.find(camera_id, key, now) if name else None
        if known is None:
            # Two at the same moment both count; the one that comes second makes no upload of it.
            self.quotas.take(admitted.camera.owner, wanted.size_bytes, now)
            upload = self._upload(admitted, wanted, uuid.uuid4().hex, now)
            if self.events.add(CameraEvent(camera_id, key, upload.ref.upload_id, photo, now + KEPT), upload, now):
                return self._signed(upload)
            known = self.events.find(camera_id, key, now)
        if known is None:
            raise ServiceFailed("dynamodb:TransactWriteItems", "an event is there, and is not found")
        if known.photo_sha256 != photo:
            raise InvalidRequest(_ANOTHER_PHOTO)
        return self._signed(self._upload(admitted, wanted, known.upload_id, now))

    def _signed(self, upload: Upload) -> PromisedUpload:
        about = upload.ref, upload.content_type, upload.size_bytes
        return PromisedUpload(upload, self.places.promise(*about, PROMISE_LIFETIME))

    def _upload(self, admitted: AdmittedCamera, wanted: NewUpload, upload_id: str, now: datetime) -> Upload:
        camera = admitted.camera
        ends = self.retention.ends(now, camera.setup.retention_days)
        said = SaidTime(wanted.captured_at, Zone.OFFSET, "captured_at") if wanted.captured_at else None
        taken = decide(said, zone_named(camera.time_zone_at(admitted.site)), now, is_retransmitted=False)
        return Upload(
            ref=UploadRef(camera.owner, upload_id),
            file_name=wanted.file_name,
            content_type=wanted.content_type,
            size_bytes=wanted.size_bytes,
            created_at=now,
            promise_ends_at=now + PROMISE_LIFETIME,
            kept_until=ends.with_hit,
            kept_without_hit_until=ends.apart,
            captured_at=taken.at if taken.is_told else None,
            camera_id=camera.camera_id,
            said=SaidBeside(DialectName.FILE, taken.derived),
            correlation_id=correlation.in_hand(),
        )
