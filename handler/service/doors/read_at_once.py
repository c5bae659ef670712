"""Read a camera's photo while its sender waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from handler.domain.cameras.answers import Outcome
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.understand import SNAPSHOT_ONLY
from handler.domain.errors import RetryLater
from handler.domain.sites.admission import AdmittedCamera
from handler.domain.upload import UploadRef, UploadStatus
from handler.service.doors.receive_message import Received, ReceiveMessage
from handler.service.ports.uploads import UploadLog, WholeUpload

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

ANSWERED_WITHIN: Final = timedelta(seconds=24)
"""Since the request came to the function. API Gateway waits for 30 s at most ("Quotas for HTTP APIs"), the function's
own start and its last writes included."""

LOOK_TAKES_AT_MOST: Final = timedelta(seconds=10)
"""One DetectText call, connecting included; it is given up after that."""

_SHORTEST_WAIT_SECONDS: Final = 0.03
_LONGEST_WAIT_SECONDS: Final = 0.5
_WAIT_SHARE: Final = 0.1
"""Of the time that somebody has waited already, until it is looked again: so looking seldom costs little time."""

_KEPT: Final = frozenset({Outcome.TAKEN, Outcome.REPEATED})
_ENDED: Final = frozenset({UploadStatus.DONE, UploadStatus.FAILED})


class Reading(Protocol):
    """Reads one upload, as the S3 function does."""

    def __call__(self, ref: UploadRef, version_id: str | None, holder: str) -> None:
        """Bring it to its end; raises RetryLater when another attempt may succeed, or another one is at it."""


@dataclass(frozen=True, slots=True)
class ReadPhoto:
    """What became of a request.

    Attributes
    ----------
    received : Received
    is_kept : bool
        Whether there is a photo of it that is read, or will be.
    whole : WholeUpload or None
        What was read, or why it cannot be; None where nothing was kept, it is not read yet, or it was deleted since.
    is_gone : bool
        Whether it was deleted since.
    """

    received: Received
    is_kept: bool = False
    whole: WholeUpload | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class ReadAtOnce:
    """Takes a photo as every door does, and reads it by the use case of the S3 function, in the same call.

    The claim on an upload lets one invocation at a time work on it. So S3's event finds it busy or finished; and where
    that one was quicker, what it reads is waited for.

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
        received = self.receive(admitted, request, name, SNAPSHOT_ONLY)
        if received.ref is None or received.outcome not in _KEPT:
            return ReadPhoto(received)
        if received.outcome is Outcome.TAKEN:
            self._try(received.ref, holder, until)
        return self._ended(received, received.ref, holder, until)

    def _ended(self, received: Received, ref: UploadRef, holder: str, until: datetime) -> ReadPhoto:
        began_at = self.now()
        while True:
            whole = self.log.whole(ref.upload_id)
            if whole is None or whole.upload.status in _ENDED:
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

    def _try(self, ref: UploadRef, holder: str, until: datetime) -> bool:
        """Read it, unless there is no time for that any more; gives whether it came to its end."""
        if self.now() > until - LOOK_TAKES_AT_MOST:
            return False
        try:
            self.read(ref, None, holder)
        except RetryLater as error:  # S3's event reads it all the same
            logger.info("not read at once", extra={"upload_id": ref.upload_id, "code": error.code})
            return False
        return True
