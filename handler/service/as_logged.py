"""What was seen in a photo, as the log keeps it."""

from __future__ import annotations

from datetime import datetime

from handler.domain.logged import LoggedRead, LoggedText, ReadStatus
from handler.domain.reading.acceptance import Refusal
from handler.domain.reading.read import Read, Reading
from handler.domain.reading.version import READING_VERSION
from handler.domain.upload import ObjectFacts, Upload


def identity_of(facts: ObjectFacts) -> dict[str, str | None]:
    """Tell which photo a text detection was of, to be kept with it."""
    return {"version_id": facts.version_id, "etag": facts.etag}


def logged_texts(upload: Upload, reading: Reading) -> list[LoggedText]:
    """Give the text boxes of a photo with what became of them; the reads have their places by their order."""
    owners = {one: upload.read_id(place) for place, read in enumerate(reading.reads) for one in read.detection_ids}
    return [LoggedText(verdict, owners.get(verdict.detection_id)) for verdict in reading.verdicts]


def logged_read(upload: Upload, place: int, read: Read, now: datetime, refusal: Refusal | None) -> LoggedRead:
    """Give a read as the log keeps it."""
    return LoggedRead(
        read_id=upload.read_id(place),
        upload_id=upload.ref.upload_id,
        plate=read.plate,
        raw_text=read.raw_text,
        confidence=read.confidence,
        region=read.region,
        subdivision=read.subdivision,
        bounding_box=read.bounding_box,
        polygon=read.polygon,
        candidates=read.candidates,
        status=ReadStatus.NEEDS_REVIEW if refusal else ReadStatus.ACCEPTED,
        version=0,
        created_at=now,
        owner=upload.ref.owner,
        camera_id=upload.camera_id,
        seen_at=upload.seen_at,
        kept_until=upload.kept_until,
        cut=read.cut,
        region_confidence=read.region_confidence,
        subdivision_confidence=read.subdivision_confidence,
        refusal=refusal,
        colours=read.colours,
        movement=upload.said.movement if upload.said else None,
        reading_version=READING_VERSION,
        left_out_text=read.left_out_text,
    )
