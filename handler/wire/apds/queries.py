"""What other parking systems ask for: parameters as APDS names them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, TypeVar

from pydantic import Field, StringConstraints

from handler.domain.lookups.purpose import LONGEST_REASON, LONGEST_REFERENCE, Purpose, purpose_of
from handler.service.parking.shared import LONGEST_OF_SIGHTINGS, LONGEST_OF_VISITS, Wanted
from handler.wire.common import Wire

_LAST_MOMENT: Final = int(datetime(9998, 12, 31, tzinfo=UTC).timestamp())
_ALL, _OCCUPANCY = "all", "occupancy"

T = TypeVar("T")

Seconds = Annotated[int, Field(ge=0, le=_LAST_MOMENT)]
Text = Annotated[str, StringConstraints(max_length=1000)]
Expand = Annotated[Text, Field(description="What else is wanted, with commas: `all`, or `occupancy`.")]
Page = Annotated[int, Field(ge=1, le=10_000, description="From 1.")]


class ApdsPlaceQuery(Wire):
    """What of a site."""

    expand: Expand = ""

    @property
    def with_occupancy(self) -> bool:
        """Whether its occupancy is wanted: counting costs some requests of the database a site."""
        return not {_ALL, _OCCUPANCY}.isdisjoint(named(self.expand))


class ApdsPlacesQuery(ApdsPlaceQuery):
    """Which sites."""

    page: Page = 1


class ApdsWhy(Wire):
    """Why plates are looked up. No plate belongs in it, as it stands in an address."""

    purpose: Text | None = Field(
        default=None, description=f"Why, in at most {LONGEST_REASON} characters, without a plate; kept in the audit."
    )
    reference: Text | None = Field(
        default=None, description=f"The number of a case or contract, at most {LONGEST_REFERENCE} characters."
    )

    def stated(self) -> Purpose | None:
        """Hand it to the service in its own words; None for none."""
        return purpose_of(self.purpose, self.reference) if self.purpose is not None else None


class ApdsQuery(ApdsWhy):
    """One visit or sighting."""

    expand: Text = Field(default="", description="Taken, and changes nothing: all that is known is told.")


class ApdsTimeQuery(ApdsQuery):
    """Which of them: places, and when it began, in seconds since 1970."""

    place: Text = Field(default="", description="Sites' ids, with commas between; none for all.")
    start_after: Seconds | None = Field(default=None, description="Began then or later.")
    start_before: Seconds | None = Field(default=None, description="Began before then; now without it.")
    page: Page = 1

    def span(self, now: datetime, usual: timedelta) -> tuple[datetime, datetime]:
        """Give the time; where its beginning is not said, a usual one before its end."""
        until = moment(self.start_before) or now
        return moment(self.start_after) or until - usual, until


class ApdsObservationsQuery(ApdsTimeQuery):
    """Which sightings."""

    def wanted(self, now: datetime) -> Wanted:
        """Say it in the service's own words."""
        since, until = self.span(now, LONGEST_OF_SIGHTINGS)
        return Wanted(named(self.place), since, until, page=self.page, purpose=self.stated())


class ApdsSessionsQuery(ApdsTimeQuery):
    """Which visits."""

    end_after: Seconds | None = Field(default=None, description="Ended then or later; open ones are left out.")
    end_before: Seconds | None = Field(default=None, description="Ended before then; open ones are left out.")

    def wanted(self, now: datetime) -> Wanted:
        """Say it in the service's own words."""
        since, until = self.span(now, LONGEST_OF_VISITS)
        ended = moment(self.end_after), moment(self.end_before)
        return Wanted(named(self.place), since, until, *ended, page=self.page, purpose=self.stated())


def named(text: str) -> tuple[str, ...]:
    """Take names apart that have commas between them."""
    return tuple(one for one in (part.strip() for part in text.split(",")) if one)


def moment(seconds: int | None) -> datetime | None:
    """Make a time of seconds since 1970; None of none."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
