"""What other parking systems ask for, and what they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.logged import LoggedRead
from handler.domain.lookups.purpose import Purpose
from handler.domain.occupancy.count import Count
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites.site import Site
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.sighting import Sighting
from handler.domain.visits.visit import Visit

PAGE_SIZE: Final = 500
"""Of the largest things that is half a megabyte; an answer may have six."""

LONGEST_OF_VISITS: Final = timedelta(days=31)
LONGEST_OF_SIGHTINGS: Final = timedelta(hours=6)
"""Of a gate that 50 vehicles a minute pass that is 18,000."""

MOST_AT_ONCE: Final = 5_000
"""Each page says how many there are in all, so that all of a time are looked at for each."""

T = TypeVar("T")


@quick_dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Attributes
    ----------
    site_ids : tuple of str
        None of them: all sites that are not removed.
    since, until : datetime
        When it began, UTC: then or later, and before then.
    ended_since, ended_until : datetime or None
        When it ended, UTC, likewise; what has not ended, or nobody knows when, is left out then.
    page : int
        From 1.
    purpose : Purpose or None
        Why.
    """

    site_ids: tuple[str, ...]
    since: datetime
    until: datetime
    ended_since: datetime | None = None
    ended_until: datetime | None = None
    page: int = 1
    purpose: Purpose | None = None

    def checked(self, longest: timedelta) -> Wanted:
        """Check the time.

        Raises
        ------
        InvalidRequest
            When it is none, or longer than may be asked for at once.
        """
        if self.until <= self.since:
            raise InvalidRequest("start_before: this is not after start_after. Give the time's end.")
        if self.until - self.since > longest:
            hours = longest // timedelta(hours=1)
            raise InvalidRequest(f"start_before: {hours} hours after start_after is the most. Ask for several times.")
        return self

    def holds(self, visit: Visit) -> bool:
        """Tell whether a visit of the time is meant: one whose beginning was seen, that ended when it was asked for."""
        if visit.entry is None:
            return False
        if self.ended_since is None and self.ended_until is None:
            return True
        ended = visit.ended_at
        is_after = ended is not None and (self.ended_since is None or ended >= self.ended_since)
        return is_after and (self.ended_until is None or (ended is not None and ended < self.ended_until))


@quick_dataclass(frozen=True, slots=True)
class Shared(Generic[T]):
    """A page of what was asked for.

    Attributes
    ----------
    at : datetime
        When it was looked at, UTC.
    offset : int
        Of the first one.
    total : int
        On all pages.
    """

    at: datetime
    offset: int
    total: int
    items: Sequence[T]


@quick_dataclass(frozen=True, slots=True)
class SharedPlace:
    """A site.

    Attributes
    ----------
    occupancy : SharedOccupancy or None
        Where it was asked for.
    """

    site: Site
    occupancy: SharedOccupancy | None


@quick_dataclass(frozen=True, slots=True)
class SharedOccupancy:
    """How many vehicles are at a site; None while the count was never set."""

    at: datetime
    setup: ParkingSetup
    count: Count | None


@quick_dataclass(frozen=True, slots=True)
class SharedVisit:
    """A visit that has a beginning.

    Attributes
    ----------
    began_at : datetime
        UTC.
    rules_version : int
        Of what is set at the site, from 1.
    organisation : str
        Who tells it.
    """

    kept: KeptVisit
    began_at: datetime
    site: Site
    rules_version: int
    organisation: str


@quick_dataclass(frozen=True, slots=True)
class SharedSighting:
    """What a camera saw, as it stands.

    Attributes
    ----------
    camera : str
        What people call it; its id where nobody does.
    read : LoggedRead or None
        None of a photo that was not read, as it repeats another one.
    organisation : str
        Who tells it.
    """

    sighting: Sighting
    site: Site
    camera: str
    read: LoggedRead | None
    organisation: str


def paged(found: Sequence[T], page: int, at: datetime) -> Shared[T]:
    """Cut a page out of all that was found; an empty one behind the last."""
    offset = (page - 1) * PAGE_SIZE
    return Shared(at, offset, len(found), found[offset : offset + PAGE_SIZE])


def check_number(number: int) -> None:
    """Check that so many are not too many; raises InvalidRequest where they are."""
    if number > MOST_AT_ONCE:
        raise InvalidRequest(f"start_before: there are more than {MOST_AT_ONCE:,} in this time. Ask for a shorter one.")
