"""What deriving and showing visits asks of the table of parking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Final, Protocol

from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.event import Event
from handler.domain.occupancy.count import Anchor, Crossing, Tally
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.visits.asks import Ask
from handler.domain.visits.changes import Change, KeptVisit
from handler.domain.visits.facts import Decision, Fact, Left, Parted
from handler.domain.visits.sighting import Sighting
from handler.domain.visits.standing import Said, Standing


@quick_dataclass(frozen=True, slots=True)
class SeenRead:
    """A read as it stands, as visits see it.

    Attributes
    ----------
    sighting : Sighting
    decision : Decision or None
        What a person made of it, if anybody did: the last word alone.
    version : int
        Of the read. What comes with an earlier one changes nothing.
    kept_until : datetime
        When it ends with its upload, UTC.
    """

    sighting: Sighting
    decision: Decision | None
    version: int
    kept_until: datetime


class Sightings(Protocol):
    """The facts."""

    def file(self, seen: SeenRead, *, is_keyed: bool = True) -> bool:
        """Keep a read at its gate and under its plate, in the place of what is kept of it; False if that is later.

        Unless told otherwise, also under all its keys; what was filed under them once is so from then on.
        """

    def key(self, sighting_ids: Collection[str]) -> bool:
        """File reads under all their keys; False if they all were."""

    def forget(self, sighting: Sighting, version: int, kept_until: datetime) -> None:
        """Keep nothing of a read that was deleted but that it was; what comes of it with an earlier version is late."""

    def say(self, fact: Parted | Left) -> None:
        """Keep what a person said of sightings."""

    def named(self, sighting_ids: Iterable[str]) -> Sequence[Fact]:
        """Get sightings with all that was said of them; one that is not known is left out. As of now."""

    def answering(self, site_id: str, asks: Collection[Ask], *, is_consistent: bool = True) -> Sequence[Fact]:
        """Get the sightings of a site that were asked for, with all that was said of them.

        As of now, or at half the price without what came within the last second.
        """

    def ends(self, sighting_ids: Collection[str]) -> Mapping[str, datetime]:
        """Get when sightings end, UTC; one that is not known is left out. As of now."""


SAID_OF_IT: Final = ("said",)
"""What a change says that differs when a person said something of a visit: its history then tells the word."""


VERSION_ALONE: Final = ("version",)
"""What a change says of a visit that is as it was, or none as it was: who saw it earlier is refused."""


@quick_dataclass(frozen=True, slots=True)
class KeptChange:
    """What becomes of one visit, and how it then stands.

    Attributes
    ----------
    change : Change
        Where a person said something of it, its fields are `SAID_OF_IT` alone, and the visit is as it was.
    standing : Standing or None
    said : tuple of Said
        All that people said of it, the newest last.
    kept_until : datetime or None
        When it ends, UTC; None for as before.
    """

    change: Change
    standing: Standing | None
    said: tuple[Said, ...] = ()
    kept_until: datetime | None = None


@quick_dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of a visit.

    Attributes
    ----------
    at : datetime
        When it became so, UTC.
    kind : str
        A `ChangeKind`, or a `Word` that a person said.
    by : str or None
        Who, where it was a person's act; None where it followed from a photo.
    fields : tuple of str
        What changed, by name.
    """

    at: datetime
    version: int
    kind: str
    by: str | None
    fields: tuple[str, ...] = ()


class Pile(StrEnum):
    """What visits are listed by."""

    ALL = "all"
    INSIDE = "inside"
    OVERSTAYED = "overstayed"
    QUESTIONS = "questions"


@quick_dataclass(frozen=True, slots=True)
class WantedVisits:
    """Which visits of a site.

    Attributes
    ----------
    since, until : datetime or None
        When they began, UTC: then or later, and before then.
    is_oldest_first : bool
    """

    site_id: str
    pile: Pile = Pile.ALL
    since: datetime | None = None
    until: datetime | None = None
    is_oldest_first: bool = False


@quick_dataclass(frozen=True, slots=True)
class VisitPage:
    """Some visits of a site, and where to go on."""

    visits: tuple[KeptVisit, ...]
    cursor: str | None = None


class Visits(Protocol):
    """The visits as they are kept."""

    def get(self, visit_ids: Iterable[str]) -> Mapping[str, KeptVisit]:
        """Get visits by their ids, as of now; without those that were withdrawn."""

    def as_kept(self, visit_ids: Iterable[str]) -> Mapping[str, KeptVisit]:
        """Get visits by their ids, as of now, also those that were withdrawn: their versions go on."""

    def write(self, changes: Iterable[KeptChange], events: Iterable[Event], at: datetime) -> bool:
        """Write all or nothing; False when one of them is no longer at the version that the change follows.

        With them is written what crossed the gates by them: see `handler.domain.occupancy.crossings`.
        """

    def history(self, visit_id: str) -> Sequence[HistoryEntry]:
        """Get what became of a visit, oldest first."""

    def page(self, wanted: WantedVisits, limit: int, cursor: str | None = None) -> VisitPage:
        """Get visits of a site by when they began, or were seen first."""

    def of_plate(self, plate: str, limit: int, cursor: str | None = None) -> VisitPage:
        """Get the visits of one plate at all sites, newest first."""

    def count(self, site_id: str, pile: Pile, most: int) -> int:
        """Count the visits of a pile, up to a number; `Pile.ALL` is never counted."""

    def due(self, until: datetime, limit: int) -> Sequence[KeptVisit]:
        """Get open visits that are to be looked at again by then, the most overdue first.

        Without those that only lapse with the longest stay (`handler.service.parking.piles.due_by_itself_at`).
        """


class Counts(Protocol):
    """How many vehicles passed the gates."""

    def note(self, site_id: str, crossings: Iterable[Crossing], gone: Iterable[Crossing]) -> None:
        """Keep crossings that no visit shows, and take out those that turned out to be none; twice is as once."""

    def anchors(self, site_id: str, since: datetime, until: datetime) -> Sequence[Anchor]:
        """Get when the count was set, oldest first, with the last one before `since`."""

    def set_count(self, site_id: str, anchor: Anchor) -> None:
        """Keep that the count was set."""

    def by_hour(
        self, site_id: str, since: datetime, until: datetime, zone: tzinfo = UTC
    ) -> Mapping[datetime, Mapping[str, Tally]]:
        """Get the crossings of the hours of UTC that begin in a time, by camera and by the hours of a zone."""

    def by_minute(self, site_id: str, since: datetime, until: datetime) -> Mapping[datetime, Mapping[str, Tally]]:
        """Get the crossings of the minutes that begin in a time, by camera."""


class ParkingSetups(Protocol):
    """What is set for the parking at sites."""

    def get(self, site_id: str) -> ParkingSetup:
        """Get what is set; the defaults where nobody has set anything."""

    def save(self, site_id: str, setup: ParkingSetup, seen_version: int) -> bool:
        """Keep it; False when it was changed since that version."""


class ParkingActs(Protocol):
    """What persons set, each written together with who did so: all or nothing."""

    def set_count(self, site_id: str, anchor: Anchor, entry: AuditEntry) -> None:
        """Keep that somebody counted the vehicles at a site."""

    def set_up(self, site_id: str, setup: ParkingSetup, seen_version: int, entry: AuditEntry) -> bool:
        """Keep how parking at a site is to be followed; False when that was changed since the version that was seen."""


class Rederive(Protocol):
    """What works visits out anew after a person's act: at once, as far as the act's visit goes."""

    def said(self, fact: Parted | Left) -> None:
        """Keep what a person said of sightings, and derive the visits that it touches."""

    def word(self, visit_id: str, version: int, said: Said) -> bool:
        """Keep what a person said of a visit, with how it then stands; False where it is no longer at that version."""

    def setup_changed(self, site_id: str) -> None:
        """Work out anew what follows from what is set at a site; of many visits, soon."""


class Marks(Protocol):
    """Sites whose visits have to be worked out anew, all of them, as soon as somebody has the time."""

    def mark(self, site_id: str, at: datetime) -> None:
        """Mark a site."""

    def marked(self) -> Mapping[str, datetime]:
        """Get the sites that are marked, and since when."""

    def take_away(self, site_id: str, at: datetime) -> None:
        """Take a mark away, unless there is a later one by now."""
