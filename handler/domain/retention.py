"""When something kept expires: by its own end, not by when the database removes it."""

from __future__ import annotations

from datetime import datetime


def is_over(kept_until: datetime | None, now: datetime) -> bool:
    """Tell whether something has expired, so that nobody is shown it any more.

    Parameters
    ----------
    kept_until : datetime or None
        Its end, UTC; None for what does not end.
    now : datetime
        UTC.
    """
    return kept_until is not None and kept_until <= now
