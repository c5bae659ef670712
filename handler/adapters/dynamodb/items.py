"""Uploads and reads as items of the table, and back. docs/data.md shows them.

Dates are ISO 8601 in UTC with microseconds, so that their order as text is their order in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias, cast

from boto3.dynamodb.types import TypeSerializer

from handler.adapters.dynamodb.budget.wait_items import from_wait, to_wait
from handler.adapters.dynamodb.keeping.hold_items import to_hold
from handler.adapters.dynamodb.said_items import from_said, to_said
from handler.adapters.dynamodb.sites.rules_items import from_rules, to_rules
from handler.adapters.dynamodb.values import (
    float_or_none,
    from_box,
    from_colour,
    from_polygon,
    number,
    number_or_none,
    to_box,
    to_colour,
    to_polygon,
    untagged,
)
from handler.domain.candidate import Candidate
from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.geometry import ImageSize
from handler.domain.judging.colour import Colours
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.reading.acceptance import Refusal, RefusalCause
from handler.domain.sites.camera import Movement
from handler.domain.text.reader import Reader
from handler.domain.upload import Failure, ObjectFacts, Upload, UploadRef, UploadStatus

Plain: TypeAlias = dict[str, Any]
"""An item with Python values; what is in it is known only to this module."""

Typed: TypeAlias = dict[str, Any]
"""An item as DynamoDB's wire has it, a type tag on each value; boto3 types it the same way."""

OPEN_QUEUE = "open"
"""What reads in doubt carry, and no others: so the index of the queue holds nothing else."""

_REJECTED = "rejected#"
_serialize = TypeSerializer().serialize


def to_typed(plain: Mapping[str, object]) -> Typed:
    """Put the type tags on; what is None is left out."""
    return {name: _serialize(value) for name, value in plain.items() if value is not None}


def to_plain(typed: Mapping[str, Any]) -> Plain:
    """Take the type tags off."""
    return {name: untagged(value) for name, value in typed.items()}


def upload_key(upload_id: str) -> dict[str, str]:
    """Key of an upload's item."""
    return {"pk": f"upload#{upload_id}", "sk": "upload"}


def read_key(upload_id: str, place: int) -> dict[str, str]:
    """Key of a read's item; they sort by their place."""
    return {"pk": f"upload#{upload_id}", "sk": f"read#{place:03d}"}


def explanation_key(upload_id: str) -> dict[str, str]:
    """Key of the item that tells why an upload's reads are these; after the reviews', before the reads'."""
    return {"pk": f"upload#{upload_id}", "sk": "explanation"}


def review_key(upload_id: str, place: int, version: int) -> dict[str, str]:
    """Key of a decision on a read; they sort by read, then by time, before all else of the upload."""
    return {"pk": f"upload#{upload_id}", "sk": f"decision#{place:03d}#{version:06d}"}


def earlier_key(upload_id: str, place: int, version: int) -> dict[str, str]:
    """Key of a reading that another took the place of; they sort by read, then by time, before the decisions."""
    return {"pk": f"upload#{upload_id}", "sk": f"before#{place:03d}#{version:06d}"}


def place_of(read_id: str) -> int:
    """Get a read's place among its upload's."""
    return int(read_id.rpartition("-")[2])


def to_text(moment: datetime) -> str:
    """Write a moment so that it sorts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def expiry_of(kept: Upload | LoggedRead) -> int:
    """Get when the items of an upload or a read end, in seconds since 1970."""
    return int(kept.kept_until.timestamp())


def end_of(item: Plain) -> datetime | None:
    """Get when an item ends; None for what does not."""
    return _expiry(item) if "expires_at_epoch_seconds" in item else None


def from_upload(upload: Upload) -> Plain:
    """Make an upload's item."""
    return {
        **upload_key(upload.ref.upload_id),
        "owner": upload.ref.owner,
        "upload_id": upload.ref.upload_id,
        "file_name": upload.file_name,
        "content_type": upload.content_type,
        "size_bytes": upload.size_bytes,
        "created_at": to_text(upload.created_at),
        "promise_ends_at": to_text(upload.promise_ends_at),
        "captured_at": to_text(upload.captured_at) if upload.captured_at else None,
        "camera_id": upload.camera_id,
        "correlation_id": upload.correlation_id,
        "kind": "upload",
        "seen_at": to_text(upload.created_at),
        "typed_count": upload.typed_count,
        **(from_said(upload.said) if upload.said else {}),
        "rules": from_rules(upload.rules) if upload.rules else None,
        **outcome(upload),
    }


def outcome(upload: Upload) -> Plain:
    """Get the part of an upload's item that its reading changes."""
    facts, failure, size = upload.object_facts, upload.failure, upload.image_size
    return {
        "status": upload.status.value,
        "failure": {"code": failure.code, "message": failure.message} if failure else None,
        "image_size": [size.width, size.height] if size else None,
        "object_facts": _from_facts(facts) if facts else None,
        "has_shown_copy": upload.has_shown_copy,
        "read_count": upload.read_count,
        "repeat_of": upload.repeat_of,
        "wait": from_wait(upload.wait) if upload.wait else None,
        "kept_without_hit_until": to_text(upload.kept_without_hit_until) if upload.kept_without_hit_until else None,
        "kept_with_hit_until": to_text(upload.kept_with_hit_until) if upload.kept_with_hit_until else None,
        "expires_at_epoch_seconds": expiry_of(upload),
    }


def to_upload(item: Plain) -> Upload:
    """Make an upload of its item."""
    return Upload(
        ref=UploadRef(item["owner"], item["upload_id"]),
        file_name=item["file_name"],
        content_type=item["content_type"],
        size_bytes=int(item["size_bytes"]),
        created_at=datetime.fromisoformat(item["created_at"]),
        promise_ends_at=datetime.fromisoformat(item["promise_ends_at"]),
        kept_until=_expiry(item),
        captured_at=_moment(item.get("captured_at")),
        camera_id=item.get("camera_id"),
        correlation_id=item.get("correlation_id"),
        status=UploadStatus(item["status"]),
        failure=Failure(**item["failure"]) if item.get("failure") else None,
        image_size=ImageSize(*(int(side) for side in item["image_size"])) if item.get("image_size") else None,
        object_facts=_to_facts(item["object_facts"]) if item.get("object_facts") else None,
        # Uploads of older versions have none: their photos are shown as they were sent.
        has_shown_copy=bool(item.get("has_shown_copy", False)),
        read_count=int(item["read_count"]),
        typed_count=int(item.get("typed_count", 0)),
        lease_until=_moment(item.get("lease_until")),
        attempts=int(item.get("attempts", 0)),
        failed_before=item.get("failed_before"),
        deletion=_to_deletion(item),
        said=to_said(item),
        rules=to_rules(item["rules"]) if "rules" in item else None,
        repeat_of=item.get("repeat_of"),
        is_asked_for=bool(item.get("is_asked_for", False)),
        hold=to_hold(item["hold"]) if "hold" in item else None,
        kept_without_hit_until=_moment(item.get("kept_without_hit_until")),
        kept_with_hit_until=_moment(item.get("kept_with_hit_until")),
        wait=to_wait(item["wait"]) if item.get("wait") else None,
    )


def from_deletion(deletion: Deletion) -> Plain:
    """Make the part of an upload's item that says that somebody deletes it."""
    receipt = deletion.receipt
    begun = {
        "by": receipt.by,
        "at": to_text(receipt.at),
        "reason": receipt.reason.value,
        "read_count": receipt.read_count,
    }
    return {"deletion": begun, "deletion_until": to_text(deletion.until)}


def is_frozen(item: Plain) -> bool:
    """Tell whether an upload's item is of one that is being deleted."""
    return "deletion" in item


def _to_deletion(item: Plain) -> Deletion | None:
    if not is_frozen(item):
        return None
    begun = item["deletion"]
    at, reason = datetime.fromisoformat(begun["at"]), DeleteReason(begun["reason"])
    receipt = Receipt(item["upload_id"], begun["by"], at, reason, int(begun["read_count"]))
    return Deletion(receipt, datetime.fromisoformat(item["deletion_until"]))


def from_read(read: LoggedRead, place: int) -> Plain:
    """Make a read's item."""
    return {
        **read_key(read.upload_id, place),
        "read_id": read.read_id,
        "upload_id": read.upload_id,
        "plate": read.plate,
        "raw_text": read.raw_text,
        # The queue sorts by it; of what a person typed it says nothing, and is not read back.
        "confidence": number(read.confidence or 0.0),
        "typed_by": read.typed_by,
        "region": read.region,
        "subdivision": read.subdivision,
        "bounding_box": from_box(read.bounding_box) if read.bounding_box else None,
        "polygon": from_polygon(read.polygon),
        "candidates": [{"plate": one.plate, "confidence": number(one.confidence)} for one in read.candidates],
        "cut": number(read.cut),
        "region_confidence": number_or_none(read.region_confidence),
        "subdivision_confidence": number_or_none(read.subdivision_confidence),
        "refusal": _from_refusal(read.refusal) if read.refusal else None,
        "plate_ground": from_colour(read.colours.ground),
        "plate_characters": from_colour(read.colours.characters),
        "vehicle_colour": from_colour(read.colours.vehicle),
        "movement": read.movement.value if read.movement else None,
        "reader": read.reader.value if read.reader else None,
        "reading_version": read.reading_version,
        "left_out_text": read.left_out_text or None,
        "created_at": to_text(read.created_at),
        "uploader": read.owner,
        "camera_id": read.camera_id,
        "seen_at": to_text(read.seen_at),
        "kind": "read",
        **standing(read),
        "expires_at_epoch_seconds": expiry_of(read),
    }


def standing(read: LoggedRead) -> Plain:
    """Get the part of a read's item that reviews change, and by which the indexes find it; None where it has none."""
    return {
        "status": read.status.value,
        "version": read.version,
        "corrected_plate": read.corrected_plate,
        "current_plate": read.current_plate or rejected_key(read.plate),
        "queue": OPEN_QUEUE if read.status is ReadStatus.NEEDS_REVIEW else None,
        "doubted": read.doubted or None,
        "corrected_region": read.corrected_region,
        "alert_ids": list(read.alert_ids) or None,
    }


def rejected_key(plate: str) -> str:
    """Key of a plate's rejected reads in the index of plates: no plate reads like that."""
    return f"{_REJECTED}{plate}"


def to_read(item: Plain) -> LoggedRead:
    """Make a read of its item."""
    return LoggedRead(
        read_id=item["read_id"],
        upload_id=item["upload_id"],
        plate=item["plate"],
        raw_text=item["raw_text"],
        confidence=None if item.get("typed_by") else float(item["confidence"]),
        region=item.get("region"),
        subdivision=item.get("subdivision"),
        bounding_box=to_box(item["bounding_box"]) if item.get("bounding_box") else None,
        polygon=to_polygon(item["polygon"]),
        candidates=tuple(Candidate(one["plate"], float(one["confidence"])) for one in item["candidates"]),
        status=ReadStatus(item["status"]),
        version=int(item["version"]),
        created_at=datetime.fromisoformat(item["created_at"]),
        # Reads of the first version have neither of these; they are shown, and not found by searches.
        owner=item.get("uploader", ""),
        camera_id=item.get("camera_id"),
        seen_at=datetime.fromisoformat(str(item.get("seen_at") or item["created_at"])),
        kept_until=_expiry(item),
        corrected_plate=item.get("corrected_plate"),
        cut=float(item.get("cut", 0.0)),
        typed_by=item.get("typed_by"),
        doubted=bool(item.get("doubted", False)),
        region_confidence=float_or_none(item.get("region_confidence")),
        subdivision_confidence=float_or_none(item.get("subdivision_confidence")),
        refusal=_to_refusal(item["refusal"]) if item.get("refusal") else None,
        corrected_region=item.get("corrected_region"),
        # Reads of older versions have none of them, or no vehicle's.
        colours=Colours(
            to_colour(item.get("plate_ground")),
            to_colour(item.get("plate_characters")),
            to_colour(item.get("vehicle_colour")),
        ),
        movement=Movement(item["movement"]) if item.get("movement") else None,
        reader=Reader(item["reader"]) if item.get("reader") else None,
        alert_ids=tuple(item.get("alert_ids", ())),
        is_held="is_protected" in item,
        is_protected=bool(item.get("is_protected", False)),
        reading_version=item.get("reading_version"),
        left_out_text=item.get("left_out_text") or "",
    )


def _from_refusal(refusal: Refusal) -> Plain:
    return {"cause": refusal.cause.value, "confidence_needed": number_or_none(refusal.confidence_needed)}


def _to_refusal(item: Plain) -> Refusal:
    return Refusal(RefusalCause(item["cause"]), float_or_none(item.get("confidence_needed")))


def _from_facts(facts: ObjectFacts) -> Plain:
    plain = {
        "size_bytes": facts.size_bytes,
        "content_type": facts.content_type,
        "last_modified": to_text(facts.last_modified),
        "etag": facts.etag,
        "version_id": facts.version_id,
        "sha256": facts.sha256,
    }
    return {name: value for name, value in plain.items() if value is not None}


def _to_facts(item: Plain) -> ObjectFacts:
    return ObjectFacts(
        size_bytes=int(item["size_bytes"]),
        content_type=item["content_type"],
        last_modified=datetime.fromisoformat(item["last_modified"]),
        etag=item["etag"],
        version_id=item.get("version_id"),
        sha256=item.get("sha256"),
    )


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(cast("str", text)) if text else None


def _expiry(item: Plain) -> datetime:
    return datetime.fromtimestamp(int(item["expires_at_epoch_seconds"]), UTC)
