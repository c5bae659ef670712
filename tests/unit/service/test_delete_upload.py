from __future__ import annotations

from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.deletion import DeleteReason
from handler.domain.errors import Conflict, InvalidRequest, NotFound
from handler.domain.upload import GRACE, UploadStatus
from handler.service.delete_upload import DeleteUpload
from tests.fakes import OWNER, Clock, MemoryAuditLog, MemoryPhotoStore, MemoryPlateIndex, MemoryReadLog, MemoryUploadLog
from tests.samples import a_read, an_upload

UPLOADER = Caller(OWNER, frozenset())
OPERATOR = Caller("an-operator", frozenset({OPERATORS}))
FIRST, SECOND = an_upload(0).ref, an_upload(1).ref


class Stage:
    """Two uploads with a plate each has alone, and one that both have."""

    def __init__(self) -> None:
        self.clock, self.log, self.audit = Clock(), MemoryUploadLog(), MemoryAuditLog()
        self.photos, self.plates = MemoryPhotoStore(), MemoryPlateIndex({"AB12CDE", "XY34ZAB", "GH56IJK", "KL78MNP"})
        for number, own in enumerate(("XY34ZAB", "GH56IJK")):
            upload = an_upload(number)
            self.log.add(upload)
            self.photos.put(upload.ref)
            self.log.reads[upload.ref.upload_id] = [a_read(number), a_read(number, 1, plate=own)]
        self.log.reads[FIRST.upload_id][1] = a_read(0, 1, plate="XY34ZAB", corrected_plate="KL78MNP")
        reads = MemoryReadLog(self.log, self.audit)
        self.delete = DeleteUpload(self.log, reads, self.plates, self.photos, self.audit, self.clock)


@pytest.mark.parametrize(("caller", "reason"), [(UPLOADER, None), (OPERATOR, DeleteReason.PRIVACY_REQUEST)])
def test_all_about_an_upload_goes_and_a_receipt_stays(caller: Caller, reason: DeleteReason | None) -> None:
    stage = Stage()
    receipt = stage.delete(caller, FIRST.upload_id, reason)
    assert (receipt.by, receipt.read_count) == (caller.owner, 2)
    assert receipt.reason is (reason or DeleteReason.OWN_WISH)
    assert stage.log.whole(FIRST.upload_id) is None
    assert set(stage.photos.photos) == {SECOND.photo_key}
    assert stage.log.receipts == [receipt]
    (entry,) = stage.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.DELETED, caller.owner, FIRST.upload_id)
    assert "AB12CDE" not in str(entry)


def test_plates_that_no_other_photo_shows_are_forgotten() -> None:
    stage = Stage()
    stage.delete(UPLOADER, FIRST.upload_id, None)
    assert stage.plates.plates == {"AB12CDE", "GH56IJK"}


def test_an_operator_has_to_say_why() -> None:
    with pytest.raises(InvalidRequest, match="reason: "):
        Stage().delete(OPERATOR, FIRST.upload_id, None)


def test_nobody_deletes_what_is_somebody_elses_or_gone() -> None:
    stage = Stage()
    with pytest.raises(NotFound):
        stage.delete(Caller("somebody-else", frozenset({"admins"})), FIRST.upload_id, DeleteReason.OTHER)
    stage.delete(UPLOADER, FIRST.upload_id, None)
    with pytest.raises(NotFound):
        stage.delete(UPLOADER, FIRST.upload_id, None)
    assert len(stage.audit.entries) == 1


def test_a_photo_that_is_being_read_is_left_alone_until_it_is_read_or_given_up() -> None:
    stage = Stage()
    busy = an_upload(2, status=UploadStatus.PROCESSING, lease_until=stage.clock())
    stage.log.add(busy)
    with pytest.raises(Conflict):
        stage.delete(UPLOADER, busy.ref.upload_id, None)
    stage.clock.move(GRACE + timedelta(seconds=1))
    assert stage.delete(UPLOADER, busy.ref.upload_id, None).read_count == 0
