"""The audit in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from handler.domain.audit import AuditEntry
from handler.domain.auditing.question import AuditQuestion
from handler.service.ports.records import AuditSlice


@dataclass
class MemoryAuditLog:
    """Who did what, in a list."""

    entries: list[AuditEntry] = field(default_factory=list)

    def add(self, entry: AuditEntry) -> None:
        self.entries.append(entry)

    def search(self, asked: AuditQuestion, limit: int, after: str | None) -> AuditSlice:
        fitting = [one for one in self.entries if asked.first <= one.at.date() <= asked.last and asked.means(one)]
        stop = int(after) if after else len(fitting)
        start = max(stop - limit, 0)
        return AuditSlice(fitting[start:stop][::-1], str(start) if start else None)

    def page(self, month: str, limit: int, after: str | None) -> AuditSlice:
        fitting = [entry for entry in self.entries if entry.at.isoformat().startswith(month)]
        stop = int(after) if after else len(fitting)  # counted from the oldest: new entries do not move it
        start = max(stop - limit, 0)
        return AuditSlice(fitting[start:stop][::-1], str(start) if start else None)
