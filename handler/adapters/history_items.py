"""What people did, as items of the tables, and back: decisions, what is left of deletions, entries of the audit."""

from __future__ import annotations

from datetime import datetime

from handler.adapters import items
from handler.domain.audit import Action, AuditEntry
from handler.domain.deletion import Receipt
from handler.domain.review import Decision, RejectReason, Review, Standing
from handler.domain.upload import ReadStatus

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
    """Tell whether an upload's item is of one that is deleted, or being so."""
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


def to_audit(item: items.Plain) -> AuditEntry:
    """Make an entry of its item."""
    at = datetime.fromisoformat(item["sk"].partition("#")[0])
    return AuditEntry(Action(item["action"]), item["by"], at, item["target"], item["details"])


def _from_standing(standing: Standing) -> items.Plain:
    plain = {"status": standing.status.value, "corrected_plate": standing.corrected_plate}
    return {name: value for name, value in plain.items() if value is not None}


def _to_standing(item: items.Plain) -> Standing:
    return Standing(ReadStatus(item["status"]), item.get("corrected_plate"))
