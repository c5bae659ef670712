"""Promise a place in the bucket for one photo."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handler.domain.upload import PROMISE_LIFETIME, Upload, UploadRef
from handler.service.ports.photos import PhotoStore, Post
from handler.service.ports.uploads import Quotas, UploadLog


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What the caller says of a photo that it is about to send."""

    file_name: str
    content_type: str
    size_bytes: int
    captured_at: datetime | None = None
    camera_id: str | None = None


@dataclass(frozen=True, slots=True)
class PromisedUpload:
    """The upload as it was recorded, and the POST that fulfils it."""

    upload: Upload
    post: Post


@dataclass(frozen=True, slots=True)
class StartUpload:
    """Record an upload and sign the POST for it.

    Parameters
    ----------
    log : UploadLog
    photos : PhotoStore
    quotas : Quotas
    now : callable
        Gives the time in UTC.
    retention : timedelta
        How long the photo is kept, with all that is read in it.
    """

    log: UploadLog
    photos: PhotoStore
    quotas: Quotas
    now: Callable[[], datetime]
    retention: timedelta

    def __call__(self, owner: str, wanted: NewUpload) -> PromisedUpload:
        """Promise one photo of one person its place.

        Parameters
        ----------
        owner : str
            Who sends it.
        wanted : NewUpload

        Returns
        -------
        PromisedUpload

        Raises
        ------
        QuotaExceeded
            When the person has announced as much as one may.
        """
        now = self.now()
        self.quotas.take(owner, wanted.size_bytes, now)
        upload = Upload(
            ref=UploadRef(owner, uuid.uuid4().hex),
            file_name=wanted.file_name,
            content_type=wanted.content_type,
            size_bytes=wanted.size_bytes,
            created_at=now,
            promise_ends_at=now + PROMISE_LIFETIME,
            kept_until=now + self.retention,
            captured_at=wanted.captured_at,
            camera_id=wanted.camera_id,
        )
        post = self.photos.promise(upload.ref, upload.content_type, upload.size_bytes, PROMISE_LIFETIME)
        self.log.add(upload)
        return PromisedUpload(upload, post)
