"""What is made of a photo is in the bucket before it counts, however it gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from handler.adapters.beside import beside
from handler.domain.errors import BadPhoto, Throttled
from handler.domain.upload import UploadRef, UploadStatus
from handler.service.kept_beside import Keeping
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.world import OWNER
from tests.support.processing import Stage
from tests.support.samples import an_upload


class Later:
    """Begins nothing before it is waited for."""

    def __init__(self) -> None:
        self.begun = 0

    def __call__(self, work: Callable[[], None]) -> Callable[[], object]:
        self.begun += 1
        return work


class FullStore(MemoryPhotoStore):
    """A bucket that takes no small pictures."""

    def save_thumbnail(self, ref: UploadRef, jpeg: bytes) -> None:
        raise Throttled("s3:PutObject")


def test_the_later_detections_stay_though_both_go_beside_the_work() -> None:
    photos, ref = MemoryPhotoStore(), an_upload().ref
    keeping = Keeping(photos, ref, Later())
    keeping.detections({"look": 1})
    keeping.detections({"look": 2})
    assert photos.detections == {ref.detections_key: {"look": 1}}
    keeping.wait()
    assert photos.detections == {ref.detections_key: {"look": 2}}


def test_a_photo_is_done_only_with_all_that_is_made_of_it() -> None:
    stage, later = Stage("AB12CDE"), Later()
    stage.process = replace(stage.process, begin=later)
    kept = []
    stage.log.before_finish = lambda: kept.append(stage.photos.thumbnails[stage.ref.thumbnail_key])
    stage.process(stage.ref, None, "a-holder")
    assert (stage.upload.status, later.begun, len(kept)) == (UploadStatus.DONE, 4, 1)
    assert stage.ref.detections_key in stage.photos.detections


def test_nothing_goes_on_beside_a_photo_that_was_refused() -> None:
    stage, later = Stage("AB12CDE"), Later()
    stage.process = replace(stage.process, begin=later)
    stage.detector.error = BadPhoto("damaged")
    stage.process(stage.ref, None, "a-holder")
    assert (stage.upload.status, later.begun) == (UploadStatus.FAILED, 3)
    assert stage.ref.thumbnail_key in stage.photos.thumbnails


def test_what_could_not_be_kept_leaves_the_photo_to_another_attempt() -> None:
    stage = Stage("AB12CDE")
    stage.process = replace(stage.process, begin=beside)

    whole = stage.process
    stage.process = replace(whole, photos=FullStore(**vars(stage.photos)))
    with pytest.raises(Throttled):
        stage.process(stage.ref, None, "a-holder")
    assert stage.upload.status is UploadStatus.PROCESSING
    stage.process = whole
    stage.process(stage.ref, None, "another-holder")
    assert (stage.upload.status, stage.detector.calls, stage.upload.ref.owner) == (UploadStatus.DONE, 1, OWNER)
