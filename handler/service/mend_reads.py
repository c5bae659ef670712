"""Make sure that every read has its upload and is found by its plate, and that nothing else is found."""

from __future__ import annotations

import logging
from collections.abc import Collection, Container, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.logged import LoggedRead
from handler.domain.reconciliation import Repair, Tally
from handler.domain.upload import UploadRef
from handler.service.forget_upload import ForgetUpload
from handler.service.ports.plates import PlateIndex
from handler.service.ports.records import Census

logger = logging.getLogger(__name__)

READS_A_PART: Final = 3_300
"""A hundred requests for what finds them, some seconds; and as many reads in memory."""


@quick_dataclass(frozen=True, slots=True)
class MendReads:
    """The part of the comparison that looks at reads.

    Parameters
    ----------
    census : Census
    plates : PlateIndex
    forget : ForgetUpload
    """

    census: Census
    plates: PlateIndex
    forget: ForgetUpload

    def __call__(self, tally: Tally, known: Container[str], since: datetime, now: datetime) -> Iterator[datetime]:
        """Mend what can be mended, a part of the reads after the other; nothing is done unless the next one is taken.

        Parameters
        ----------
        tally : Tally
            Counts it.
        known : container of str
            Ids of uploads that are there.
        since, now : datetime
            From when on vehicles were seen, and the time, UTC.

        Yields
        ------
        datetime
            After each part: until when vehicles were seen whose reads are mended, UTC. To go on from there again later
            leaves nothing out.
        """
        for changed in self.plates.unsettled():
            self.plates.settle(changed, now)
            tally.repairs[Repair.SETTLE] += 1
        reads = iter(self.census.reads_since(since))
        for part in iter(lambda: list(islice(reads, READS_A_PART)), []):
            strays: list[LoggedRead] = []
            for read in self.plates.lost(_with_upload(part, known, strays)):
                self._refile(read, tally, now)
            self._look_at_strays(strays, tally, now)
            yield part[-1].seen_at

    def _look_at_strays(self, strays: Collection[LoggedRead], tally: Tally, now: datetime) -> None:
        """Look at reads whose upload was not found by its time: it may have been announced before."""
        standing = self.census.standing({read.upload_id for read in strays})
        for read in self.plates.lost(read for read in strays if standing.get(read.upload_id)):
            self._refile(read, tally, now)
        gone = {read.upload_id: read for read in strays if standing.get(read.upload_id) is None}
        for upload_id, read in gone.items():
            logger.warning("reads have no upload; they are removed", extra={"upload_id": upload_id})
            self.forget(UploadRef(read.owner, upload_id), None, read.kept_until)
            tally.repairs[Repair.REMOVE] += 1

    def _refile(self, read: LoggedRead, tally: Tally, now: datetime) -> None:
        if self.plates.refile(read, now):
            logger.info("a read is filed anew", extra={"read_id": read.read_id})
            tally.repairs[Repair.REFILE] += 1


def _with_upload(reads: Iterable[LoggedRead], known: Container[str], strays: list[LoggedRead]) -> Iterator[LoggedRead]:
    """Pass on the reads whose upload is known, and lay the others aside."""
    for read in reads:
        if read.upload_id in known:
            yield read
        else:
            strays.append(read)
