"""The wire of people: who may sign in, and what administrators change of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.caller import ADMINS, OPERATORS
from handler.domain.people.person import LONGEST_EMAIL, Person, PersonState
from handler.service.ports.people import PeopleSlice
from handler.wire.common import Wire


class Group(StrEnum):
    """What somebody may beyond uploading."""

    OPERATORS = OPERATORS
    ADMINS = ADMINS


PeopleCursor = Annotated[str, StringConstraints(max_length=4096)]
"""Longer than others: the user pool's own is inside."""

Groups = Annotated[list[Group], Field(max_length=len(Group))]


class PeopleQuery(Wire):
    """Which people."""

    group: Group | None = Field(default=None, description="Those of a group alone.")
    limit: int = Field(default=20, ge=1, le=60, description="People a page.")
    cursor: PeopleCursor | None = Field(default=None, description="From the page before.")


class PeopleSearch(Wire):
    """Whose address is looked for."""

    email_begins: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_EMAIL)] = Field(
        examples=["ann@"], description="Capitals are the same as small letters."
    )
    limit: int = Field(default=20, ge=1, le=60, description="People a page.")
    cursor: PeopleCursor | None = Field(default=None, description="From the page before.")


class InvitationInput(Wire):
    """Whom to invite."""

    email: Annotated[str, StringConstraints(max_length=256)] = Field(examples=["ann@example.com"])
    groups: Groups = Field(default=[], description="None: the person may upload photos and see them.")


class GroupsInput(Wire):
    """The groups that somebody shall be in. It takes effect with the person's next token, within 15 minutes."""

    groups: Groups
    seen: Groups = Field(description="The groups that you saw the person in.")


class PersonSwitchInput(Wire):
    """Whether somebody may sign in."""

    on: bool = Field(strict=True, description="False ends all sessions; a token lives for 15 minutes nevertheless.")


class PersonView(Wire):
    """Somebody who may sign in, or may not any more."""

    person_id: str
    email: str = Field(description="May be nobody's while `state` is `unconfirmed`.")
    state: PersonState
    groups: list[Group]
    since: datetime = Field(description="When the account was made.")
    changed_at: datetime = Field(description="When its state, address or password changed last.")

    @classmethod
    def of(cls, person: Person) -> PersonView:
        """Write a person as the API sends one."""
        return cls(
            person_id=person.person_id,
            email=person.email,
            state=person.state,
            groups=[group for group in Group if group.value in person.groups],
            since=person.since,
            changed_at=person.changed_at,
        )


class PeopleView(Wire):
    """Some people, in the user pool's own order."""

    people: list[PersonView]
    cursor: str | None = Field(description="Give it back for the next page; null on the last one.")

    @classmethod
    def of(cls, found: PeopleSlice) -> PeopleView:
        """Write people as the API sends them."""
        return cls(people=[PersonView.of(one) for one in found.people], cursor=found.cursor)
