"""What the versions of a photo say, held against its upload."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from handler.domain.upload import GRACE, Upload, UploadStatus
from handler.service.ports.photos import Arrival

CLOCK_MARGIN: Final = timedelta(minutes=1)
"""How far the clocks of S3 and of this function may differ."""


def has_photo(upload: Upload, versions: Sequence[Arrival]) -> bool:
    """Tell whether the version that was read is there, or any version if none was read yet."""
    read = upload.object_facts.version_id if upload.object_facts else None
    is_read = upload.status is UploadStatus.DONE and read is not None
    return any(one.version_id in (None, read) for one in versions) if is_read else bool(versions)


def newer_than_failed(upload: Upload, versions: Sequence[Arrival], now: datetime) -> Arrival | None:
    """Find a photo that came after the one that failed, and that nothing has read for long."""
    facts = upload.object_facts
    if upload.status is not UploadStatus.FAILED or facts is None:
        return None
    later = (one for one in versions if one.at > facts.last_modified and now > one.at + GRACE)
    return next((one for one in later if upload.may_be_read_anew_from(one.version_id)), None)


def surplus(upload: Upload, versions: Sequence[Arrival], now: datetime) -> list[Arrival]:
    """Find the photos that came by a promise in excess of the one that told its end, once no more can come."""
    facts = upload.object_facts
    if facts is None or upload.deletion or now <= upload.promise_ends_at + GRACE:
        return []
    others = [one for one in versions if upload.was_read_from_another(one.version_id)]
    if upload.status is UploadStatus.FAILED:  # what came later is read first
        return [one for one in others if one.at <= facts.last_modified]
    return others if upload.status is UploadStatus.DONE else []


def came_after(upload: Upload, moment: datetime) -> bool:
    """Tell whether a photo came after a moment, or hardly before."""
    facts = upload.object_facts
    return facts is not None and facts.last_modified >= moment - CLOCK_MARGIN
