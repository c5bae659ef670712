"""May this plate be here now? For gates: what a camera's program asks before it opens one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import QuotaExceeded
from handler.domain.export import zone_named
from handler.domain.lists.entry_checks import listed_plate
from handler.domain.lists.matching import Seen, SeenPlate, lookups
from handler.domain.lists.permits import PermitAnswer, permit_answer
from handler.domain.lists.sharing import Counting
from handler.domain.sites.admission import AdmittedCamera
from handler.service.ports.lists import ListIndex
from handler.service.ports.records import AuditInbox
from handler.service.ports.uploads import Quotas

CHECKS_AN_HOUR: Final = 1200
"""Of one camera, in each hour of the clock: a vehicle every three seconds. Whoever stole a secret does not try out
all plates there are with it."""


@quick_dataclass(frozen=True, slots=True)
class CheckForGate:
    """Answers by the permits, of the camera's own site and of now alone.

    Parameters
    ----------
    index : ListIndex
    quotas : Quotas
        Lets a camera ask so often an hour.
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    counting : callable
        Counts those that share a permit.
    """

    index: ListIndex
    quotas: Quotas
    audit: AuditInbox
    now: Callable[[], datetime]
    counting: Counting

    def __call__(self, admitted: AdmittedCamera, plate: str) -> PermitAnswer:
        """Tell whether a plate may be where the camera is, and write down which camera asked; not about which plate.

        Parameters
        ----------
        admitted : AdmittedCamera
        plate : str
            As the camera read it.

        Returns
        -------
        PermitAnswer

        Raises
        ------
        QuotaExceeded
            When the camera has asked as often as one may.
        InvalidRequest
            When it is no plate.
        """
        now, camera, site = self.now(), admitted.camera, admitted.site
        self._count(camera.camera_id, now)
        seen = Seen((SeenPlate(listed_plate(plate)),), None, site.site_id, zone_named(site.setup.time_zone), now)
        answer = permit_answer(seen, self.index.near(lookups(seen.plates)), self.counting)
        details = {"site": site.site_id, "answer": answer.permission.value}
        details |= {"opens_gate": "yes" if answer.opens_gate else "no"}
        details |= {"list": answer.hit.entry.list_id} if answer.hit else {}
        self.audit.add(AuditEntry(Action.CHECKED_PERMIT, camera.owner, now, camera.camera_id, details))
        return answer

    def _count(self, camera_id: str, now: datetime) -> None:
        try:
            self.quotas.take(f"{camera_id}#checks", 0, now)
        except QuotaExceeded as error:
            message = f"This camera has asked {CHECKS_AN_HOUR:,} times in this hour, the most that is allowed."
            raise QuotaExceeded(message, error.retry_after_seconds) from error
