"""A service that compares, with the world in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.reconciliation import Meter
from handler.domain.upload import ObjectFacts, Upload, UploadRef, UploadStatus
from handler.service.forget_upload import ForgetUpload
from handler.service.mend_reads import MendReads
from handler.service.reconcile import Reconcile
from tests.support.fakes.photos import MemoryPhotoStore, RecordingStarter
from tests.support.fakes.reads import MemoryPlateIndex
from tests.support.fakes.records import MemoryCensus
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import START, Clock
from tests.support.samples import an_upload

HOUR = timedelta(hours=1)


NOW = START + 6 * HOUR


LONG_AGO = NOW - 2 * HOUR


JUST_NOW = NOW - timedelta(minutes=2)


RETENTION = timedelta(days=90)


class Stage:
    """A log, a bucket, and the comparison of the two."""

    def __init__(self, retention: timedelta = RETENTION) -> None:
        self.clock, self.log, self.photos = Clock(NOW), MemoryUploadLog(), MemoryPhotoStore()
        self.census, self.starter = MemoryCensus(self.log), RecordingStarter()
        self.plates = MemoryPlateIndex(log=self.log)
        forget = ForgetUpload(self.log, self.plates, self.photos, self.clock)
        mend_reads = MendReads(self.census, self.plates, forget)
        parts = self.log, self.census, self.photos, self.starter, forget, mend_reads
        self.reconcile = Reconcile(*parts, RETENTION, retention, self.clock)

    def add(self, upload: Upload, *, has_object: bool) -> UploadRef:
        self.log.add(upload)
        if has_object:
            self.photos.put(upload.ref, at=upload.created_at)
        return upload.ref

    def run(self, window: timedelta | None = 26 * HOUR, *, read_given_up: bool = False) -> Meter:
        return self.reconcile(window, "this-run", read_given_up=read_given_up)


def upload(status: UploadStatus, announced: datetime = LONG_AGO, **about: Any) -> Upload:
    promise = {"created_at": announced, "promise_ends_at": announced + timedelta(minutes=5)}
    return replace(an_upload(), status=status, read_count=0, **{**promise, **about})


RECEIPT = Receipt(an_upload().ref.upload_id, "somebody", NOW, DeleteReason.OWN_WISH, 0)


DELETION = Deletion(RECEIPT, NOW + timedelta(seconds=1))


FACTS = ObjectFacts(10, "image/jpeg", LONG_AGO, "0" * 32, None)
