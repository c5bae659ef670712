"""Show administrators who did what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handler.domain.audit import Action, AuditEntry
from handler.domain.auditing.question import AuditQuestion
from handler.domain.auditing.table import written_entries
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.export import ExportFormat
from handler.service.ports.records import AuditInbox, AuditLog, AuditSlice, People

USUAL_TIME: Final = timedelta(days=30)
_TO_PEOPLE: Final = (Action.INVITED_PERSON, Action.CHANGED_GROUPS, Action.SWITCHED_PERSON)
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@quick_dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, newest first, the addresses of the people in them, and the cursor of the next page."""

    entries: Sequence[AuditEntry]
    emails: Mapping[str, str]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class WantedEntries:
    """What somebody looks for in the audit.

    Attributes
    ----------
    first, last : date or None
        Days in UTC, both included; None for today as the last one, and for 30 days before the last one as the first.
    by : str or None
        The confirmed address, or the id, of who did it; None for anybody.
    actions : frozenset of Action
        Empty for all.
    limit : int
    cursor : str or None
    """

    first: date | None
    last: date | None
    by: str | None
    actions: frozenset[Action]
    limit: int
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class WrittenEntries:
    """A piece of a file, how many entries are in it, and the cursor of the next piece."""

    text: str
    count: int
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ShowAudit:
    """Answers for a month, or for what somebody looks for, and writes down who looked.

    Parameters
    ----------
    audit : AuditLog
    inbox : AuditInbox
    people : People
    now : callable
        Gives the time in UTC.
    """

    audit: AuditLog
    inbox: AuditInbox
    people: People
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, month: str | None, limit: int, cursor: str | None) -> AuditPage:
        """Show some entries of a month, newest first.

        Parameters
        ----------
        caller : Caller
        month : str or None
            Such as ``2026-05``; None for the present one (UTC).
        limit : int
            Entries a page.
        cursor : str or None
            From the page before.

        Returns
        -------
        AuditPage

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When the month or the cursor makes no sense.
        """
        caller.require(ADMINS)
        now = self.now()
        asked = month or now.isoformat()[:7]
        if not _MONTH.fullmatch(asked):
            raise InvalidRequest("month: give a year and a month, such as 2026-05.")
        page = self.audit.page(asked, limit, cursor)
        self.inbox.add(AuditEntry(Action.VIEWED_AUDIT, caller.owner, now, asked, _page(cursor)))
        return self._with_emails(page)

    def search(self, caller: Caller, wanted: WantedEntries) -> AuditPage:
        """Show some entries that somebody looks for, newest first; a page may be empty though more follow.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When days or cursor make no sense, or nobody has the address.
        """
        caller.require(ADMINS)
        asked = self._asked(wanted)
        page = self.audit.search(asked, wanted.limit, wanted.cursor)
        details = {**asked.asked(), **_page(wanted.cursor)}
        self.inbox.add(AuditEntry(Action.VIEWED_AUDIT, caller.owner, self.now(), "", details))
        return self._with_emails(page)

    def export(self, caller: Caller, wanted: WantedEntries, zone: ZoneInfo, how: ExportFormat) -> WrittenEntries:
        """Write some entries that somebody looks for into a piece of a file; a piece may be empty though more follow.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When days or cursor make no sense, or nobody has the address.
        """
        caller.require(ADMINS)
        asked = self._asked(wanted)
        page = self._with_emails(self.audit.search(asked, wanted.limit, wanted.cursor))
        told = {"format": how.value, "entries": str(len(page.entries))}
        details = {**asked.asked(), **_page(wanted.cursor), **told}
        self.inbox.add(AuditEntry(Action.EXPORTED_AUDIT, caller.owner, self.now(), "", details))
        text = written_entries(page.entries, page.emails, zone, how, with_head=wanted.cursor is None)
        return WrittenEntries(text, len(page.entries), page.cursor)

    def _asked(self, wanted: WantedEntries) -> AuditQuestion:
        by = wanted.by.strip() if wanted.by else None
        if by and "@" in by:
            by = self.people.id_of(by)
            if by is None:
                raise InvalidRequest("by: nobody has confirmed this address.")
        last = wanted.last or self.now().date()
        first = wanted.first or last - USUAL_TIME
        return AuditQuestion(first, last, by, wanted.actions).check()

    def _with_emails(self, page: AuditSlice) -> AuditPage:
        """Put addresses beside what is shown: of who did it, and of whom it was done to."""
        people = {entry.by for entry in page.entries}
        people |= {entry.target for entry in page.entries if entry.action in _TO_PEOPLE and "@" not in entry.target}
        return AuditPage(page.entries, self.people.emails(people), page.cursor)


def _page(cursor: str | None) -> Mapping[str, str]:
    return {"page": "further" if cursor else "first"}
