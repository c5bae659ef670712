"""Administrators invite people, set their groups, and disable and enable them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.domain.people.person import (
    Person,
    PersonState,
    check_groups,
    check_not_oneself,
    check_not_the_last,
    check_still_admin,
    tidy_email,
)
from handler.service.ports.people import Directory
from handler.service.ports.records import AuditInbox


@quick_dataclass(frozen=True, slots=True)
class ChangePeople:
    """Changes what people may; their photos, reads and decisions stay as they are.

    The user pool and the audit share no transaction. What is about to be done is written down first: an entry of what
    then failed does less harm than an act without an entry.

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

    def invite(self, caller: Caller, email: str, groups: Collection[str]) -> Person:
        """Make an account for somebody, who gets a temporary password by mail.

        Raises
        ------
        NotAllowed
            When the caller is no administrator, or none any more.
        InvalidRequest
            When it is no address, or there is no such group.
        Conflict
            When somebody has the address already.
        """
        self._admins(caller)
        address, chosen = tidy_email(email), check_groups(groups)
        # Nobody has an id yet, so the entry has the address.
        self._note(caller, Action.INVITED_PERSON, address, {"groups": _told(chosen)})
        invited = self.directory.invite(address)
        for group in sorted(chosen):
            self.directory.add_to_group(invited.person_id, group)
        return replace(invited, groups=chosen)

    def invite_again(self, caller: Caller, person_id: str) -> Person:
        """Have a new temporary password mailed to somebody who never signed in.

        Raises
        ------
        NotAllowed
            When the caller is no administrator, or none any more.
        NotFound
            When there is nobody of that id.
        Conflict
            When the person has signed in already, or is disabled.
        """
        self._admins(caller)
        person = self._person(person_id)
        if person.state is not PersonState.INVITED:
            raise Conflict("not_invited")
        self._note(caller, Action.INVITED_PERSON, person_id, {"again": "yes"})
        self.directory.invite_again(person.email)
        return person

    def set_groups(self, caller: Caller, person_id: str, groups: Collection[str], seen: Collection[str]) -> Person:
        """Put somebody into groups, and take them out of the others. It takes effect with the next token.

        Parameters
        ----------
        caller : Caller
        person_id : str
        groups : collection of str
        seen : collection of str
            The groups that the caller saw the person in.

        Raises
        ------
        NotAllowed
            When the caller is no administrator, or none any more.
        NotFound
            When there is nobody of that id.
        InvalidRequest
            When there is no such group.
        Conflict
            When somebody changed the groups since, or an administrator would take that from themself, or nobody would
            be left.
        """
        admins = self._admins(caller)
        chosen, person = check_groups(groups), self._person(person_id)
        if person.groups != check_groups(seen):
            raise Conflict("person_changed")
        if ADMINS in person.groups - chosen:
            check_not_oneself(caller, person_id)
            check_not_the_last(admins, person_id)
        if chosen != person.groups:
            told = {"from": _told(person.groups), "to": _told(chosen)}
            self._note(caller, Action.CHANGED_GROUPS, person_id, told)
        for group in sorted(chosen - person.groups):
            self.directory.add_to_group(person_id, group)
        for group in sorted(person.groups - chosen):
            self.directory.remove_from_group(person_id, group)
        if ADMINS in person.groups - chosen:
            self._put_back_if_none_is_left(lambda: self.directory.add_to_group(person_id, ADMINS))
        return replace(person, groups=chosen)

    def disable(self, caller: Caller, person_id: str) -> Person:
        """Let somebody sign in no more, and end what is signed in. A token lives for its minutes nevertheless.

        Raises
        ------
        NotAllowed
            When the caller is no administrator, or none any more.
        NotFound
            When there is nobody of that id.
        Conflict
            When it is the caller, or nobody would be left who is an administrator.
        """
        admins, person = self._admins(caller), self._person(person_id)
        check_not_oneself(caller, person_id)
        check_not_the_last(admins, person_id)
        self._note(caller, Action.SWITCHED_PERSON, person_id, {"to": "off"})
        self.directory.disable(person_id)
        if ADMINS in person.groups:
            self._put_back_if_none_is_left(lambda: self.directory.enable(person_id))
        return self._person(person_id)

    def enable(self, caller: Caller, person_id: str) -> Person:
        """Let somebody sign in again.

        Raises
        ------
        NotAllowed
            When the caller is no administrator, or none any more.
        NotFound
            When there is nobody of that id.
        """
        self._admins(caller)
        self._person(person_id)
        self._note(caller, Action.SWITCHED_PERSON, person_id, {"to": "on"})
        self.directory.enable(person_id)
        return self._person(person_id)

    def _admins(self, caller: Caller) -> Sequence[Person]:
        """Get the administrators as they are now: a token knows them as they were up to 15 minutes ago."""
        caller.require(ADMINS)
        admins = self.directory.members(ADMINS)
        check_still_admin(caller, admins)
        return admins

    def _person(self, person_id: str) -> Person:
        person = self.directory.one(person_id)
        if person is None:
            raise NotFound("There is nobody of that id. Load the page again.")
        return person

    def _put_back_if_none_is_left(self, put_back: Callable[[], None]) -> None:
        """Undo what two administrators did to one another at the same moment, each while the other was still there."""
        try:
            check_not_the_last(self.directory.members(ADMINS), "")
        except Conflict:
            put_back()
            raise

    def _note(self, caller: Caller, action: Action, target: str, details: Mapping[str, str]) -> None:
        self.inbox.add(AuditEntry(action, caller.owner, self.now(), target, details))


def _told(groups: Collection[str]) -> str:
    return ", ".join(sorted(groups)) or "none"
