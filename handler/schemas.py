"""The wire: what the HTTP API takes and gives. docs/openapi.json is made from these models."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)

from handler.domain.detection import Level
from handler.domain.doubt import CharacterDoubt, character_doubts
from handler.domain.explanation import Reason
from handler.domain.geometry import BoundingBox
from handler.domain.upload import MAX_SIZE_BYTES, Failure, LoggedRead, LoggedText, ObjectFacts, ReadStatus, UploadStatus
from handler.service.show_uploads import PhotoLinks, ShownUpload, UploadPage
from handler.service.start_upload import NewUpload, PromisedUpload

T = TypeVar("T", bound=date)
Ratio = Annotated[float, Field(ge=0, le=1)]
Confidence = Annotated[float, Field(ge=0, le=1, description="Probability that the text is right, 0 to 1.")]


FIRST_YEAR, LAST_YEAR = 1970, 9998
"""No vehicle was seen outside of these, and a day more or another zone's offset does not leave the calendar."""


def _text(value: object) -> object:
    if isinstance(value, int | float):
        raise ValueError("give a text such as 2026-05-04, not a number")  # noqa: TRY004 what pydantic reports
    return value


def _possible(value: T) -> T:
    if not FIRST_YEAR < value.year <= LAST_YEAR:
        raise ValueError(f"choose a year from {FIRST_YEAR + 1} to {LAST_YEAR}")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_text), AfterValidator(_possible)]
"""A time with its UTC offset."""

Day = Annotated[date, BeforeValidator(_text), AfterValidator(_possible)]
"""A day of the calendar."""

Cursor = Annotated[str, StringConstraints(max_length=1024)]


class Wire(BaseModel):
    """What every model of the wire has in common: nothing unknown is taken."""

    # An error's text may come into a log: it names the field, never what stood in it.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class UploadRequest(Wire):
    """A photo that the caller is about to send."""

    file_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)] = Field(
        description="Name for people; takes no part in where the photo is kept.", examples=["gate-2.jpg"]
    )
    content_type: Literal["image/jpeg", "image/png"]
    size_bytes: int = Field(ge=1, le=MAX_SIZE_BYTES, strict=True, description="Exact size of the file, in bytes.")
    captured_at: Moment | None = Field(default=None, description="When the photo was taken, with its UTC offset.")
    camera_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")] | None = None

    @field_validator("file_name")
    @classmethod
    def _plain_name(cls, name: str) -> str:
        if "/" in name or "\\" in name:
            raise ValueError("give the name without its folders; / and \\ are not allowed")
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
            raise ValueError("control characters are not allowed")
        return name

    def to_domain(self) -> NewUpload:
        """Hand the request to the service in its own words."""
        return NewUpload(self.file_name, self.content_type, self.size_bytes, self.captured_at, self.camera_id)


class PresignedPost(Wire):
    """Where and with what to POST the file: all fields in their order, then ``file`` as the last one."""

    url: str
    fields: dict[str, str]


class UploadPromise(Wire):
    """A place in the bucket that waits for one photo."""

    upload_id: str
    status: UploadStatus
    upload: PresignedPost
    expires_at: datetime = Field(description="Until when the photo may be sent.")

    @classmethod
    def of(cls, promised: PromisedUpload) -> UploadPromise:
        """Say a promise in the words of the wire."""
        return cls(
            upload_id=promised.upload.ref.upload_id,
            status=promised.upload.status,
            upload=PresignedPost(url=promised.post.url, fields=promised.post.fields),
            expires_at=promised.upload.promise_ends_at,
        )


class FailureView(Wire):
    """Why an upload failed and what to do about it."""

    code: str
    message: str

    @classmethod
    def of(cls, failure: Failure) -> FailureView:
        """Say a failure in the words of the wire."""
        return cls(code=failure.code, message=failure.message)


class ImageView(Wire):
    """The photo, to be shown. Sizes and all boxes are those of the upright picture."""

    url: str = Field(description="Presigned link to the photo as it was sent.")
    thumbnail_url: str = Field(description="Presigned link to a small JPEG of it.")
    width: int = Field(description="Pixels.")
    height: int = Field(description="Pixels.")
    expires_at: datetime = Field(description="Until when the links work; ask again for fresh ones.")

    @classmethod
    def of(cls, links: PhotoLinks) -> ImageView:
        """Say a photo's links in the words of the wire."""
        return cls(
            url=links.photo_url,
            thumbnail_url=links.thumbnail_url,
            width=links.image_size.width,
            height=links.image_size.height,
            expires_at=links.expire_at,
        )


class ObjectView(Wire):
    """What S3 recorded of the photo."""

    size_bytes: int
    content_type: str
    last_modified: datetime
    etag: str

    @classmethod
    def of(cls, facts: ObjectFacts) -> ObjectView:
        """Say an object's facts in the words of the wire."""
        return cls(
            size_bytes=facts.size_bytes,
            content_type=facts.content_type,
            last_modified=facts.last_modified,
            etag=facts.etag,
        )


class BoundingBoxView(Wire):
    """A level box, in ratios of the picture's width and height."""

    left: float
    top: float
    width: Ratio
    height: Ratio

    @classmethod
    def of(cls, box: BoundingBox) -> BoundingBoxView:
        """Say a box in the words of the wire."""
        return cls(left=box.left, top=box.top, width=box.width, height=box.height)


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
        """Say a character's doubt in the words of the wire."""
        return cls(
            character=doubt.character,
            confidence=doubt.confidence,
            alternatives=[AlternativeView(character=seen, confidence=share) for seen, share in doubt.alternatives],
        )


class ReadView(Wire):
    """One plate that was read in a photo."""

    read_id: str
    upload_id: str
    plate: str = Field(
        description="What the machine saw, whatever people decided later. A-Z and 0-9 only.", examples=["AB12CDE"]
    )
    corrected_plate: str | None = Field(description="What a person read instead.")
    raw_text: str = Field(description="The text as it stood in the photo.")
    confidence: Confidence
    region: str | None = Field(description="Issuing jurisdiction, such as ro or us-ca; null when unknown.")
    subdivision: str | None = Field(description="Code of the issuing office that the plate itself shows.")
    bounding_box: BoundingBoxView
    polygon: list[PointView]
    candidates: list[CandidateView] = Field(description="Best first.")
    characters: list[CharacterView] = Field(description="How sure each character of the plate is.")
    status: ReadStatus
    version: int = Field(description="Goes up with each decision; name it when you make one.")
    created_at: datetime
    seen_at: datetime = Field(description="When the vehicle was there, as well as is known.")
    camera_id: str | None
    uploader: str = Field(description="Id of the person who uploaded the photo.")
    uploader_email: str | None = Field(description="For operators; null for others, and when the person is gone.")

    @classmethod
    def of(cls, read: LoggedRead, emails: Mapping[str, str] | None = None) -> ReadView:
        """Say a read in the words of the wire, with the uploader's address if it is among the given ones."""
        doubts = character_doubts([(one.plate, one.confidence) for one in read.candidates])
        return cls(
            read_id=read.read_id,
            upload_id=read.upload_id,
            plate=read.plate,
            corrected_plate=read.corrected_plate,
            raw_text=read.raw_text,
            confidence=read.confidence,
            region=read.region,
            subdivision=read.subdivision,
            bounding_box=BoundingBoxView.of(read.bounding_box),
            polygon=[PointView(x=point.x, y=point.y) for point in read.polygon],
            candidates=[CandidateView(plate=one.plate, confidence=one.confidence) for one in read.candidates],
            characters=[CharacterView.of(doubt) for doubt in doubts],
            status=read.status,
            version=read.version,
            created_at=read.created_at,
            seen_at=read.seen_at,
            camera_id=read.camera_id,
            uploader=read.owner,
            uploader_email=(emails or {}).get(read.owner),
        )


class UploadView(Wire):
    """What became of one upload."""

    upload_id: str
    status: UploadStatus
    file_name: str
    content_type: str
    size_bytes: int = Field(description="As announced.")
    created_at: datetime
    captured_at: datetime | None
    camera_id: str | None
    failure: FailureView | None
    image: ImageView | None = Field(description="Null until the photo was found sound.")
    object: ObjectView | None = Field(description="Null until the photo arrived.")
    reads: list[ReadView] = Field(description="Surest first; empty when no plate was found or it is too early.")

    @classmethod
    def of(cls, shown: ShownUpload) -> UploadView:
        """Say an upload in the words of the wire."""
        upload = shown.upload
        return cls(
            upload_id=upload.ref.upload_id,
            status=upload.status,
            file_name=upload.file_name,
            content_type=upload.content_type,
            size_bytes=upload.size_bytes,
            created_at=upload.created_at,
            captured_at=upload.captured_at,
            camera_id=upload.camera_id,
            failure=FailureView.of(upload.failure) if upload.failure else None,
            image=ImageView.of(shown.links) if shown.links else None,
            object=ObjectView.of(upload.object_facts) if upload.object_facts else None,
            reads=[ReadView.of(read) for read in shown.reads],
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
        """Say a text box in the words of the wire."""
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
        """Say an explanation in the words of the wire."""
        return cls(upload_id=upload_id, texts=[TextView.of(text) for text in texts])


class UploadList(Wire):
    """One page of the caller's uploads, newest first."""

    uploads: list[UploadView]
    cursor: str | None = Field(description="Give it back for the next page; null on the last one.")

    @classmethod
    def of(cls, page: UploadPage) -> UploadList:
        """Say a page in the words of the wire."""
        return cls(uploads=[UploadView.of(shown) for shown in page.uploads], cursor=page.cursor)


class ListQuery(Wire):
    """Which page of the list."""

    limit: int = Field(default=20, ge=1, le=100, description="Uploads a page.")
    cursor: Cursor | None = Field(default=None, description="From the page before.")


class ErrorBody(Wire):
    """What went wrong."""

    code: str = Field(description="Stable, for programs.")
    message: str = Field(description="For people: what is wrong, and what to do.")
    request_id: str = Field(description="Names this request in the log.")


class ErrorAnswer(Wire):
    """Every error of the API."""

    error: ErrorBody


class GatewayAnswer(Wire):
    """What API Gateway says itself, before a function is called: a token it refuses, too many requests."""

    message: str
