"""Delete an upload with all that was made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.deletion import DeleteReason, Receipt
from handler.domain.errors import Conflict, InvalidRequest, NotFound
from handler.domain.read_filter import ReadFilter
from handler.domain.upload import UploadStatus
from handler.service.ports import AuditInbox, PhotoStore, PlateIndex, ReadLog, UploadLog, WholeUpload
from handler.service.show_uploads import NO_SUCH_UPLOAD

_OTHERS_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class DeleteUpload:
    """Takes away the photo, its thumbnail, the raw detections, the reads and what finds them; a receipt stays.

    Every step may be repeated: whoever is interrupted deletes again.

    Parameters
    ----------
    log : UploadLog
    reads : ReadLog
    plates : PlateIndex
    photos : PhotoStore
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    log: UploadLog
    reads: ReadLog
    plates: PlateIndex
    photos: PhotoStore
    audit: AuditInbox
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, upload_id: str, reason: DeleteReason | None) -> Receipt:
        """Delete an upload.

        Parameters
        ----------
        caller : Caller
            Its uploader, or an operator.
        upload_id : str
        reason : DeleteReason or None
            An operator has to give one.

        Returns
        -------
        Receipt

        Raises
        ------
        NotFound
            When there is no such upload, or it is neither the caller's nor the caller an operator.
        InvalidRequest
            When an operator gives no reason.
        Conflict
            While the photo is being read.
        """
        whole = self.log.whole(upload_id)
        if whole is None or not (caller.owner == whole.upload.ref.owner or caller.is_in(OPERATORS)):
            raise NotFound(NO_SUCH_UPLOAD)
        if reason is None and caller.owner != whole.upload.ref.owner:
            raise InvalidRequest(f"reason: deleting somebody else's photo needs one of {', '.join(DeleteReason)}.")
        now = self.now()
        if whole.upload.as_of(now).status is UploadStatus.PROCESSING:
            raise Conflict("The photo is being read just now. Delete it in a minute.")
        receipt = Receipt(upload_id, caller.owner, now, reason or DeleteReason.OWN_WISH, len(whole.reads))
        details = {"reason": receipt.reason.value, "reads": str(receipt.read_count)}
        self.audit.add(AuditEntry(Action.DELETED, caller.owner, now, upload_id, details))
        self._forget_plates(whole)
        self.photos.remove(whole.upload.ref)
        self.log.remove(whole, receipt)
        return receipt

    def _forget_plates(self, whole: WholeUpload) -> None:
        upload_id = whole.upload.ref.upload_id
        plates = {one for read in whole.reads for one in (read.plate, read.corrected_plate) if one}
        for plate in sorted(plates):
            others = self.reads.page(ReadFilter(), plate, _OTHERS_LOOKED_AT, None)
            if not others.cursor and all(read.upload_id == upload_id for read in others.reads):
                self.plates.remove(plate)
