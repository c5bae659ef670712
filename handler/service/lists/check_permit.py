"""May this plate be here now? For people who stand beside the vehicle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.entry_checks import listed_plate
from handler.domain.lists.matching import Seen, SeenPlate, lookups
from handler.domain.lists.permits import PermitAnswer, permit_answer
from handler.domain.lists.sharing import Counting, NotCounted, Share
from handler.service.lists.finding import site_zones_of
from handler.service.ports.lists import ListIndex
from handler.service.ports.records import AuditInbox
from handler.service.ports.sites import Registry


@quick_dataclass(frozen=True, slots=True)
class CheckPermit:
    """Answers by the permits.

    Parameters
    ----------
    index : ListIndex
    registry : Registry
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    counting : callable
        Counts those that share a permit.
    """

    index: ListIndex
    registry: Registry
    audit: AuditInbox
    now: Callable[[], datetime]
    counting: Counting

    def __call__(self, caller: Caller, plate: str, site_id: str, at: datetime | None) -> PermitAnswer:
        """Tell whether a plate may be at a site, and write down who asked.

        Parameters
        ----------
        caller : Caller
        plate : str
            As it was typed.
        site_id : str
        at : datetime or None
            None for now.

        Returns
        -------
        PermitAnswer

        Raises
        ------
        NotAllowed
            When the caller is neither operator nor administrator.
        InvalidRequest
            When there is no such site, or what was typed is no plate.
        """
        caller.require(OPERATORS, ADMINS)
        typed, now = listed_plate(plate), self.now()
        zones = site_zones_of(one for one in self.registry.everything().sites if not one.is_removed)
        if site_id not in zones:
            raise InvalidRequest("site_id: there is no such site. Choose one of those of the page Cameras.")
        seen = Seen((SeenPlate(typed),), None, site_id, zones[site_id], at or now)
        counting = self.counting if at is None else _not_counted
        answer = permit_answer(seen, self.index.near(lookups(seen.plates)), counting)
        details = {"site": site_id, "at": seen.at.isoformat(), "answer": answer.permission.value}
        details |= {"list": answer.hit.entry.list_id} if answer.hit else {}
        self.audit.add(AuditEntry(Action.CHECKED_PERMIT, caller.owner, now, typed, details))
        return answer


def _not_counted(_seen: Seen, entry: ListEntry) -> Share | None:
    """Say of another time that nobody knows who will be, or was, there."""
    return Share(entry.most_at_a_time, None, NotCounted.OTHER_TIME) if entry.most_at_a_time else None
