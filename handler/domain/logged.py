"""What the log keeps of reads and texts: immutable results, and how they stand."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from handler.domain.candidate import Candidate
from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import BoundingBox, Point
from handler.domain.judging.colour import NO_COLOURS, Colours
from handler.domain.reading.acceptance import Refusal
from handler.domain.reading.verdict import Verdict
from handler.domain.text.reader import Reader

if TYPE_CHECKING:
    from handler.domain.sites.camera import Movement


_KEPT_DECIMALS: Final = 6


def as_kept(value: float) -> float:
    """Round a number to what the log keeps of it: digits beyond are noise."""
    return round(value, _KEPT_DECIMALS)


class ReadStatus(StrEnum):
    """Whether a read can be relied on, and what people said of it."""

    ACCEPTED = "accepted"
    NEEDS_REVIEW = "needs_review"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


REGION_SURE_FROM: Final = 0.95
"""Below this a region is told as a guess: other countries' plates look the same. A confidence, 0-1."""

UNKNOWN_REGION: Final = "unknown"
"""What a person says of a region that a read should not have."""


class Source(StrEnum):
    """Who read a plate."""

    MACHINE = "machine"
    PERSON = "person"


@quick_dataclass(frozen=True, slots=True)
class LoggedRead:
    """One immutable recognition result as the log keeps it, and its status; or what a person read.

    Attributes
    ----------
    read_id : str
        The upload's id, a hyphen, and the read's place (the foremost vehicle's first, then what people typed).
    confidence : float or None
        Of the machine, 0-1; None of what a person typed.
    subdivision : str or None
        The code of the issuing office that the plate itself shows.
    owner : str
        Whose upload it is in.
    seen_at : datetime
        When the vehicle was there, as well as is known, UTC.
    kept_until : datetime
        When it ends with its upload, UTC.
    bounding_box : BoundingBox or None
        None where a person typed a plate without saying where it is; then there is no polygon either.
    corrected_plate : str or None
        What a person read instead; `plate` stays what the machine saw, or what was typed.
    version : int
        Counts the reviews; an edit names the version it saw.
    cut : float
        Probability 0-1 that a character at an end of the plate was not seen; `confidence` counts it.
    region_confidence, subdivision_confidence : float or None
        Probability 0-1 that the region is right, given that the plate is, and that the office is, given both; None
        where none is named, or it was not kept.
    refusal : Refusal or None
        Why it went to a person when it was read; None when it did not, or it was not kept.
    corrected_region : str or None
        What a person said of the region; `UNKNOWN_REGION` when that nobody can tell.
    typed_by : str or None
        Who typed it; None of the machine's reads.
    doubted : bool
        Whether its uploader says that it is wrong, and nobody has decided since.
    colours : Colours
        As the machine saw them; none of reads that are older than that.
    movement : Movement or None
        Whether the vehicle was entering or leaving, by the camera's word for it; None where nobody said.
    alert_ids : tuple of str
        The alerts that it is in, or was until a person decided otherwise.
    is_held : bool
        Whether its upload is held, or was: its pictures lie elsewhere, too.
    is_protected : bool
        Whether its upload is held and was not released.
    reader : Reader or None
        Who found its text in the photo; None of what a person typed, and of reads that are older than that.
    reading_version : str or None
        Of the rules that it was read by; None of what a person typed, and where it was not kept.
    left_out_text : str
        What stands beside it and may be its own, though it was not read with it; empty where nothing does.
    """

    read_id: str
    upload_id: str
    plate: str
    raw_text: str
    confidence: float | None
    region: str | None
    subdivision: str | None
    bounding_box: BoundingBox | None
    polygon: tuple[Point, ...]
    candidates: tuple[Candidate, ...]
    status: ReadStatus
    version: int
    created_at: datetime
    owner: str
    camera_id: str | None
    seen_at: datetime
    kept_until: datetime
    corrected_plate: str | None = None
    cut: float = 0.0
    region_confidence: float | None = None
    subdivision_confidence: float | None = None
    refusal: Refusal | None = None
    corrected_region: str | None = None
    typed_by: str | None = None
    doubted: bool = False
    colours: Colours = NO_COLOURS
    movement: Movement | None = None
    alert_ids: tuple[str, ...] = ()
    is_held: bool = False
    is_protected: bool = False
    reader: Reader | None = None
    reading_version: str | None = None
    left_out_text: str = ""

    @property
    def current_plate(self) -> str | None:
        """The plate as it stands: a person's, else the machine's; none once the read was rejected."""
        return None if self.status is ReadStatus.REJECTED else self.corrected_plate or self.plate

    @property
    def current_region(self) -> str | None:
        """The region as it stands: a person's, else the machine's; None when unknown."""
        return None if self.corrected_region == UNKNOWN_REGION else self.corrected_region or self.region

    @property
    def source(self) -> Source:
        """Who read it."""
        return Source.PERSON if self.typed_by else Source.MACHINE


@quick_dataclass(frozen=True, slots=True)
class EarlierReading:
    """A read as it stood before later rules read it otherwise.

    Attributes
    ----------
    read : LoggedRead
    replaced_at : datetime
        UTC.
    """

    read: LoggedRead
    replaced_at: datetime


@quick_dataclass(frozen=True, slots=True)
class LoggedText:
    """One text box of a photo as the log keeps it, with what became of it.

    Attributes
    ----------
    verdict : Verdict
    read_id : str or None
        The read that it became a part of.
    """

    verdict: Verdict
    read_id: str | None
