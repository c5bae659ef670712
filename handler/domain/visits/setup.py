"""What is set for the visits of a site."""

from __future__ import annotations

from datetime import datetime, timedelta

from handler.domain.classes.quick import quick_dataclass


@quick_dataclass(frozen=True, slots=True)
class VisitSetup:
    """What counts when visits of a site are derived.

    Attributes
    ----------
    longest_stay : timedelta
        A vehicle that is not seen leaving within it is taken to have left unseen.
    turns_within : timedelta
        Where a camera does not tell the direction, a vehicle that is seen again within that time has turned its
        direction; after it, it comes in anew. So what was missed once does not turn every later visit around.
    absent_after : timedelta
        A vehicle on a spot that is not seen for so long has gone.
    removed_at : datetime or None
        Since when the site is gone, UTC.
    """

    longest_stay: timedelta = timedelta(days=30)
    turns_within: timedelta = timedelta(hours=24)
    absent_after: timedelta = timedelta(minutes=30)
    removed_at: datetime | None = None
