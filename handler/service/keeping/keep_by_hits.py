"""Keep an upload longer once a person's word lets it hit a list, and shorter once that is taken back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.keeping.by_hits import kept_by_hits
from handler.domain.upload import Upload
from handler.service.alerts.raise_alerts import RaiseAlerts
from handler.service.ports.holds import Ends
from handler.service.ports.plates import PlateIndex, Unsettled
from handler.service.ports.uploads import UploadLog

logger = logging.getLogger(__name__)

_TRIES: Final = 3
"""How often the end of an upload may change meanwhile before it is left to the comparison."""


def depends_on_hits(upload: Upload) -> bool:
    """Tell whether an upload that was read ends otherwise with a hit than without."""
    return upload.kept_with_hit_until is not None


@quick_dataclass(frozen=True, slots=True)
class KeepByHits:
    """Gives uploads the ends that count for their reads as they stand.

    Whoever changes such a read notes it with that; so what is interrupted here is found by the comparison.

    Parameters
    ----------
    log : UploadLog
    ends : Ends
    plates : PlateIndex
    alerts : RaiseAlerts
        Knows what hits a list.
    now : callable
        Gives the time in UTC.
    """

    log: UploadLog
    ends: Ends
    plates: PlateIndex
    alerts: RaiseAlerts
    now: Callable[[], datetime]

    def __call__(self, upload_id: str) -> None:
        """Look at an upload. May be repeated."""
        for _ in range(_TRIES):
            if self._looked_at(upload_id):
                return
        logger.warning("an end is left to the comparison", extra={"upload_id": upload_id})

    def _looked_at(self, upload_id: str) -> bool:
        whole = self.log.whole(upload_id)
        if whole is None or whole.upload.deletion or not depends_on_hits(whole.upload):
            self.ends.drop(upload_id)
            return True
        now, has_hit = self.now(), self.alerts.has_hit(whole.reads)
        upload = kept_by_hits(whole.upload, now, has_hit=has_hit)
        if upload != whole.upload:
            if not self.ends.move(whole.upload, upload, now):
                return False
            logger.info("an upload ends otherwise", extra={"upload_id": upload_id, "has_hit": has_hit})
        plates = self.ends.follow(upload_id)
        self.plates.settle(Unsettled(f"{upload_id}#end", plates), now)
        return self.ends.settled(upload)
