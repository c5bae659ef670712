"""What the uploader of a photo says of its reads, and who typed a plate of it."""

from __future__ import annotations

from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.review import MOST_DOUBTS, Decision, Review, ReviewRequest
from handler.service.decide import Decide, reviews_of
from handler.service.ports.uploads import UploadLog, WholeUpload
from handler.service.show_read import NO_SUCH_READ, ShownRead


@quick_dataclass(frozen=True, slots=True)
class OwnWord:
    """Sends a read to review for its uploader, and takes back what people said themselves.

    Parameters
    ----------
    log : UploadLog
    carry_out : Decide
    """

    log: UploadLog
    carry_out: Decide

    def doubt(self, caller: Caller, read_id: str, version: int) -> ShownRead:
        """Say that a read of one's own photo is wrong: an operator looks at it then.

        Said twice, it counts once.

        Raises
        ------
        NotFound
            When there is no such read, or the photo is somebody else's.
        Conflict
            When the read has changed, is rejected, or operators have looked often enough.
        """
        try:
            return self._doubt(caller, read_id, version)
        except Conflict as error:
            if error.code != "read_changed":
                raise
        # Somebody wrote between the look and the writing: a second look tells what.
        return self._doubt(caller, read_id, version)

    def _doubt(self, caller: Caller, read_id: str, version: int) -> ShownRead:
        whole, read = self._found(read_id)
        if caller.owner != whole.upload.ref.owner:
            raise NotFound(NO_SUCH_READ)
        if read.doubted:
            return self.carry_out.show.shown(caller, whole, read)
        said = [one for one in reviews_of(whole, read) if one.decision is Decision.DOUBT]
        if len(said) >= MOST_DOUBTS:
            raise Conflict("doubted_enough")
        if read.status is ReadStatus.REJECTED:
            raise Conflict("read_rejected")
        if read.version != version:
            raise Conflict("decided_meanwhile")
        return self.carry_out(caller, whole, read, ReviewRequest(Decision.DOUBT, None, None, version))

    def take_back(self, caller: Caller, read_id: str, version: int) -> ShownRead:
        """Take back that a read is wrong, or a plate that one typed; operators may do it for anybody's.

        Raises
        ------
        NotFound
            When there is no such read, or neither the photo nor the plate is the caller's.
        Conflict
            When the read has changed, or there is nothing to take back.
        """
        whole, read = self._found(read_id)
        if caller.owner not in (whole.upload.ref.owner, read.typed_by) and not caller.is_in(OPERATORS):
            raise NotFound(NO_SUCH_READ)
        past = reviews_of(whole, read)
        decision = _taken_back(caller, read, past[-1] if past else None)
        return self.carry_out(caller, whole, read, ReviewRequest(decision, None, None, version))

    def _found(self, read_id: str) -> tuple[WholeUpload, LoggedRead]:
        whole = self.log.whole(read_id.rpartition("-")[0])
        read = next((one for one in whole.reads if one.read_id == read_id), None) if whole else None
        if whole is None or read is None:
            raise NotFound(NO_SUCH_READ)
        return whole, read


def _taken_back(caller: Caller, read: LoggedRead, last: Review | None) -> Decision:
    """Tell which decision takes back what the caller said last."""
    if read.doubted and last and caller.owner == last.by:
        return Decision.UNDO
    if read.typed_by == caller.owner or (read.typed_by and caller.is_in(OPERATORS)):
        return Decision.WITHDRAW
    raise Conflict("nothing_to_take_back")
