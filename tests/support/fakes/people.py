"""The user pool in memory, as administrators see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from handler.domain.caller import ADMINS, OPERATORS
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.people.person import Person, PersonState
from handler.service.people.change_people import ChangePeople
from handler.service.people.show_people import ShowPeople
from handler.service.ports.people import PeopleSlice
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.world import START

THE_CALLER, ANOTHER_ADMIN, INVITED = "the-caller", "another-admin", "invited"

INPUTS_OF_PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "POST /people": {"email": "new@platebook.example"},
    "POST /people/search": {"email_begins": "ann"},
    "POST /people/{person_id}/groups": {"groups": ["operators"], "seen": []},
    "POST /people/{person_id}/switch": {"on": False},
}


def a_person(
    person_id: str, state: PersonState = PersonState.ACTIVE, groups: frozenset[str] = frozenset(), email: str = ""
) -> Person:
    """Make somebody."""
    return Person(person_id, email or f"{person_id}@platebook.example", state, START, START, groups)


@dataclass
class MemoryDirectory:
    """People by their ids; what is done to them in order."""

    people: dict[str, Person] = field(default_factory=dict)
    done: list[tuple[str, ...]] = field(default_factory=list)
    before_members: Callable[[], None] = lambda: None
    """What others do just before the members of a group are looked up."""

    def add(self, *people: Person) -> MemoryDirectory:
        self.people |= {one.person_id: one for one in people}
        return self

    def page(self, limit: int, after: str | None, email_begins: str = "") -> PeopleSlice:
        return _cut([one for one in self.people.values() if one.email.startswith(email_begins)], limit, after)

    def page_of_group(self, group: str, limit: int, after: str | None) -> PeopleSlice:
        return _cut([one for one in self.people.values() if group in one.groups], limit, after)

    def members(self, group: str) -> Sequence[Person]:
        self.before_members()
        return [replace(one, groups=frozenset()) for one in self.people.values() if group in one.groups]

    def one(self, person_id: str) -> Person | None:
        return self.people.get(person_id)

    def invite(self, email: str) -> Person:
        if any(one.email == email for one in self.people.values()):
            raise Conflict("person_there")
        made = a_person(f"person-{len(self.people)}", PersonState.INVITED, email=email)
        self.add(made)
        self.done.append(("invite", email))
        return made

    def invite_again(self, email: str) -> None:
        self.done.append(("invite_again", email))

    def add_to_group(self, person_id: str, group: str) -> None:
        self._set(person_id, groups=self.people[person_id].groups | {group})
        self.done.append(("add_to_group", person_id, group))

    def remove_from_group(self, person_id: str, group: str) -> None:
        self._set(person_id, groups=self.people[person_id].groups - {group})
        self.done.append(("remove_from_group", person_id, group))

    def disable(self, person_id: str) -> None:
        self._set(person_id, state=PersonState.DISABLED)
        self.done.append(("disable", person_id))

    def enable(self, person_id: str) -> None:
        self._set(person_id, state=PersonState.ACTIVE)
        self.done.append(("enable", person_id))

    def _set(self, person_id: str, **changes: Any) -> None:
        self.people[person_id] = replace(self.people[person_id], **changes)


def _cut(people: Sequence[Person], limit: int, after: str | None) -> PeopleSlice:
    if after is not None and not after.isdecimal():
        raise InvalidRequest("cursor: not ours")
    start = int(after or 0)
    more = str(start + limit) if start + limit < len(people) else None
    return PeopleSlice(people[start : start + limit], more)


def a_directory() -> MemoryDirectory:
    """Two administrators, an operator, and somebody who was invited."""
    return MemoryDirectory().add(
        a_person(THE_CALLER, groups=frozenset({ADMINS})),
        a_person(ANOTHER_ADMIN, groups=frozenset({ADMINS, OPERATORS})),
        a_person("ann", groups=frozenset({OPERATORS})),
        a_person(INVITED, PersonState.INVITED),
    )


def use_cases_of_people(audit: MemoryAuditLog, now: Callable[[], datetime]) -> dict[str, Any]:
    """Build the use cases of administrators who look after people."""
    directory = a_directory()
    return {"show_people": ShowPeople(directory, audit, now), "change_people": ChangePeople(directory, audit, now)}
