"""Places: sites, and how many vehicles are there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handler.domain.sites.site import Site
from handler.service.parking.shared import Shared, SharedOccupancy, SharedPlace
from handler.wire.apds.words import Apds, ApdsMeta, ApdsReference, ApdsText, Instant, Known, apds_text, place_reference

_FULL_PERCENT = 100.0


class ApdsSupply(Apds):
    """How many vehicles a place has room for."""

    supply_view_type: Literal["spaceView", "vehicleView"]
    supply_quantity: int


class ApdsDemandType(Apds):
    """How many vehicles are at a place."""

    count: int = Field(ge=0)
    percentage: Known[float] = Field(default=None, ge=0, le=_FULL_PERCENT, description="100 at most.")
    occupancy_calculation: Literal["counted", "derived", "expected", "verified"]
    record_date_time: Instant


class ApdsDemand(Apds):
    """How many vehicles are at a place, by one count."""

    timestamp: Instant
    demand_type: list[ApdsDemandType]


class ApdsElement(Apds):
    """The occupancy of a place."""

    element_id: ApdsReference
    demand_table: Known[list[ApdsDemand]] = Field(default=None, description="Left out while the count was never set.")
    supply: Known[list[ApdsSupply]] = Field(default=None, description="Left out while nobody said.")

    @classmethod
    def of(cls, site: Site, known: SharedOccupancy) -> ApdsElement:
        """Write it as APDS has it."""
        spaces, count = known.setup.spaces, known.count
        supply = [ApdsSupply(supply_view_type="spaceView", supply_quantity=spaces)] if spaces is not None else None
        if count is None:
            return cls(element_id=place_reference(site), supply=supply)
        demand = ApdsDemandType(
            count=count.vehicles,
            percentage=round(min(_FULL_PERCENT, 100 * count.vehicles / spaces), 1) if spaces else None,
            occupancy_calculation="counted",
            record_date_time=known.at,
        )
        return cls(
            element_id=place_reference(site),
            supply=supply,
            demand_table=[ApdsDemand(timestamp=known.at, demand_type=[demand])],
        )


class ApdsRecord(Apds):
    """Since when a place is known."""

    creation_time: Instant


class ApdsPlace(Apds):
    """A site."""

    id: str
    version: int = Field(ge=1)
    type: Literal["place"]
    name: list[ApdsText]
    layer: int = Field(ge=0)
    time_zone: str
    hierarchy_element_record: ApdsRecord
    hierarchy_element_reference: Known[ApdsElement] = Field(default=None, description="With `expand=occupancy` alone.")

    @classmethod
    def of(cls, shown: SharedPlace) -> ApdsPlace:
        """Write it as APDS has it."""
        site = shown.site
        return cls(
            id=site.site_id,
            version=site.version,
            type="place",
            name=apds_text(site.setup.name),
            layer=0,
            time_zone=site.setup.time_zone,
            hierarchy_element_record=ApdsRecord(creation_time=site.created_at),
            hierarchy_element_reference=ApdsElement.of(site, shown.occupancy) if shown.occupancy else None,
        )


class ApdsPlaces(Apds):
    """A page of sites."""

    meta: ApdsMeta
    data: list[ApdsPlace]

    @classmethod
    def of(cls, page: Shared[SharedPlace]) -> ApdsPlaces:
        """Write it as APDS has it."""
        return cls(meta=ApdsMeta.of(page), data=list(map(ApdsPlace.of, page.items)))
