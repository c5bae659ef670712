"""Compare what lies in the bucket with what stands in the log, and mend what can be mended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import UploadBusy, UploadOver
from handler.domain.insights import of_upload
from handler.domain.reconciliation import REPAIRS, Finding, Meter, Repair, Tally, Whole, judge, judge_orphan
from handler.domain.upload import OLDEST_CAPTURE, Failure, Upload, UploadRef, UploadStatus
from handler.service.comparing.facts import came_after, has_photo, newer_than_failed, surplus
from handler.service.comparing.packed import PackedArrivals, PackedIds
from handler.service.forget_upload import ForgetUpload
from handler.service.mend_reads import MendReads
from handler.service.ports.photos import Arrival, PhotoKeys, PhotoStore, ReadingStarter
from handler.service.ports.records import Census
from handler.service.ports.uploads import Outcome, UploadLog

logger = logging.getLogger(__name__)

T = TypeVar("T")

MOST_AT_ONCE: Final = 1_000_000
"""Versions of photos that are compared as one part: 123 MB of memory, and a minute or two for their list."""


@quick_dataclass(frozen=True, slots=True)
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
    most_at_once : int
        How many versions of photos are one part of a whole comparison.
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
    most_at_once: int = MOST_AT_ONCE

    def __call__(self, window: timedelta | None, holder: str, *, read_given_up: bool = False) -> Meter:
        """Compare the uploads of some time, however long it takes.

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
        if window is None:
            return self.go_on(holder, datetime.max.replace(tzinfo=UTC), begin=True, read_given_up=read_given_up).meter
        started = self.now()
        tally = Tally.begin(started - window)
        run = _Run(self, tally, _repairs(read_given_up=read_given_up), started, holder)
        _, known = run.look_at_photos(tally.since, "", None)
        for _ in self.mend_reads(tally, known, tally.since, started):
            pass
        meter = tally.meter(started)
        self.census.keep(meter)
        return meter

    def go_on(self, holder: str, until: datetime, *, begin: bool = False, read_given_up: bool = False) -> Whole:
        """Go on with the comparison of all uploads where it stopped, as far as time allows.

        Where it stopped is kept after each part: whoever is killed loses a part at most.

        Parameters
        ----------
        holder : str
            Names this invocation.
        until : datetime
            When to stop, UTC.
        begin : bool
            Whether to begin anew when none is under way.
        read_given_up : bool
            Whether one that begins tries photos again whose reading failed as often as it is tried.

        Returns
        -------
        Whole
            How far it came. Once it is over, its meter is kept for who asks.

        Raises
        ------
        RetryLater
            When AWS does not answer as it should; the next invocation goes on.
        """
        now = self.now()
        whole = self.census.whole()
        if whole is None or (begin and whole.is_over):
            meter = Tally.begin(now - self.longest_retention).meter(now)
            last_end = whole.last_end if whole else now
            whole = Whole(meter, last_end, is_over=not begin, read_given_up=read_given_up)
        elif whole.is_over or (whole.busy_until and now < whole.busy_until):
            return whole
        return self._in_parts(whole, holder, until)

    def _in_parts(self, whole: Whole, holder: str, until: datetime) -> Whole:
        self.census.keep_whole(replace(whole, busy_until=until))
        try:
            for done in _Parts(self, holder, until)(whole):
                whole = done
                self.census.keep_whole(replace(whole, busy_until=until))
        except _OutOfTime:
            logger.warning(
                "the comparison of all uploads goes on with the next invocation",
                extra={"photos_compared": sum(whole.meter.findings.values()), "reads_from": str(whole.reads_from)},
            )
        self.census.keep_whole(whole)
        return whole


class _OutOfTime(Exception):
    """No time is left; what was done of this part is done again."""


@quick_dataclass(frozen=True, slots=True)
class _Parts:
    """The comparison of all uploads, part by part: photos by their keys first, then reads by their time."""

    by: Reconcile
    holder: str
    until: datetime

    def __call__(self, whole: Whole) -> Iterator[Whole]:
        """Go on; gives how far it is after each part."""
        if whole.is_over:
            return
        started, known = self.by.now(), None
        repairs = _repairs(read_given_up=whole.read_given_up)
        while whole.reads_from is None:
            tally = Tally.going_on(whole.meter)
            run = _Run(self.by, tally, repairs, started, self.holder, self.until)
            upto, known = run.look_at_photos(None, whole.after, self.by.most_at_once)
            # Vehicles may have been seen long before their photos were announced.
            reads_from = tally.since - OLDEST_CAPTURE if upto is None else None
            whole = replace(whole, meter=tally.meter(started), after=upto or "", reads_from=reads_from)
            yield whole
        tally = Tally.going_on(whole.meter)
        run = _Run(self.by, tally, repairs, started, self.holder, self.until)
        for seen_at in run.in_time(
            self.by.mend_reads(tally, run.known() if known is None else known, whole.reads_from, started)
        ):
            whole = replace(whole, meter=tally.meter(started), reads_from=seen_at)
            yield whole
        meter = tally.meter(started)
        self.by.census.keep(meter)
        yield replace(whole, meter=meter, last_end=self.by.now(), is_over=True)


@quick_dataclass(frozen=True, slots=True)
class _Run:
    """One comparison while it goes on."""

    by: Reconcile
    tally: Tally
    repairs: Mapping[Finding, Repair]
    started: datetime
    holder: str
    until: datetime | None = None

    def in_time(self, things: Iterable[T]) -> Iterator[T]:
        """Give one after the other while there is time."""
        for one in things:
            yield one
            if self.until and self.by.now() > self.until:
                raise _OutOfTime

    def known(self) -> PackedIds:
        """Get the ids of all uploads."""
        known = PackedIds()
        for upload in self.in_time(self.by.census.uploads_since(self.tally.since)):
            known.add(upload.ref.upload_id)
        return known

    def look_at_photos(self, since: datetime | None, after: str, most: int | None) -> tuple[str | None, PackedIds]:
        """Look at a part of the bucket: photos after a key, and the uploads that they belong to.

        Gives the key up to which that was, None for the end, and the ids of all uploads.
        """
        # Objects first: whatever arrives from now on is younger than the listing, and is told by its record's facts.
        photos = self.by.photos
        arrivals, known = PackedArrivals(self.in_time(photos.arrivals(since, after)), most), PackedIds()
        keys = PhotoKeys(after, arrivals.upto)
        for upload in self.in_time(self.by.census.uploads_since(self.tally.since)):
            known.add(upload.ref.upload_id)
            if upload.ref in keys:
                self.look_at(upload, arrivals.take(upload.ref))
        self.look_at_orphans(list(arrivals.left()))
        made = self.in_time(photos.derived(since, keys))
        self.look_at_derived([one for one in made if one.ref and one.ref.upload_id not in known])
        return arrivals.upto, known

    def look_at(self, upload: Upload, versions: Sequence[Arrival]) -> None:
        """Compare an upload with the versions of its object, newest first."""
        if not has_photo(upload, versions) and came_after(upload, self.started):
            versions = list(self.by.photos.versions_of(upload.ref))
        newer = newer_than_failed(upload, versions, self.started)
        has_object = has_photo(upload, versions)
        finding = judge(upload, has_object=has_object, now=self.started, has_newer=newer is not None)
        self._note(finding, self.repairs.get(finding), upload.ref, upload, newer)
        if others := surplus(upload, versions, self.started):
            self.by.photos.remove_versions(others)
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


def _repairs(*, read_given_up: bool) -> Mapping[Finding, Repair]:
    return {**REPAIRS, **({Finding.GIVEN_UP: Repair.READ_AGAIN} if read_given_up else {})}


def _until_all_is_gone(remove: Callable[[], bool]) -> None:
    while not remove():  # a call takes away so many versions
        pass
