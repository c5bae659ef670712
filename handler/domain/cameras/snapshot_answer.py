"""What a client of Plate Recognizer's Snapshot hears of a photo that was read, in that API's own words.

Its fields are theirs, what stands in them is ours: `docs/cameras.md` says what they mean here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import Final

from handler.domain.geometry import BoundingBox, ImageSize
from handler.domain.logged import LoggedRead, LoggedText, Source, as_kept
from handler.domain.upload import Upload

VERSION: Final = 1
"""Of the answer's form; theirs has never been another."""

_NOWHERE: Final = {"xmin": 0, "ymin": 0, "xmax": 0, "ymax": 0}
_NO_VEHICLE: Final = {"score": 0.0, "type": "Unknown", "box": _NOWHERE}
"""As theirs says it where no vehicle was looked for, or none was found."""


def snapshot_answer(
    upload: Upload, reads: Sequence[LoggedRead], texts: Sequence[LoggedText], camera_id: str | None, took: timedelta
) -> dict[str, object]:
    """Write what was read in a photo.

    Numbers are as the log keeps them: who asks again, once they lie there, is answered the same.

    Parameters
    ----------
    upload : Upload
        That is done.
    reads : Sequence of LoggedRead
        Its reads in their order. What people typed, and what they decided since, is left out: whoever asks again
        about the same photo is answered the same.
    texts : Sequence of LoggedText
        What they stand on.
    camera_id : str or None
        As the client called its camera.
    took : timedelta
        How long the client has waited.

    Returns
    -------
    dict
        For JSON.
    """
    size = upload.image_size or ImageSize(0, 0)
    return {
        "processing_time": round(took / timedelta(milliseconds=1), 3),
        "results": [_result(read, texts, size) for read in reads if read.source is Source.MACHINE],
        "filename": upload.file_name,
        "version": VERSION,
        "camera_id": camera_id,
        "timestamp": f"{upload.seen_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
    }


def _result(read: LoggedRead, texts: Sequence[LoggedText], size: ImageSize) -> dict[str, object]:
    score, of_region = as_kept(read.confidence or 0.0), as_kept(read.region_confidence or 0.0)
    return {
        "box": _in_pixels(read.bounding_box, size) if read.bounding_box else _NOWHERE,
        "plate": read.plate.lower(),
        "region": {"code": read.region or "", "score": of_region if read.region else 0.0},
        "score": score,
        "candidates": [{"score": as_kept(one.confidence), "plate": one.plate.lower()} for one in read.candidates]
        or [{"score": score, "plate": read.plate.lower()}],
        "dscore": _found_surely(read, texts),
        "vehicle": _NO_VEHICLE,
    }


def _found_surely(read: LoggedRead, texts: Sequence[LoggedText]) -> float:
    """Say how sure the text detection is of the text boxes that a read is made of: of the least sure one."""
    sure = [one.verdict.detection.confidence for one in texts if one.read_id == read.read_id]
    return as_kept(min(sure, default=0.0))


def _in_pixels(box: BoundingBox, size: ImageSize) -> dict[str, int]:
    left, top, width, height = map(as_kept, (box.left, box.top, box.width, box.height))
    return {
        "xmin": _within(left, size.width),
        "ymin": _within(top, size.height),
        "xmax": _within(left + width, size.width),
        "ymax": _within(top + height, size.height),
    }


def _within(ratio: float, pixels: int) -> int:
    return min(max(round(ratio * pixels), 0), pixels)
