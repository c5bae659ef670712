"""The wire of parking: what is set at a site, how many vehicles are there, and how it goes just now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.occupancy.count import LONGEST_WHY, MOST_SPACES
from handler.domain.occupancy.setup import LONGEST_VISIT_DAYS
from handler.domain.visits.sighting import Side
from handler.wire.common import Day, Wire
from handler.wire.visits import EndView, VisitView

Id = Annotated[str, StringConstraints(max_length=64)]
Text = Annotated[str, StringConstraints(max_length=400)]
"""Longer than what is taken, so that the domain's sentence is what people read."""

_Minutes = Annotated[int, Field(ge=0, strict=True)]
_Days = Annotated[list[int], Field(max_length=7, description="0 is Monday.")]


class HoursModel(Wire):
    """A time of the week by the site's clocks."""

    days: _Days
    since_minute: int = Field(default=0, ge=0, le=1440, description="Of the day.")
    until_minute: int = Field(default=1440, ge=0, le=1440, description="Before since: of the next day.")


class ResetModel(Wire):
    """When the count is set anew by itself."""

    minute: int = Field(ge=0, le=1439, description="Of the day, by the site's clocks.")
    days: _Days
    count: int = Field(default=0, ge=0, le=MOST_SPACES)


class GateCameraModel(Wire):
    """A camera of a gate."""

    camera_id: Id
    side: Side | None = Field(default=None, description="Which end of the vehicles it sees.")


class GateModel(Wire):
    """A lane that several cameras look at."""

    name: Text
    cameras: list[GateCameraModel] = Field(max_length=8)


class ParkingModel(Wire):
    """How parking at a site is followed."""

    is_followed: bool = Field(strict=True, description="Whether visits are made from what its cameras see.")
    spaces: int | None = Field(ge=0, le=MOST_SPACES, strict=True, description="Null while nobody said.")
    free_minutes: _Minutes | None = Field(description="For vehicles without a permit; null for as long as they like.")
    longest_minutes: _Minutes | None = Field(description="For any vehicle; null for as long as it likes.")
    grace_minutes: _Minutes = Field(description="For the way in and out, beside either.")
    hours: list[HoursModel] = Field(max_length=20, description="When time counts; none: always.")
    longest_visit_days: int = Field(ge=1, le=LONGEST_VISIT_DAYS, strict=True)
    absent_minutes: int = Field(ge=1, le=10_080, strict=True)
    reset: ResetModel | None
    gates: list[GateModel] = Field(max_length=50)
    version: int = Field(ge=0, strict=True, description="Goes up with each change; name the one you saw.")


class ParkingInput(ParkingModel):
    """How parking at a site shall be followed."""


class ParkingView(ParkingModel):
    """How parking at a site is followed, and its name."""

    site_id: str
    site_name: str


class AnchorView(Wire):
    """That the count was set."""

    at: datetime
    count: int
    by_email: str | None = Field(description="Null for the schedule, and for somebody who is gone.")
    is_by_schedule: bool
    why: str


class TallyView(Wire):
    """What passed a gate in some time."""

    entered: int
    left: int
    unread: int = Field(description="Photos in which no plate was read.")
    unmatched: int = Field(description="Ends of visits without their other one.")


class CameraTallyView(TallyView):
    """What passed one camera: where much is unread or unmatched, it hangs badly."""

    camera_id: str
    camera_name: str | None


class HourTallyView(TallyView):
    """What passed all gates in an hour."""

    hour: datetime = Field(description="When it began, UTC.")
    vehicles: int | None = Field(description="How many were there at its end; null where nobody knows.")


class CountView(Wire):
    """How many vehicles are at a site, as well as is known."""

    site_id: str
    site_name: str
    time_zone: str
    vehicles: int | None = Field(description="Null while the count was never set.")
    plus_minus: int = Field(description="The right number is within so many of it, 95 times of 100.")
    since: AnchorView | None
    spaces: int | None
    next_reset_at: datetime | None


class OccupancyView(CountView):
    """The count with what it was made from."""

    tally: TallyView = Field(description="Since the count was set.")
    cameras: list[CameraTallyView] = Field(description="Since the count was set, by camera.")
    hours: list[HourTallyView] = Field(description="The last 48 hours, oldest first.")
    corrections: list[AnchorView] = Field(description="The last twenty, newest first.")


class CountInput(Wire):
    """How many vehicles are there, by somebody who counted."""

    count: int = Field(ge=0, le=MOST_SPACES, strict=True)
    why: Text = Field(description=f"1 to {LONGEST_WHY} characters, such as: counted by hand.")


class SiteNowView(CountView):
    """A site just now."""

    inside: int = Field(description="Open visits, counted up to 1,000.")
    overstayed: int = Field(description="Of them those that are too long, counted up to 100.")
    questions: int = Field(description="Counted up to 100.")
    waiting_alerts: int = Field(description="Alerts at this site that nobody has looked at, counted up to 100.")
    last: EndView | None = Field(description="The vehicle that was seen last.")
    last_visit: VisitView | None
    cameras: int
    silent_cameras: int = Field(description="Those that have been silent for longer than is usual for them.")


class NowView(Wire):
    """How it goes just now."""

    at: datetime
    sites: list[SiteNowView] = Field(description="Those that are not removed, by name.")


class ChartsQuery(Wire):
    """Which days, both included, by the site's clocks."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to", description="At most 31 days in all.")


class FlowView(Wire):
    """Arrivals and departures in an hour of the day, or of the week, by the site's clocks."""

    at: datetime = Field(description="When the hour began, UTC.")
    arrivals: int
    departures: int
    vehicles: int | None = Field(description="At its end; null where nobody knows.")


class StayView(Wire):
    """How many visits were so long."""

    up_to_minutes: int | None = Field(description="Null for all that were longer.")
    visits: int


class DayView(Wire):
    """The vehicles of a day."""

    day: date
    vehicles: int = Field(description="Different plates.")
    returning: int = Field(description="Of them those that had been there before, in the same range of days.")


class ChartsView(Wire):
    """Parking at a site over some days."""

    site_id: str
    time_zone: str
    hours: list[FlowView]
    stays: list[StayView]
    days: list[DayView]
    unique: int = Field(description="Different plates in all these days.")
    returning: int
    is_complete: bool = Field(description="False where there were more visits than are looked at (10,000).")
