"""One photo received: what was promised, what arrived, and what became of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from handler.domain.classes.quick import quick_dataclass
from handler.domain.deletion import Deletion
from handler.domain.errors import FAILURE_SENTENCES, BadPhoto
from handler.domain.geometry import ImageSize
from handler.domain.keeping.hold import Hold

if TYPE_CHECKING:
    from handler.domain.budget.budget import Wait
    from handler.domain.cameras.said_beside import SaidBeside
    from handler.domain.sites.rules import ReadingRules

CONTENT_TYPES = ("image/jpeg", "image/png")
"""What DetectText takes (Rekognition developer guide, "Guidelines and quotas")."""

MAX_SIZE_BYTES = 15 * 1024 * 1024
"""The largest S3 object that DetectText takes (same source)."""

MIN_SIDE_PIXELS = 80
"""The smallest side that Rekognition takes (same source)."""

MAX_SIDE_PIXELS = 10_000
"""The longest side that the guide gives for any of Rekognition's operations (same source)."""

MAX_PIXELS = 64_000_000
"""Above the 50 megapixels of common phones; decoded as RGBA, such a picture takes 256 MB of the function's memory."""

MOST_READS = 40
"""Of one photo. A read takes two of the hundred writes of a transaction (DynamoDB API reference), and the
text detection gives a hundred words at most, of which many plates take two."""

PROMISE_LIFETIME = timedelta(minutes=5)
"""How long a presigned POST may be used."""

GRACE = timedelta(minutes=10)
"""How much later than expected a photo's event or the last retry may come before the upload is shown as failed."""

OLDEST_CAPTURE = timedelta(days=365)
"""Photos that say that they are older come from cameras that have lost their clock, as far as anybody knows."""

CLOCK_SKEW = timedelta(days=1)
"""How far ahead of ours a camera's clock may be: a day covers time zones that EXIF does not name."""

HELD = "held/"
"""Where copies of held photos lie, which the bucket's rules for photos leave alone."""

_KEY = re.compile(r"uploads/(?P<owner>[A-Za-z0-9-]{1,128})/(?P<upload_id>[0-9a-f]{32})")
_DERIVED_KEY = re.compile(
    r"(?:held/)?(?:shown|thumbnails|detections|(?<=held/)uploads)/(?P<owner>[A-Za-z0-9-]{1,128})/(?P<upload_id>[0-9a-f]{32})(?:\.jpg|\.json)?"
)


class UploadStatus(StrEnum):
    """Where an upload stands."""

    AWAITING_UPLOAD = "awaiting_upload"
    PROCESSING = "processing"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@quick_dataclass(frozen=True, slots=True)
class UploadRef:
    """Whose upload, and which; also where its objects lie in the bucket."""

    owner: str
    upload_id: str

    @classmethod
    def from_key(cls, key: str) -> UploadRef | None:
        """Find the upload that an object's key belongs to.

        Parameters
        ----------
        key : str
            Decoded object key.

        Returns
        -------
        UploadRef or None
            None when the key is not one that Platebook promises.
        """
        match = _KEY.fullmatch(key)
        return cls(match["owner"], match["upload_id"]) if match else None

    @classmethod
    def from_derived_key(cls, key: str) -> UploadRef | None:
        """Find the upload that a thumbnail, a copy without metadata or raw detections belong to; None for none."""
        match = _DERIVED_KEY.fullmatch(key)
        return cls(match["owner"], match["upload_id"]) if match else None

    def held_key(self, key: str) -> str:
        """Key of the copy of one of its objects that stays while the upload is held."""
        return f"{HELD}{key}"

    @property
    def photo_key(self) -> str:
        """Key of the photo as it was sent."""
        return f"uploads/{self.owner}/{self.upload_id}"

    @property
    def thumbnail_key(self) -> str:
        """Key of the small picture for lists."""
        return f"thumbnails/{self.owner}/{self.upload_id}.jpg"

    @property
    def shown_key(self) -> str:
        """Key of the photo without its metadata, as people see it."""
        return f"shown/{self.owner}/{self.upload_id}"

    @property
    def detections_key(self) -> str:
        """Key of what the text detection answered, for replay."""
        return f"detections/{self.owner}/{self.upload_id}.json"


@quick_dataclass(frozen=True, slots=True)
class Failure:
    """Why an upload failed: a code for programs, a sentence for people."""

    code: str
    message: str

    @classmethod
    def of(cls, code: str) -> Failure:
        """Look up the sentence for a code of `FAILURE_SENTENCES`."""
        return cls(code, FAILURE_SENTENCES[code])


@quick_dataclass(frozen=True, slots=True)
class ObjectFacts:
    """What S3 says of the photo that was read.

    Attributes
    ----------
    size_bytes : int
    content_type : str
    last_modified : datetime
        When S3 took it, UTC.
    etag : str
        Without quotation marks.
    version_id : str or None
        The very version that was read; a later one never replaces it.
    sha256 : str or None
        Of its bytes, in hexadecimal digits; None of photos that were not read, or by an older version of Platebook.
    """

    size_bytes: int
    content_type: str
    last_modified: datetime
    etag: str
    version_id: str | None
    sha256: str | None = None


@quick_dataclass(frozen=True, slots=True)
class Upload:
    """One photo received.

    Attributes
    ----------
    promise_ends_at : datetime
        Until when the presigned POST works, UTC.
    kept_until : datetime
        When it ends with all that was made of it, UTC; until it is read, the later of both ends.
    kept_without_hit_until : datetime or None
        When it ends where no plate in it stands on a list, UTC; None where that makes no difference.
    kept_with_hit_until : datetime or None
        When it ends where one does, UTC; None until it is read, and where that makes no difference.
    hold : Hold or None
        What protects it from its end, or did.
    lease_until : datetime or None
        Until when the invocation that reads it owns it, UTC.
    attempts : int
        How many invocations started on it.
    has_shown_copy : bool
        Whether the photo carried metadata, so that people see a copy without it.
    read_count : int
        How many reads the machine has of it once it is done.
    typed_count : int
        How many plates people have typed in it, also such as they took back.
    failed_before : str or None
        Why an earlier photo of the same promise could not be read, by its code.
    said : SaidBeside or None
        What the camera said beside it that sent it by itself.
    rules : ReadingRules or None
        How photos of its camera are read, as it was set when the upload was announced; None for no registered camera.
    repeat_of : str or None
        The upload whose photo showed the same, so that this one was not read.
    is_asked_for : bool
        Whether it was such a repeat, and somebody wanted to have it read all the same.
    correlation_id : str or None
        What the log lines about it have in common, from its announcement on; None for uploads of older versions.
    wait : Wait or None
        For which budget it waits while it is ``waiting``, or did last.
    deletion : Deletion or None
        From when on somebody deletes it: nobody is shown it, reads it or decides on it any more.
    """

    ref: UploadRef
    file_name: str
    content_type: str
    size_bytes: int
    created_at: datetime
    promise_ends_at: datetime
    kept_until: datetime
    captured_at: datetime | None = None
    camera_id: str | None = None
    status: UploadStatus = UploadStatus.AWAITING_UPLOAD
    failure: Failure | None = None
    image_size: ImageSize | None = None
    object_facts: ObjectFacts | None = None
    has_shown_copy: bool = False
    read_count: int = 0
    typed_count: int = 0
    lease_until: datetime | None = None
    attempts: int = 0
    failed_before: str | None = None
    deletion: Deletion | None = None
    said: SaidBeside | None = None
    rules: ReadingRules | None = None
    repeat_of: str | None = None
    is_asked_for: bool = False
    kept_without_hit_until: datetime | None = None
    kept_with_hit_until: datetime | None = None
    hold: Hold | None = None
    correlation_id: str | None = None
    wait: Wait | None = None

    def read_id(self, place: int) -> str:
        """Name the read at a place, 0 for the first."""
        return f"{self.ref.upload_id}-{place}"

    @property
    def has_held_copies(self) -> bool:
        """Whether there are copies of its objects that stay when the bucket's own rules remove the others."""
        return self.hold is not None and (self.hold.is_whole or self.hold.version > 1)

    def ending(self, *, has_hit: bool) -> Upload:
        """Give it the end that counts now that it is known whether a plate in it stands on a list."""
        if self.hold or self.kept_without_hit_until is None:
            return self
        with_hit = self.kept_with_hit_until or self.kept_until
        end = with_hit if has_hit else self.kept_without_hit_until
        return replace(self, kept_until=end, kept_with_hit_until=with_hit)

    @property
    def seen_at(self) -> datetime:
        """When the vehicle was there: when the photo was taken, unless that cannot be, else when it was announced."""
        return self.captured_at if self.captured_at and self.has_capture_time else self.created_at

    @property
    def has_capture_time(self) -> bool:
        """Whether it is known when the photo was taken."""
        taken, announced = self.captured_at, self.created_at
        return taken is not None and announced - OLDEST_CAPTURE <= taken <= announced + CLOCK_SKEW

    def as_of(self, now: datetime) -> Upload:
        """Show what nobody wrote down: a photo that never came, or a reading that never ended.

        Parameters
        ----------
        now : datetime
            UTC.

        Returns
        -------
        Upload
            The upload itself, or one that is ``failed`` because its time is over.
        """
        if self.status is UploadStatus.AWAITING_UPLOAD and now > self.promise_ends_at + GRACE:
            return replace(self, status=UploadStatus.FAILED, failure=Failure.of("not_received"))
        if self.status is UploadStatus.PROCESSING and self.lease_until and now > self.lease_until + GRACE:
            return replace(self, status=UploadStatus.FAILED, failure=Failure.of("processing_failed"))
        return self

    def is_being_read(self, now: datetime) -> bool:
        """Tell whether an invocation owns it at this moment (UTC)."""
        return self.status is UploadStatus.PROCESSING and self.lease_until is not None and now <= self.lease_until

    def may_be_read_anew_from(self, version_id: str | None) -> bool:
        """Tell whether it failed with another photo of the same promise than this version of its object."""
        return self.status is UploadStatus.FAILED and self.was_read_from_another(version_id)

    def was_read_from_another(self, version_id: str | None) -> bool:
        """Tell whether its end was told by another version of its object than this one."""
        facts = self.object_facts
        return bool(version_id and facts and facts.version_id and facts.version_id != version_id)

    def check_arrival(self, facts: ObjectFacts) -> None:
        """Compare what arrived with what was promised, before a byte of it is read.

        Parameters
        ----------
        facts : ObjectFacts

        Raises
        ------
        BadPhoto
            With ``empty``, ``too_large``, ``wrong_type`` or ``size_differs``.
        """
        rules = (
            ("empty", facts.size_bytes == 0),
            ("too_large", facts.size_bytes > MAX_SIZE_BYTES),
            ("wrong_type", facts.content_type != self.content_type),
            ("size_differs", facts.size_bytes != self.size_bytes),
        )
        for code, broken in rules:
            if broken:
                raise BadPhoto(code)
