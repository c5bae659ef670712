"""The wire of administrators: who did what, and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.audit import Action, AuditEntry
from handler.domain.budget.budget import MOST_CALLS
from handler.domain.export import ExportFormat
from handler.domain.formats.region_names import EXPECTABLE
from handler.domain.keeping.ends import RetentionApart
from handler.domain.policy import LONGEST_HOLD_DAYS, PolicyRequest
from handler.domain.reading.acceptance import ERROR_RATES, Acceptance
from handler.service.change_settings import ShownSettings
from handler.service.show_audit import AuditPage, WantedEntries, WrittenEntries
from handler.wire.common import BudgetView, Cursor, Day, Wire


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
    by_email: str | None = Field(description="Confirmed; null when the person is gone or has none.")
    at: datetime
    target: str = Field(description="A read's, an upload's or a person's id, a plate, or an address; may be empty.")
    target_email: str | None = Field(description="Confirmed, where it was done to a person; else null.")
    details: dict[str, str]

    @classmethod
    def of(cls, entry: AuditEntry, emails: Mapping[str, str]) -> AuditEntryView:
        """Write an entry as the API sends it."""
        return cls(
            action=entry.action,
            by=entry.by,
            by_email=emails.get(entry.by),
            at=entry.at,
            target=entry.target,
            target_email=emails.get(entry.target),
            details=dict(entry.details),
        )


class AuditList(Wire):
    """One page of who did what, newest first."""

    entries: list[AuditEntryView]
    cursor: str | None = Field(description="Give it back for the next page; null on the last one.")

    @classmethod
    def of(cls, page: AuditPage) -> AuditList:
        """Write a page as the API sends it."""
        entries = [AuditEntryView.of(entry, page.emails) for entry in page.entries]
        return cls(entries=entries, cursor=page.cursor)


class AuditSearch(Wire):
    """Which entries, by who did what when. A POST, so that no address stands in a URL."""

    first: Day | None = Field(default=None, description="In UTC; 30 days before `last` when it is not given.")
    last: Day | None = Field(default=None, description="In UTC, included; today when it is not given.")
    by: Annotated[str, StringConstraints(min_length=1, max_length=256)] | None = Field(
        default=None, description="Who did it: a confirmed address, or a person's id."
    )
    actions: list[Action] = Field(default=[], max_length=len(Action), description="What was done; none: anything.")
    limit: int = Field(default=50, ge=1, le=100, description="Entries a page.")
    cursor: Cursor | None = Field(default=None, description="From the page before.")

    def to_domain(self) -> WantedEntries:
        """Hand the request to the service in its own words."""
        return WantedEntries(self.first, self.last, self.by, frozenset(self.actions), self.limit, self.cursor)


class AuditExportRequest(AuditSearch):
    """Entries as a file, a piece at a time."""

    limit: int = Field(default=1000, ge=1, le=1000, description="Entries a piece.")
    format: ExportFormat = ExportFormat.CSV
    time_zone: Annotated[str, StringConstraints(max_length=64)] = Field(
        default="UTC", description="Of the local times.", examples=["Europe/Bucharest"]
    )


class AuditPiece(Wire):
    """A piece of the file: put all pieces one behind the other."""

    text: str
    entries: int = Field(description="How many are in this piece; may be 0 though more follow.")
    cursor: str | None = Field(description="Give it back for the next piece; null on the last one.")

    @classmethod
    def of(cls, piece: WrittenEntries) -> AuditPiece:
        """Write a piece as the API sends it."""
        return cls(text=piece.text, entries=piece.count, cursor=piece.cursor)


class AcceptChoice(Wire):
    """An error rate that can be chosen, and what it takes."""

    error_rate: float
    confidence: float | None = Field(
        description="From it on a photo's first read is accepted; null: every read goes to a person."
    )

    @classmethod
    def of(cls, error_rate: float) -> AcceptChoice:
        """Look up what an error rate takes."""
        first = Acceptance.for_error_rate(error_rate).first
        return cls(error_rate=error_rate, confidence=first if first <= 1 else None)


class RegionChoice(Wire):
    """A region that can be expected."""

    code: str = Field(examples=["ro", "us-ca", "eu"])
    name: str = Field(description="In English.")


class RetentionApartView(Wire):
    """How long photos are kept in which a plate stands on a list, and others; null: for `retention_days`, as any."""

    with_hit_hours: int | None = Field(strict=True, description="1 to 24 times `retention_days_limit`.")
    without_hit_hours: int | None = Field(strict=True, description="The same, and no more than `with_hit_hours`.")

    def to_domain(self) -> RetentionApart:
        """Hand both to the service in its own words."""
        return RetentionApart(self.with_hit_hours, self.without_hit_hours)


class SettingsView(Wire):
    """How photos are read and kept. A change counts within a minute, for photos that arrive after it."""

    accept_error_rate: float = Field(description="Of the accepted reads, the share that may be wrong.")
    accept_confidence: float | None = Field(
        description="What that takes: from it on a photo's first read is accepted; null: every read goes to a person."
    )
    accept_choices: list[AcceptChoice] = Field(description="The error rates that can be chosen.")
    expected_regions: list[str] = Field(description="Whose plates are expected; empty means anywhere.")
    regions: list[RegionChoice] = Field(description="The regions that can be chosen.")
    second_look: bool = Field(description="Whether a photo in doubt may cost a second DetectText call.")
    retention_days: int = Field(description="How long photos are kept, with all that is read in them.")
    retention_days_limit: int = Field(description="The most that can be chosen; set by the deployment.")
    retention_apart: RetentionApartView
    needs_purpose: bool = Field(description="Whether nobody looks plates up without saying why.")
    hold_days_limit: int = Field(description="For how many days operators may protect a photo at most.")
    detect_text_calls_a_day: int | None = Field(
        description="Above so many DetectText calls a day (UTC) photos wait for the next one; null: no limit."
    )
    budget: BudgetView | None = Field(description="How that stands today; null where there is no limit.")
    version: int = Field(description="Goes up with each change; name it when you make one. 0: as deployed.")
    changed_at: datetime | None = Field(description="Null while nobody changed anything.")
    changed_by: str | None = Field(description="The administrator's id.")
    changed_by_email: str | None = Field(description="Confirmed; null when the administrator is gone or has none.")

    @classmethod
    def of(cls, shown: ShownSettings) -> SettingsView:
        """Write the settings as the API sends them."""
        policy = shown.policy
        return cls(
            accept_error_rate=policy.accept_error_rate,
            accept_confidence=AcceptChoice.of(policy.accept_error_rate).confidence,
            accept_choices=[AcceptChoice.of(rate) for rate in ERROR_RATES],
            expected_regions=sorted(policy.expected_regions),
            regions=[RegionChoice(code=code, name=name) for code, name in EXPECTABLE.items()],
            second_look=policy.second_look,
            retention_days=policy.retention_days,
            retention_days_limit=shown.retention_days_limit,
            retention_apart=RetentionApartView(
                with_hit_hours=policy.retention_apart.with_hit_hours,
                without_hit_hours=policy.retention_apart.without_hit_hours,
            ),
            needs_purpose=policy.needs_purpose,
            hold_days_limit=policy.hold_days_limit,
            detect_text_calls_a_day=policy.detect_text_calls_a_day,
            budget=BudgetView.of(shown.budget) if shown.budget else None,
            version=policy.version,
            changed_at=policy.changed_at,
            changed_by=policy.changed_by,
            changed_by_email=shown.changed_by_email,
        )


class SettingsInput(Wire):
    """All settings as they shall be. Those with a default of null stay as they are where they are left out."""

    accept_error_rate: float = Field(strict=True, description="One of `accept_choices`.")
    expected_regions: list[Annotated[str, StringConstraints(max_length=16)]] = Field(
        max_length=len(EXPECTABLE), description="Codes of `regions`; empty means anywhere."
    )
    second_look: bool = Field(strict=True)
    retention_days: int = Field(strict=True, description="1 to `retention_days_limit`.")
    retention_apart: RetentionApartView | None = None
    needs_purpose: bool | None = Field(default=None, strict=True)
    hold_days_limit: int | None = Field(default=None, strict=True, description=f"1 to {LONGEST_HOLD_DAYS}.")
    detect_text_calls_a_day: int | None = Field(
        default=None, strict=True, description=f"1 to {MOST_CALLS}; 0 takes the limit away."
    )
    version: int = Field(ge=0, strict=True, description="Of the settings as you saw them.")

    def to_domain(self) -> PolicyRequest:
        """Hand the request to the service in its own words."""
        return PolicyRequest(
            self.accept_error_rate,
            frozenset(self.expected_regions),
            self.second_look,
            self.retention_days,
            self.version,
            self.needs_purpose,
            self.retention_apart.to_domain() if self.retention_apart else None,
            self.hold_days_limit,
            self.detect_text_calls_a_day,
        )
