"""Show administrators who may sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.people.person import LONGEST_EMAIL, check_groups
from handler.service.ports.people import Directory, PeopleSlice
from handler.service.ports.records import AuditInbox


@quick_dataclass(frozen=True, slots=True)
class ShowPeople:
    """Answers who there is, and writes down who looked.

    Parameters
    ----------
    directory : Directory
    inbox : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    directory: Directory
    inbox: AuditInbox
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, group: str | None, limit: int, cursor: str | None) -> PeopleSlice:
        """Show some people, all or those of a group.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When the group or the cursor makes no sense.
        """
        caller.require(ADMINS)
        if group is None:
            found = self.directory.page(limit, cursor)
        else:
            check_groups({group})
            found = self.directory.page_of_group(group, limit, cursor)
        self._note(caller, cursor, group or "")
        return found

    def search(self, caller: Caller, email_begins: str, limit: int, cursor: str | None) -> PeopleSlice:
        """Show people whose address begins with something.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When the cursor makes no sense.
        """
        caller.require(ADMINS)
        found = self.directory.page(limit, cursor, email_begins.strip().lower()[:LONGEST_EMAIL])
        self._note(caller, cursor, "")
        return found

    def _note(self, caller: Caller, cursor: str | None, target: str) -> None:
        details = {"page": "further" if cursor else "first"}
        self.inbox.add(AuditEntry(Action.VIEWED_PEOPLE, caller.owner, self.now(), target, details))
