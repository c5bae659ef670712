"""The wire of what a device said beside its photo."""

from __future__ import annotations

from pydantic import Field

from handler.domain.cameras.message import DialectName, Opinion
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.taken_at import DERIVED_SENTENCES, Derived
from handler.domain.characters import plate_characters
from handler.domain.sites.camera import Movement
from handler.wire.common import Ratio, Wire


class OpinionView(Wire):
    """What the device itself read: a second opinion, never the read."""

    plate: str = Field(description="As the device wrote it.")
    comparable_plate: str = Field(
        description="In A-Z and 0-9, as the plates of reads are; empty where nothing is left."
    )
    confidence: Ratio | None = Field(description="The device's own, as it says; null where it says none.")
    region: str | None = Field(description="As the device writes it.")

    @classmethod
    def of(cls, opinion: Opinion) -> OpinionView:
        """Write a second opinion as the API sends it."""
        return cls(
            plate=opinion.plate,
            comparable_plate=plate_characters(opinion.plate),
            confidence=opinion.confidence,
            region=opinion.region,
        )


class TakenAtView(Wire):
    """How it was found out when the photo was taken."""

    derived: Derived
    message: str = Field(description="For people.")


class SaidView(Wire):
    """What a camera that sent a photo by itself said beside it."""

    dialect: DialectName
    opinion: OpinionView | None = Field(description="Null where the device read nothing, or said nothing of it.")
    direction: str | None = Field(description="The device's own word.")
    movement: Movement | None = Field(
        description="What that word means where the camera stands; null where nobody said."
    )
    taken_at: TakenAtView
    is_retransmitted: bool = Field(description="The device had kept the photo, and sent it later.")

    @classmethod
    def of(cls, said: SaidBeside | None) -> SaidView | None:
        """Write what was said as the API sends it; None for photos that people brought."""
        if said is None:
            return None
        return cls(
            dialect=said.dialect,
            opinion=OpinionView.of(said.opinion) if said.opinion else None,
            direction=said.direction,
            movement=said.movement,
            taken_at=TakenAtView(derived=said.derived, message=DERIVED_SENTENCES[said.derived]),
            is_retransmitted=said.is_retransmitted,
        )
