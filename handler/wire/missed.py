"""The wire of plates that the machine missed: typing them, doubting its reads, looking at photos without any."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from handler.domain.typed_read import MOST_TYPED, TypedPlate
from handler.service.no_plate_queue import MOST_COUNTED, Judgement, LeasedPhotos, ShownNoPlate
from handler.service.ports.reads import PhotoOrder
from handler.service.review_reads import LEASE
from handler.wire.common import Wire
from handler.wire.reads import BoxInput, TextView
from handler.wire.search import PlateText
from handler.wire.uploads import UploadView


class TypedPlateInput(Wire):
    """A plate that a person sees in a photo. The same one, typed again, is kept once."""

    plate: PlateText = Field(
        description=f"As people type it; what cannot stand on a plate is refused. At most {MOST_TYPED} a photo."
    )
    bounding_box: BoxInput | None = Field(default=None, description="Where it is, if that was said.")

    def to_domain(self) -> TypedPlate:
        """Hand the plate to the service in its own words."""
        return TypedPlate(self.plate, self.bounding_box.to_domain() if self.bounding_box else None)


class VersionInput(Wire):
    """Of which state of a read something is said."""

    version: int = Field(ge=0, strict=True, description="Of the read as you saw it.")


class PhotoLeaseRequest(Wire):
    """Which photos without a plate come next."""

    order: PhotoOrder = PhotoOrder.OLDEST
    count: int = Field(default=3, ge=1, le=10, description="How many at most.")


class JudgementInput(Wire):
    """What an operator says of a photo without a plate."""

    decision: Judgement
    version: int = Field(ge=0, strict=True, description="Of the photo's state as you saw it.")


class NoPlateView(Wire):
    """A photo in which the machine found no plate, the text in it, and how it stands."""

    upload: UploadView
    texts: list[TextView] = Field(description="All text that was found in the photo, and why it is no plate.")
    version: int = Field(description="Goes up with each change; name it when you say something.")
    is_waiting: bool = Field(description="Nobody has typed a plate or said that there is none.")
    judged_by: str | None = Field(description="Id of the operator who said that there is no plate.")
    judged_by_email: str | None = Field(description="Confirmed; null when there is none.")
    judged_at: datetime | None
    uploader: str = Field(description="Id of the person who uploaded the photo.")
    uploader_email: str | None = Field(description="Confirmed; null when there is none.")

    @classmethod
    def of(cls, shown: ShownNoPlate) -> NoPlateView:
        """Write a photo without a plate as the API sends it."""
        no_plate, owner = shown.no_plate, shown.upload.upload.ref.owner
        return cls(
            upload=UploadView.of(shown.upload),
            texts=[TextView.of(text) for text in shown.texts],
            version=no_plate.version,
            is_waiting=no_plate.waits,
            judged_by=no_plate.judged_by,
            judged_by_email=shown.emails.get(no_plate.judged_by or ""),
            judged_at=no_plate.judged_at,
            uploader=owner,
            uploader_email=shown.emails.get(owner),
        )


class LeasedPhotosView(Wire):
    """Photos that are the caller's to look at for a few minutes; empty when nothing is left."""

    photos: list[NoPlateView]
    waiting: int = Field(description=f"How many wait in all, others' included; counted up to {MOST_COUNTED}.")
    lease_seconds: int = Field(description="How long nobody else gets them.")

    @classmethod
    def of(cls, leased: LeasedPhotos) -> LeasedPhotosView:
        """Write leased photos as the API sends it."""
        return cls(
            photos=[NoPlateView.of(one) for one in leased.photos],
            waiting=leased.waiting,
            lease_seconds=int(LEASE.total_seconds()),
        )
