"""All that was read in a photo, and what became of it, as one item.

It is packed: a photo has up to a hundred text boxes, which nobody asks for but all together, and whose bytes are paid
for twice in the transaction that ends a photo.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from handler.adapters.dynamodb.items import Plain, explanation_key
from handler.adapters.dynamodb.values import to_polygon
from handler.domain.logged import LoggedText, as_kept
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.detection import Detection


def from_texts(upload_id: str, texts: Sequence[LoggedText], expires_at_epoch_seconds: int) -> Plain:
    """Make the item of an upload's text boxes."""
    boxes = json.dumps([_from_text_box(text) for text in texts], separators=(",", ":"))
    return {
        **explanation_key(upload_id),
        "packed": zlib.compress(boxes.encode()),
        "expires_at_epoch_seconds": expires_at_epoch_seconds,
    }


def to_texts(item: Plain) -> list[LoggedText]:
    """Make the text boxes of an upload of their item; earlier versions did not pack them."""
    boxes = json.loads(zlib.decompress(bytes(item["packed"]))) if "packed" in item else item["texts"]
    return [_to_text_box(text) for text in boxes]


def _from_text_box(logged: LoggedText) -> dict[str, Any]:
    verdict, box = logged.verdict, logged.verdict.detection
    plain = {
        "text_id": box.detection_id,
        "parent_id": box.parent_id,
        "level": box.level,
        "look": verdict.look,
        "text": box.text,
        "confidence": as_kept(box.confidence),
        "polygon": [[as_kept(corner.x), as_kept(corner.y)] for corner in box.polygon],
        "taken": verdict.taken,
        "reason": verdict.reason.value,
        "read_id": logged.read_id,
    }
    return {name: value for name, value in plain.items() if value is not None}


def _to_text_box(item: Mapping[str, Any]) -> LoggedText:
    parent_id = item.get("parent_id")
    box = Detection(
        detection_id=int(item["text_id"]),
        level=item["level"],
        text=item["text"],
        confidence=float(item["confidence"]),
        polygon=to_polygon(item["polygon"]),
        parent_id=None if parent_id is None else int(parent_id),
    )
    return LoggedText(Verdict(box, item["taken"], Reason(item["reason"]), int(item["look"])), item.get("read_id"))
