"""What is measured of a photo as it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.telemetry.metrics import Values
from handler.domain.upload import Upload, UploadStatus


def measured(upload: Upload, reads: Sequence[LoggedRead], took: timedelta) -> Values:
    """Tell what is measured of a photo.

    Parameters
    ----------
    upload : Upload
        ``done`` or ``failed``.
    reads : sequence of LoggedRead
        The machine's.
    took : timedelta
        From its announcement to its end.
    """
    # A repeat that is read on request was counted when it came, and nobody waited since.
    every: dict[str, float] = (
        {} if upload.is_asked_for else {"photos": 1, "seconds_to_plate": round(took.total_seconds(), 3)}
    )
    if upload.status is UploadStatus.FAILED:
        return {**every, "failures": 1}
    if upload.repeat_of:
        return {**every, "repeats_saved": 1}
    to_review = [int(read.status is ReadStatus.NEEDS_REVIEW) for read in reads]
    return {**every, "without_read": int(not reads), "to_review": to_review}
