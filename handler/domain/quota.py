"""How much one person may send, so that nobody spends all of the operator's money, or fills the log, in one night."""

from __future__ import annotations

from datetime import datetime, timedelta

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import QuotaExceeded


@quick_dataclass(frozen=True, slots=True)
class Quota:
    """The most that one person may announce.

    Attributes
    ----------
    uploads_an_hour : int
        In each hour of the clock.
    bytes_a_day : int
        In each day, UTC.
    """

    uploads_an_hour: int
    bytes_a_day: int


def exceeded(quota: Quota, uploads_this_hour: int, now: datetime) -> QuotaExceeded:
    """Say which limit was reached, and when it ends.

    Parameters
    ----------
    quota : Quota
    uploads_this_hour : int
        Announced before this one.
    now : datetime
        UTC.
    """
    if uploads_this_hour >= quota.uploads_an_hour:
        over = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        what = f"{quota.uploads_an_hour} photos in this hour"
    else:
        over = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        what = f"{quota.bytes_a_day / 1024**3:.3g} GiB of photos today"
    seconds = max(1, int((over - now).total_seconds()) + 1)
    return QuotaExceeded(
        f"You have sent {what}, the most that is allowed. Continue at {over:%H:%M} UTC, or ask the administrator.",
        seconds,
    )
