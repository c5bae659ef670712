"""A camera that became silent is told once a silence, to who wants to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from handler.domain.events.event import EventType
from handler.domain.sites.signs import Signs, Tally, hour_of
from handler.service.events.kept_subscriptions import KeptSubscriptions
from handler.service.events.tell_silence import TellSilence
from handler.service.sites.check_cameras import CheckCameras
from tests.support.fakes.channels import MemoryEvents
from tests.support.fakes.sites import CAMERA_ID, SITE_ID, MemoryRegistry, a_camera, a_site
from tests.support.fakes.world import START, Clock

FULL = {hour_of(START) - place: Tally(5, 5) for place in range(24 * 8)}
SILENT = Signs(START - timedelta(days=9), START - timedelta(hours=9), "0" * 32, (), FULL)


@dataclass
class Wanted:
    """What channels want, and how often it was asked."""

    types: frozenset[EventType]
    asked: int = 0

    def wanted(self) -> frozenset[EventType]:
        self.asked += 1
        return self.types


def check(registry: MemoryRegistry, outbox: MemoryEvents, *types: EventType) -> CheckCameras:
    return CheckCameras(registry, Clock(), TellSilence(Wanted(frozenset(types)), outbox, Clock()))


def a_silent_camera() -> MemoryRegistry:
    return MemoryRegistry(sites={SITE_ID: a_site()}, cameras={CAMERA_ID: a_camera()}, signs={CAMERA_ID: SILENT})


def test_a_silence_is_told_once_and_the_next_one_again() -> None:
    registry, outbox = a_silent_camera(), MemoryEvents()
    looks = check(registry, outbox, EventType.CAMERA_SILENT)
    looks()
    looks()
    (event,) = outbox.events.values()
    assert (event.type, event.order_key) == (EventType.CAMERA_SILENT, f"camera#{CAMERA_ID}")
    assert event.data == {
        "camera_id": CAMERA_ID,
        "camera_name": a_camera().setup.name,
        "site_id": SITE_ID,
        "site_name": a_site().setup.name,
        "last_photo_at": "2026-05-03T18:02:01+00:00",
    }
    registry.signs[CAMERA_ID] = replace(SILENT, last_photo_at=START - timedelta(hours=8, minutes=30))
    looks()
    assert len(outbox.events) == 2


def test_where_nobody_wants_to_know_nothing_is_written() -> None:
    outbox = MemoryEvents()
    check(a_silent_camera(), outbox, EventType.READ_ACCEPTED)()
    assert outbox.events == {}


def test_what_channels_want_is_asked_for_again_after_a_while() -> None:
    clock, source = Clock(), Wanted(frozenset({EventType.READ_ACCEPTED}))
    kept = KeptSubscriptions(source, timedelta(seconds=60), clock)
    assert kept.wanted() == kept.wanted() == frozenset({EventType.READ_ACCEPTED})
    assert source.asked == 1
    clock.move(timedelta(seconds=60))
    source.types = frozenset()
    assert kept.wanted() == frozenset()
