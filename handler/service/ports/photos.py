"""What is stored of photos, what is looked up in them, and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import ImageSize
from handler.domain.reading.montage import Montage
from handler.domain.text.detection import Detection
from handler.domain.text.reader import Reader
from handler.domain.upload import ObjectFacts, Upload, UploadRef


@quick_dataclass(frozen=True, slots=True)
class Post:
    """A presigned POST: the address, and the form fields that go before the file."""

    url: str
    fields: dict[str, str]


class ReadingStarter(Protocol):
    """Starts the reading of a photo, as its arrival does."""

    def start(self, ref: UploadRef, version_id: str | None) -> None:
        """Ask for a version of a photo to be read, or for the present one; it will be, some time soon."""


@quick_dataclass(frozen=True, slots=True)
class Arrival:
    """A version of an object: its key, the upload it is for unless it is none of ours, and since when, UTC."""

    key: str
    ref: UploadRef | None
    at: datetime
    version_id: str | None = None


@quick_dataclass(frozen=True, slots=True)
class PhotoKeys:
    """A part of the bucket: photos whose keys come after one, up to another, or up to the end."""

    after: str = ""
    upto: str | None = None

    def __contains__(self, ref: UploadRef) -> bool:
        """Tell whether an upload's photo lies in this part."""
        return self.after < ref.photo_key and not self.ends_before(ref)

    def ends_before(self, ref: UploadRef) -> bool:
        """Tell whether an upload's photo comes after this part."""
        return self.upto is not None and ref.photo_key > self.upto


EVERY_KEY: Final = PhotoKeys()


class StoredPhoto(Protocol):
    """A photo in the bucket, whose bytes come when asked for; or one at hand, which is still on its way there."""

    @property
    def is_at_hand(self) -> bool:
        """Whether its bytes are here, and are what was announced."""

    @property
    def facts(self) -> ObjectFacts:
        """What S3 says of it; of one on its way once it is there: raises RetryLater when it does not get there."""

    def read(self) -> bytes:
        """Fetch the bytes."""


class PhotoStore(Protocol):
    """The bucket."""

    def promise(self, ref: UploadRef, content_type: str, size_bytes: int, lifetime: timedelta) -> Post:
        """Sign a POST for exactly this key, type and size."""

    def open(self, ref: UploadRef, version_id: str | None) -> StoredPhoto:
        """Find the photo; raises BadPhoto ``photo_missing`` when it is gone."""

    def save_thumbnail(self, ref: UploadRef, jpeg: bytes) -> None:
        """Keep the small picture."""

    def save_shown_copy(self, ref: UploadRef, photo: bytes, content_type: str) -> None:
        """Keep the photo as people see it."""

    def save_detections(self, ref: UploadRef, response: Mapping[str, object]) -> None:
        """Keep what the text detection answered."""

    def load_detections(self, ref: UploadRef) -> Mapping[str, object] | None:
        """Get what an earlier attempt kept; None when there is nothing."""

    def arrivals(self, since: datetime | None, after: str) -> Iterator[Arrival]:
        """List the photos that arrived since a moment, or all; every version of them, by their keys after one."""

    def derived(self, since: datetime | None, keys: PhotoKeys) -> Iterator[Arrival]:
        """List what was made of a part of the photos since a moment, or all of it; in no order."""

    def versions_of(self, ref: UploadRef) -> Iterable[Arrival]:
        """List the versions of one photo, newest first."""

    def remove(self, ref: UploadRef) -> bool:
        """Delete the photo and what was made of it, every version, as many as one call may.

        Gives whether that was all.
        """

    def remove_versions(self, some: Sequence[Arrival]) -> None:
        """Delete some versions of objects."""

    def photo_link(self, upload: Upload, lifetime: timedelta) -> str:
        """Sign a GET for the photo that was read, without its metadata."""

    def thumbnail_link(self, ref: UploadRef, lifetime: timedelta, *, is_held: bool = False) -> str:
        """Sign a GET for the small picture."""

    def detections_link(self, ref: UploadRef, lifetime: timedelta, *, is_held: bool = False) -> str:
        """Sign a GET that saves what the text detection answered as a file."""


@quick_dataclass(frozen=True, slots=True)
class Inspection:
    """A photo that was found sound.

    Attributes
    ----------
    image_size : ImageSize
        Upright, in pixels.
    thumbnail_jpeg : callable
        Makes a small picture of it; what is left of the work on the photo, and may be done beside other work.
    shown_copy : bytes or None
        The photo without its metadata; None when it carries none.
    stood_up_jpeg : bytes or None
        The photo as it is shown, where the text detection would read it as it lies; None where both are the same.
    """

    image_size: ImageSize
    thumbnail_jpeg: Callable[[], bytes]
    shown_copy: bytes | None
    stood_up_jpeg: bytes | None = None


@quick_dataclass(frozen=True, slots=True)
class TurnedPhoto:
    """A photo that was turned by 180 degrees: a JPEG that the text detection takes, and its size in pixels."""

    jpeg: bytes
    size: ImageSize


class PhotoInspector(Protocol):
    """Looks into a photo's bytes."""

    def inspect(self, body: bytes, content_type: str) -> Inspection:
        """Check that the bytes are the promised picture; raises BadPhoto when not."""

    def turned_over(self, body: bytes) -> TurnedPhoto:
        """Turn a sound photo by 180 degrees from how it is shown."""


class MontageMaker(Protocol):
    """Makes the picture of a second look."""

    def render(self, body: bytes, montage: Montage) -> bytes:
        """Cut the tiles out of a photo's bytes; gives a JPEG; raises BadPhoto when the bytes cannot be decoded."""


class PictureReader(Protocol):
    """Finds text in pictures that are sent along."""

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Ask for the text in a JPEG or PNG; gives the raw answer; raises BadPhoto or RetryLater."""

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn a raw answer into text boxes."""


class TextDetector(PictureReader, Protocol):
    """Finds text in photos."""

    @property
    def reader(self) -> Reader:
        """Who it is."""

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        """Ask for the text in a photo of the bucket; gives the raw answer; raises BadPhoto or RetryLater."""
