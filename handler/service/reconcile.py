"""Compare what lies in the bucket with what stands in the log, and mend what can be mended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.errors import UploadBusy, UploadOver
from handler.domain.insights import of_upload
from handler.domain.reconciliation import REPAIRS, Finding, Meter, Repair, Tally, judge, judge_orphan
from handler.domain.upload import GRACE, OLDEST_CAPTURE, Failure, Upload, UploadRef, UploadStatus
from handler.service.comparing.packed import PackedArrivals, PackedIds
from handler.service.forget_upload import ForgetUpload
from handler.service.mend_reads import MendReads
from handler.service.ports.photos import Arrival, PhotoStore, ReadingStarter
from handler.service.ports.records import Census
from handler.service.ports.uploads import Outcome, UploadLog

logger = logging.getLogger(__name__)

CLOCK_MARGIN: Final = timedelta(minutes=1)
"""How far the clocks of S3 and of this function may differ."""


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Finds photos without a record, uploads without an end, records without a photo, and what should be gone.

    May be repeated, and run beside everything else: what it starts is what S3 starts, and what it ends it claims first.

    Parameters
    ----------
    log : UploadLog
    census : Census
    photos : PhotoStore
    reading : ReadingStarter
    forget : ForgetUpload
    mend_reads : MendReads
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
    forget: ForgetUpload
    mend_reads: MendReads
    longest_retention: timedelta
    retention: timedelta
    now: Callable[[], datetime]

    def __call__(self, window: timedelta | None, holder: str, *, read_given_up: bool = False) -> Meter:
        """Compare the uploads of some time.

        Parameters
        ----------
        window : timedelta or None
            How far back; None for as long as uploads are kept.
        holder : str
            Names this invocation.
        read_given_up : bool
            Whether photos are tried again whose reading failed as often as it is tried.

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
        repairs = {**REPAIRS, **({Finding.GIVEN_UP: Repair.READ_AGAIN} if read_given_up else {})}
        run = _Run(self, tally, repairs, started, holder)
        since = None if window is None else tally.since
        # Objects first: whatever arrives from now on is younger than the listing, and is told by its record's facts.
        arrivals, known = PackedArrivals(self.photos.arrivals(since)), PackedIds()
        for upload in self.census.uploads_since(tally.since):
            known.add(upload.ref.upload_id)
            run.look_at(upload, arrivals.take(upload.ref))
        run.look_at_orphans(list(arrivals.left()))
        run.look_at_derived([one for one in self.photos.derived(since) if one.ref and one.ref.upload_id not in known])
        # Vehicles may have been seen long before their photos were announced.
        self.mend_reads(tally, known, tally.since - (timedelta() if window else OLDEST_CAPTURE), started)
        meter = tally.meter(started)
        self.census.keep(meter)
        return meter


@dataclass(frozen=True, slots=True)
class _Run:
    """One comparison while it goes on."""

    by: Reconcile
    tally: Tally
    repairs: Mapping[Finding, Repair]
    started: datetime
    holder: str

    def look_at(self, upload: Upload, versions: Sequence[Arrival]) -> None:
        """Compare an upload with the versions of its object, newest first."""
        if not _has_photo(upload, versions) and _came_after(upload, self.started):
            versions = list(self.by.photos.versions_of(upload.ref))
        newer = _newer_than_failed(upload, versions, self.started)
        has_object = _has_photo(upload, versions)
        finding = judge(upload, has_object=has_object, now=self.started, has_newer=newer is not None)
        self._note(finding, self.repairs.get(finding), upload.ref, upload, newer)
        if surplus := _surplus(upload, versions, self.started):
            self.by.photos.remove_versions(surplus)
            self.tally.repairs[Repair.REMOVE_SURPLUS] += 1

    def look_at_orphans(self, arrivals: Collection[Arrival]) -> None:
        """Look at photos whose upload was not found by its time."""
        # It may still be there: announced before the window, or by an older version of Platebook.
        known = self.by.census.standing([one.ref.upload_id for one in arrivals if one.ref])
        for one in arrivals:
            upload = known.get(one.ref.upload_id) if one.ref else None
            if upload and upload.ref == one.ref:
                finding = judge(upload, has_object=True, now=self.started)
                self._note(finding, self.repairs.get(finding), one.ref, upload)
            else:
                finding, repair = self._judge_orphan(one, known)
                self._note(finding, repair, one.ref)

    def look_at_derived(self, made: Collection[Arrival]) -> None:
        """Take away what was made of photos that are gone; their photos may have gone before."""
        oldest = {one.ref: one for one in made if one.ref}
        known = self.by.census.standing([ref.upload_id for ref in oldest])
        for ref, one in oldest.items():
            upload = known.get(ref.upload_id)
            finding, repair = self._judge_orphan(one, known)
            if not (upload and upload.ref == ref) and repair:
                self._note(finding, repair, ref)

    def _judge_orphan(self, one: Arrival, known: Mapping[str, Upload | None]) -> tuple[Finding, Repair | None]:
        was_deleted = one.ref is not None and known.get(one.ref.upload_id, one) is None
        return judge_orphan(self.started - one.at, was_deleted=was_deleted, retention=self.by.retention)

    def _note(
        self,
        finding: Finding,
        repair: Repair | None,
        ref: UploadRef | None,
        upload: Upload | None = None,
        newer: Arrival | None = None,
    ) -> None:
        self.tally.note(finding, upload.created_at if upload else None)
        if finding is Finding.NO_RECORD:
            logger.warning("an object has no record", extra={"upload_id": ref.upload_id if ref else None})
        if repair is None or ref is None or not self._mend(repair, ref, upload, newer):
            return
        logger.info("mended", extra={"upload_id": ref.upload_id, "finding": finding.value, "repair": repair.value})
        self.tally.repairs[repair] += 1

    def _mend(self, repair: Repair, ref: UploadRef, upload: Upload | None, newer: Arrival | None) -> bool:
        """Mend what was found; tell whether there was anything to do."""
        if repair is Repair.READ_AGAIN:
            self.by.reading.start(ref, newer.version_id if newer else None)
        elif repair is Repair.END:
            self._end(ref)
        elif upload is None or upload.deletion is None:
            _until_all_is_gone(lambda: self.by.photos.remove(ref))
        elif self.started <= upload.deletion.until:
            return False  # whoever deletes it is still at it
        else:
            receipt = upload.deletion.receipt
            _until_all_is_gone(lambda: self.by.forget(ref, receipt, upload.kept_until))
        return True

    def _end(self, ref: UploadRef) -> None:
        now = self.by.now()
        try:
            upload = self.by.log.claim(ref, None, self.holder, now)
        except (UploadBusy, UploadOver):  # it did come, and is theirs who read it; or its time has just ended
            return
        if upload is not None:
            failed = replace(upload, status=UploadStatus.FAILED, failure=Failure.of("not_received"))
            counts = of_upload(failed, (), now - upload.created_at)
            self.by.log.finish(failed, self.holder, Outcome((), (), counts, now))


def _until_all_is_gone(remove: Callable[[], bool]) -> None:
    while not remove():  # a call takes away so many versions
        pass


def _has_photo(upload: Upload, versions: Sequence[Arrival]) -> bool:
    """Tell whether the version that was read is there, or any version if none was read yet."""
    read = upload.object_facts.version_id if upload.object_facts else None
    is_read = upload.status is UploadStatus.DONE and read is not None
    return any(one.version_id in (None, read) for one in versions) if is_read else bool(versions)


def _newer_than_failed(upload: Upload, versions: Sequence[Arrival], now: datetime) -> Arrival | None:
    """Find a photo that came after the one that failed, and that nothing has read for long."""
    facts = upload.object_facts
    if upload.status is not UploadStatus.FAILED or facts is None:
        return None
    later = (one for one in versions if one.at > facts.last_modified and now > one.at + GRACE)
    return next((one for one in later if upload.may_be_read_anew_from(one.version_id)), None)


def _surplus(upload: Upload, versions: Sequence[Arrival], now: datetime) -> list[Arrival]:
    """Find the photos that came by a promise in excess of the one that told its end, once no more can come."""
    facts = upload.object_facts
    if facts is None or upload.deletion or now <= upload.promise_ends_at + GRACE:
        return []
    others = [one for one in versions if upload.was_read_from_another(one.version_id)]
    if upload.status is UploadStatus.FAILED:  # what came later is read first
        return [one for one in others if one.at <= facts.last_modified]
    return others if upload.status is UploadStatus.DONE else []


def _came_after(upload: Upload, moment: datetime) -> bool:
    facts = upload.object_facts
    return facts is not None and facts.last_modified >= moment - CLOCK_MARGIN
