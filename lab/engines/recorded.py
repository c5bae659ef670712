"""An engine whose answers are recorded: it asks for what is not there yet, or nobody at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from handler.adapters.pictures.image import MAX_SENT_BYTES, PillowInspector
from handler.domain.errors import BadPhoto
from handler.domain.geometry import ImageSize
from lab.engines.engine import Answer, FirstLook, NotRead, NotRecorded
from lab.engines.recording import Kept, Recording, Refusal

_PNG = b"\x89PNG"


class RecordedEngine:
    """Recalls what a recording holds, and asks for the rest.

    Parameters
    ----------
    recording : Recording
    ask : callable, optional
        Asks for the text in a picture; nobody is asked without it.
    """

    def __init__(self, recording: Recording, ask: Callable[[bytes], Kept] | None = None) -> None:
        self._recording = recording
        self._ask = ask
        self._inspector = PillowInspector()
        self._asked, self._recalled = set[str](), set[str]()
        self._second_looks, self._missing = set[str](), set[str]()
        self._versions = set[str]()

    def first_look(self, content: bytes) -> FirstLook:
        """Look at a photo that the S3 function would take.

        Raises
        ------
        NotRead
            When it would not take it, it is too large to be sent along, or DetectText refuses it; `NotRecorded` when
            nobody may be asked.
        EngineFailed
            When nobody answers.
        """
        try:
            sent, size = self._checked(content)
            return FirstLook(self._answer(_key(content), sent), size)
        except BadPhoto as error:
            raise NotRead(error.message) from error

    def detect_in(self, picture: bytes) -> Answer:
        """Look at a picture made of a photo.

        Raises
        ------
        BadPhoto
            When DetectText refuses it.
        NotRecorded
            When nobody may be asked.
        EngineFailed
            When nobody answers.
        """
        key = _key(picture)
        self._second_looks.add(key)
        try:
            return self._answer(key, picture)
        except NotRecorded:
            self._missing.add(key)
            raise

    def photo_to_ask_for(self, content: bytes) -> tuple[str, bool] | None:
        """Tell, of a photo that could be sent, its SHA-256 and whether it must be; None of others."""
        try:
            self._checked(content)
        except BadPhoto:
            return None
        key = _key(content)
        return key, self._recording.find(key) is None

    def title(self) -> str:
        """Say whose figures these are."""
        source = self._recording.source
        recorded = "" if self._ask else f", recorded {source.date}"
        return f"Text detection: {source.title()}{recorded}."

    def as_json(self) -> dict[str, object]:
        """Say whose figures these are, and how many second looks they lack."""
        source = self._recording.source
        return {
            "name": source.engine,
            "aws_region": source.aws_region,
            "endpoint_url": source.endpoint_url,
            "text_model_versions": sorted(self._versions),
            "recorded_on": source.date,
            "second_looks": len(self._second_looks),
            "second_looks_not_recorded": len(self._missing),
        }

    def remarks(self) -> list[str]:
        """Say how many calls were made, how many answers were recalled, and which second looks are missing."""
        told = []
        if self._ask:
            told.append(f"{calls(len(self._asked))} made; {answers(len(self._recalled))} from the recording.")
        if self._missing:
            told.append(
                f"{len(self._missing)} of {len(self._second_looks)} second looks are not in the recording: "
                "those photos were read by the first look alone."
            )
        return told

    def _checked(self, content: bytes) -> tuple[bytes, ImageSize]:
        inspection = self._inspector.inspect(content, "image/png" if content.startswith(_PNG) else "image/jpeg")
        sent = inspection.stood_up_jpeg or content
        if len(sent) > MAX_SENT_BYTES:
            raise BadPhoto(
                "too_large",
                f"it has {len(sent) / 2**20:.1f} MB, and DetectText takes 5 MB from a file; the S3 function has it "
                "fetch up to 15 MB from the bucket.",
            )
        return sent, inspection.image_size

    def _answer(self, key: str, picture: bytes) -> Answer:
        kept = self._recording.find(key)
        if kept is None:
            kept = self._newly_asked(key, picture)
        elif key in self._recording.loaded:
            self._recalled.add(key)
        if isinstance(kept, Refusal):
            raise BadPhoto(kept.code)
        self._versions.add(str(kept.response.get("TextModelVersion", "")))
        return kept

    def _newly_asked(self, key: str, picture: bytes) -> Kept:
        if self._ask is None:
            raise NotRecorded("it is not in the recording.")
        kept = self._ask(picture)
        self._asked.add(key)
        self._recording.keep(key, kept)
        return kept


def calls(count: int) -> str:
    """Say how many calls there were."""
    return "1 DetectText call was" if count == 1 else f"{count} DetectText calls were"


def answers(count: int) -> str:
    """Say how many answers were taken."""
    return "1 answer was taken" if count == 1 else f"{count} answers were taken"


def _key(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
