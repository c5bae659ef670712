"""The wire: uploads. docs/openapi.json is made from these models and those beside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from handler.domain.budget.budget import Whose
from handler.domain.deletion import DeleteReason
from handler.domain.upload import MAX_SIZE_BYTES, Failure, ObjectFacts, UploadStatus
from handler.service.delete_upload import Deleted
from handler.service.show_uploads import PhotoLinks, ShownUpload, UploadPage
from handler.service.start_upload import NewUpload, PromisedUpload
from handler.wire.common import Cursor, Moment, Wire
from handler.wire.reads import ReadView
from handler.wire.said import SaidView


class UploadRequest(Wire):
    """A photo that the caller is about to send."""

    file_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)] = Field(
        description="Name for people; takes no part in where the photo is kept.", examples=["gate-2.jpg"]
    )
    content_type: Literal["image/jpeg", "image/png"]
    size_bytes: int = Field(ge=1, le=MAX_SIZE_BYTES, strict=True, description="Exact size of the file, in bytes.")
    captured_at: Moment | None = Field(default=None, description="When the photo was taken, with its UTC offset.")
    camera_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")] | None = Field(
        default=None, description="A registered camera may be named by operators and administrators only (403)."
    )

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
        """Write a promise as the API sends it."""
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
    correlation_id: str | None = Field(
        description="By it, operators of the stack find in its logs what was done with the photo."
    )

    @classmethod
    def of(cls, failure: Failure, correlation_id: str | None) -> FailureView:
        """Write a failure as the API sends it."""
        return cls(code=failure.code, message=failure.message, correlation_id=correlation_id)


class ImageView(Wire):
    """The photo, to be shown. Sizes and all boxes are those of the upright picture."""

    url: str = Field(description="Presigned link to the photo as it was sent.")
    thumbnail_url: str = Field(description="Presigned link to a small JPEG of it.")
    width: int = Field(description="Pixels.")
    height: int = Field(description="Pixels.")
    expires_at: datetime = Field(description="Until when the links work; ask again for fresh ones.")

    @classmethod
    def of(cls, links: PhotoLinks) -> ImageView:
        """Write a photo's links as the API sends it."""
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
    sha256: str | None = Field(
        description="Of the photo as it was sent, in hexadecimal digits; null until it was read, and of older photos."
    )

    @classmethod
    def of(cls, facts: ObjectFacts) -> ObjectView:
        """Write an object's facts as the API sends it."""
        return cls(
            size_bytes=facts.size_bytes,
            content_type=facts.content_type,
            last_modified=facts.last_modified,
            etag=facts.etag,
            sha256=facts.sha256,
        )


class WaitView(Wire):
    """Why a photo is not read yet: no DetectText call is left for it today."""

    budget: Whose = Field(
        description="Whose budget is used up: `stage`, that of all photos, or `camera`, that of its camera."
    )
    until: datetime = Field(
        description="When the next day's budget begins. Soon after that, or once administrators raise the budget, "
        "waiting photos are read, oldest first; nobody has to send them again."
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
    waits: WaitView | None = Field(description="While it is `waiting`; else null.")
    repeat_of: str | None = Field(
        description="The upload of its camera whose photo showed the same, so that this one was not read. "
        "`POST /uploads/{upload_id}/read` has it read all the same."
    )
    image: ImageView | None = Field(description="Null until the photo was found sound.")
    object: ObjectView | None = Field(description="Null until the photo arrived.")
    said: SaidView | None = Field(description="What a camera said that sent it by itself; null for people's photos.")
    reads: list[ReadView] = Field(
        description="The main vehicle's first, then what people typed; empty when no plate was found or too early."
    )

    @classmethod
    def of(cls, shown: ShownUpload) -> UploadView:
        """Write an upload as the API sends it."""
        upload = shown.upload
        wait = upload.wait if upload.status is UploadStatus.WAITING else None
        return cls(
            upload_id=upload.ref.upload_id,
            status=upload.status,
            file_name=upload.file_name,
            content_type=upload.content_type,
            size_bytes=upload.size_bytes,
            created_at=upload.created_at,
            captured_at=upload.captured_at,
            camera_id=upload.camera_id,
            failure=FailureView.of(upload.failure, upload.correlation_id) if upload.failure else None,
            waits=WaitView(budget=wait.whose, until=wait.until) if wait else None,
            repeat_of=upload.repeat_of,
            image=ImageView.of(shown.links) if shown.links else None,
            object=ObjectView.of(upload.object_facts) if upload.object_facts else None,
            said=SaidView.of(upload.said),
            reads=[ReadView.of(read) for read in shown.reads],
        )


class UploadList(Wire):
    """One page of the caller's uploads, newest first."""

    uploads: list[UploadView]
    cursor: str | None = Field(description="Give it back for the next page; null on the last one.")

    @classmethod
    def of(cls, page: UploadPage) -> UploadList:
        """Write a page as the API sends it."""
        return cls(uploads=[UploadView.of(shown) for shown in page.uploads], cursor=page.cursor)


class ListQuery(Wire):
    """Which page of the list."""

    limit: int = Field(default=20, ge=1, le=100, description="Uploads a page.")
    cursor: Cursor | None = Field(default=None, description="From the page before.")


class WatchQuery(Wire):
    """Which photos of a camera."""

    limit: int = Field(default=12, ge=1, le=50, description="Photos at most: the newest.")
    after: Moment | None = Field(default=None, description="Only photos that arrived later (`created_at`).")


class CameraPhotos(Wire):
    """Photos that a camera brought by itself, newest first."""

    photos: list[UploadView]

    @classmethod
    def of(cls, shown: Sequence[ShownUpload]) -> CameraPhotos:
        """Write some photos as the API sends them."""
        return cls(photos=[UploadView.of(one) for one in shown])


class DeleteRequest(Wire):
    """Why an upload is deleted."""

    reason: DeleteReason | None = Field(default=None, description="Only an operator has to give one.")


class ReceiptView(Wire):
    """What is left of a deleted upload."""

    upload_id: str
    deleted_at: datetime
    reason: DeleteReason
    read_count: int = Field(description="Reads that went with it.")
    is_complete: bool = Field(
        description="False where more photos had come by the promise than one request takes away: nobody finds any of "
        "them, and the rest is removed within an hour."
    )

    @classmethod
    def of(cls, deleted: Deleted) -> ReceiptView:
        """Write a receipt as the API sends it."""
        receipt = deleted.receipt
        return cls(
            upload_id=receipt.upload_id,
            deleted_at=receipt.at,
            reason=receipt.reason,
            read_count=receipt.read_count,
            is_complete=deleted.is_complete,
        )
