"""Take what a camera sends: once, whatever the way in which it says it, and however often."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from handler.domain.cameras.answers import Outcome
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.event import KEPT, CameraEvent, key_of_event, photo_digest
from handler.domain.cameras.message import DeviceMessage, DevicePhoto, DialectName
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.said_beside import said_beside
from handler.domain.cameras.taken_at import decide
from handler.domain.cameras.understand import DIALECTS, understand
from handler.domain.cameras.understand import Dialect as Writing
from handler.domain.cameras.xml_node import XmlReader
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import RetryLater
from handler.domain.export import zone_named
from handler.domain.keeping.ends import Retention
from handler.domain.sites.admission import AdmittedCamera
from handler.domain.sites.camera import Dialect
from handler.domain.sites.rules import rules_of
from handler.domain.upload import PROMISE_LIFETIME, ObjectFacts, Upload, UploadRef, UploadStatus
from handler.service.doors.held_photo import HeldPhoto
from handler.service.kept_beside import Begin, in_turn
from handler.service.ports.events import Events, Hold, PhotoPlaces
from handler.service.ports.uploads import Quotas
from handler.service.telemetry import correlation

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

_SPOKEN: Final[Mapping[Dialect, frozenset[DialectName]]] = {
    Dialect.ANY: frozenset(DialectName),
    Dialect.HIKVISION: frozenset({DialectName.HIKVISION, DialectName.HIKVISION_QUERY}),
    Dialect.DAHUA: frozenset({DialectName.DAHUA}),
    Dialect.AXIS: frozenset({DialectName.AXIS}),
    Dialect.STREAM: frozenset({DialectName.STREAM}),
    Dialect.REKOR: frozenset({DialectName.REKOR}),
    Dialect.SNAPSHOT: frozenset({DialectName.SNAPSHOT}),
    Dialect.JPEG: frozenset({DialectName.PICTURE, DialectName.FILE}),
}
"""What is taken from a camera, by what administrators say that it speaks."""


@quick_dataclass(frozen=True, slots=True)
class Received:
    """What became of a message: the device's dialect says how it hears of it.

    Attributes
    ----------
    ref : UploadRef or None
        The upload that its photo is, or was when the message came first, or will be when it comes again; None where
        there is none.
    held : HeldPhoto or None
        What the sender's function may go on with at once, where it asked for that.
    """

    told: DeviceMessage | BadMessage
    outcome: Outcome
    ref: UploadRef | None = None
    held: HeldPhoto | None = None


@quick_dataclass(frozen=True, slots=True)
class _Taken:
    outcome: Outcome
    event: CameraEvent | None
    held: HeldPhoto | None = None
    error: RetryLater | None = None


@quick_dataclass(frozen=True, slots=True)
class ReceiveMessage:
    """Makes an upload of a camera's photo, and puts it where the reading begins.

    Parameters
    ----------
    events : Events
    photos : PhotoPlaces
    quotas : Quotas
    read_xml : callable
        Parses XML with what could harm us switched off.
    retention : Retention
        How long photos are kept of cameras that have no retention of their own.
    now : callable
        Gives the time in UTC.
    begin : callable
        Begins what goes on while a photo is read in this very call.
    """

    events: Events
    photos: PhotoPlaces
    quotas: Quotas
    read_xml: XmlReader
    retention: Retention
    now: Callable[[], datetime]
    begin: Begin = in_turn

    def __call__(
        self,
        admitted: AdmittedCamera,
        request: DeviceRequest,
        idempotency_key: str | None = None,
        dialects: Sequence[Writing] = DIALECTS,
        hold: Hold | None = None,
    ) -> Received:
        """Take a message of a camera that was let in.

        Parameters
        ----------
        admitted : AdmittedCamera
        request : DeviceRequest
        idempotency_key : str or None
            By which a program names an event for which its format has no name.
        dialects : Sequence of Dialect
            Those that may come by this door.
        hold : Hold or None
            Who reads the photo in this very call, if it is a new one; None where S3's event has it read.

        Returns
        -------
        Received

        Raises
        ------
        QuotaExceeded
            When the camera has sent as much as one may.
        """
        spoken = _SPOKEN[admitted.camera.setup.dialect]
        try:
            message = understand(request, self.read_xml, [one for one in dialects if one.name in spoken])
        except BadMessage as error:
            return _told(admitted, Received(error, Outcome.REFUSED), code=error.code)
        if message.photo is None:
            return _told(admitted, Received(message, Outcome.NOTHING_TO_TAKE))
        try:
            taken = self._take(admitted, message, message.photo, idempotency_key, hold)
        except RetryLater as error:
            taken = _Taken(Outcome.LATER, None, error=error)
        ref = UploadRef(admitted.camera.owner, taken.event.upload_id) if taken.event else None
        why = {"code": taken.error.code, "reason": taken.error.message} if taken.error else {}
        return _told(admitted, Received(message, taken.outcome, ref, taken.held), **why)

    def _take(
        self,
        admitted: AdmittedCamera,
        message: DeviceMessage,
        photo: DevicePhoto,
        name: str | None,
        hold: Hold | None,
    ) -> _Taken:
        now, camera_id = self.now(), admitted.camera.camera_id
        key = key_of_event(message, photo, name)
        known = self.events.find(camera_id, key, now)
        outcome = self._again(known, photo, now) if known else None
        if outcome is not None:
            return _Taken(outcome, known)
        # Two at the same moment both count; the one that comes second makes no upload of it.
        self.quotas.take(admitted.camera.owner, len(photo.content), now)
        upload = _in_work(self._upload(admitted, message, photo, now), hold)
        event = CameraEvent(camera_id, key, upload.ref.upload_id, photo_digest(photo), now + KEPT)
        if self.events.add(event, upload, now, known, hold):
            return self._stored(event, upload, photo, hold)
        known = self.events.find(camera_id, key, now)
        return _Taken((self._again(known, photo, now) if known else None) or Outcome.LATER, known)

    def _stored(self, event: CameraEvent, upload: Upload, photo: DevicePhoto, hold: Hold | None) -> _Taken:
        try:
            if hold:
                return _Taken(Outcome.TAKEN, event, self._on_its_way(event, upload, photo))
            self._put(event, photo)
            self.events.note_stored(event)
        except RetryLater as error:  # the device keeps the photo, and sends it again
            return _Taken(Outcome.LATER, event, error=error)
        return _Taken(Outcome.TAKEN, event)

    def _on_its_way(self, event: CameraEvent, upload: Upload, photo: DevicePhoto) -> HeldPhoto:
        def put() -> ObjectFacts:
            # One that is there is this one: its answer was lost on the way, and it was put once more.
            return self._put(event, photo) or self.photos.open(upload.ref, None).facts

        return HeldPhoto(upload, photo.content, put, lambda: self.events.note_stored(event), self.begin)

    def _again(self, known: CameraEvent, photo: DevicePhoto, now: datetime) -> Outcome | None:
        """Answer a message as when it came first; a photo that did not reach the bucket then is put there now.

        Gives None for another picture in the place of one that never came there.
        """
        about = {"camera_id": known.camera_id, "upload_id": known.upload_id}
        if photo_digest(photo) != known.photo_sha256:
            if not known.is_stored:
                return None if known.is_given_up(now) else Outcome.LATER
            logger.warning("another picture came for the same event; the first one stays", extra=about)
        elif not known.is_stored:
            logger.warning("the photo of an event is put into the bucket again", extra=about)
            self._put(known, photo)
            self.events.note_stored(known)
        return Outcome.REPEATED

    def _put(self, event: CameraEvent, photo: DevicePhoto) -> ObjectFacts | None:
        ref = UploadRef(event.camera_id, event.upload_id)
        return self.photos.put_once(ref, photo.content, photo.content_type)

    def _upload(self, admitted: AdmittedCamera, message: DeviceMessage, photo: DevicePhoto, now: datetime) -> Upload:
        camera, setup = admitted.camera, admitted.camera.setup
        zone = zone_named(camera.time_zone_at(admitted.site))
        taken = decide(message.said_time, zone, now, is_retransmitted=message.is_retransmitted)
        ends = self.retention.ends(now, setup.retention_days)
        return Upload(
            ref=UploadRef(camera.owner, uuid.uuid4().hex),
            # Not the device's own name for it, which may hold a plate.
            file_name=f"{camera.camera_id}-{taken.at:%Y%m%dT%H%M%SZ}.{_ENDINGS[photo.content_type]}",
            content_type=photo.content_type,
            size_bytes=len(photo.content),
            created_at=now,
            promise_ends_at=now + PROMISE_LIFETIME,
            kept_until=ends.with_hit,
            kept_without_hit_until=ends.apart,
            captured_at=taken.at if taken.is_told else None,
            camera_id=camera.camera_id,
            said=said_beside(message, taken.derived, setup.directions, taken.difference_seconds),
            rules=rules_of(setup),
            correlation_id=correlation.in_hand(),
        )


def _in_work(upload: Upload, hold: Hold | None) -> Upload:
    if hold is None:
        return upload
    return replace(upload, status=UploadStatus.PROCESSING, lease_until=hold.until, attempts=1)


_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png"}


def _told(admitted: AdmittedCamera, received: Received, **more: str) -> Received:
    """Tell the log what became of a message, and nothing of what it says."""
    about = {
        "camera_id": admitted.camera.camera_id,
        "dialect": received.told.dialect,
        "outcome": received.outcome.value,
        **more,
    }
    logger.info("message of a camera", extra=about)
    return received
