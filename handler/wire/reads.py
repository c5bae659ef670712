"""The wire: plates that were read, the texts they come from, and why each was taken or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field

from handler.domain.geometry import BoundingBox
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.logged import LoggedRead, LoggedText, ReadStatus, Source
from handler.domain.reading.acceptance import Refusal, RefusalCause
from handler.domain.reading.doubt import CharacterDoubt, character_doubts
from handler.domain.reading.verdict import Reason
from handler.domain.sites.camera import Movement
from handler.domain.text.detection import Level
from handler.domain.text.reader import Reader
from handler.wire.common import Confidence, Ratio, Wire

Side = Annotated[float, Field(gt=0, le=1)]


class BoundingBoxView(Wire):
    """A level box, in ratios of the picture's width and height."""

    left: float
    top: float
    width: Ratio
    height: Ratio

    @classmethod
    def of(cls, box: BoundingBox) -> BoundingBoxView:
        """Write a box as the API sends it."""
        return cls(left=box.left, top=box.top, width=box.width, height=box.height)


class BoxInput(Wire):
    """A part of a picture, in ratios of the upright picture's width and height; it lies in the picture."""

    left: Ratio
    top: Ratio
    width: Side
    height: Side

    def to_domain(self) -> BoundingBox:
        """Hand the box to the service in its own words."""
        return BoundingBox(self.left, self.top, self.width, self.height)


class PointView(Wire):
    """A corner, in ratios of the picture's width and height."""

    x: float
    y: float


class CandidateView(Wire):
    """A possible plate."""

    plate: str
    confidence: Confidence


class AlternativeView(Wire):
    """What may stand in a character's place."""

    character: str = Field(description="Empty when there may be none at this place.")
    confidence: Confidence


class CharacterView(Wire):
    """One character of a plate and the doubt about it."""

    character: str
    confidence: Confidence
    alternatives: list[AlternativeView] = Field(description="Likeliest first.")

    @classmethod
    def of(cls, doubt: CharacterDoubt) -> CharacterView:
        """Write a character's doubt as the API sends it."""
        return cls(
            character=doubt.character,
            confidence=doubt.confidence,
            alternatives=[AlternativeView(character=seen, confidence=share) for seen, share in doubt.alternatives],
        )


class RefusalView(Wire):
    """Why a read went to a person."""

    cause: RefusalCause = Field(
        description="`too_unsure`: below `confidence_needed`. `further_plate`: not of the photo's main vehicle, and "
        "others always go to a person. `every_read`: the settings send all of them. `not_read_again`: later rules, by "
        "which the photo was read anew, do not give it."
    )
    confidence_needed: Confidence | None = Field(description="Null where no confidence would have been enough.")

    @classmethod
    def of(cls, refusal: Refusal) -> RefusalView:
        """Write a refusal as the API sends it."""
        return cls(cause=refusal.cause, confidence_needed=refusal.confidence_needed)


class ColourView(Wire):
    """A colour of a plate or a vehicle as the machine saw it."""

    name: Colour
    probability: Confidence = Field(description="How likely it is right.")

    @classmethod
    def of(cls, told: ToldColour | None) -> ColourView | None:
        """Write a colour as the API sends it; None where none is told."""
        return cls(name=told.name, probability=told.probability) if told else None


class ReadView(Wire):
    """One plate that was read in a photo, by the machine or by a person."""

    read_id: str
    upload_id: str
    plate: str = Field(
        description="What the machine saw, or a person typed, whatever was decided later. A-Z and 0-9 only: Cyrillic "
        "and Greek letters are spelt as the Latin ones that they look like; Arabic, Thai, Chinese, Korean and other "
        "marks are left out, and stand in `raw_text`.",
        examples=["AB12CDE"],
    )
    source: Source = Field(
        description="Who read it. Of a person's read there is no confidence, no region and no candidate."
    )
    typed_by: str | None = Field(description="Id of the person who typed it; null for the machine's reads.")
    typed_by_email: str | None = Field(description="Confirmed. For operators; null for others, and when there is none.")
    is_doubted: bool = Field(description="Its uploader says that it is wrong, and nobody has decided since.")
    corrected_plate: str | None = Field(description="What a person read instead.")
    raw_text: str = Field(description="The text as it stood in the photo; empty for a person's read.")
    left_out_text: str = Field(
        description="What stands beside it and may belong to it, though it was not read with it: the read is held "
        "to a confidence of 0.89 for it. Empty where nothing does."
    )
    confidence: Confidence | None = Field(description="Of the machine; null for a person's read.")
    region: str | None = Field(description="Issuing jurisdiction, such as ro or us-ca; null when unknown.")
    region_confidence: Confidence | None = Field(
        description="How likely the region is right, given that the plate is; null when none is named, or when it "
        "was not kept."
    )
    corrected_region: str | None = Field(
        description="What a person said of the region: a code, or `unknown`; null where nobody did."
    )
    subdivision: str | None = Field(description="Code of the issuing office that the plate itself shows.")
    subdivision_confidence: Confidence | None = Field(
        description="How likely the office is right, given that the plate and the region are; null when none is named, "
        "or when it was not kept."
    )
    bounding_box: BoundingBoxView | None = Field(description="Null where a person did not say where the plate is.")
    polygon: list[PointView] = Field(description="Empty where there is no bounding_box.")
    candidates: list[CandidateView] = Field(description="Best first.")
    characters: list[CharacterView] = Field(description="How sure each character of the plate is.")
    plate_ground: ColourView | None = Field(
        description="The colour that the plate's characters stand on; null where it is not told, as by night."
    )
    plate_characters: ColourView | None = Field(description="The colour of its characters; null where it is not told.")
    vehicle_colour: ColourView | None = Field(
        description="The colour of the vehicle's bodywork; null where it is not told, as by night."
    )
    cut: Confidence = Field(
        description="How likely a character at an end of the plate was not seen. The read's confidence counts it, "
        "those of its characters do not."
    )
    status: ReadStatus
    refusal: RefusalView | None = Field(
        description="Why it was not accepted when it was read; null when it was, or when the reason was not kept."
    )
    version: int = Field(description="Goes up with each decision; name it when you make one.")
    created_at: datetime
    seen_at: datetime = Field(description="When the vehicle was there, as well as is known.")
    camera_id: str | None
    movement: Movement | None = Field(
        description="What the camera said of its direction, in what that means where it stands; null where nobody said."
    )
    reader: Reader | None = Field(
        description="What found its text in the photo: Amazon Rekognition, or the stack's own function; null for a "
        "person's read, and where it was not kept."
    )
    uploader: str = Field(description="Id of the person, or the camera, that brought the photo.")
    uploader_email: str | None = Field(description="Confirmed. For operators; null for others, and when there is none.")

    @classmethod
    def of(cls, read: LoggedRead, emails: Mapping[str, str] | None = None) -> ReadView:
        """Write a read as the API sends it, with the uploader's address if it is among the given ones."""
        doubts = character_doubts([(one.plate, one.confidence) for one in read.candidates], read.cut)
        return cls(
            read_id=read.read_id,
            upload_id=read.upload_id,
            plate=read.plate,
            source=read.source,
            typed_by=read.typed_by,
            typed_by_email=(emails or {}).get(read.typed_by or ""),
            is_doubted=read.doubted,
            corrected_plate=read.corrected_plate,
            raw_text=read.raw_text,
            left_out_text=read.left_out_text,
            confidence=read.confidence,
            region=read.region,
            region_confidence=read.region_confidence,
            corrected_region=read.corrected_region,
            subdivision=read.subdivision,
            subdivision_confidence=read.subdivision_confidence,
            bounding_box=BoundingBoxView.of(read.bounding_box) if read.bounding_box else None,
            polygon=[PointView(x=point.x, y=point.y) for point in read.polygon],
            candidates=[CandidateView(plate=one.plate, confidence=one.confidence) for one in read.candidates],
            characters=[CharacterView.of(doubt) for doubt in doubts],
            plate_ground=ColourView.of(read.colours.ground),
            plate_characters=ColourView.of(read.colours.characters),
            vehicle_colour=ColourView.of(read.colours.vehicle),
            cut=read.cut,
            status=read.status,
            refusal=RefusalView.of(read.refusal) if read.refusal else None,
            version=read.version,
            created_at=read.created_at,
            seen_at=read.seen_at,
            camera_id=read.camera_id,
            movement=read.movement,
            reader=read.reader,
            uploader=read.owner,
            uploader_email=(emails or {}).get(read.owner),
        )


class ReasonView(Wire):
    """Why a text was taken or refused."""

    code: Reason
    message: str = Field(description="For people.")


class TextView(Wire):
    """One text that was found in a photo, and what became of it."""

    text_id: int = Field(description="Unique in its photo.")
    parent_id: int | None = Field(description="The line that a word is in.")
    level: Level
    look: int = Field(ge=1, le=2, description="2 when it was found by the second, closer look.")
    text: str
    confidence: Confidence = Field(description="The text detection's own.")
    polygon: list[PointView]
    is_taken: bool
    reason: ReasonView
    read_id: str | None = Field(description="The read that it is a part of.")

    @classmethod
    def of(cls, logged: LoggedText) -> TextView:
        """Write a text box as the API sends it."""
        verdict, box = logged.verdict, logged.verdict.detection
        return cls(
            text_id=box.detection_id,
            parent_id=box.parent_id,
            level=box.level,
            look=verdict.look,
            text=box.text,
            confidence=box.confidence,
            polygon=[PointView(x=point.x, y=point.y) for point in box.polygon],
            is_taken=verdict.taken,
            reason=ReasonView(code=verdict.reason, message=verdict.reason.sentence),
            read_id=logged.read_id,
        )


class Explanation(Wire):
    """Why an upload's reads are these."""

    upload_id: str
    texts: list[TextView] = Field(description="All text that was found; empty until the upload is done.")

    @classmethod
    def of(cls, upload_id: str, texts: Sequence[LoggedText]) -> Explanation:
        """Write an explanation as the API sends it."""
        return cls(upload_id=upload_id, texts=[TextView.of(text) for text in texts])
