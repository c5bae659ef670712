"""The photo of a camera that was read last, and for how long others join it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from handler.domain.classes.quick import quick_dataclass

REREAD_AFTER: Final = timedelta(hours=1)
"""A scene that does not change is read again after that: what was misread once is not misread for ever."""


@quick_dataclass(frozen=True, slots=True)
class Sighting:
    """What a camera saw when a photo of it was last read.

    Attributes
    ----------
    upload_id : str
        Of the photo that was read. Every further photo is compared with this one, so that a scene that changes little
        by little does not go on for ever.
    seen_at : datetime
        When that was taken, UTC.
    last_at : datetime
        When the last photo that joined it was taken: the time within which another joins counts from here.
    ends_at : datetime
        Until when it is kept, UTC.
    """

    camera_id: str
    upload_id: str
    seen_at: datetime
    last_at: datetime
    ends_at: datetime

    def is_near(self, taken_at: datetime, within: timedelta, now: datetime) -> bool:
        """Tell whether a photo may join it, as far as time tells.

        Parameters
        ----------
        taken_at : datetime
            When the photo was taken, UTC; photos may come in another order than they were taken in.
        within : timedelta
            How long after the last one another joins.
        now : datetime
            UTC. A device whose clock stands still does not make a sighting last.
        """
        is_early_enough = now < self.ends_at and taken_at - self.seen_at < REREAD_AFTER
        return is_early_enough and self.seen_at - within <= taken_at <= self.last_at + within
