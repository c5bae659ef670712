"""Read a photo after all that was not read because it showed the same as another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.service.ports.photos import ReadingStarter
from handler.service.ports.repeats import Repeats
from handler.service.show_uploads import NO_SUCH_UPLOAD, ShownUpload, ShowUploads

_START: Final = timedelta(minutes=1)
"""How long the reading may take to begin; afterwards the comparison of the log with the bucket begins it again."""


@quick_dataclass(frozen=True, slots=True)
class ReadRepeat:
    """Starts the reading of a repeat, for its uploader or an operator.

    Parameters
    ----------
    uploads : ShowUploads
    repeats : Repeats
    starter : ReadingStarter
    now : callable
        Gives the time in UTC.
    """

    uploads: ShowUploads
    repeats: Repeats
    starter: ReadingStarter
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, upload_id: str) -> ShownUpload:
        """Let a repeat be read.

        Parameters
        ----------
        caller : Caller
            Its uploader, or an operator.
        upload_id : str

        Returns
        -------
        ShownUpload
            As it is then: being read.

        Raises
        ------
        NotFound
            When there is no such upload, or it is neither the caller's nor the caller an operator.
        Conflict
            When it is no repeat, or somebody else has it read.
        """
        upload = self.uploads.log.alone(upload_id)
        is_own = upload is not None and caller.owner == upload.ref.owner
        if upload is None or upload.deletion or not (is_own or caller.is_in(OPERATORS)):
            raise NotFound(NO_SUCH_UPLOAD)
        if upload.repeat_of is None:
            raise Conflict("no_repeat")
        now = self.now()
        entry = None if is_own else AuditEntry(Action.READ_REPEAT, caller.owner, now, upload_id)
        self.repeats.begin_reading(upload, now + _START, entry)
        self.starter.start(upload.ref, upload.object_facts.version_id if upload.object_facts else None)
        begun = self.uploads.log.alone(upload_id)
        return self.uploads.shown(begun or upload, [])
