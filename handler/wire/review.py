"""The wire of operators: deciding on reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handler.domain.logged import EarlierReading, ReadStatus
from handler.domain.review import Decision, RejectReason, Review, ReviewRequest
from handler.service.ports.reads import QueueOrder
from handler.service.show_read import ShownRead
from handler.wire.common import Confidence, Wire
from handler.wire.holds import HoldView
from handler.wire.notes import NotedView
from handler.wire.reads import ReadView, TextView
from handler.wire.search import PlateText
from handler.wire.uploads import UploadView


class ReviewView(Wire):
    """One decision on a read."""

    decision: Decision = Field(
        description="`doubt`: its uploader said that it is wrong. `withdraw`: a typed plate was taken back."
    )
    reason: RejectReason | None
    by: str = Field(description="The reviewer's id.")
    by_email: str | None = Field(description="Confirmed. For operators; null for others, and when there is none.")
    at: datetime
    version: int = Field(description="Of the read, that it made.")
    status_before: ReadStatus
    status_after: ReadStatus
    corrected_plate_before: str | None
    corrected_plate_after: str | None
    corrected_region_before: str | None
    corrected_region_after: str | None

    @classmethod
    def of(cls, review: Review, emails: Mapping[str, str]) -> ReviewView:
        """Write a decision as the API sends it."""
        return cls(
            decision=review.decision,
            reason=review.reason,
            by=review.by,
            by_email=emails.get(review.by),
            at=review.at,
            version=review.version,
            status_before=review.before.status,
            status_after=review.after.status,
            corrected_plate_before=review.before.corrected_plate,
            corrected_plate_after=review.after.corrected_plate,
            corrected_region_before=review.before.corrected_region,
            corrected_region_after=review.after.corrected_region,
        )


class EarlierReadingView(Wire):
    """A read as it stood before later rules read its photo's text otherwise."""

    plate: str
    region: str | None
    confidence: Confidence | None
    status: ReadStatus
    reading_version: str | None = Field(description="Of the rules that it was read by; null where it was not kept.")
    replaced_at: datetime

    @classmethod
    def of(cls, earlier: EarlierReading) -> EarlierReadingView:
        """Write an earlier reading as the API sends it."""
        read = earlier.read
        return cls(
            plate=read.plate,
            region=read.region,
            confidence=read.confidence,
            status=read.status,
            reading_version=read.reading_version,
            replaced_at=earlier.replaced_at,
        )


class ReadDetail(Wire):
    """A read, its photo, the text in it, and what people decided."""

    read: ReadView
    upload: UploadView
    texts: list[TextView] = Field(description="All text that was found in the photo.")
    reviews: list[ReviewView] = Field(description="Oldest first.")
    reading_version: str | None = Field(
        description="Of the rules that it was read by; null of what a person typed, and where it was not kept."
    )
    earlier: list[EarlierReadingView] = Field(description="How it was read by earlier rules, oldest first.")
    detections_url: str | None = Field(
        description="For operators: presigned link that saves the raw answers of the text detection as a JSON file; "
        "works as long as the photo's links. Null for others, and until the photo was read."
    )

    hold: HoldView | None = Field(description="For operators: what holds the photo, or did. Null for others.")
    noted: NotedView | None = Field(
        description="For operators: what people note of the plate as it stands. Null for others, and once rejected."
    )

    @classmethod
    def of(cls, shown: ShownRead) -> ReadDetail:
        """Write all about a read as the API sends it."""
        return cls(
            read=ReadView.of(shown.read, shown.emails),
            upload=UploadView.of(shown.upload),
            texts=[TextView.of(text) for text in shown.texts],
            reviews=[ReviewView.of(review, shown.emails) for review in shown.reviews],
            reading_version=shown.read.reading_version,
            earlier=[EarlierReadingView.of(one) for one in shown.earlier],
            detections_url=shown.detections_url,
            hold=HoldView.of(shown.hold, shown.emails) if shown.hold else None,
            noted=NotedView.of(shown.noted) if shown.noted else None,
        )


class ReviewInput(Wire):
    """A decision on a read."""

    decision: Literal["confirm", "correct", "reject", "undo"]
    plate: PlateText | None = Field(default=None, description="Goes with `correct`: the plate as you read it.")
    region: Annotated[str, StringConstraints(pattern=r"^(unknown|[a-z]{2}(-[a-z0-9]{1,3})?)$")] | None = Field(
        default=None,
        description="May go with `correct`: whose plate it is, or `unknown`. The plate as it was read is confirmed.",
    )
    reason: RejectReason | None = Field(default=None, description="Goes with `reject`.")
    version: int = Field(ge=0, strict=True, description="Of the read as you saw it.")

    def to_domain(self) -> ReviewRequest:
        """Hand the request to the service in its own words."""
        return ReviewRequest(Decision(self.decision), self.plate, self.reason, self.version, self.region)


class LeaseRequest(Wire):
    """Which reads in doubt come next."""

    order: QueueOrder = QueueOrder.LEAST_SURE
    count: int = Field(
        default=3,
        ge=1,
        le=50,
        description="How many at most; what you hold already is among them, also what you skipped.",
    )


class LeasedReads(Wire):
    """Reads that are the caller's to decide on for a few minutes; empty when nothing is left."""

    reads: list[ReadDetail]
    lease_seconds: int = Field(description="How long nobody else gets them.")
