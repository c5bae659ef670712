"""The wire of what is set for parking at a site."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.lists.entry import Hours
from handler.domain.occupancy.count import MOST_SPACES
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.occupancy.setup import LONGEST_ABSENCE_MINUTES, LONGEST_VISIT_DAYS, Gate, GateCamera, ParkingSetup
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.sighting import Side
from handler.service.parking.change_parking import ShownParking
from handler.wire.common import Wire

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

    @classmethod
    def of(cls, hours: Hours) -> HoursModel:
        """Write it as the API sends it."""
        return cls(days=sorted(hours.days), since_minute=hours.since_minute, until_minute=hours.until_minute)

    def to_domain(self) -> Hours:
        """Hand it to the service in its own words."""
        return Hours(frozenset(self.days), self.since_minute, self.until_minute)


class ResetModel(Wire):
    """When the count is set anew by itself."""

    minute: int = Field(ge=0, le=1439, description="Of the day, by the site's clocks.")
    days: _Days
    count: int = Field(default=0, ge=0, le=MOST_SPACES)

    @classmethod
    def of(cls, reset: ResetSchedule) -> ResetModel:
        """Write it as the API sends it."""
        return cls(minute=reset.minute, days=sorted(reset.days), count=reset.count)

    def to_domain(self) -> ResetSchedule:
        """Hand it to the service in its own words."""
        return ResetSchedule(self.minute, frozenset(self.days), self.count)


class GateCameraModel(Wire):
    """A camera of a gate."""

    camera_id: Id
    side: Side | None = Field(default=None, description="Which end of the vehicles it sees.")


class GateModel(Wire):
    """A lane that several cameras look at."""

    name: Text
    cameras: list[GateCameraModel] = Field(max_length=20, description="Two to eight of the site's.")

    @classmethod
    def of(cls, gate: Gate) -> GateModel:
        """Write it as the API sends it."""
        cameras = [GateCameraModel(camera_id=one.camera_id, side=one.side) for one in gate.cameras]
        return cls(name=gate.name, cameras=cameras)

    def to_domain(self) -> Gate:
        """Hand it to the service in its own words."""
        return Gate(self.name, tuple(GateCamera(one.camera_id, one.side) for one in self.cameras))


class ParkingModel(Wire):
    """How parking at a site is followed."""

    is_followed: bool = Field(strict=True, description="Whether visits are made from what its cameras see.")
    spaces: int | None = Field(ge=0, le=MOST_SPACES, strict=True, description="Null while nobody said.")
    free_minutes: _Minutes | None = Field(description="For vehicles without a permit; null for as long as they like.")
    longest_minutes: _Minutes | None = Field(description="For any vehicle; null for as long as it likes.")
    grace_minutes: _Minutes = Field(description="For the way in and out, beside either.")
    hours: list[HoursModel] = Field(max_length=20, description="When time counts; none: always.")
    longest_visit_days: int = Field(ge=1, le=LONGEST_VISIT_DAYS, strict=True)
    absent_minutes: int = Field(ge=1, le=LONGEST_ABSENCE_MINUTES, strict=True)
    reset: ResetModel | None
    gates: list[GateModel] = Field(
        max_length=100, description="At most 50; a camera that looks at one alone needs none."
    )
    version: int = Field(ge=0, strict=True, description="Goes up with each change; name the one you saw.")


class ParkingInput(ParkingModel):
    """How parking at a site shall be followed."""

    def to_domain(self) -> ParkingSetup:
        """Hand it to the service in its own words."""
        hours = tuple(one.to_domain() for one in self.hours)
        return ParkingSetup(
            self.is_followed,
            self.spaces,
            SiteRules(self.free_minutes, self.longest_minutes, self.grace_minutes, hours),
            self.longest_visit_days,
            self.absent_minutes,
            self.reset.to_domain() if self.reset else None,
            tuple(one.to_domain() for one in self.gates),
            self.version,
        )


class ParkingView(ParkingModel):
    """How parking at a site is followed, and its name."""

    site_id: str
    site_name: str

    @classmethod
    def of(cls, shown: ShownParking) -> ParkingView:
        """Write what is set as the API sends it."""
        setup, rules = shown.setup, shown.setup.rules
        return cls(
            site_id=shown.site.site_id,
            site_name=shown.site.setup.name,
            is_followed=setup.is_followed,
            spaces=setup.spaces,
            free_minutes=rules.free_minutes,
            longest_minutes=rules.longest_minutes,
            grace_minutes=rules.grace_minutes,
            hours=[HoursModel.of(one) for one in rules.hours],
            longest_visit_days=setup.longest_visit_days,
            absent_minutes=setup.absent_minutes,
            reset=ResetModel.of(setup.reset) if setup.reset else None,
            gates=[GateModel.of(one) for one in setup.gates],
            version=setup.version,
        )
