"""Operators decide on reads, from a queue that gives no read to two of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotFound
from handler.domain.review import ReviewRequest
from handler.service.alerts.raise_alerts import RaiseAlerts
from handler.service.decide import Decide
from handler.service.ports.plates import PlateIndex
from handler.service.ports.reads import QueueOrder, ReadLog
from handler.service.ports.uploads import UploadLog
from handler.service.show_read import NO_SUCH_READ, ShownRead, ShowRead

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=3)
"""How long a read is one reviewer's: longer than a decision takes, so that a closed browser does not hold it up."""


@quick_dataclass(frozen=True, slots=True)
class ReviewReads:
    """The queue, and the decisions.

    Parameters
    ----------
    log : UploadLog
    reads : ReadLog
    plates : PlateIndex
    show : ShowRead
    now : callable
        Gives the time in UTC.
    alerts : RaiseAlerts or None
        Tells what becomes of alerts by decisions; None where there are none.
    keep_by_hits : callable or None
        Looks at the end of an upload whose hits may have changed; None where there are no lists.
    """

    log: UploadLog
    reads: ReadLog
    plates: PlateIndex
    show: ShowRead
    now: Callable[[], datetime]
    alerts: RaiseAlerts | None = None
    keep_by_hits: Callable[[str], None] | None = None

    @property
    def carry_out(self) -> Decide:
        """What writes decisions."""
        return Decide(self.reads, self.plates, self.show, self.now, self.alerts, self.keep_by_hits)

    def lease(self, caller: Caller, order: QueueOrder, count: int) -> Sequence[ShownRead]:
        """Take the next reads in doubt; nobody else gets them for the time of a lease.

        Parameters
        ----------
        caller : Caller
        order : QueueOrder
        count : int
            How many at most; those that the caller holds already come again.

        Returns
        -------
        Sequence of ShownRead
            Empty when nothing is left.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        """
        caller.require(OPERATORS)
        now = self.now()
        shown: dict[str, ShownRead | None] = {}
        wanted = count
        while True:
            leased = self.reads.lease(order, wanted, caller.owner, now, now + LEASE)
            new = [read.read_id for read in leased if read.read_id not in shown]
            shown |= {read_id: self._shown(caller, read_id) for read_id in new}
            found = [one for one in shown.values() if one]
            if len(found) >= count or len(leased) < wanted:
                return found
            wanted += count - len(found)

    def _shown(self, caller: Caller, read_id: str) -> ShownRead | None:
        """Show a read; None for one whose upload is gone, which the comparison takes away."""
        try:
            return self.show(caller, read_id)
        except NotFound:
            logger.warning("a read has no upload", extra={"read_id": read_id})
            return None

    def decide(self, caller: Caller, read_id: str, asked: ReviewRequest) -> ShownRead:
        """Decide on a read; what the machine saw stays as it is.

        Parameters
        ----------
        caller : Caller
        read_id : str
        asked : ReviewRequest

        Returns
        -------
        ShownRead
            As it stands after that.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
        Conflict
            When somebody decided on it since the caller saw it.
        InvalidRequest
            When the decision lacks what it needs.
        """
        caller.require(OPERATORS)
        whole = self.log.whole(read_id.rpartition("-")[0])
        read = next((one for one in whole.reads if one.read_id == read_id), None) if whole else None
        if whole is None or read is None:
            raise NotFound(NO_SUCH_READ)
        return self.carry_out(caller, whole, read, asked)
