"""Sightings at a car park with an entry, an exit, a camera for both directions and one on a spot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from handler.domain.candidate import Candidate
from handler.domain.sites.camera import CameraRole
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Fact, Facts
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Sighting, Trust
from handler.domain.visits.visit import Visit

MONDAY = datetime(2026, 5, 4, 8, tzinfo=UTC)
"""Eight o'clock."""

ROLES = {"in": CameraRole.ENTRY, "out": CameraRole.EXIT, "both": CameraRole.BOTH, "spot": CameraRole.SPOT}


def after(hours: float = 0.0, seconds: float = 0.0) -> datetime:
    return MONDAY + timedelta(hours=hours, seconds=seconds)


def seen(plate: str, camera: str, at: datetime, name: str | None = None, **others: Any) -> Sighting:
    """Make a sighting; the camera's name begins with what it is there for."""
    role = next(role for start, role in ROLES.items() if camera.startswith(start))
    said: dict[str, Any] = {
        "sighting_id": name or f"{camera}-{plate}-{at:%d%H%M%S}",
        "site_id": "site-1",
        "gate": camera,
        "camera_id": camera,
        "role": role,
        "movement": None,
        "candidates": (Candidate(plate, 0.98),),
        "trust": Trust.ACCEPTED,
        "taken_at": at,
        "arrived_at": at + timedelta(seconds=3),
    }
    return Sighting(**said | others)


def visits(
    *facts: Fact,
    now: datetime | None = None,
    setup: VisitSetup = VisitSetup(),  # noqa: B008 (it never changes)
) -> list[Visit]:
    """Derive everything, and give it by when it began."""
    times = [one.taken_at for one in facts if isinstance(one, Sighting)]
    found = Derivation(Facts(facts), setup, now or max(times)).all_visits().values()
    return sorted(found, key=lambda one: (one.last_seen_at, one.visit_id))
