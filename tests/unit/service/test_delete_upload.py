from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.deletion import DELETION_LEASE, DeleteReason, Deletion, Receipt
from handler.domain.errors import Conflict, InvalidRequest, NotFound
from handler.domain.logged import ReadStatus
from handler.domain.upload import UploadRef, UploadStatus
from handler.service.delete_upload import Deleted, DeleteUpload
from handler.service.forget_upload import ForgetUpload
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryPlateIndex
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import a_read, an_upload

UPLOADER = Caller(OWNER, frozenset())
OPERATOR = Caller("an-operator", frozenset({OPERATORS}))
FIRST, SECOND = an_upload(0).ref, an_upload(1).ref


class Killed(BaseException):
    """As when Lambda stops the process."""


class Stage:
    """Two uploads with a plate each has alone, and one that both have."""

    def __init__(self) -> None:
        self.clock, self.log, self.photos = Clock(), MemoryUploadLog(), MemoryPhotoStore()
        self.plates = MemoryPlateIndex({"AB12CDE", "XY34ZAB", "GH56IJK", "KL78MNP"}, self.log)
        for number, own in enumerate(("XY34ZAB", "GH56IJK")):
            upload = an_upload(number)
            self.log.add(replace(upload, read_count=2))
            self.photos.put(upload.ref)
            self.photos.save_thumbnail(upload.ref, b"small")
            self.log.reads[upload.ref.upload_id] = [a_read(number), a_read(number, 1, plate=own)]
        corrected = a_read(0, 1, plate="XY34ZAB", corrected_plate="KL78MNP", status=ReadStatus.CORRECTED)
        self.log.reads[FIRST.upload_id][1] = corrected
        self.forget = ForgetUpload(self.log, self.plates, self.photos, self.clock)
        self.delete = DeleteUpload(self.log, self.log, self.forget, self.clock)

    def delete_first(self, caller: Caller = UPLOADER, reason: DeleteReason | None = None) -> Deleted:
        return self.delete(caller, FIRST.upload_id, reason)


@pytest.mark.parametrize(("caller", "reason"), [(UPLOADER, None), (OPERATOR, DeleteReason.PRIVACY_REQUEST)])
def test_all_about_an_upload_goes_and_a_receipt_stays(caller: Caller, reason: DeleteReason | None) -> None:
    stage = Stage()
    deleted = stage.delete_first(caller, reason)
    receipt = deleted.receipt
    assert deleted.is_complete
    assert (receipt.by, receipt.read_count) == (caller.owner, 2)
    assert receipt.reason is (reason or DeleteReason.OWN_WISH)
    assert stage.log.whole(FIRST.upload_id) is None
    assert set(stage.photos.photos) == {SECOND.photo_key}
    assert set(stage.photos.thumbnails) == {SECOND.thumbnail_key}
    assert stage.log.receipts == [receipt]
    (entry,) = stage.log.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.DELETED, caller.owner, FIRST.upload_id)
    assert "AB12CDE" not in str(entry)


def test_plates_that_no_other_photo_shows_are_forgotten() -> None:
    stage = Stage()
    stage.delete_first()
    assert stage.plates.plates == {"AB12CDE", "GH56IJK"}


def test_an_operator_has_to_say_why() -> None:
    with pytest.raises(InvalidRequest, match="reason: "):
        Stage().delete_first(OPERATOR)


def test_nobody_deletes_what_is_somebody_elses_or_gone() -> None:
    stage = Stage()
    with pytest.raises(NotFound):
        stage.delete_first(Caller("somebody-else", frozenset({"admins"})), DeleteReason.OTHER)
    stage.delete_first()
    with pytest.raises(NotFound):
        stage.delete_first()
    assert len(stage.log.audit.entries) == 1


def test_a_photo_that_is_being_read_is_left_alone_until_it_is_read_or_given_up() -> None:
    stage = Stage()
    busy = an_upload(2, status=UploadStatus.PROCESSING, lease_until=stage.clock(), read_count=0)
    stage.log.add(busy)
    with pytest.raises(Conflict):
        stage.delete(UPLOADER, busy.ref.upload_id, None)
    stage.clock.move(timedelta(seconds=1))
    assert stage.delete(UPLOADER, busy.ref.upload_id, None).receipt.read_count == 0


def test_of_several_deletions_at_once_one_does_the_work_and_the_others_say_so() -> None:
    stage = Stage()

    def meanwhile(ref: UploadRef) -> bool:
        for again in (UPLOADER, OPERATOR):
            with pytest.raises(Conflict):
                stage.delete_first(again, DeleteReason.OTHER)
        return ref == FIRST

    stage.photos.remove = meanwhile  # type: ignore[method-assign]
    assert stage.delete_first().receipt.by == OWNER
    assert len(stage.log.receipts) == len(stage.log.audit.entries) == 1


def test_while_it_is_deleted_nobody_is_shown_it_or_reads_it() -> None:
    stage = Stage()

    def meanwhile(ref: UploadRef) -> bool:
        assert stage.log.find(FIRST.upload_id) is None
        assert stage.log.page(OWNER, 10, None).uploads == [replace(an_upload(1), read_count=2)]
        assert stage.log.claim(FIRST, "a later version", "request-1", stage.clock()) is None
        return ref == FIRST

    stage.photos.remove = meanwhile  # type: ignore[method-assign]
    stage.delete_first()


@pytest.mark.parametrize("step", ["unfile", "settle", "clear", "remove", "end"])
def test_a_deletion_that_broke_off_is_finished_by_the_next_and_told_once(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage()
    owner = next(one for one in (stage.plates, stage.photos, stage.log) if hasattr(one, step))

    def killed(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(owner, step, killed)
        with pytest.raises(Killed):
            stage.delete_first()
    with pytest.raises(Conflict):  # for all that is known, it is still being worked on
        stage.delete_first()
    stage.clock.move(DELETION_LEASE)
    deleted = stage.delete_first(OPERATOR, DeleteReason.OTHER)
    assert (deleted.receipt.by, deleted.receipt.reason) == (OWNER, DeleteReason.OWN_WISH)
    assert stage.plates.plates == {"AB12CDE", "GH56IJK"}
    assert FIRST.photo_key not in stage.photos.photos
    assert len(stage.log.receipts) == len(stage.log.audit.entries) == 1


def test_of_very_many_photos_the_rest_is_left_to_the_comparison_and_nobody_sees_it() -> None:
    stage = Stage()
    stage.photos.most_removed_a_call = 3
    for _ in range(9):
        stage.photos.put(FIRST)
    assert not stage.delete_first().is_complete
    assert stage.log.find(FIRST.upload_id) is None
    assert stage.photos.photos
    assert FIRST.upload_id not in stage.log.reads
    assert stage.plates.plates == {"AB12CDE", "GH56IJK"}


def freeze(stage: Stage) -> None:
    receipt = Receipt(FIRST.upload_id, OWNER, stage.clock(), DeleteReason.OWN_WISH, 2)
    stage.log.begin(stage.log.uploads[FIRST.upload_id], Deletion(receipt, stage.clock()), None)


def read(stage: Stage) -> None:
    stage.log.uploads[FIRST.upload_id] = replace(stage.log.uploads[FIRST.upload_id], attempts=7)


@pytest.mark.parametrize("other", [freeze, read])
def test_who_comes_between_the_look_and_the_deletion_wins(other: Callable[[Stage], None]) -> None:
    stage = Stage()
    seen = stage.log.uploads[FIRST.upload_id]
    stage.log.alone = lambda upload_id: seen  # type: ignore[method-assign]
    other(stage)
    with pytest.raises(Conflict):
        stage.delete_first()
    assert stage.log.audit.entries == []
    assert FIRST.photo_key in stage.photos.photos
