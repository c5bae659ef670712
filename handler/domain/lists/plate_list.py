"""A list of plates: what it is for, and whom it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.lists.entry import ListKind
from handler.domain.sites.texts import name_of

LIST: Final = "list"
"""How a list's id begins."""

MOST_LISTS: Final = 100
"""All are got at once, wherever reads are compared with them."""


@quick_dataclass(frozen=True, slots=True)
class ListSetup:
    """What administrators say of a list.

    Attributes
    ----------
    name : str
        For people; two lists may have the same one.
    kind : ListKind
    tells_possible : bool
        Whether reads that are in doubt are told too, as possible.
    """

    name: str
    kind: ListKind
    tells_possible: bool = False

    def checked(self) -> ListSetup:
        """Tidy it up.

        Raises
        ------
        InvalidRequest
            When its name has no meaning.
        """
        return replace(self, name=name_of(self.name))

    def as_text(self) -> Mapping[str, str]:
        """Write each part down in words, by its name."""
        return {"name": self.name, "kind": self.kind.value, "tells_possible": "yes" if self.tells_possible else "no"}


@quick_dataclass(frozen=True, slots=True)
class PlateList:
    """A list as it is kept.

    Attributes
    ----------
    created_at : datetime
        UTC.
    version : int
        Counts the changes of its setup, from 1.
    entry_count : int
    removed_at : datetime or None
        Since when it counts no more, UTC; it goes once its entries are cleared.
    """

    list_id: str
    setup: ListSetup
    created_at: datetime
    version: int = 1
    entry_count: int = 0
    removed_at: datetime | None = None

    @property
    def is_removed(self) -> bool:
        """Whether it counts no more."""
        return self.removed_at is not None


def changed_list(before: PlateList, setup: ListSetup, version: int) -> PlateList:
    """Set a list up anew.

    Parameters
    ----------
    before : PlateList
    setup : ListSetup
    version : int
        That the administrator saw.

    Returns
    -------
    PlateList
        One version on; the same one where nothing changes.

    Raises
    ------
    Conflict
        When it was changed since.
    InvalidRequest
        When its name has no meaning.
    """
    _check_version(before, version)
    tidy = setup.checked()
    return before if tidy == before.setup else replace(before, setup=tidy, version=version + 1)


def removed_list(before: PlateList, version: int, at: datetime) -> PlateList:
    """Take a list away; raises Conflict when it was changed since the administrator saw it."""
    _check_version(before, version)
    return replace(before, version=version + 1, removed_at=at)


def _check_version(before: PlateList, version: int) -> None:
    if version != before.version:
        raise Conflict("list_changed")
