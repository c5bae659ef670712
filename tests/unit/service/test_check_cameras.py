from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.sites.health import Ailment
from handler.domain.sites.signs import Signs, Tally, hour_of
from handler.service.sites.check_cameras import CheckCameras
from tests.support.fakes.sites import CAMERA_ID, SITE_ID, MemoryRegistry, a_camera, a_site
from tests.support.fakes.world import START, Clock

FULL = {hour_of(START) - place: Tally(5, 5) for place in range(24 * 8)}
SILENT = Signs(START - timedelta(days=9), START - timedelta(hours=9), "0" * 32, (), FULL)
OFF = Signs(START - timedelta(days=9), START, "0" * 32, (99.0,) * 5, FULL)


def test_cameras_that_are_not_well_are_counted_and_named(caplog: pytest.LogCaptureFixture) -> None:
    registry = MemoryRegistry(sites={SITE_ID: a_site()})
    for number, signs in enumerate((SILENT, OFF, OFF, None)):
        camera = a_camera(camera_id=f"cam-000000000{number}")
        registry.cameras[camera.camera_id] = camera
        registry.signs |= {camera.camera_id: signs} if signs else {}
    with caplog.at_level(logging.WARNING):
        seen = CheckCameras(registry, Clock())()
    assert (seen.at, seen.cameras) == (START, 4)
    assert seen.with_ailment == {Ailment.SILENT: 1, Ailment.CLOCK_OFF: 2, Ailment.READS_FALLING: 0}
    assert [vars(one)["ailments"] for one in caplog.records] == [["silent"], ["clock_off"], ["clock_off"]]


@pytest.mark.parametrize("what", ["camera removed", "camera off", "site off"])
def test_of_cameras_that_are_not_let_in_nothing_is_expected(what: str) -> None:
    camera, site = a_camera(), a_site()
    if what == "camera removed":
        camera = replace(camera, removed_at=START)
    if what == "camera off":
        camera = replace(camera, setup=replace(camera.setup, is_active=False))
    if what == "site off":
        site = replace(site, setup=replace(site.setup, is_active=False))
    registry = MemoryRegistry(sites={SITE_ID: site}, cameras={CAMERA_ID: camera}, signs={CAMERA_ID: SILENT})
    seen = CheckCameras(registry, Clock())()
    assert (seen.cameras, seen.with_ailment[Ailment.SILENT]) == (0, 0)
