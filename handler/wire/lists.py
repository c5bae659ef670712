"""The wire of lists of plates and their entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from handler.domain.lists.entry import ListEntry, ListKind, Tolerance
from handler.domain.lists.entry_checks import LONGEST_HOLDER, LONGEST_REASON, MOST_AT_A_TIME, MOST_SITES, EntrySetup
from handler.domain.lists.hours import hours_of, text_of
from handler.domain.lists.matching import LEAST_CANDIDATE
from handler.domain.lists.plate_list import ListSetup, PlateList
from handler.domain.sites.texts import LONGEST_NAME
from handler.service.lists.change_entries import SeenEntry
from handler.service.lists.change_lists import ClearedPage, Which
from handler.service.lists.show_lists import ShownEntries
from handler.wire.common import Cursor, Moment, Ratio, Wire
from handler.wire.purpose import PurposeInput

ShortText = Annotated[str, StringConstraints(max_length=400)]
"""Longer than what is taken, so that the domain's sentence is what people read."""

Id = Annotated[str, StringConstraints(max_length=64)]
MOST_REMOVED = 200
_VERSION = "Goes up with each change; name it when you make one."
WHAT_FOLLOWS = "Give it back for what follows; null at the end."
_HOURS = "When it holds, on the site's clock; empty for always. A time may go on over midnight."
_REGION = "Of which the plate must be, such as `de` or `us-ca`; null for any. A read of unknown region is no exception."
_TOLERANCE = (
    "How near a read must be: `exact`; `look_alike`, as 0 and O; `one_edit`, a character more, less or another; "
    "`probable`, by how probable it is that the photo shows this plate. What a read may be beside its plate counts for "
    "`look_alike` and `probable`."
)


class ListInput(Wire):
    """A list as it shall be. With `list_id` and `version` it is changed, without both it is made."""

    list_id: Id | None = None
    version: int | None = Field(default=None, ge=0, strict=True, description="Of the list as you saw it.")
    name: ShortText = Field(description=f"For people; 1 to {LONGEST_NAME} characters.", examples=["Stolen vehicles"])
    kind: ListKind
    tells_possible: bool = Field(
        default=False, strict=True, description="Whether reads in doubt are told, too, as possible."
    )

    @model_validator(mode="after")
    def _both_or_none(self) -> ListInput:
        if (self.list_id is None) is not (self.version is None):
            raise ValueError("give list_id and version to change one, or neither to make one")
        return self

    def to_domain(self) -> ListSetup:
        """Hand the list to the service in its own words."""
        return ListSetup(self.name, self.kind, self.tells_possible)


class SeenList(Wire):
    """Of which state something is asked."""

    version: int = Field(ge=0, strict=True, description="Of the list as you saw it.")


class ListView(Wire):
    """A list."""

    list_id: str
    name: str
    kind: ListKind
    tells_possible: bool
    entry_count: int
    version: int = Field(description=_VERSION)
    created_at: datetime
    removed_at: datetime | None = Field(description="Since when it counts no more, while its entries are cleared.")

    @classmethod
    def of(cls, listed: PlateList) -> ListView:
        """Write a list as the API sends it."""
        return cls(
            list_id=listed.list_id,
            name=listed.setup.name,
            kind=listed.setup.kind,
            tells_possible=listed.setup.tells_possible,
            entry_count=listed.entry_count,
            version=listed.version,
            created_at=listed.created_at,
            removed_at=listed.removed_at,
        )


class ListsView(Wire):
    """All lists by name; those that were removed too, until their entries are cleared."""

    lists: list[ListView]

    @classmethod
    def of(cls, lists: Sequence[PlateList]) -> ListsView:
        """Write all lists as the API sends them."""
        return cls(lists=[ListView.of(one) for one in lists])


class ClearRequest(Wire):
    """Which entries go."""

    which: Which
    cursor: Cursor | None = None


class ClearedView(Wire):
    """What one step of clearing did."""

    removed: int
    cursor: str | None = Field(description=WHAT_FOLLOWS)

    @classmethod
    def of(cls, page: ClearedPage) -> ClearedView:
        """Write a step as the API sends it."""
        return cls(removed=page.removed, cursor=page.cursor)


class SeenEntryInput(Wire):
    """An entry as you saw it."""

    plate: ShortText
    region: Id | None = None
    version: int = Field(ge=0, strict=True)

    def to_domain(self) -> SeenEntry:
        """Hand it to the service in its own words."""
        return SeenEntry(self.plate, self.region, self.version)


class RemoveEntries(Wire):
    """Which entries go."""

    entries: list[SeenEntryInput] = Field(min_length=1, max_length=MOST_REMOVED)


class EntrySetupInput(Wire):
    """What an entry says."""

    plate: ShortText = Field(description="As people write it, no pattern.", examples=["AB12 CDE"])
    region: Id | None = Field(default=None, description=_REGION)
    reason: ShortText | None = Field(default=None, description=f"At most {LONGEST_REASON} characters.")
    since: Moment | None = Field(default=None, description="From when on it holds.")
    until: Moment | None = Field(default=None, description="From when on it holds no more.")
    site_ids: list[Id] = Field(default_factory=list, max_length=MOST_SITES, description="Empty for everywhere.")
    hours: ShortText = Field(default="", description=_HOURS, examples=["Mon-Fri 08:00-18:00; Sat 22:00-02:00"])
    tolerance: Tolerance = Field(default=Tolerance.LOOK_ALIKE, description=_TOLERANCE)
    least_probability: float = Field(
        default=0.5, ge=LEAST_CANDIDATE, le=1, description="Of `probable`: from which probability on."
    )
    holder: ShortText | None = Field(
        default=None, description=f"Of a permit: whose it is; at most {LONGEST_HOLDER} characters."
    )
    group: ShortText | None = Field(default=None, description="Of a permit that several plates share: its name.")
    most_at_a_time: int | None = Field(
        default=None, ge=1, le=MOST_AT_A_TIME, strict=True, description="How many of the group may be there at a time."
    )

    def setup(self) -> EntrySetup:
        """Hand the entry to the service in its own words."""
        told = {name: getattr(self, name) for name in EntrySetupInput.model_fields}
        return EntrySetup(**told | {"site_ids": frozenset(self.site_ids), "hours": hours_of(self.hours)})


class TriedInput(EntrySetupInput):
    """An entry before it is saved, and why it is compared with what was seen."""

    purpose: PurposeInput | None = Field(default=None, description="Without it the entry's own `reason` says why.")


class EntryInput(EntrySetupInput):
    """An entry as it shall be. With `seen` that one is changed, without it one is added."""

    seen: SeenEntryInput | None = None


class EntryView(Wire):
    """An entry."""

    entry_id: str
    plate: str
    region: str | None = Field(description=_REGION)
    reason: str | None
    since: datetime | None
    until: datetime | None
    site_ids: list[str]
    hours: str = Field(description=_HOURS)
    tolerance: Tolerance
    least_probability: Ratio
    holder: str | None
    group: str | None
    most_at_a_time: int | None
    added_by: str = Field(description="Id of the person.")
    added_by_email: str | None = Field(description="Null when the person is gone, or has confirmed no address.")
    added_at: datetime
    version: int = Field(description=_VERSION)

    @classmethod
    def of(cls, entry: ListEntry, emails: Mapping[str, str] | None = None) -> EntryView:
        """Write an entry as the API sends it."""
        own = set(cls.model_fields) - {"site_ids", "hours", "added_by_email"}
        told: dict[str, Any] = {name: getattr(entry, name) for name in own}
        return cls(
            **told,
            site_ids=sorted(entry.site_ids),
            hours=text_of(entry.hours),
            added_by_email=(emails or {}).get(entry.added_by),
        )


class RemovedView(Wire):
    """Entries as they were."""

    entries: list[EntryView]


class EntriesRequest(Wire):
    """Which entries are shown."""

    plate_begins: ShortText = Field(default="", description="How their plates begin; empty for all.")
    limit: int = Field(default=50, ge=1, le=200, strict=True)
    cursor: Cursor | None = None


class EntriesView(Wire):
    """Some entries, by their plates."""

    entries: list[EntryView]
    cursor: str | None = Field(description=WHAT_FOLLOWS)

    @classmethod
    def of(cls, shown: ShownEntries) -> EntriesView:
        """Write a page as the API sends it."""
        return cls(entries=[EntryView.of(one, shown.emails) for one in shown.entries], cursor=shown.cursor)
