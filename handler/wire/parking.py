"""The wire of parking: how many vehicles are at a site, how it goes just now, and charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.occupancy.charts import DayOfVehicles, StayStep
from handler.domain.occupancy.count import LONGEST_WHY, MOST_SPACES, Anchor, Tally
from handler.domain.occupancy.history import CountedHour
from handler.service.parking.show_charts import ShownCharts
from handler.service.parking.show_now import ShownNow, ShownSite
from handler.service.parking.show_occupancy import ShownCount, ShownOccupancy
from handler.wire.common import Day, Wire
from handler.wire.visits import EndView, VisitView

Text = Annotated[str, StringConstraints(max_length=400)]
"""Longer than what is taken, so that the domain's sentence is what people read."""


class AnchorView(Wire):
    """That the count was set."""

    at: datetime
    count: int
    by_email: str | None = Field(description="Null for the schedule, and for somebody who is gone.")
    is_by_schedule: bool
    why: str

    @classmethod
    def of(cls, anchor: Anchor, emails: Mapping[str, str]) -> AnchorView:
        """Write it as the API sends it."""
        email = emails.get(anchor.by or "")
        return cls(at=anchor.at, count=anchor.count, by_email=email, is_by_schedule=anchor.by is None, why=anchor.why)


class TallyView(Wire):
    """What passed a gate in some time."""

    entered: int
    left: int
    unread: int = Field(description="Photos in which no plate was read.")
    unmatched: int = Field(description="Ends of visits without their other one.")

    @classmethod
    def of(cls, tally: Tally) -> TallyView:
        """Write it as the API sends it."""
        return cls(entered=tally.entered, left=tally.left, unread=tally.unread, unmatched=tally.unmatched)


class CameraTallyView(TallyView):
    """What passed one camera: where much is unread or unmatched, it hangs badly."""

    camera_id: str
    camera_name: str | None


class HourTallyView(TallyView):
    """What passed all gates in an hour."""

    hour: datetime = Field(description="When it began by the site's clocks, written in UTC.")
    vehicles: int | None = Field(description="How many were there at its end; null where nobody knows.")

    @classmethod
    def counted(cls, hour: CountedHour) -> HourTallyView:
        """Write an hour as the API sends it."""
        return cls(**TallyView.of(hour.tally).model_dump(), hour=hour.at, vehicles=hour.vehicles)


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

    @classmethod
    def of(cls, shown: ShownCount) -> CountView:
        """Write a count as the API sends it."""
        count = shown.counted.count
        return cls(
            site_id=shown.site.site_id,
            site_name=shown.site.setup.name,
            time_zone=shown.site.setup.time_zone,
            vehicles=count.vehicles if count else None,
            plus_minus=count.plus_minus if count else 0,
            since=AnchorView.of(count.since, shown.emails) if count else None,
            spaces=shown.setup.spaces,
            next_reset_at=shown.next_reset_at,
        )


class OccupancyView(CountView):
    """The count with what it was made from."""

    tally: TallyView = Field(description="Since the count was set; of the last 48 hours while it never was.")
    cameras: list[CameraTallyView] = Field(description="The same by camera.")
    hours: list[HourTallyView] = Field(description="The last 48 hours, oldest first.")
    corrections: list[AnchorView] = Field(description="The last twenty by persons, of the last 31 days, newest first.")

    @classmethod
    def shown(cls, shown: ShownOccupancy) -> OccupancyView:
        """Write the count with what it was made from as the API sends it."""
        counted, emails = shown.now.counted, shown.now.emails
        return cls(
            **CountView.of(shown.now).model_dump(),
            tally=TallyView.of(counted.tally),
            cameras=[
                CameraTallyView(
                    **TallyView.of(tally).model_dump(), camera_id=camera_id, camera_name=shown.cameras.get(camera_id)
                )
                for camera_id, tally in sorted(counted.cameras.items())
            ],
            hours=[HourTallyView.counted(one) for one in shown.hours],
            corrections=[AnchorView.of(one, emails) for one in shown.corrections],
        )


class CountInput(Wire):
    """How many vehicles are there, by somebody who counted."""

    count: int = Field(ge=0, le=MOST_SPACES, strict=True)
    why: Text = Field(description=f"1 to {LONGEST_WHY} characters, such as: counted by hand.")


class SiteNowView(CountView):
    """A site just now."""

    inside: int = Field(description="Open visits, counted up to 1,000.")
    overstayed: int = Field(description="Of them those that are too long, counted up to 100.")
    questions: int = Field(description="Counted up to 100.")
    waiting_alerts: int = Field(description="Of the newest 100 alerts those at this site that nobody has looked at.")
    last: EndView | None = Field(description="The vehicle that was seen last, of the five that came last.")
    last_visit: VisitView | None
    cameras: int
    silent_cameras: int = Field(description="Those that have been silent for longer than is usual for them.")

    @classmethod
    def now(cls, shown: ShownSite) -> SiteNowView:
        """Write a site as the API sends it."""
        last = shown.last
        end = (last.exit or last.entry) if last else None
        return cls(
            **CountView.of(shown.count).model_dump(),
            inside=shown.inside,
            overstayed=shown.overstayed,
            questions=shown.questions,
            waiting_alerts=shown.waiting_alerts,
            last=EndView.of(end) if end else None,
            last_visit=VisitView.of(last) if last else None,
            cameras=shown.cameras,
            silent_cameras=shown.silent_cameras,
        )


class NowView(Wire):
    """How it goes just now."""

    at: datetime
    sites: list[SiteNowView] = Field(description="Those that are not removed, by name.")

    @classmethod
    def of(cls, shown: ShownNow) -> NowView:
        """Write it as the API sends it."""
        return cls(at=shown.at, sites=[SiteNowView.now(one) for one in shown.sites])


class ChartsQuery(Wire):
    """Which days, both included, by the site's clocks."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to", description="At most 31 days in all.")


class FlowView(Wire):
    """Arrivals and departures in an hour, at all gates."""

    at: datetime = Field(description="When the hour began by the site's clocks, written in UTC.")
    arrivals: int
    departures: int
    vehicles: int | None = Field(description="At its end; null where nobody knows.")

    @classmethod
    def of(cls, hour: CountedHour) -> FlowView:
        """Write an hour as the API sends it."""
        tally = hour.tally
        return cls(at=hour.at, arrivals=tally.entered, departures=tally.left, vehicles=hour.vehicles)


class StayView(Wire):
    """How many visits were so long."""

    up_to_minutes: int | None = Field(description="Null for all that were longer.")
    visits: int

    @classmethod
    def of(cls, step: StayStep) -> StayView:
        """Write a step as the API sends it."""
        return cls(up_to_minutes=step.up_to_minutes, visits=step.visits)


class DayView(Wire):
    """The vehicles that came on a day."""

    day: date
    vehicles: int = Field(description="Different plates.")
    returning: int = Field(description="Of them those that had come on an earlier one of these days.")

    @classmethod
    def of(cls, one: DayOfVehicles) -> DayView:
        """Write a day as the API sends it."""
        return cls(day=one.day, vehicles=one.vehicles, returning=one.returning)


class ChartsView(Wire):
    """Parking at a site over some days."""

    site_id: str
    time_zone: str
    hours: list[FlowView]
    stays: list[StayView]
    days: list[DayView]
    unique: int = Field(description="Different plates in all these days.")
    returning: int = Field(description="Of them those that came on more than one of these days.")
    is_complete: bool = Field(description="False where there were more visits than are looked at (10,000).")

    @classmethod
    def of(cls, shown: ShownCharts) -> ChartsView:
        """Write charts as the API sends them."""
        return cls(
            site_id=shown.site.site_id,
            time_zone=shown.site.setup.time_zone,
            hours=[FlowView.of(one) for one in shown.hours],
            stays=[StayView.of(one) for one in shown.stays],
            days=[DayView.of(one) for one in shown.vehicles.days],
            unique=shown.vehicles.unique,
            returning=shown.vehicles.returning,
            is_complete=shown.is_complete,
        )
