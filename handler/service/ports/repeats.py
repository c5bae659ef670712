"""What cameras saw last, and photos that were not read because they showed the same."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from handler.domain.audit import AuditEntry
from handler.domain.repeats.sighting import Sighting
from handler.domain.upload import Upload

if TYPE_CHECKING:  # it needs what only reading does
    from handler.domain.repeats.signature import Signature


class Sightings(Protocol):
    """The photo of each camera that was read last."""

    def last(self, camera_id: str) -> Sighting | None:
        """Get what a camera saw last; None where nothing is kept."""

    def signature(self, upload_id: str) -> Signature | None:
        """Get what is remembered of a photo; None where nothing is, as of one that was deleted."""

    def keep(self, sighting: Sighting, signature: Signature, now: datetime) -> None:
        """Keep what a camera saw last, unless it has seen something later that is not over by now (UTC)."""

    def join(self, sighting: Sighting, taken_at: datetime) -> None:
        """Write down that a photo taken then (UTC) joins a sighting, if that is still the camera's last one."""


class Repeats(Protocol):
    """Photos that were not read."""

    def begin_reading(self, upload: Upload, until: datetime, entry: AuditEntry | None) -> None:
        """Let a repeat be read after all, by whoever takes it until then (UTC); write down who asked for it.

        Raises Conflict when somebody else has, or deletes it.
        """
