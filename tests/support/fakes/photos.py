"""Stored photos, and what looks into them, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from handler.domain.errors import BadPhoto, PlatebookError
from handler.domain.geometry import Frame, ImageSize
from handler.domain.judging.ground import GREYS, ColourLine, GreyLine
from handler.domain.reading.montage import Montage
from handler.domain.upload import (
    ObjectFacts,
    Upload,
    UploadRef,
)
from handler.service.ports.photos import EVERY_KEY, Arrival, Inspection, PhotoKeys, Post, TurnedPhoto
from tests.support.fakes.world import START

PHOTO = b"the bytes of a photo"
TURNED = b"the photo turned over"


@dataclass
class RecordingStarter:
    """Only remembers what was asked for."""

    started: list[UploadRef] = field(default_factory=list)
    versions: list[str | None] = field(default_factory=list)

    def start(self, ref: UploadRef, version_id: str | None) -> None:
        self.started.append(ref)
        self.versions.append(version_id)


@dataclass(frozen=True)
class MemoryPhoto:
    """A photo of the memory store."""

    is_at_hand: ClassVar[bool] = False

    facts: ObjectFacts
    body: bytes

    def read(self) -> bytes:
        return self.body


@dataclass
class MemoryPhotoStore:
    """The bucket as dictionaries by key."""

    photos: dict[str, MemoryPhoto] = field(default_factory=dict)
    versions: dict[str, list[MemoryPhoto]] = field(default_factory=dict)
    most_removed_a_call: int = 100
    thumbnails: dict[str, bytes] = field(default_factory=dict)
    shown: dict[str, bytes] = field(default_factory=dict)
    detections: dict[str, Mapping[str, object]] = field(default_factory=dict)
    made_at: datetime = START
    held: set[str] = field(default_factory=set)

    def put(self, ref: UploadRef, body: bytes = PHOTO, content_type: str = "image/jpeg", at: datetime = START) -> None:
        others = self.versions.setdefault(ref.photo_key, [])
        number = len(others) + 1
        facts = ObjectFacts(len(body), content_type, at, f"{number:032x}", f"version-{number}")
        others.insert(0, MemoryPhoto(facts, body))
        self.photos[ref.photo_key] = others[0]

    def promise(self, ref: UploadRef, content_type: str, size_bytes: int, lifetime: timedelta) -> Post:
        return Post("https://bucket.example", {"key": ref.photo_key, "Content-Type": content_type})

    def open(self, ref: UploadRef, version_id: str | None) -> MemoryPhoto:
        if ref.photo_key not in self.photos:
            raise BadPhoto("photo_missing")
        named = (one for one in self.versions[ref.photo_key] if one.facts.version_id == version_id)
        return next(named, self.photos[ref.photo_key])

    def save_thumbnail(self, ref: UploadRef, jpeg: bytes) -> None:
        self.thumbnails[ref.thumbnail_key] = jpeg

    def save_shown_copy(self, ref: UploadRef, photo: bytes, content_type: str) -> None:
        self.shown[ref.shown_key] = photo

    def save_detections(self, ref: UploadRef, response: Mapping[str, object]) -> None:
        self.detections[ref.detections_key] = response

    def load_detections(self, ref: UploadRef) -> Mapping[str, object] | None:
        return self.detections.get(ref.detections_key)

    def arrivals(self, since: datetime | None, after: str = "") -> Iterator[Arrival]:
        for key, photo in sorted(self.photos.items()):
            for one in self.versions.get(key, [photo]):
                if key > after and (since is None or one.facts.last_modified >= since):
                    yield Arrival(key, UploadRef.from_key(key), one.facts.last_modified, one.facts.version_id)

    def derived(self, since: datetime | None, keys: PhotoKeys = EVERY_KEY) -> Iterator[Arrival]:
        for key in [*self.shown, *self.thumbnails, *self.detections]:
            ref = UploadRef.from_derived_key(key)
            if ref is None or ref in keys:
                yield Arrival(key, ref, self.made_at, "1")

    def versions_of(self, ref: UploadRef) -> list[Arrival]:
        return [one for one in self.arrivals(None) if one.key == ref.photo_key]

    def remove_versions(self, some: Sequence[Arrival]) -> None:
        for one in some:
            left = [other for other in self.versions[one.key] if other.facts.version_id != one.version_id]
            self.versions[one.key] = left
            if left:
                self.photos[one.key] = left[0]
            else:
                del self.photos[one.key]

    def remove(self, ref: UploadRef) -> bool:
        left = self.versions.get(ref.photo_key, [])[self.most_removed_a_call :]
        if left:
            self.versions[ref.photo_key] = left
            return False
        self.photos.pop(ref.photo_key, None)
        self.versions.pop(ref.photo_key, None)
        self.thumbnails.pop(ref.thumbnail_key, None)
        self.shown.pop(ref.shown_key, None)
        self.detections.pop(ref.detections_key, None)
        return True

    def keep(self, upload: Upload) -> None:
        self.held.add(upload.ref.photo_key)

    def photo_link(self, upload: Upload, lifetime: timedelta) -> str:
        return f"https://bucket.example/{upload.ref.photo_key}"

    def thumbnail_link(self, ref: UploadRef, lifetime: timedelta, *, is_held: bool = False) -> str:
        return f"https://bucket.example/{ref.held_key(ref.thumbnail_key) if is_held else ref.thumbnail_key}"

    def detections_link(self, ref: UploadRef, lifetime: timedelta, *, is_held: bool = False) -> str:
        return f"https://bucket.example/{ref.detections_key}"


@dataclass
class KindInspector:
    """Finds every photo sound, unless told what to say."""

    error: PlatebookError | None = None
    shown_copy: bytes | None = None
    stood_up_jpeg: bytes | None = None

    def inspect(self, body: bytes, content_type: str) -> Inspection:
        if self.error:
            raise self.error
        return Inspection(ImageSize(1280, 960), lambda: b"a small picture", self.shown_copy, self.stood_up_jpeg)

    def turned_over(self, body: bytes) -> TurnedPhoto:
        assert body == PHOTO
        return TurnedPhoto(TURNED, ImageSize(1280, 960))


@dataclass
class PlainMontageMaker:
    """Makes a picture that only tells that it was made; remembers what was asked for."""

    montages: list[Montage] = field(default_factory=list)
    error: PlatebookError | None = None

    def render(self, body: bytes, montage: Montage) -> bytes:
        assert body == PHOTO
        if self.error:
            raise self.error
        self.montages.append(montage)
        return b"a montage"


class NoPixels:
    """A photo of which nothing is to be seen."""

    def __init__(self, body: bytes) -> None:
        pass

    def decode(self) -> None:
        pass

    def greys(self, frame: Frame, room: float) -> tuple[Sequence[int], Sequence[int]]:
        return [0] * GREYS, [0] * GREYS

    def line(self, frame: Frame, height: int) -> GreyLine:
        return GreyLine(1, bytes(height))

    def colours(self, frame: Frame, height: int, finer: int = 1) -> ColourLine:
        return ColourLine(1, bytes(3 * height))

    def small(self) -> ColourLine:
        return ColourLine(1, bytes(3))
