"""Delete an upload with all that was made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.deletion import DELETION_LEASE, DeleteReason, Deletion, Receipt
from handler.domain.errors import Conflict, InvalidRequest, NotFound
from handler.domain.upload import Upload
from handler.service.forget_upload import ForgetUpload
from handler.service.ports.uploads import Deletions, UploadLog
from handler.service.show_uploads import NO_SUCH_UPLOAD


@quick_dataclass(frozen=True, slots=True)
class Deleted:
    """What a deletion came to.

    Attributes
    ----------
    receipt : Receipt
    is_complete : bool
        False where the photo had more versions than one request takes away: the comparison removes the rest within an
        hour. Nobody finds any of it either way.
    """

    receipt: Receipt
    is_complete: bool


@quick_dataclass(frozen=True, slots=True)
class DeleteUpload:
    """Takes an upload away with all that was made of it.

    Parameters
    ----------
    log : UploadLog
    deletions : Deletions
    forget : ForgetUpload
    now : callable
        Gives the time in UTC.
    """

    log: UploadLog
    deletions: Deletions
    forget: ForgetUpload
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, upload_id: str, reason: DeleteReason | None) -> Deleted:
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
        Deleted

        Raises
        ------
        NotFound
            When there is no such upload, or it is neither the caller's nor the caller an operator.
        InvalidRequest
            When an operator gives no reason.
        Conflict
            While the photo is held or being read, or somebody deletes it too.
        """
        upload = self.log.alone(upload_id)
        if upload is None or not (caller.owner == upload.ref.owner or caller.is_in(OPERATORS)):
            raise NotFound(NO_SUCH_UPLOAD)
        if reason is None and caller.owner != upload.ref.owner:
            raise InvalidRequest(f"reason: deleting somebody else's photo needs one of {', '.join(DeleteReason)}.")
        receipt = self._begin(upload, caller.owner, reason or DeleteReason.OWN_WISH)
        return Deleted(receipt, self.forget(upload.ref, receipt, upload.kept_until))

    def _begin(self, upload: Upload, by: str, reason: DeleteReason) -> Receipt:
        now = self.now()
        if upload.is_being_read(now):
            raise Conflict("photo_busy", "The photo is being read just now. Delete it in a minute.")
        if upload.hold and upload.hold.protects(now):
            raise Conflict("upload_held")
        if upload.deletion is None:
            read_count = upload.read_count + upload.typed_count
            receipt = Receipt(upload.ref.upload_id, by, now, reason, read_count)
            details = {"reason": reason.value, "reads": str(receipt.read_count)}
            entry = AuditEntry(Action.DELETED, by, now, receipt.upload_id, details)
            self.deletions.begin(upload, Deletion(receipt, now + DELETION_LEASE), entry)
            return receipt
        if now < upload.deletion.until:
            raise Conflict("photo_busy", "The photo is being deleted just now. Look again in a minute.")
        # A deletion that broke off: it is written down already.
        receipt = upload.deletion.receipt
        self.deletions.begin(upload, Deletion(receipt, now + DELETION_LEASE), None)
        return receipt
