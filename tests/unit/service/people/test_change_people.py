"""Administrators invite people, set their groups, disable and enable them; nobody locks everybody out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from handler.domain.audit import Action
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.people.person import PersonState, check_not_the_last, tidy_email
from handler.service.people.change_people import ChangePeople
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.people import (
    ANOTHER_ADMIN,
    INVITED,
    THE_CALLER,
    MemoryDirectory,
    a_directory,
    a_person,
)
from tests.support.fakes.world import Clock

ADMIN = Caller(THE_CALLER, frozenset({ADMINS}))


@pytest.fixture
def directory() -> MemoryDirectory:
    return a_directory()


@pytest.fixture
def audit() -> MemoryAuditLog:
    return MemoryAuditLog()


@pytest.fixture
def change(directory: MemoryDirectory, audit: MemoryAuditLog) -> ChangePeople:
    return ChangePeople(directory, audit, Clock())


def told(audit: MemoryAuditLog) -> list[tuple[Action, str, dict[str, str]]]:
    return [(one.action, one.target, dict(one.details)) for one in audit.entries]


def test_who_is_invited_gets_a_mail_and_the_groups(
    change: ChangePeople, directory: MemoryDirectory, audit: MemoryAuditLog
) -> None:
    invited = change.invite(ADMIN, " New@Platebook.Example ", ["operators"])
    assert (invited.email, invited.state) == ("new@platebook.example", PersonState.INVITED)
    assert invited.groups == {OPERATORS}
    assert directory.people[invited.person_id].groups == {OPERATORS}
    assert told(audit) == [(Action.INVITED_PERSON, "new@platebook.example", {"groups": "operators"})]


def test_an_address_that_somebody_has_is_not_invited(change: ChangePeople, directory: MemoryDirectory) -> None:
    with pytest.raises(Conflict, match="person_there"):
        change.invite(ADMIN, "ANN@platebook.example", ["admins"])
    assert directory.done == []


@pytest.mark.parametrize("email", ["", "ann", "ann@here", "a n@b.c", "ann@b.c\n@d.e", "é@b.ca", "a@b.c" * 40, '"@@.'])
def test_what_is_no_address_is_told(email: str) -> None:
    with pytest.raises(InvalidRequest, match="email"):
        tidy_email(email)


def test_an_invitation_is_mailed_again_to_who_has_not_come_yet(
    change: ChangePeople, directory: MemoryDirectory, audit: MemoryAuditLog
) -> None:
    change.invite_again(ADMIN, INVITED)
    assert directory.done == [("invite_again", "invited@platebook.example")]
    assert told(audit) == [(Action.INVITED_PERSON, INVITED, {"again": "yes"})]
    with pytest.raises(Conflict, match="not_invited"):
        change.invite_again(ADMIN, "ann")


def test_groups_are_set_as_a_difference_and_written_down_first(
    change: ChangePeople, directory: MemoryDirectory, audit: MemoryAuditLog
) -> None:
    changed = change.set_groups(ADMIN, "ann", ["admins"], ["operators"])
    assert changed.groups == directory.people["ann"].groups == {ADMINS}
    assert told(audit) == [(Action.CHANGED_GROUPS, "ann", {"from": "operators", "to": "admins"})]


def test_groups_that_stay_are_no_news(change: ChangePeople, directory: MemoryDirectory, audit: MemoryAuditLog) -> None:
    change.set_groups(ADMIN, "ann", ["operators"], ["operators"])
    assert (directory.done, audit.entries) == ([], [])


def test_groups_that_somebody_else_changed_are_not_written_over(change: ChangePeople) -> None:
    with pytest.raises(Conflict, match="person_changed"):
        change.set_groups(ADMIN, "ann", ["admins"], [])


def test_an_administrator_may_leave_operators_and_not_administrators(
    change: ChangePeople, directory: MemoryDirectory
) -> None:
    directory.add_to_group(THE_CALLER, OPERATORS)
    change.set_groups(ADMIN, THE_CALLER, ["admins"], ["admins", "operators"])
    with pytest.raises(Conflict, match="own_account"):
        change.set_groups(ADMIN, THE_CALLER, [], ["admins"])
    with pytest.raises(Conflict, match="own_account"):
        change.disable(ADMIN, THE_CALLER)
    assert directory.people[THE_CALLER].groups == {ADMINS}


def test_somebody_is_disabled_and_enabled(
    change: ChangePeople, directory: MemoryDirectory, audit: MemoryAuditLog
) -> None:
    assert change.disable(ADMIN, ANOTHER_ADMIN).state is PersonState.DISABLED
    assert change.enable(ADMIN, ANOTHER_ADMIN).state is PersonState.ACTIVE
    assert directory.done == [("disable", ANOTHER_ADMIN), ("enable", ANOTHER_ADMIN)]
    assert told(audit) == [
        (Action.SWITCHED_PERSON, ANOTHER_ADMIN, {"to": "off"}),
        (Action.SWITCHED_PERSON, ANOTHER_ADMIN, {"to": "on"}),
    ]


Act = Callable[[ChangePeople], object]
ACTS: tuple[Act, ...] = (
    lambda change: change.invite(ADMIN, "new@platebook.example", []),
    lambda change: change.invite_again(ADMIN, INVITED),
    lambda change: change.set_groups(ADMIN, "ann", [], ["operators"]),
    lambda change: change.disable(ADMIN, "ann"),
    lambda change: change.enable(ADMIN, "ann"),
)


@pytest.mark.parametrize("act", ACTS)
def test_a_token_is_not_enough_for_who_is_no_administrator_any_more(
    change: ChangePeople, directory: MemoryDirectory, audit: MemoryAuditLog, act: Act
) -> None:
    for gone in (replace(directory.people[THE_CALLER], groups=frozenset()), a_person(THE_CALLER, PersonState.DISABLED)):
        directory.add(gone)
        with pytest.raises(NotAllowed):
            act(change)
    assert (directory.done, audit.entries) == ([], [])


@pytest.mark.parametrize("act", ACTS)
def test_what_cannot_be_written_down_is_not_done(directory: MemoryDirectory, act: Act) -> None:
    class Full(MemoryAuditLog):
        def add(self, entry: object) -> None:
            raise OSError(entry)

    with pytest.raises(OSError):  # noqa: PT011 (the fake's own)
        act(ChangePeople(directory, Full(), Clock()))
    assert directory.done == []


def test_nobody_of_that_id_is_told(change: ChangePeople) -> None:
    for act in (change.disable, change.enable, change.invite_again):
        with pytest.raises(NotFound):
            act(ADMIN, "nobody")


def test_the_last_administrator_who_can_sign_in_stays_one() -> None:
    invited, disabled = a_person("i", PersonState.INVITED), a_person("d", PersonState.DISABLED)
    with pytest.raises(Conflict, match="last_admin"):
        check_not_the_last([a_person("a"), invited, disabled], "a")
    check_not_the_last([a_person("a"), a_person("b")], "a")


@pytest.mark.parametrize(
    "act",
    [
        lambda change: change.disable(ADMIN, ANOTHER_ADMIN),
        lambda change: change.set_groups(ADMIN, ANOTHER_ADMIN, ["operators"], ["admins", "operators"]),
    ],
)
def test_two_who_put_one_another_out_at_the_same_moment_both_stay(
    change: ChangePeople, directory: MemoryDirectory, act: Act
) -> None:
    """The other one's act falls between this one's and the look at what it left."""

    def the_other() -> None:
        if directory.done:
            directory.add(replace(directory.people[THE_CALLER], state=PersonState.DISABLED))

    directory.before_members = the_other
    with pytest.raises(Conflict, match="last_admin"):
        act(change)
    other = directory.people[ANOTHER_ADMIN]
    assert other.state is PersonState.ACTIVE
    assert other.groups == {ADMINS, OPERATORS}
