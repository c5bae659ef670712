"""The wire of administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.audit import Action, AuditEntry
from handler.schemas import Cursor, Wire
from handler.service.show_audit import AuditPage


class AuditQuery(Wire):
    """Which entries."""

    month: Annotated[str, StringConstraints(max_length=16)] | None = Field(
        default=None, description="In UTC; the present one when it is not given.", examples=["2026-05"]
    )
    limit: int = Field(default=50, ge=1, le=100, description="Entries a page.")
    cursor: Cursor | None = Field(default=None, description="From the page before.")


class AuditEntryView(Wire):
    """One thing that somebody did."""

    action: Action
    by: str = Field(description="The person's id.")
    by_email: str | None = Field(description="Null when the person is gone.")
    at: datetime
    target: str = Field(description="A read's or an upload's id, or a plate; may be empty.")
    details: dict[str, str]

    @classmethod
    def of(cls, entry: AuditEntry, email: str | None) -> AuditEntryView:
        """Say an entry in the words of the wire."""
        return cls(
            action=entry.action,
            by=entry.by,
            by_email=email,
            at=entry.at,
            target=entry.target,
            details=dict(entry.details),
        )


class AuditList(Wire):
    """One page of who did what, newest first."""

    entries: list[AuditEntryView]
    cursor: str | None = Field(description="Give it back for the next page; null on the last one.")

    @classmethod
    def of(cls, page: AuditPage) -> AuditList:
        """Say a page in the words of the wire."""
        entries = [AuditEntryView.of(entry, page.emails.get(entry.by)) for entry in page.entries]
        return cls(entries=entries, cursor=page.cursor)
