"""Uploads and reads for tests; name only what the test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handler.domain.candidate import Candidate
from handler.domain.geometry import BoundingBox, ImageSize, Point
from handler.domain.keeping.ends import Retention
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.upload import Upload, UploadRef, UploadStatus
from tests.support.fakes.world import OWNER, START

RETENTION = timedelta(days=90)
KEPT = Retention(RETENTION)
CORNERS = (Point(0.1, 0.2), Point(0.4, 0.2), Point(0.4, 0.24), Point(0.1, 0.24))


def an_upload(number: int = 0, **about: Any) -> Upload:
    """Make an upload that is done, a minute later for each number."""
    announced = START + timedelta(minutes=number)
    upload = Upload(
        ref=UploadRef(OWNER, f"{number:032x}"),
        file_name=f"gate-{number}.jpg",
        content_type="image/jpeg",
        size_bytes=12345,
        created_at=announced,
        promise_ends_at=announced + timedelta(minutes=5),
        kept_until=announced + RETENTION,
        status=UploadStatus.DONE,
        image_size=ImageSize(1280, 960),
        read_count=1,
    )
    return replace(upload, **about)


def a_read(number: int = 0, place: int = 0, **about: Any) -> LoggedRead:
    """Make a read in doubt of the upload of that number."""
    upload = an_upload(number)
    plate = about.get("plate", "AB12CDE")
    read = LoggedRead(
        read_id=upload.read_id(place),
        upload_id=upload.ref.upload_id,
        plate=plate,
        raw_text=plate,
        confidence=0.75,
        region="gb",
        subdivision=None,
        bounding_box=BoundingBox(0.1, 0.2, 0.3, 0.04),
        polygon=CORNERS,
        candidates=(Candidate(plate, 0.75),),
        status=ReadStatus.NEEDS_REVIEW,
        version=0,
        created_at=upload.created_at,
        owner=upload.ref.owner,
        camera_id=None,
        seen_at=upload.seen_at,
        kept_until=upload.kept_until,
        cut=0.125,
    )
    return replace(read, **about)
