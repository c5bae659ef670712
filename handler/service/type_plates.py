"""People type plates that the machine missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from handler.domain.alerts.consequences import Consequences
from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.domain.insights import TYPED
from handler.domain.logged import LoggedRead
from handler.domain.plate_search import typed_plate
from handler.domain.typed_read import TypedPlate, already_there, typed_read
from handler.service.alerts.raise_alerts import Change, RaiseAlerts, written
from handler.service.decide import changed_by
from handler.service.keeping.keep_by_hits import depends_on_hits
from handler.service.ports.plates import PlateIndex, Unsettled
from handler.service.ports.reads import Beside, MissedPlates
from handler.service.ports.uploads import UploadLog, WholeUpload
from handler.service.show_read import ShownRead, ShowRead
from handler.service.show_uploads import NO_SUCH_UPLOAD

_TRIES: Final = 5
"""How many people may type in the same photo at the same moment before one is told to look again."""


@quick_dataclass(frozen=True, slots=True)
class TypePlates:
    """Keeps plates that the uploader of a photo, or an operator, typed.

    Parameters
    ----------
    log : UploadLog
    missed : MissedPlates
    plates : PlateIndex
    show : ShowRead
    now : callable
        Gives the time in UTC.
    alerts : RaiseAlerts or None
        Tells what becomes of alerts by it; None where there are none.
    keep_by_hits : callable or None
        Looks at the end of an upload whose hits may have changed; None where there are no lists.
    """

    log: UploadLog
    missed: MissedPlates
    plates: PlateIndex
    show: ShowRead
    now: Callable[[], datetime]
    alerts: RaiseAlerts | None = None
    keep_by_hits: Callable[[str], None] | None = None

    def __call__(self, caller: Caller, upload_id: str, typed: TypedPlate) -> ShownRead:
        """Keep a plate as a read by a person; typed twice, or by two at once, it is kept once.

        Parameters
        ----------
        caller : Caller
            Who uploaded the photo, or an operator.
        upload_id : str
        typed : TypedPlate

        Returns
        -------
        ShownRead

        Raises
        ------
        NotFound
            When there is no such upload, or it is neither the caller's nor the caller an operator.
        Conflict
            When the machine read this plate, while the photo is not read, or where too many type at once.
        InvalidRequest
            When it is no plate, its box does not lie in the photo, or there are too many already.
        """
        for _ in range(_TRIES):
            whole = self._whole(caller, upload_id)
            same = already_there(whole.reads, typed_plate(typed.text))
            if same:
                return self.show.shown(caller, whole, same)
            read = typed_read(whole.upload, typed, caller, self.now())
            if self._add(caller, whole, read):
                return self.show.shown(caller, replace(whole, reads=[*whole.reads, read]), read)
        raise Conflict("many_typing")

    def _whole(self, caller: Caller, upload_id: str) -> WholeUpload:
        whole = self.log.whole(upload_id)
        if whole is None or not (caller.owner == whole.upload.ref.owner or caller.is_in(OPERATORS)):
            raise NotFound(NO_SUCH_UPLOAD)
        return whole

    def _add(self, caller: Caller, whole: WholeUpload, read: LoggedRead) -> bool:
        """Write it; gives False where the upload has changed since it was looked at."""
        details = {"plate": read.plate, "place": "drawn" if read.bounding_box else "not said"}
        entry = AuditEntry(Action.TYPED, caller.owner, read.created_at, read.read_id, details)
        no_plate = changed_by(replace(whole, reads=[*whole.reads, read]))

        may_end_otherwise = depends_on_hits(whole.upload)

        def write(made: Consequences) -> Unsettled:
            beside = Beside(no_plate, made, may_end_otherwise)
            return self.missed.add(whole.upload, made.marked(read), beside, entry, {TYPED: 1})

        try:
            changed = written(self.alerts, [Change(None, read, whole.upload.kept_with_hit_until)], write)
        except Conflict:
            return False
        # Whoever is interrupted here finds it noted, and so does the comparison.
        self.plates.settle(changed, read.created_at)
        if may_end_otherwise and self.keep_by_hits:
            self.keep_by_hits(read.upload_id)
        return True
