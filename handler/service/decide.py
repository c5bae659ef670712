"""Carry a decision on a read out: an operator's, or the word of who uploaded or typed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handler.domain.alerts.consequences import Consequences
from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.insights import of_change
from handler.domain.logged import UNKNOWN_REGION, LoggedRead
from handler.domain.no_plate import NoPlate
from handler.domain.review import Review, ReviewRequest, review
from handler.service.alerts.raise_alerts import Change, RaiseAlerts, written
from handler.service.keeping.keep_by_hits import depends_on_hits
from handler.service.ports.plates import PlateIndex, Unsettled
from handler.service.ports.reads import Beside, ReadLog
from handler.service.ports.uploads import WholeUpload
from handler.service.show_read import ShownRead, ShowRead


@quick_dataclass(frozen=True, slots=True)
class Decide:
    """Writes a decision with all that follows from it. Whether the caller may make it was seen to before.

    Parameters
    ----------
    reads : ReadLog
    plates : PlateIndex
    show : ShowRead
    now : callable
        Gives the time in UTC.
    alerts : RaiseAlerts or None
        Tells what becomes of alerts by it; None where there are none.
    keep_by_hits : callable or None
        Looks at the end of an upload whose hits may have changed; None where there are no lists.
    """

    reads: ReadLog
    plates: PlateIndex
    show: ShowRead
    now: Callable[[], datetime]
    alerts: RaiseAlerts | None = None
    keep_by_hits: Callable[[str], None] | None = None

    def __call__(self, caller: Caller, whole: WholeUpload, read: LoggedRead, asked: ReviewRequest) -> ShownRead:
        """Decide on a read of an upload; what was seen first stays as it is.

        Raises
        ------
        Conflict
            When somebody decided on it since the caller saw it.
        InvalidRequest
            When the decision lacks what it needs.
        AlertsChanged
            When others keep changing the same alerts.
        """
        past = reviews_of(whole, read)
        after, done = review(read, asked, past[-1] if past else None, caller.owner, self.now())
        standing = replace(whole, reads=[after if one is read else one for one in whole.reads])
        no_plate = changed_by(standing)
        counts = of_change(read, done.before, done.after)
        entry = _entry(caller, read, after, done)

        may_end_otherwise = depends_on_hits(whole.upload)

        def write(made: Consequences) -> Unsettled:
            beside = Beside(no_plate, made, may_end_otherwise, read.alert_ids)
            return self.reads.decide(done, made.marked(after), entry, counts, beside)

        changed = written(self.alerts, [Change(read, after, whole.upload.kept_with_hit_until)], write)
        # Whoever is interrupted here finds it noted, and so does the comparison.
        if changed.plates:
            self.plates.settle(changed, done.at)
        if may_end_otherwise and self.keep_by_hits:
            self.keep_by_hits(read.upload_id)
        return self.show.shown(caller, replace(standing, reviews=[*whole.reviews, done]), after)


def reviews_of(whole: WholeUpload, read: LoggedRead) -> list[Review]:
    """Get the decisions on a read, oldest first."""
    return [one for one in whole.reviews if one.read_id == read.read_id]


def changed_by(whole: WholeUpload) -> NoPlate | None:
    """Tell how a photo without a plate stands beside its reads, where that differs from what is written down."""
    after = whole.no_plate.beside(whole.reads) if whole.no_plate else None
    return None if after is whole.no_plate else after


def _entry(caller: Caller, before: LoggedRead, after: LoggedRead, done: Review) -> AuditEntry:
    details = {
        "decision": done.decision.value,
        "from": before.current_plate,
        "to": after.current_plate,
        "reason": done.reason.value if done.reason else None,
        "region": (after.current_region or UNKNOWN_REGION) if after.current_region != before.current_region else None,
    }
    said = {name: value for name, value in details.items() if value}
    return AuditEntry(Action.REVIEWED, caller.owner, done.at, before.read_id, said)
