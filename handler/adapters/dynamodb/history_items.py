"""What people did, as items of the tables, and back: decisions, what is left of deletions, entries of the audit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handler.adapters.dynamodb import items
from handler.domain.audit import Action, AuditEntry
from handler.domain.deletion import Receipt
from handler.domain.logged import ReadStatus
from handler.domain.review import Decision, RejectReason, Review, Standing

RECEIPT = "deleted"
"""The status of what is left of a deleted upload."""


def from_review(review: Review, expires_at_epoch_seconds: int) -> items.Plain:
    """Make a decision's item."""
    upload_id = review.read_id.rpartition("-")[0]
    return {
        **items.review_key(upload_id, items.place_of(review.read_id), review.version),
        "read_id": review.read_id,
        "version": review.version,
        "decision": review.decision.value,
        "reason": review.reason.value if review.reason else None,
        "by": review.by,
        "at": items.to_text(review.at),
        "before": _from_standing(review.before),
        "after": _from_standing(review.after),
        "expires_at_epoch_seconds": expires_at_epoch_seconds,
    }


def to_review(item: items.Plain) -> Review:
    """Make a decision of its item."""
    return Review(
        read_id=item["read_id"],
        version=int(item["version"]),
        decision=Decision(item["decision"]),
        reason=RejectReason(item["reason"]) if item.get("reason") else None,
        by=item["by"],
        at=datetime.fromisoformat(item["at"]),
        before=_to_standing(item["before"]),
        after=_to_standing(item["after"]),
    )


def from_receipt(receipt: Receipt, expires_at_epoch_seconds: int) -> items.Plain:
    """Make the item that stands where a deleted upload's stood; it is in nobody's list."""
    return {
        **items.upload_key(receipt.upload_id),
        "status": RECEIPT,
        "deleted_by": receipt.by,
        "deleted_at": items.to_text(receipt.at),
        "reason": receipt.reason.value,
        "read_count": receipt.read_count,
        "expires_at_epoch_seconds": expires_at_epoch_seconds,
    }


def is_gone(item: items.Plain) -> bool:
    """Tell whether an item belongs to an upload that is deleted or being deleted."""
    return is_receipt(item) or items.is_frozen(item)


def is_receipt(item: items.Plain) -> bool:
    """Tell whether an upload's item is only the receipt of its deletion."""
    return bool(item["status"] == RECEIPT)


def from_audit(entry: AuditEntry, number: str, expires_at_epoch_seconds: int) -> items.Plain:
    """Make the item of an entry; the month's entries sort by time, and the number keeps two of one moment apart."""
    at = items.to_text(entry.at)
    return {
        "pk": f"audit#{at[:7]}",
        "sk": f"{at}#{number}",
        "action": entry.action.value,
        "by": entry.by,
        "target": entry.target,
        "details": dict(entry.details),
        "expires_at_epoch_seconds": expires_at_epoch_seconds,
    }


def from_new_audit(entry: AuditEntry, number: str, expires_at_epoch_seconds: int) -> items.Plain:
    """Make the item that brings an entry into the inbox."""
    return {
        "pk": f"entry#{number}",
        "at": items.to_text(entry.at),
        "action": entry.action.value,
        "by": entry.by,
        "target": entry.target,
        "details": dict(entry.details),
        "expires_at_epoch_seconds": expires_at_epoch_seconds,
    }


def to_new_audit(item: items.Plain) -> tuple[AuditEntry, str]:
    """Make an entry of an inbox's item, and the number that it is kept under.

    The number is a digest of the item's key and of all that the entry says: the same entry has the same one however
    often it comes, and another one has another. Who writes into the inbox can choose neither.

    Raises
    ------
    ValueError
        When it is no entry. It comes from functions that may have been turned, so nothing is taken for granted.
    """
    texts: list[Any] = [item.get(name) for name in ("pk", "action", "at", "by", "target")]
    key, action, at, by, target = texts
    details = item.get("details")
    if not all(isinstance(text, str) for text in texts) or not isinstance(details, Mapping):
        raise ValueError("The inbox holds something that is not an entry: it lacks its key, or who did what when.")
    if not all(isinstance(text, str) for text in details.values()):
        raise ValueError("The inbox holds something that is not an entry: its details are not texts.")
    try:
        entry = AuditEntry(Action(action), by, datetime.fromisoformat(at), target, dict(details))
    except ValueError:  # it names what it was given, which is nothing for a log
        raise ValueError(
            "The inbox holds something that is not an entry: its action or its time is not valid."
        ) from None
    if entry.at.tzinfo is None:
        raise ValueError("The inbox holds something that is not an entry: its time has no zone.")
    said = json.dumps([key, action, at, by, target, dict(details)], sort_keys=True)
    return entry, hashlib.sha256(said.encode()).hexdigest()


def to_audit(item: items.Plain) -> AuditEntry:
    """Make an entry of its item."""
    at = datetime.fromisoformat(item["sk"].partition("#")[0])
    return AuditEntry(Action(item["action"]), item["by"], at, item["target"], item["details"])


def _from_standing(standing: Standing) -> items.Plain:
    plain = {
        "status": standing.status.value,
        "corrected_plate": standing.corrected_plate,
        "doubted": standing.doubted or None,
        "corrected_region": standing.corrected_region,
    }
    return {name: value for name, value in plain.items() if value is not None}


def _to_standing(item: items.Plain) -> Standing:
    return Standing(
        status=ReadStatus(item["status"]),
        corrected_plate=item.get("corrected_plate"),
        doubted=bool(item.get("doubted", False)),
        corrected_region=item.get("corrected_region"),
    )
