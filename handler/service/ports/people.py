"""What the use cases need of the user pool to look at people and to change what they may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from handler.domain.classes.quick import quick_dataclass
from handler.domain.people.person import Person


@quick_dataclass(frozen=True, slots=True)
class PeopleSlice:
    """Some people, in the user pool's own order, and the cursor of what follows; None at the end."""

    people: Sequence[Person]
    cursor: str | None


class Directory(Protocol):
    """All who may sign in."""

    def page(self, limit: int, after: str | None, email_begins: str = "") -> PeopleSlice:
        """Get some people, those alone whose address begins so; raises InvalidRequest for a cursor not of ours."""

    def page_of_group(self, group: str, limit: int, after: str | None) -> PeopleSlice:
        """Get some people of a group; raises InvalidRequest for a cursor not of ours."""

    def members(self, group: str) -> Sequence[Person]:
        """Get all people of a group. Which others each of them is in is left out."""

    def one(self, person_id: str) -> Person | None:
        """Get somebody; None when nobody has that id."""

    def invite(self, email: str) -> Person:
        """Make an account and have a temporary password mailed; raises Conflict when somebody has the address."""

    def invite_again(self, email: str) -> None:
        """Have a new temporary password mailed; raises Conflict when it is not waited for any more."""

    def add_to_group(self, person_id: str, group: str) -> None:
        """Add somebody to a group, who may be in it already."""

    def remove_from_group(self, person_id: str, group: str) -> None:
        """Take somebody out of a group, who may be in it no more."""

    def disable(self, person_id: str) -> None:
        """Let somebody sign in no more, and have no new token for what is signed in."""

    def enable(self, person_id: str) -> None:
        """Let somebody sign in again."""
