"""Which reads are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.logged import LoggedRead, ReadStatus


class ReadOrder(StrEnum):
    """Which reads come first, by when the vehicle was there."""

    NEWEST = "newest"
    OLDEST = "oldest"


@quick_dataclass(frozen=True, slots=True)
class ReadFilter:
    """Conditions that a read has to meet, all of them; None asks for nothing.

    Attributes
    ----------
    region : str or None
        A country's code takes its subdivisions in.
    plate_ground, vehicle_colour : Colour or None
        As the machine told it; a read of which it was not told has none.
    least_confidence, most_confidence : float
        0-1, both included.
    since, until : datetime or None
        When the vehicle was there, UTC; `until` is not included.

    Raises
    ------
    InvalidRequest
        When the range of time or of confidence ends before it begins.
    """

    status: ReadStatus | None = None
    region: str | None = None
    camera_id: str | None = None
    uploader: str | None = None
    plate_ground: Colour | None = None
    vehicle_colour: Colour | None = None
    least_confidence: float = 0.0
    most_confidence: float = 1.0
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until <= self.since:
            raise InvalidRequest("to: the range ends before it begins. Choose a `to` that is later than `from`.")
        if self.most_confidence < self.least_confidence:
            raise InvalidRequest("most_confidence: it is below least_confidence. Swap the two.")

    def is_indexed(self, plate: str | None) -> bool:
        """Tell whether an index alone answers it, for one plate or for all: then no read is looked at in vain."""
        ranged = replace(self, since=None, until=None)
        by_status = plate is None or self.status is ReadStatus.REJECTED
        return ranged == ReadFilter() or (by_status and replace(ranged, status=None) == ReadFilter())

    def of_plate(self) -> Sequence[ReadFilter]:
        """Give what to ask for, one after the other, to find all reads of a plate: those that count, then the rejected.

        Returns
        -------
        Sequence of ReadFilter
            Only this one where it names a status.
        """
        return [self] if self.status else [self, replace(self, status=ReadStatus.REJECTED)]

    def asked(self) -> Mapping[str, str]:
        """Say in texts what is asked for, by the names of the wire; what is not is left out."""
        bounds = {"least_confidence": self.least_confidence, "most_confidence": self.most_confidence}
        whole = {"least_confidence": 0.0, "most_confidence": 1.0}
        said = {
            "status": self.status.value if self.status else None,
            "region": self.region,
            "camera_id": self.camera_id,
            "uploader": self.uploader,
            "plate_ground": self.plate_ground.value if self.plate_ground else None,
            "vehicle_colour": self.vehicle_colour.value if self.vehicle_colour else None,
            "from": self.since.isoformat() if self.since else None,
            "to": self.until.isoformat() if self.until else None,
            **{name: f"{bound:g}" for name, bound in bounds.items() if bound != whole[name]},
        }
        return {name: value for name, value in said.items() if value}

    def fits(self, read: LoggedRead) -> bool:
        """Tell whether a read meets all conditions."""
        return (
            self.status in (None, read.status)
            and (self.region is None or f"{read.current_region}-".startswith(f"{self.region}-"))
            and self.camera_id in (None, read.camera_id)
            and self.uploader in (None, read.owner)
            and self.plate_ground in (None, _name(read.colours.ground))
            and self.vehicle_colour in (None, _name(read.colours.vehicle))
            and self._fits_confidence(read.confidence)
            and (self.since is None or self.since <= read.seen_at)
            and (self.until is None or read.seen_at < self.until)
        )

    def _fits_confidence(self, confidence: float | None) -> bool:
        """Tell whether a confidence is in the range; none is, unless the range is all there is."""
        if confidence is None:
            return (self.least_confidence, self.most_confidence) == (0.0, 1.0)
        return self.least_confidence <= confidence <= self.most_confidence


def _name(told: ToldColour | None) -> Colour | None:
    return told.name if told else None
