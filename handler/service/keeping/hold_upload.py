"""Hold an upload, so that it neither ends nor is deleted, and release it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.domain.keeping.hold import Hold, HoldRequest, placed, released
from handler.domain.upload import Upload, UploadStatus
from handler.service.ports.holds import HeldCopies, Holds
from handler.service.ports.plates import PlateIndex, Unsettled
from handler.service.ports.uploads import UploadLog
from handler.service.show_uploads import NO_SUCH_UPLOAD

logger = logging.getLogger(__name__)


@quick_dataclass(frozen=True, slots=True)
class HoldUpload:
    """Protects uploads with all that was made of them.

    The upload itself gets its new end first, and a note says that the rest has to follow. Every step may be repeated:
    whoever is interrupted asks again, or the comparison goes on with it.

    Parameters
    ----------
    log : UploadLog
    holds : Holds
    copies : HeldCopies
    plates : PlateIndex
    days_limit : callable
        Tells for how many days administrators let photos be held.
    now : callable
        Gives the time in UTC.
    keep_by_hits : callable or None
        Looks at the end of an upload whose reads changed; None where that makes no difference.
    """

    log: UploadLog
    holds: Holds
    copies: HeldCopies
    plates: PlateIndex
    days_limit: Callable[[], int]
    now: Callable[[], datetime]
    keep_by_hits: Callable[[str], None] | None = None

    def __call__(self, caller: Caller, upload_id: str, asked: HoldRequest) -> Hold:
        """Hold an upload, or change its hold.

        Parameters
        ----------
        caller : Caller
        upload_id : str
        asked : HoldRequest

        Returns
        -------
        Hold

        Raises
        ------
        NotAllowed
            When the caller is neither an operator nor an administrator.
        NotFound
            When there is no such upload.
        Conflict
            When it is being read or deleted, is about to end, or somebody else was faster.
        InvalidRequest
            When the reason or the end makes no sense.
        """
        upload = self._seen(caller, upload_id, asked.version)
        hold = placed(upload, asked, timedelta(days=self.days_limit()), caller.owner, self.now())
        details = {"reason": hold.reason, "until": hold.until.isoformat()}
        return self._put(upload, hold, AuditEntry(Action.HELD, caller.owner, hold.at, upload_id, details))

    def release(self, caller: Caller, upload_id: str, version: int) -> Hold:
        """Release an upload; what was released already stays as it is. Takes and raises the same as holding does."""
        upload = self._seen(caller, upload_id, version)
        if upload.hold is None:
            raise Conflict("hold_changed")
        if upload.hold.is_released:
            return self._follow(upload, upload.hold)
        hold = released(upload.hold, caller.owner, self.now())
        details = {"until": hold.end.isoformat()}
        return self._put(upload, hold, AuditEntry(Action.RELEASED, caller.owner, hold.at, upload_id, details))

    def mend(self) -> int:
        """Complete the holds and the changes of ends that broke off; tells how many."""
        return sum(map(self._mended, list(self.holds.incomplete())))

    def _mended(self, upload_id: str) -> bool:
        upload = self.log.alone(upload_id)
        if upload is None or upload.deletion:
            self.holds.drop(upload_id)
            return False
        has_broken_off = upload.hold is not None and not upload.hold.is_whole
        if upload.hold and has_broken_off:
            self._follow(upload, upload.hold)
        if self.keep_by_hits:
            self.keep_by_hits(upload_id)
        elif not has_broken_off:
            self.holds.drop(upload_id)
        logger.info("what broke off is completed", extra={"upload_id": upload_id})
        return True

    def _seen(self, caller: Caller, upload_id: str, version: int) -> Upload:
        caller.require(OPERATORS, ADMINS)
        upload = self.log.alone(upload_id)
        if upload is None:
            raise NotFound(NO_SUCH_UPLOAD)
        if upload.deletion or upload.status not in (UploadStatus.DONE, UploadStatus.FAILED):
            raise Conflict("photo_busy")
        if (upload.hold.version if upload.hold else 0) != version:
            raise Conflict("hold_changed")
        return upload

    def _put(self, upload: Upload, hold: Hold, entry: AuditEntry) -> Hold:
        self.holds.put(upload, hold, entry)
        return self._follow(replace(upload, hold=hold, kept_until=hold.end), hold)

    def _follow(self, upload: Upload, hold: Hold) -> Hold:
        if not hold.is_released:
            self.copies.keep(upload)
        plates = self.holds.follow(upload.ref.upload_id)
        self.plates.settle(Unsettled(f"{upload.ref.upload_id}#hold", plates), self.now())
        if not self.holds.complete(upload.ref, hold):
            raise Conflict("hold_changed")
        return replace(hold, is_whole=True)
