"""Take away all that is left of an upload."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.deletion import Receipt
from handler.domain.logged import LoggedRead
from handler.domain.upload import UploadRef
from handler.service.alerts.raise_alerts import Change, RaiseAlerts, written
from handler.service.ports.photos import PhotoStore
from handler.service.ports.plates import PlateIndex, Unsettled
from handler.service.ports.uploads import Leftovers, Remains

logger = logging.getLogger(__name__)


@quick_dataclass(frozen=True, slots=True)
class ForgetUpload:
    """Takes away the photo, what was made of it, the reads, the decisions and what finds them; a receipt stays.

    Only for an upload that nobody changes any more: one whose deletion has begun, or whose own item is gone. Every step
    may be repeated: whoever is interrupted forgets again.

    Parameters
    ----------
    leftovers : Leftovers
    plates : PlateIndex
    photos : PhotoStore
    now : callable
        Gives the time in UTC.
    alerts : RaiseAlerts or None
        Tells which alerts fall with the reads; None where there are none.
    """

    leftovers: Leftovers
    plates: PlateIndex
    photos: PhotoStore
    now: Callable[[], datetime]
    alerts: RaiseAlerts | None = None

    def __call__(self, ref: UploadRef, receipt: Receipt | None, kept_until: datetime) -> bool:
        """Forget an upload.

        Parameters
        ----------
        ref : UploadRef
        receipt : Receipt or None
            What is left in its place; None for an upload that is gone already.
        kept_until : datetime
            When the receipt ends, UTC.

        Returns
        -------
        bool
            Whether that was all: there may be more versions of its photo than one call takes away.
        """
        left = self.leftovers.left_of(ref.upload_id)
        # One by one: each has room in a transaction. Before the reads go, which tell of their alerts.
        for read in left.reads:
            self._withdraw(read)
        self.plates.unfile(left.reads)
        self.plates.settle(Unsettled(ref.upload_id, _plates(left)), self.now())
        # Before the photo, which may take more than one call: from now on no search finds any of it.
        self.leftovers.clear(ref.upload_id)
        is_all = self.photos.remove(ref)
        if is_all and receipt:
            self.leftovers.end(receipt, kept_until)
        if not is_all:
            logger.info("the rest is removed by the comparison", extra={"upload_id": ref.upload_id})
        return is_all

    def _withdraw(self, read: LoggedRead) -> None:
        if self.alerts and read.alert_ids:
            written(self.alerts, [Change(read, None)], self.alerts.alerts.write)


def _plates(left: Remains) -> frozenset[str]:
    """Give all plates that a read was ever filed under; an older version of Platebook left them filed."""
    seen = {one for read in left.reads for one in (read.plate, read.corrected_plate)}
    given = {one.corrected_plate for review in left.reviews for one in (review.before, review.after)}
    return frozenset(plate for plate in seen | given if plate)
