"""A photo that is read while it is on its way into the bucket."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from handler.domain.upload import ObjectFacts, Upload
from handler.service.kept_beside import Begin, Wait


class HeldPhoto:
    """A photo at hand, which is put into the bucket beside the work on it.

    Parameters
    ----------
    upload : Upload
        In work already.
    content : bytes
    put : callable
        Puts it into the bucket, and gives what S3 says of it.
    note : callable
        Writes down that it is there.
    begin : callable
        Begins a piece of work.
    """

    is_at_hand: ClassVar[bool] = True

    def __init__(
        self,
        upload: Upload,
        content: bytes,
        put: Callable[[], ObjectFacts],
        note: Callable[[], None],
        begin: Begin,
    ) -> None:
        self.upload, self._content = upload, content
        self._facts: list[ObjectFacts] = []
        self._is_there: Wait = begin(lambda: self._facts.append(put()))

        def note_that() -> None:
            self._is_there()
            note()

        self._is_noted: Wait = begin(note_that)

    def read(self) -> bytes:
        """Get the bytes."""
        return self._content

    @property
    def facts(self) -> ObjectFacts:
        """What S3 says of it, once it is there; raises RetryLater when it did not get there."""
        self._is_there()
        return self._facts[0]

    def wait(self) -> None:
        """Wait until it is noted that it is in the bucket; raises RetryLater when one of both failed."""
        self._is_noted()
