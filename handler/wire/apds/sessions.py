"""Sessions: visits whose beginning was seen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handler.domain.visits.visit import ENDING_SENTENCES, NOTE_SENTENCES, Ending, Note, Visit
from handler.service.parking.shared import Shared, SharedVisit
from handler.wire.apds.words import (
    Apds,
    ApdsIdentifier,
    ApdsMeta,
    ApdsReference,
    ApdsText,
    Instant,
    Known,
    apds_text,
    organisation_reference,
    place_reference,
)

_ENDS_UNSEEN = frozenset(Ending) - {Ending.SEEN}


class ApdsCredential(Apds):
    """A plate."""

    type: Literal["licensePlate"]
    credential_assigned_type: Literal["vehicle"]
    identifier: ApdsIdentifier


class ApdsSegment(Apds):
    """A part of a session: here there is one, the whole."""

    id: str
    version: int = Field(ge=1)
    actual_start: Instant
    actual_end: Known[Instant] = None
    assigned_right: ApdsReference = Field(description="The rules of the site. They cannot be fetched by it.")
    validation_type: list[Literal["licensePlate"]]
    notes: Known[list[ApdsText]] = Field(default=None, description="How it ended unseen, and what else is odd.")


class ApdsSession(Apds):
    """A visit."""

    id: str
    version: int = Field(ge=1)
    actual_start: Instant
    actual_end: Known[Instant] = Field(default=None, description="Left out while it is open, and where nobody knows.")
    initiator: ApdsReference
    hierarchy_element: ApdsReference
    identified_credentials: list[ApdsCredential]
    segments: list[ApdsSegment]

    @classmethod
    def of(cls, shown: SharedVisit) -> ApdsSession:
        """Write it as APDS has it."""
        visit, version = shown.kept.visit, shown.kept.version
        rules = ApdsReference(id=f"{visit.site_id}-rules", version=shown.rules_version, class_name="AssignedRight")
        segment = ApdsSegment(
            id=f"{visit.visit_id}-1",
            version=version,
            actual_start=shown.began_at,
            actual_end=visit.ended_at,
            assigned_right=rules,
            validation_type=["licensePlate"],
            notes=_notes(visit),
        )
        return cls(
            id=visit.visit_id,
            version=version,
            actual_start=shown.began_at,
            actual_end=visit.ended_at,
            initiator=organisation_reference(shown.organisation),
            hierarchy_element=place_reference(shown.site),
            identified_credentials=[
                ApdsCredential(
                    type="licensePlate",
                    credential_assigned_type="vehicle",
                    identifier=ApdsIdentifier(id=visit.plate, class_name="LicensePlate"),
                )
            ],
            segments=[segment],
        )


class ApdsSessions(Apds):
    """A page of visits."""

    meta: ApdsMeta
    data: list[ApdsSession]

    @classmethod
    def of(cls, page: Shared[SharedVisit]) -> ApdsSessions:
        """Write it as APDS has it."""
        return cls(meta=ApdsMeta.of(page), data=list(map(ApdsSession.of, page.items)))


def _notes(visit: Visit) -> list[ApdsText] | None:
    ending = [ENDING_SENTENCES[visit.ending]] if visit.ending in _ENDS_UNSEEN else []
    said = [*ending, *(NOTE_SENTENCES[one] for one in Note if one in visit.notes)]
    return apds_text(" ".join(said)) if said else None
