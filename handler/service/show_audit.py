"""Show administrators who did what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.errors import InvalidRequest
from handler.service.ports.records import AuditInbox, AuditLog, People

_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, newest first, the addresses of the people in them, and the cursor of the next page."""

    entries: Sequence[AuditEntry]
    emails: Mapping[str, str]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class ShowAudit:
    """Answers for a month, and writes down who looked.

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
        details = {"page": "further" if cursor else "first"}
        self.inbox.add(AuditEntry(Action.VIEWED_AUDIT, caller.owner, now, asked, details))
        return AuditPage(page.entries, self.people.emails({entry.by for entry in page.entries}), page.cursor)
