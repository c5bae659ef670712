"""Read a camera's photo while its sender waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from handler.domain.cameras.answers import Outcome
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.understand import SNAPSHOT_ONLY
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import RetryLater
from handler.domain.sites.admission import AdmittedCamera
from handler.domain.upload import Upload, UploadRef, UploadStatus
from handler.service.doors.held_photo import HeldPhoto
from handler.service.doors.receive_message import Received, ReceiveMessage
from handler.service.ports.events import Hold
from handler.service.ports.photos import StoredPhoto
from handler.service.ports.uploads import UploadLog, WholeUpload

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

ANSWERED_WITHIN: Final = timedelta(seconds=24)
"""Since the request came to the function. API Gateway waits for 30 s at most ("Quotas for HTTP APIs"), the function's
own start and its last writes included."""

LOOK_TAKES_AT_MOST: Final = timedelta(seconds=10)
"""One DetectText call, connecting included; it is given up after that."""

_LAST_WRITES_TAKE: Final = timedelta(seconds=6)
"""At most, after the answer is late: the function itself ends then (serverless.yml: 29 s)."""

_SHORTEST_WAIT_SECONDS: Final = 0.03
_LONGEST_WAIT_SECONDS: Final = 0.5
_WAIT_SHARE: Final = 0.1
"""Of the time that somebody has waited already, until it is looked again: so looking seldom costs little time."""

_Ended = TypeVar("_Ended")

_KEPT: Final = frozenset({Outcome.TAKEN, Outcome.REPEATED})
_OVER: Final = frozenset({UploadStatus.DONE, UploadStatus.FAILED, UploadStatus.WAITING})
"""Who waits for the answer is told: until the next budget nothing more comes of it."""


class Reading(Protocol):
    """Reads one upload, as the S3 function does."""

    def __call__(self, ref: UploadRef, version_id: str | None, holder: str) -> None:
        """Bring it to its end; raises RetryLater when another attempt may succeed, or another one is at it."""

    def held(self, upload: Upload, photo: StoredPhoto, holder: str) -> WholeUpload:
        """Bring one to its end that the holder has in work; gives it, or raises RetryLater."""


@quick_dataclass(frozen=True, slots=True)
class ReadPhoto:
    """What became of a request.

    Attributes
    ----------
    received : Received
    is_kept : bool
        Whether there is a photo of it that is read, or will be.
    whole : WholeUpload or None
        What was read, why it cannot be, or for which budget it waits; None where nothing was kept, it is not read yet,
        or it was deleted since.
    is_gone : bool
        Whether it was deleted since.
    """

    received: Received
    is_kept: bool = False
    whole: WholeUpload | None = None
    is_gone: bool = False


@quick_dataclass(frozen=True, slots=True)
class ReadAtOnce:
    """Takes a photo as every door does, and reads it by the use case of the S3 function, in the same call.

    A new photo is this call's from the moment on at which it is known, before it is in the bucket, and is read from
    memory while it is put there: S3's event finds it busy or finished. Nothing is written down of a photo that is not
    there. Where another one is at it, what that one reads is waited for.

    Parameters
    ----------
    receive : ReceiveMessage
    read : Reading
    log : UploadLog
    now : callable
        Gives the time in UTC.
    wait : callable
        Waits for some seconds.
    """

    receive: ReceiveMessage
    read: Reading
    log: UploadLog
    now: Callable[[], datetime]
    wait: Callable[[float], None]

    def __call__(
        self, admitted: AdmittedCamera, request: DeviceRequest, name: str | None, holder: str, until: datetime
    ) -> ReadPhoto:
        """Take a request, and read its photo.

        Parameters
        ----------
        admitted : AdmittedCamera
        request : DeviceRequest
        name : str or None
            By which the program names the event.
        holder : str
            Names this invocation.
        until : datetime
            By when there is an answer, UTC.

        Returns
        -------
        ReadPhoto

        Raises
        ------
        QuotaExceeded
            When the camera has sent as much as one may.
        """
        received = self.receive(admitted, request, name, SNAPSHOT_ONLY, Hold(holder, until + _LAST_WRITES_TAKE))
        if received.ref is None or received.outcome not in _KEPT:
            if received.ref:  # its photo did not get into the bucket: who brings it again is not to wait for us
                self.log.release(received.ref, holder, self.now())
            return ReadPhoto(received)
        whole, is_there = self._read(received.held, holder, until) if received.held else (None, True)
        if not is_there:  # whoever brings it again has it put and noted, and is answered by what was or is read then
            return ReadPhoto(replace(received, outcome=Outcome.LATER, held=None))
        if whole is not None:
            return ReadPhoto(received, is_kept=True, whole=self._read_before(whole))
        return self._ended(received, received.ref, holder, until)

    def _ended(self, received: Received, ref: UploadRef, holder: str, until: datetime) -> ReadPhoto:
        began_at = self.now()
        while True:
            whole = self.log.whole(ref.upload_id)
            if whole is None or whole.upload.status in _OVER:
                return ReadPhoto(
                    received, is_kept=whole is not None, whole=self._read_before(whole), is_gone=whole is None
                )
            if self.now() >= until:
                return ReadPhoto(received, is_kept=True)
            if whole.upload.is_being_read(self.now()) or not self._try(ref, holder, until):
                waited_seconds = (self.now() - began_at).total_seconds()
                self.wait(min(max(waited_seconds * _WAIT_SHARE, _SHORTEST_WAIT_SECONDS), _LONGEST_WAIT_SECONDS))

    def _read_before(self, whole: WholeUpload | None) -> WholeUpload | None:
        """Give what was read in the photo that this one showed again: who waits wants the plates."""
        if whole is None or whole.upload.repeat_of is None:
            return whole
        return self.log.whole(whole.upload.repeat_of) or whole

    def _read(self, held: HeldPhoto, holder: str, until: datetime) -> tuple[WholeUpload | None, bool]:
        """Read a new photo; gives None where that did not come to its end, and whether it is noted in the bucket."""
        try:
            whole = self._in_time(held.upload.ref, until, lambda: self.read.held(held.upload, held, holder))
        finally:  # a function that has answered may be frozen
            is_there = _is_there(held)
        return whole, is_there

    def _try(self, ref: UploadRef, holder: str, until: datetime) -> bool:
        """Read one that came before; gives whether it came to its end."""

        def read() -> bool:
            self.read(ref, None, holder)
            return True

        return self._in_time(ref, until, read) or False

    def _in_time(self, ref: UploadRef, until: datetime, read: Callable[[], _Ended]) -> _Ended | None:
        """Read, unless there is no time for that any more."""
        if self.now() > until - LOOK_TAKES_AT_MOST:
            return None
        try:
            return read()
        except RetryLater as error:  # S3's event reads it all the same
            logger.info("not read at once", extra={"upload_id": ref.upload_id, "code": error.code})
            return None


def _is_there(held: HeldPhoto) -> bool:
    try:
        held.wait()
    except RetryLater as error:
        about = {"upload_id": held.upload.ref.upload_id, "code": error.code, "reason": error.message}
        logger.info("a photo is not noted in the bucket", extra=about)
        return False
    return True
