"""Promise a place in the bucket for one photo."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Final

from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotAllowed
from handler.domain.keeping.ends import Retention
from handler.domain.sites.camera import Camera
from handler.domain.sites.ids import CAMERA, is_id
from handler.domain.sites.rules import rules_of
from handler.domain.upload import PROMISE_LIFETIME, Upload, UploadRef
from handler.service.ports.photos import PhotoStore, Post
from handler.service.ports.sites import KnownCameras
from handler.service.ports.uploads import Quotas, UploadLog
from handler.service.telemetry import correlation

NAMES_NO_CAMERA: Final = (
    "camera_id: only operators and administrators may say that a photo is a registered camera's, because visits follow "
    "from what cameras see. Leave the camera out."
)


@quick_dataclass(frozen=True, slots=True)
class NewUpload:
    """What the caller says of a photo that it is about to send."""

    file_name: str
    content_type: str
    size_bytes: int
    captured_at: datetime | None = None
    camera_id: str | None = None


@quick_dataclass(frozen=True, slots=True)
class PromisedUpload:
    """The upload as it was recorded, and the POST that fulfils it."""

    upload: Upload
    post: Post


@quick_dataclass(frozen=True, slots=True)
class StartUpload:
    """Record an upload and sign the POST for it.

    Parameters
    ----------
    log : UploadLog
    photos : PhotoStore
    quotas : Quotas
    now : callable
        Gives the time in UTC.
    retention : Retention
        How long the photo is kept, with all that is read in it.
    cameras : KnownCameras or None
        Where registered cameras are looked up; None where there are none.
    """

    log: UploadLog
    photos: PhotoStore
    quotas: Quotas
    now: Callable[[], datetime]
    retention: Retention
    cameras: KnownCameras | None = None

    def __call__(self, caller: Caller, wanted: NewUpload) -> PromisedUpload:
        """Promise one photo of one person its place.

        Parameters
        ----------
        caller : Caller
            Who sends it.
        wanted : NewUpload

        Returns
        -------
        PromisedUpload

        Raises
        ------
        NotAllowed
            When somebody names a registered camera who is neither operator nor administrator.
        QuotaExceeded
            When the person has announced as much as one may.
        """
        now, named = self.now(), self._named(wanted.camera_id)
        if named and not (caller.is_in(OPERATORS) or caller.is_in(ADMINS)):
            raise NotAllowed(NAMES_NO_CAMERA)
        self.quotas.take(caller.owner, wanted.size_bytes, now)
        camera = None if named is None or named.is_removed else named
        ends = self.retention.ends(now, camera.setup.retention_days if camera else None)
        upload = Upload(
            ref=UploadRef(caller.owner, uuid.uuid4().hex),
            file_name=wanted.file_name,
            content_type=wanted.content_type,
            size_bytes=wanted.size_bytes,
            created_at=now,
            promise_ends_at=now + PROMISE_LIFETIME,
            kept_until=ends.with_hit,
            kept_without_hit_until=ends.apart,
            captured_at=wanted.captured_at,
            camera_id=wanted.camera_id,
            rules=rules_of(camera.setup) if camera else None,
            correlation_id=correlation.in_hand(),
        )
        post = self.photos.promise(upload.ref, upload.content_type, upload.size_bytes, PROMISE_LIFETIME)
        self.log.add(upload)
        return PromisedUpload(upload, post)

    def _named(self, camera_id: str | None) -> Camera | None:
        """Look a registered camera up, removed or not; None for another name."""
        if self.cameras is None or camera_id is None or not is_id(CAMERA, camera_id):
            return None
        return self.cameras.camera(camera_id)
