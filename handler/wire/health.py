"""The wire of how cameras are, by their photos."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from handler.domain.sites.health import CLOCK_OFF_SECONDS, Ailment, Health
from handler.domain.sites.signs import Signs
from handler.wire.common import Ratio, Wire

_ABSENT = "Null while it is not known."


class HealthView(Wire):
    """How a camera is, by its photos."""

    ailments: list[Ailment] = Field(
        description="`silent`: no photo for three times its usual gap, at hours at which it sends. `clock_off`: by "
        f"more than {CLOCK_OFF_SECONDS:g} seconds. `reads_falling`: a smaller share of photos with a read in the last "
        "day than in the seven days before. Empty when it is well, or not let in."
    )
    usual_gap_seconds: float | None = Field(description=f"Nine of ten of its gaps are shorter. {_ABSENT}")
    clock_error_seconds: float | None = Field(description=f"How far its clock is ahead. {_ABSENT}")
    photos_a_day: float | None = Field(description=f"On average of the last seven days. {_ABSENT}")
    share_with_read: Ratio | None = Field(description=f"Of the last seven days' photos. {_ABSENT}")
    share_to_review: Ratio | None = Field(description=f"Of those with a read. {_ABSENT}")

    @classmethod
    def of(cls, health: Health) -> HealthView:
        """Write how a camera is as the API sends it."""
        return cls(
            ailments=list(health.ailments),
            usual_gap_seconds=health.usual_gap_seconds,
            clock_error_seconds=health.clock_error_seconds,
            photos_a_day=health.photos_a_day,
            share_with_read=health.share_with_read,
            share_to_review=health.share_to_review,
        )


class LastPhotoView(Wire):
    """A camera's newest photo."""

    upload_id: str
    arrived_at: datetime
    thumbnail_url: str | None = Field(
        description="Presigned link to a small JPEG of it, which there may not be; null in answers to changes."
    )

    @classmethod
    def of(cls, signs: Signs, thumbnail_url: str | None) -> LastPhotoView | None:
        """Write the newest photo as the API sends it; None where there is none."""
        if signs.last_upload_id is None or signs.last_photo_at is None:
            return None
        return cls(upload_id=signs.last_upload_id, arrived_at=signs.last_photo_at, thumbnail_url=thumbnail_url)
