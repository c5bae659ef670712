"""Observations: what cameras saw."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handler.domain.logged import LoggedRead
from handler.service.parking.shared import Shared, SharedSighting
from handler.wire.apds.words import (
    Apds,
    ApdsMeta,
    ApdsReference,
    ApdsText,
    Instant,
    Known,
    apds_text,
    organisation_reference,
    place_reference,
)


class ApdsPoint(Apds):
    """Where something is, as GeoJSON has it: no place at all, since nobody says where cameras stand."""

    type: Literal["GeometryCollection"] = "GeometryCollection"
    geometries: list[None] = Field(default_factory=list, max_length=0)


class ApdsLocation(Apds):
    """Where a vehicle was seen."""

    observer_location: ApdsPoint
    observed_location_textual: list[ApdsText] = Field(description="The site's name and the camera's.")


class ApdsImage(Apds):
    """A photo."""

    id: str = Field(description="The upload's.")
    image_type: Literal["overview"]
    camera_id: str = Field(serialization_alias="cameraID")


class ApdsVehicle(Apds):
    """Whose plate it is, and the bodywork's colour."""

    country: str = Field(pattern="^[A-Z]{2}$")
    state_province: Known[str] = None
    color: Known[str] = None

    @classmethod
    def of(cls, read: LoggedRead | None) -> ApdsVehicle | None:
        """Write it as APDS has it; None where the country is not known, which APDS asks for."""
        region = read.current_region if read else None
        if read is None or region is None:
            return None
        country, _, state = region.upper().partition("-")
        colour = read.colours.vehicle
        return cls(country=country, state_province=state or None, color=colour.name.value if colour else None)


class ApdsConfidence(Apds):
    """How sure a plate is."""

    overall_confidence: float = Field(ge=0, le=1)


class ApdsObservation(Apds):
    """What a camera saw of one vehicle in one photo, as it stands."""

    id: str
    version: int = Field(ge=1)
    method: Literal["anpr"]
    type: Literal["licensePlate"]
    observed_credential_id: str = Field(description="The plate.")
    observation_start_time: Instant
    creation_date_time: Instant = Field(description="When the photo arrived.")
    location: ApdsLocation
    images: list[ApdsImage]
    element_ids: ApdsReference
    vehicle_ancillary_identification: Known[ApdsVehicle] = None
    observer_organisation: ApdsReference
    confidence: ApdsConfidence

    @classmethod
    def of(cls, shown: SharedSighting) -> ApdsObservation:
        """Write it as APDS has it."""
        seen, read = shown.sighting, shown.read
        where = f"{shown.site.setup.name}, {shown.camera}"
        return cls(
            id=seen.sighting_id,
            version=read.version + 1 if read else 1,
            method="anpr",
            type="licensePlate",
            observed_credential_id=seen.plate,
            observation_start_time=seen.taken_at,
            creation_date_time=seen.arrived_at,
            location=ApdsLocation(observer_location=ApdsPoint(), observed_location_textual=apds_text(where)),
            images=[ApdsImage(id=seen.sighting_id.rpartition("-")[0], image_type="overview", camera_id=seen.camera_id)],
            element_ids=place_reference(shown.site),
            vehicle_ancillary_identification=ApdsVehicle.of(read),
            observer_organisation=organisation_reference(shown.organisation),
            confidence=ApdsConfidence(overall_confidence=seen.candidates[0].confidence),
        )


class ApdsObservations(ApdsMeta):
    """A page of sightings. APDS puts its figures beside `data` here; they are in `meta`, too, as in other lists."""

    meta: ApdsMeta
    data: list[ApdsObservation]

    @classmethod
    def of_sightings(cls, page: Shared[SharedSighting]) -> ApdsObservations:
        """Write it as APDS has it."""
        meta = ApdsMeta.of(page)
        return cls(**meta.model_dump(by_alias=False), meta=meta, data=list(map(ApdsObservation.of, page.items)))
