"""Compare what lies in the bucket with what stands in the log, and mend what can be mended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.errors import UploadBusy
from handler.domain.insights import of_upload
from handler.domain.reconciliation import REPAIRS, Finding, Meter, Repair, Tally, judge, judge_orphan
from handler.domain.upload import Failure, Upload, UploadRef, UploadStatus
from handler.service.ports import Arrival, Census, Outcome, PhotoStore, ReadingStarter, UploadLog

logger = logging.getLogger(__name__)

CLOCK_MARGIN: Final = timedelta(minutes=1)
"""How far the clocks of S3 and of this function may differ."""


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Finds photos without a record, uploads without an end and records without a photo.

    May be repeated, and run beside everything else: what it starts is what S3 starts, and what it ends it claims first.

    Parameters
    ----------
    log : UploadLog
    census : Census
    photos : PhotoStore
    reading : ReadingStarter
    longest_retention : timedelta
        How long uploads are kept at most: as far back goes a whole comparison.
    retention : timedelta
        How long they are kept at present.
    now : callable
        Gives the time in UTC.
    """

    log: UploadLog
    census: Census
    photos: PhotoStore
    reading: ReadingStarter
    longest_retention: timedelta
    retention: timedelta
    now: Callable[[], datetime]

    def __call__(self, window: timedelta | None, holder: str) -> Meter:
        """Compare the uploads of some time.

        Parameters
        ----------
        window : timedelta or None
            How far back; None for as long as uploads are kept.
        holder : str
            Names this invocation.

        Returns
        -------
        Meter
            How it stood before anything was mended; kept for who asks.

        Raises
        ------
        RetryLater
            When AWS does not answer as it should; the next comparison begins anew.
        """
        started = self.now()
        tally = Tally.begin(started - (window or self.longest_retention))
        # Objects first: whatever arrives from now on is younger than the listing, and is told by its record's facts.
        arrivals = {one.key: one for one in self.photos.arrivals(None if window is None else tally.since)}
        for upload in self.census.uploads_since(tally.since):
            has_object = arrivals.pop(upload.ref.photo_key, None) is not None or _came_after(upload, started)
            finding = judge(upload, has_object=has_object, now=started)
            self._note(tally, finding, REPAIRS.get(finding), upload.ref, holder)
        self._look_at_orphans(list(arrivals.values()), tally, started, holder)
        meter = tally.meter(started)
        self.census.keep(meter)
        return meter

    def _look_at_orphans(self, arrivals: Collection[Arrival], tally: Tally, now: datetime, holder: str) -> None:
        # Also those that the index does not show: announced before the window, or by an older version of Platebook.
        known = self.census.standing([one.ref.upload_id for one in arrivals if one.ref])
        for one in arrivals:
            upload = known.get(one.ref.upload_id) if one.ref else None
            if upload and upload.ref == one.ref:
                finding = judge(upload, has_object=True, now=now)
                self._note(tally, finding, REPAIRS.get(finding), one.ref, holder)
            else:
                was_deleted = one.ref is not None and one.ref.upload_id in known and upload is None
                finding, repair = judge_orphan(now - one.at, was_deleted=was_deleted, retention=self.retention)
                self._note(tally, finding, repair, one.ref, holder)

    def _note(self, tally: Tally, finding: Finding, repair: Repair | None, ref: UploadRef | None, holder: str) -> None:
        tally.findings[finding] += 1
        if repair is None or ref is None:
            if finding is Finding.NO_RECORD:
                upload_id = ref.upload_id if ref else None
                logger.warning("an object has no record", extra={"upload_id": upload_id})
            return
        logger.info("mended", extra={"upload_id": ref.upload_id, "finding": finding.value, "repair": repair.value})
        {Repair.READ_AGAIN: self._read_again, Repair.END: self._end, Repair.REMOVE: self._remove}[repair](ref, holder)
        tally.repairs[repair] += 1

    def _read_again(self, ref: UploadRef, _holder: str) -> None:
        self.reading.start(ref)

    def _remove(self, ref: UploadRef, _holder: str) -> None:
        self.photos.remove(ref)

    def _end(self, ref: UploadRef, holder: str) -> None:
        now = self.now()
        try:
            upload = self.log.claim(ref, holder, now)
        except UploadBusy:  # somebody reads it at this moment: it did come, and is theirs
            return
        if upload is not None:
            failed = replace(upload, status=UploadStatus.FAILED, failure=Failure.of("not_received"))
            counts = of_upload(failed, (), now - upload.created_at)
            self.log.finish(failed, holder, Outcome((), (), counts, now))


def _came_after(upload: Upload, moment: datetime) -> bool:
    facts = upload.object_facts
    return facts is not None and facts.last_modified >= moment - CLOCK_MARGIN
