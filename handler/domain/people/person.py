"""A person who may sign in, and the rules by which administrators change what that person may."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed

GROUPS: Final = (OPERATORS, ADMINS)
"""The groups that mean anything to Platebook; others that a pool may have are left alone."""

LONGEST_EMAIL: Final = 128
"""Longer user names Cognito does not take (API reference, AdminCreateUser)."""

_EMAIL: Final = re.compile(r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+")
"""Printable ASCII with one @ in it: whether anybody reads there, only a mail can tell."""


class PersonState(StrEnum):
    """How far somebody has come."""

    INVITED = "invited"
    """Got a temporary password by mail, and has not signed in yet."""
    UNCONFIRMED = "unconfirmed"
    """Signed up, and has not entered the code that was mailed."""
    ACTIVE = "active"
    MUST_RESET = "must_reset"
    """Must choose a new password before signing in."""
    DISABLED = "disabled"


@quick_dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, or may not any more.

    Attributes
    ----------
    person_id : str
        What uploads and the audit know the person by.
    email : str
    state : PersonState
    since : datetime
        When the account was made, UTC.
    changed_at : datetime
        When anything of the account changed last, UTC: its state, its address, its password.
    groups : frozenset of str
        Those of `GROUPS` that the person is in.
    """

    person_id: str
    email: str
    state: PersonState
    since: datetime
    changed_at: datetime
    groups: frozenset[str] = frozenset()


def tidy_email(text: str) -> str:
    """Give an address as it is kept: without blanks around it, in small letters.

    Raises
    ------
    InvalidRequest
        When it is none.
    """
    email = text.strip().lower()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise InvalidRequest("email: give an e-mail address such as ann@example.com, of 128 characters at most.")
    return email


def check_groups(groups: Iterable[str]) -> frozenset[str]:
    """Give groups as a set.

    Raises
    ------
    InvalidRequest
        When one of them means nothing here.
    """
    chosen = frozenset(groups)
    if not chosen <= set(GROUPS):
        raise InvalidRequest(f"groups: there are {' and '.join(GROUPS)}. Choose among these.")
    return chosen


def check_still_admin(caller: Caller, admins: Iterable[Person]) -> None:
    """Go on only while the user pool itself, and not only the token, knows the caller as an administrator.

    Raises
    ------
    NotAllowed
        When the caller was taken out of the group, or disabled, since the token was made.
    """
    if caller.owner not in {one.person_id for one in admins if one.state is not PersonState.DISABLED}:
        raise NotAllowed("You are no administrator any more. Ask one to add you to the group admins.")


def check_not_oneself(caller: Caller, person_id: str) -> None:
    """Refuse to take from oneself what one could not give back.

    Raises
    ------
    Conflict
        When it is the caller's own account.
    """
    if caller.owner == person_id:
        raise Conflict("own_account")


def check_not_the_last(admins: Iterable[Person], person_id: str) -> None:
    """Refuse to take away the last administrator who can sign in.

    Raises
    ------
    Conflict
        When nobody else would be left.
    """
    able = {one.person_id for one in admins if one.state is PersonState.ACTIVE}
    if not able - {person_id}:
        raise Conflict("last_admin")
