"""Which events of cameras are known, and where their photos go."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from handler.domain.cameras.event import CameraEvent
from handler.domain.classes.quick import quick_dataclass
from handler.domain.upload import ObjectFacts, Upload, UploadRef
from handler.service.ports.photos import StoredPhoto


@quick_dataclass(frozen=True, slots=True)
class Hold:
    """Who has an upload in work from its beginning on, and until when, UTC: S3's event finds it busy until then."""

    holder: str
    until: datetime


class Events(Protocol):
    """Events of cameras."""

    def find(self, camera_id: str, key_sha256: str, now: datetime) -> CameraEvent | None:
        """Get an event; None for one that is not known, or not any more."""

    def add(
        self,
        event: CameraEvent,
        upload: Upload,
        now: datetime,
        instead_of: CameraEvent | None = None,
        hold: Hold | None = None,
    ) -> bool:
        """Write an event and the upload that it becomes, both or none; gives False when the event is known already.

        One that it comes instead of is known, and its photo is not in the bucket. With `hold` the upload, which is
        ``processing`` then, is somebody's already.
        """

    def note_stored(self, event: CameraEvent) -> None:
        """Write down that the photo of an event is in the bucket."""


class PhotoPlaces(Protocol):
    """Where photos go that we put into the bucket ourselves."""

    def put_once(self, ref: UploadRef, photo: bytes, content_type: str) -> ObjectFacts | None:
        """Put a photo in its place, and tell what S3 says of it.

        One that is there stays, and no second event comes of it: gives None then.
        """

    def open(self, ref: UploadRef, version_id: str | None) -> StoredPhoto:
        """Find one that is there."""
