"""Put what is made of a photo into the bucket, beside the other work on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from handler.domain.upload import UploadRef
from handler.service.ports.photos import PhotoStore

Wait: TypeAlias = Callable[[], object]
"""Waits for a piece of work to end, and raises what went wrong with it."""

Begin: TypeAlias = Callable[[Callable[[], None]], Wait]
"""Begins a piece of work."""


def in_turn(work: Callable[[], None]) -> Wait:
    """Do a piece of work at once."""
    work()
    return lambda: None


@dataclass(slots=True)
class Keeping:
    """What is kept of one photo; nothing counts as kept before `wait` has returned.

    Parameters
    ----------
    photos : PhotoStore
    ref : UploadRef
    begin : callable
        Begins to put something into the bucket; a thread does so while Rekognition looks for text.
    """

    photos: PhotoStore
    ref: UploadRef
    begin: Begin
    _waits: list[Wait] = field(default_factory=list, init=False)
    _last_detections: Wait = field(default=lambda: None, init=False)

    def meanwhile(self, work: Callable[[], None]) -> None:
        """Do something that is needed once the text is found."""
        self._waits.append(self.begin(work))

    def thumbnail(self, made: Callable[[], bytes]) -> None:
        """Make the small picture, and keep it."""
        self._waits.append(self.begin(lambda: self.photos.save_thumbnail(self.ref, made())))

    def shown_copy(self, photo: bytes, content_type: str) -> None:
        """Keep the photo as people see it."""
        self._waits.append(self.begin(partial(self.photos.save_shown_copy, self.ref, photo, content_type)))

    def detections(self, response: Mapping[str, object]) -> None:
        """Keep what the text detection answered, in the place of what it answered before."""
        self._last_detections()  # the later one has to come last
        self._last_detections = self.begin(partial(self.photos.save_detections, self.ref, response))

    def wait(self) -> None:
        """Wait until all of it is in the bucket.

        Raises
        ------
        RetryLater
            When something did not get there.
        """
        for wait in (*self._waits, self._last_detections):
            wait()
