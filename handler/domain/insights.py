"""What is counted as it happens, so that nobody has to count through the log: by the hour, in UTC.

Everything is counted twice: in the hour in which it became known, and in the hour in which the photo was taken.

A count has a name, such as `done` or `status:accepted`; what stands after the colon is a code, a decile or a pair of
characters, never a plate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.review import Standing
from handler.domain.upload import Upload, UploadStatus

Counts = Mapping[str, int]

TYPED: Final = "typed"
"""A plate that a person typed; it is none of the machine's reads."""


class CountedBy(StrEnum):
    """Which hour counts: that of the photo's end or the decision, or that in which the photo was taken."""

    ARRIVAL = "arrival"
    CAPTURE = "capture"


DECILES: Final = 10
SECONDS_EDGES: Final = (1, 2, 3, 5, 8, 13, 21, 34, 60, 120)
"""Upper ends, in seconds, of the classes of time from upload to plate; one more class is open."""

_PERSONS_WORD: Final = frozenset({ReadStatus.CONFIRMED, ReadStatus.CORRECTED, ReadStatus.REJECTED})


def decile(confidence: float) -> int:
    """Give the tenth that a confidence (0-1) lies in: 0 to 9."""
    return min(int(confidence * DECILES), DECILES - 1)


def of_upload(upload: Upload, reads: Sequence[LoggedRead], took: timedelta, calls: int = 0) -> Counts:
    """Count an upload that has come to its end; where it had failed, or was not read, before, that is taken back.

    Parameters
    ----------
    upload : Upload
        ``done`` or ``failed``.
    reads : Sequence of LoggedRead
    took : timedelta
        From its announcement to now.
    calls : int
        DetectText calls that it took.
    """
    untimed = () if upload.has_capture_time else ("without_time",)
    counts = Counter([upload.status.value, f"seconds:{_class_of(took)}", *untimed])
    if upload.is_asked_for:
        counts.subtract((UploadStatus.DONE.value, f"seconds:{_class_of(took)}", *untimed, *_of_repeat(upload)))
        counts.subtract(_of_camera(upload, ()))
    counts["detect_text_calls"] += calls
    if upload.failure:
        counts[f"failure:{upload.failure.code}"] += 1
    elif upload.repeat_of:
        counts.update(_of_repeat(upload))
    elif not reads:
        counts["without_plate"] += 1
    for read in reads:
        counts.update(_of_read(read))
    if upload.status is UploadStatus.DONE:
        counts.update(_of_camera(upload, reads))
    if upload.failed_before:
        counts.subtract((UploadStatus.FAILED.value, f"failure:{upload.failed_before}", *untimed))
    return {name: count for name, count in counts.items() if count}


def of_change(read: LoggedRead, before: Standing, after: Standing) -> Counts:
    """Count what a decision changes; an undo takes back what it undoes.

    What a person typed says nothing of how right the machine is: of that only is counted how much there is.

    Parameters
    ----------
    read : LoggedRead
        What the machine saw, or a person typed.
    before, after : Standing
    """
    counts = Counter(_of_standing(read, after))
    counts.subtract(_of_standing(read, before))
    return {name: count for name, count in counts.items() if count}


def hour_of(moment: datetime) -> str:
    """Name the hour that a moment (UTC) is counted in, such as 2026-05-04T03."""
    return moment.isoformat()[:13]


def median_seconds(counts: Counts) -> int | None:
    """Give the upper end of the class that the median of the times lies in; None without any, or in the open class."""
    classes = [counts.get(f"seconds:{edge}", 0) for edge in (*SECONDS_EDGES, "more")]
    half, passed = sum(classes) / 2, 0
    for edge, count in zip(SECONDS_EDGES, classes, strict=False):
        passed += count
        if passed and passed >= half:
            return edge
    return None


def total(some: Iterable[Counts]) -> Counts:
    """Add counts up."""
    whole: Counter[str] = Counter()
    for counts in some:
        whole.update(counts)
    return whole


def _class_of(took: timedelta) -> str:
    seconds = took.total_seconds()
    return next((str(edge) for edge in SECONDS_EDGES if seconds <= edge), "more")


def _of_repeat(upload: Upload) -> Iterable[str]:
    """Count a photo that was not read because it showed the same as another, and for which camera that was saved."""
    return ("repeats", f"repeat:{upload.camera_id or ''}")


def _of_camera(upload: Upload, reads: Sequence[LoggedRead]) -> Iterable[str]:
    """Count a photo for its camera, if that is registered: what else people write there may be anything."""
    if upload.rules is None:
        return
    yield f"camera:{upload.camera_id}"
    if reads:
        yield f"camera_with_read:{upload.camera_id}"
    if any(read.status is ReadStatus.NEEDS_REVIEW for read in reads):
        yield f"camera_to_review:{upload.camera_id}"


def _of_read(read: LoggedRead) -> Iterable[str]:
    sureness = [] if read.confidence is None else [f"read:{decile(read.confidence)}"]
    return ("reads", f"status:{read.status.value}", *sureness, f"region:{read.region or ''}")


def _of_standing(read: LoggedRead, standing: Standing) -> Iterable[str]:
    if read.confidence is None:
        yield from () if standing.status is ReadStatus.REJECTED else (TYPED,)
        return
    if standing.status not in _PERSONS_WORD:
        return
    yield standing.status.value
    yield f"judged:{decile(read.confidence)}"
    if standing.status is ReadStatus.CONFIRMED:
        yield f"right:{decile(read.confidence)}"
    if standing.corrected_plate and len(standing.corrected_plate) == len(read.plate):
        for seen, right in zip(read.plate, standing.corrected_plate, strict=True):
            if seen != right:
                yield f"confused:{seen}{right}"
