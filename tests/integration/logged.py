"""Uploads and reads to write into the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.candidate import Candidate
from handler.domain.geometry import BoundingBox, ImageSize, Point
from handler.domain.judging.colour import NO_COLOURS, Colour, Colours, ToldColour
from handler.domain.logged import LoggedRead, LoggedText, ReadStatus
from handler.domain.reading.acceptance import Refusal, RefusalCause
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.detection import Detection
from handler.domain.upload import ObjectFacts, Upload, UploadRef, UploadStatus
from handler.service.ports.uploads import Outcome
from tests.support.fakes.world import OWNER, START

RETENTION = timedelta(days=90)
COLOURS = Colours(ToldColour(Colour.YELLOW, 0.9375), None, ToldColour(Colour.SILVER, 0.8125))


REFUSALS = (Refusal(RefusalCause.TOO_UNSURE, 0.954), Refusal(RefusalCause.FURTHER_PLATE), None)


def upload(number: int = 0, owner: str = OWNER) -> Upload:
    return Upload(
        ref=UploadRef(owner, f"{number:032x}"),
        file_name="車 gate.jpg",
        content_type="image/jpeg",
        size_bytes=12345,
        created_at=START + timedelta(seconds=number),
        promise_ends_at=START + timedelta(minutes=5),
        kept_until=START + RETENTION,
        captured_at=START - timedelta(days=1),
        camera_id="gate-2",
    )


def read(of: Upload, place: int = 0) -> LoggedRead:
    return LoggedRead(
        read_id=f"{of.ref.upload_id}-{place}",
        upload_id=of.ref.upload_id,
        plate=f"AB{place:02d}CDE",
        raw_text=f"AB{place:02d} CDE",
        left_out_text="7" if place else "",
        confidence=0.987654,
        region=None if place else "de",
        subdivision=None if place else "HRO",
        bounding_box=BoundingBox(0.1, 0.2, 0.3, 0.04),
        polygon=(Point(0.1, 0.2), Point(0.4, 0.2), Point(0.4, 0.24), Point(0.1, 0.24)),
        candidates=(Candidate("AB12CDE", 0.987654), Candidate("A812CDE", 0.01)),
        status=ReadStatus.ACCEPTED,
        version=0,
        created_at=START,
        owner=of.ref.owner,
        camera_id=of.camera_id,
        seen_at=of.seen_at,
        kept_until=of.kept_until,
        region_confidence=None if place else 0.8125,
        subdivision_confidence=None if place else 0.625,
        refusal=REFUSALS[place % len(REFUSALS)],
        colours=NO_COLOURS if place else COLOURS,
    )


def texts(of: Upload) -> list[LoggedText]:
    corners = (Point(0.1, 0.2), Point(0.4, 0.2), Point(0.4, 0.24), Point(0.1, 0.24))
    line = Detection(0, "line", "AB00 CDE — 車", 0.99, corners)
    word = Detection(1, "word", "AB00", 0.875, corners, parent_id=0)
    return [
        LoggedText(Verdict(line, taken=True, reason=Reason.PLATE), f"{of.ref.upload_id}-0"),
        LoggedText(Verdict(word, taken=False, reason=Reason.OUTVOTED, look=2), None),
    ]


def outcome(reads: Sequence[LoggedRead], texts: Sequence[LoggedText]) -> Outcome:
    return Outcome(reads, texts, {"done": 1}, START)


def finished(claimed: Upload) -> Upload:
    facts = ObjectFacts(12345, "image/jpeg", START, "0" * 32, "version-1")
    return replace(claimed, status=UploadStatus.DONE, image_size=ImageSize(1280, 960), object_facts=facts)


def claimed(log: DynamoDbUploadLog, new: Upload, holder: str = "request-1") -> Upload:
    log.add(new)
    taken = log.claim(new.ref, None, holder, START)
    assert taken is not None
    return taken
