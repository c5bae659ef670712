"""Cameras come in by their secret, and whoever tries one learns nothing."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler.domain.errors import Unauthorised
from handler.domain.sites.admission import AdmittedCamera, Cause
from handler.domain.sites.camera import ROTATION
from handler.domain.sites.secret import secret_text
from handler.service.sites.admit_camera import AdmitCamera
from handler.service.sites.camera_secrets import CameraSecrets
from handler.service.sites.change_cameras import ChangeCameras
from tests.support.fakes.sites import (
    ADMIN,
    CAMERA_ID,
    SITE_ID,
    MemoryRegistry,
    a_camera,
    a_site,
    counting_bits,
    counting_bytes,
)
from tests.support.fakes.world import Clock

FROM = "203.0.113.7"


class World:
    """A registry with one camera, and all that is done with it."""

    def __init__(self) -> None:
        self.clock, self.registry = Clock(), MemoryRegistry(sites={SITE_ID: a_site()}, cameras={CAMERA_ID: a_camera()})
        self.admit = AdmitCamera(self.registry, self.clock)
        self.secrets = CameraSecrets(self.registry, counting_bytes(), self.clock)
        self.cameras = ChangeCameras(self.registry, 90, counting_bits(), self.clock)

    def made(self) -> str:
        return self.secrets.make(ADMIN, CAMERA_ID).text

    def setup(self, **about: Any) -> None:
        camera = self.registry.cameras[CAMERA_ID]
        self.registry.cameras[CAMERA_ID] = replace(camera, setup=replace(camera.setup, **about))


@pytest.fixture
def world() -> World:
    return World()


def refused(world: World, caplog: pytest.LogCaptureFixture, secret: str, camera_id: str | None = None) -> str:
    """Try a secret that is not good; gives the cause of the log."""
    caplog.clear()
    with caplog.at_level(logging.INFO), pytest.raises(Unauthorised) as raised:
        world.admit(secret, FROM, camera_id)
    assert raised.value.code == "unauthorised"
    assert raised.value.message == Unauthorised("").message
    (record,) = caplog.records
    assert secret not in str(record.__dict__)
    assert secret not in str(raised.value)
    cause: str = record.__dict__["cause"]
    assert raised.value.cause == cause
    return cause


def test_a_good_secret_lets_its_camera_in_with_its_site(world: World) -> None:
    secret = world.made()
    camera = world.registry.cameras[CAMERA_ID]
    assert world.admit(secret, FROM) == world.admit(secret, FROM, CAMERA_ID) == AdmittedCamera(camera, a_site())


def test_both_secrets_are_good_while_one_takes_the_place_of_the_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    old, new = world.made(), world.made()
    world.clock.move(ROTATION - timedelta(seconds=1))
    assert world.admit(old, FROM) == world.admit(new, FROM)
    world.clock.move(timedelta(seconds=1))
    assert refused(world, caplog, old) == Cause.ENDED_SECRET
    assert world.admit(new, FROM).camera.camera_id == CAMERA_ID


def test_a_revoked_secret_is_refused_at_once(world: World, caplog: pytest.LogCaptureFixture) -> None:
    secret = world.made()
    (known,) = world.registry.cameras[CAMERA_ID].secrets
    world.secrets.revoke(ADMIN, CAMERA_ID, known.secret_id)
    assert refused(world, caplog, secret) == Cause.UNKNOWN_SECRET


def test_the_secret_of_a_removed_camera_is_refused(world: World, caplog: pytest.LogCaptureFixture) -> None:
    secret = world.made()
    world.cameras.remove(ADMIN, CAMERA_ID, 2)
    assert refused(world, caplog, secret) == Cause.UNKNOWN_SECRET


@pytest.mark.parametrize("text", ["", "pbk_", "Token x", secret_text(bytes(32))[:-1], "pbk_" + "é" * 43])
def test_what_is_no_secret_is_refused(world: World, caplog: pytest.LogCaptureFixture, text: str) -> None:
    caplog.clear()
    with pytest.raises(Unauthorised) as raised:
        world.admit(text, FROM)
    assert raised.value.cause == Cause.NO_SECRET


def test_a_wrong_secret_is_refused(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.made()
    assert refused(world, caplog, secret_text(bytes(32))) == Cause.UNKNOWN_SECRET


def test_a_secret_opens_no_other_cameras_address(world: World, caplog: pytest.LogCaptureFixture) -> None:
    assert refused(world, caplog, world.made(), "cam-0000000009") == Cause.OTHER_CAMERA


def test_a_camera_that_is_switched_off_is_refused(world: World, caplog: pytest.LogCaptureFixture) -> None:
    secret = world.made()
    world.setup(is_active=False)
    assert refused(world, caplog, secret) == Cause.CAMERA_INACTIVE


def test_a_camera_of_a_site_that_is_switched_off_is_refused(world: World, caplog: pytest.LogCaptureFixture) -> None:
    secret = world.made()
    world.registry.sites[SITE_ID] = replace(a_site(), setup=replace(a_site().setup, is_active=False))
    assert refused(world, caplog, secret) == Cause.SITE_INACTIVE


def test_a_camera_that_calls_from_elsewhere_is_refused(world: World, caplog: pytest.LogCaptureFixture) -> None:
    secret = world.made()
    world.setup(allowed_networks=("198.51.100.0/24",))
    assert refused(world, caplog, secret) == Cause.OTHER_ADDRESS
    assert world.registry.uses == {}


def test_it_is_noted_once_a_minute_that_a_secret_is_used(world: World) -> None:
    secret = world.made()
    start = world.clock()
    for _ in range(130):
        world.admit(secret, FROM)
        world.clock.move(timedelta(seconds=1))
    assert [*world.registry.uses.values()] == [[start + timedelta(minutes=one) for one in range(3)]]


@pytest.mark.parametrize(("limit", "kept"), [(7, 7), (30, 30), (90, 30), (None, 30)])
def test_a_cameras_own_retention_is_no_longer_than_the_stack_was_deployed_with(
    world: World, limit: int | None, kept: int
) -> None:
    world.setup(retention_days=30)
    admit = AdmitCamera(world.registry, world.clock, limit)
    assert admit(world.made(), FROM).camera.setup.retention_days == kept


def test_a_camera_that_goes_by_the_settings_still_does(world: World) -> None:
    assert AdmitCamera(world.registry, world.clock, 7)(world.made(), FROM).camera.setup.retention_days is None
