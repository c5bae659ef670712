"""Odd messages of the field at the door: each comes twice, is one upload, and keeps its time and its plate."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handler import bootstrap, bootstrap_doors, doors
from local.camera.shot import Posted
from tests.support.cameras.field import AT, JSONS, PLATE, REPORTS, form
from tests.support.devices import FORM, PHOTO
from tests.support.doors import Doors

MESSAGES = {
    **{f"Hikvision {how}": Posted("POST", (("CONTENT-TYPE", FORM),), form(text)) for how, text in REPORTS.items()},
    **{
        f"Dahua {how}": Posted("POST", (("content-type", "text/json"),), text, "/NotificationInfo/TollgateInfo")
        for how, text in JSONS.items()
    },
}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Doors:
    world = Doors()
    monkeypatch.setattr(bootstrap, "admit_camera", lambda: world.admit)
    monkeypatch.setattr(bootstrap_doors, "receive_message", lambda: world.receive)
    world.clock.move(AT + timedelta(seconds=3) - world.clock())
    world.setup(time_zone="Asia/Shanghai")
    return world


@pytest.mark.parametrize("what", MESSAGES)
def test_it_is_one_upload_with_its_photo_its_time_and_its_plate(world: Doors, what: str) -> None:
    answers = [doors.receiving(world.event(MESSAGES[what]), None) for _ in range(2)]
    assert [one["statusCode"] for one in answers] == [200, 200]
    assert world.photo == (PHOTO, "image/jpeg")
    upload = world.upload
    assert upload.captured_at
    assert upload.captured_at.replace(microsecond=0) == AT
    assert upload.said
    assert upload.said.opinion
    assert upload.said.opinion.plate == PLATE
