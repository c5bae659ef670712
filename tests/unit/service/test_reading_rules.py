"""Photos of a camera are read as it was set up when they were announced."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.errors import NotAllowed
from handler.domain.geometry import BoundingBox
from handler.domain.reading.read import Reading, read_plates
from handler.domain.reading.verdict import Reason
from handler.domain.sites.camera import CameraSetup
from handler.domain.sites.rules import ReadingRules
from handler.domain.upload import UploadStatus
from handler.service import look_twice
from handler.service.start_upload import NewUpload, StartUpload
from local.camera.dialects import DIALECTS
from tests.support.devices import a_shot
from tests.support.doors import Doors
from tests.support.fakes.photos import PHOTO, TURNED, MemoryPhotoStore
from tests.support.fakes.sites import CAMERA_ID, MemoryRegistry, a_camera
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import OWNER, START, Clock
from tests.support.processing import Stage
from tests.support.samples import KEPT, RETENTION

ALL = BoundingBox(0, 0, 1, 1)
RULES = ReadingRules(
    frozenset({"ro"}), (ALL,), (ALL,), is_upside_down=True, repeat_seconds=30, detect_text_calls_a_day=9
)
SETUP = CameraSetup(
    "Gate", expected_regions=RULES.expected_regions, ignored=(ALL,), watched=(ALL,), is_upside_down=True,
    repeat_seconds=30, retention_days=3, detect_text_calls_a_day=9,
)  # fmt: skip


def started(camera_id: str, registry: MemoryRegistry, *groups: str) -> tuple[ReadingRules | None, timedelta]:
    log = MemoryUploadLog()
    start = StartUpload(log, MemoryPhotoStore(), MemoryQuotas(), Clock(), KEPT, registry)
    upload = start(Caller(OWNER, frozenset(groups)), NewUpload("a.jpg", "image/jpeg", 10, camera_id=camera_id)).upload
    return upload.rules, upload.kept_until - START


def test_a_photo_that_a_camera_brings_takes_its_settings_along() -> None:
    doors = Doors()
    doors.setup(
        expected_regions=RULES.expected_regions, ignored=(ALL,), watched=(ALL,), is_upside_down=True, repeat_seconds=30,
        detect_text_calls_a_day=9,
    )  # fmt: skip
    doors.post(DIALECTS["jpeg"](a_shot()))
    doors.setup(is_upside_down=False)
    assert doors.upload.rules == RULES


def test_so_does_a_photo_that_an_operator_says_is_of_a_registered_camera() -> None:
    registry = MemoryRegistry(cameras={CAMERA_ID: a_camera(setup=SETUP)})
    for group in (OPERATORS, ADMINS):
        assert started(CAMERA_ID, registry, group) == (RULES, timedelta(days=3))


@pytest.mark.parametrize("camera_id", ["gate-2", "cam-0000000009", "cam-"])
def test_other_names_of_cameras_are_taken_as_before(camera_id: str) -> None:
    registry = MemoryRegistry(cameras={CAMERA_ID: a_camera(setup=SETUP)})
    assert started(camera_id, registry) == (None, RETENTION)


def test_a_camera_that_is_gone_sets_nothing() -> None:
    registry = MemoryRegistry(cameras={CAMERA_ID: a_camera(setup=SETUP, removed_at=START)})
    assert started(CAMERA_ID, registry, OPERATORS) == (None, RETENTION)


@pytest.mark.parametrize("about", [{}, {"removed_at": START}])
def test_who_is_in_no_group_cannot_say_that_a_photo_is_a_registered_cameras(about: dict[str, datetime]) -> None:
    registry = MemoryRegistry(cameras={CAMERA_ID: a_camera(setup=SETUP, **about)})
    with pytest.raises(NotAllowed, match="Leave the camera out"):
        started(CAMERA_ID, registry, "guests")


def test_a_name_that_is_no_cameras_costs_no_look_into_the_registry() -> None:
    class Closed(MemoryRegistry):
        def camera(self, camera_id: str) -> None:
            raise AssertionError(camera_id)

    assert started("gate-2", Closed()) == (None, RETENTION)


def test_a_plate_in_an_ignored_part_is_no_read_and_its_text_says_so() -> None:
    stage = Stage("AB12 CDE", "XY34 ZWV")
    stage.set_up(ReadingRules(ignored=(BoundingBox(0, 0, 0.5, 1),)))
    stage.process(stage.ref, None, "request-1")
    (read,) = stage.log.reads[stage.ref.upload_id]
    assert (read.plate, read.read_id, stage.upload.read_count) == ("XY34ZWV", stage.upload.read_id(0), 1)
    fates = {(one.verdict.detection.text, one.verdict.reason, one.read_id) for one in stage.log.texts[read.upload_id]}
    assert ("AB12 CDE", Reason.IGNORED_PART, None) in fates


def test_a_photo_of_a_camera_on_its_head_is_turned_and_its_boxes_are_told_of_it_as_it_is_stored() -> None:
    stage, upright = Stage("AB12 CDE"), Stage("AB12 CDE")
    stage.set_up(ReadingRules(is_upside_down=True))
    stage.detector.second_response = stage.detector.response
    stage.process(stage.ref, None, "request-1")
    upright.process(upright.ref, None, "request-1")
    (read,), (plain,) = stage.log.reads[stage.ref.upload_id], upright.log.reads[upright.ref.upload_id]
    assert stage.upload.status is UploadStatus.DONE
    assert (stage.detector.calls, stage.detector.pictures) == (0, [TURNED])
    assert read.bounding_box is not None
    assert plain.bounding_box is not None
    assert read.bounding_box.left + read.bounding_box.width == pytest.approx(1 - plain.bounding_box.left)
    assert stage.photos.photos[stage.ref.photo_key].body == PHOTO


@pytest.mark.parametrize("regions", [None, frozenset[str](), frozenset({"ro"})])
def test_a_cameras_own_regions_are_expected_instead_of_the_settings(
    regions: frozenset[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected: list[object] = []

    def seeing(*given: Any) -> Reading:
        expected.append(given[2])
        return read_plates(*given)

    monkeypatch.setattr(look_twice, "read_plates", seeing)
    stage = Stage("AB12 CDE")
    stage.set_up(ReadingRules(expected_regions=regions))
    stage.process(stage.ref, None, "request-1")
    assert expected == [frozenset({"gb"}) if regions is None else regions]
