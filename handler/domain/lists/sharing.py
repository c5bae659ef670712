"""Permits that several plates share, so many at a time: the first to come in have the places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.matching import Seen, is_in_force

MOST_SHARING: Final = 50
"""Entries of a list that name one group, at most: each is looked for among the visits whenever they are counted."""


class NotCounted(StrEnum):
    """Why nobody knows how many of a group are inside."""

    NOT_FOLLOWED = "not_followed"
    OTHER_TIME = "other_time"


@quick_dataclass(frozen=True, slots=True)
class Share:
    """How much of a shared permit is taken at a site.

    Attributes
    ----------
    most : int
        So many of the group may be there at a time.
    inside : int or None
        So many others of the group are there and go before the vehicle; None where that is not known.
    not_counted : NotCounted or None
        Why it is not known.
    """

    most: int
    inside: int | None
    not_counted: NotCounted | None = None

    @property
    def is_full(self) -> bool:
        """Whether no place is free; never where it is not known."""
        return self.inside is not None and self.inside >= self.most

    @property
    def sentence(self) -> str:
        """Say it to people."""
        if self.not_counted:
            return NOT_COUNTED_SENTENCES[self.not_counted]
        taken = f"{self.inside} of {self.most} places of this shared permit are taken by other vehicles of its group."
        return f"{taken} None is free." if self.is_full else taken


NOT_COUNTED_SENTENCES: Final[Mapping[NotCounted, str]] = {
    NotCounted.NOT_FOLLOWED: "How many of the group are inside is not known: visits are not followed at this site.",
    NotCounted.OTHER_TIME: "How many of the group are inside is counted for now alone, and not for another time.",
}

Counting: TypeAlias = Callable[[Seen, ListEntry], Share | None]
"""Tells how much of an entry's group is taken where and when a vehicle is seen; None where it has no limit."""

Taken: TypeAlias = Callable[[Seen, ListEntry], bool]
"""Tells whether others have all places of an entry's group where and when a vehicle is seen."""


def has_limit(entry: ListEntry) -> bool:
    """Tell whether only so many of an entry's group may be there at a time."""
    return entry.group is not None and entry.most_at_a_time is not None


def others_sharing(seen: Seen, entry: ListEntry, sharing: Iterable[ListEntry]) -> list[str]:
    """Give the plates that may take an entry's places where and when a vehicle is seen.

    Parameters
    ----------
    seen : Seen
        The vehicle: what it is read as and the entry's own plate do not count against it.
    entry : ListEntry
    sharing : iterable of ListEntry
        The entries of its group; those that do not hold there and then take no place.

    Returns
    -------
    list of str
        Each once.
    """
    own = {entry.plate, *(one.plate for one in seen.plates[:1])}
    here = (one.plate for one in sharing if is_in_force(one, seen.at, seen.site_id, seen.zone))
    return [one for one in dict.fromkeys(here) if one not in own]
