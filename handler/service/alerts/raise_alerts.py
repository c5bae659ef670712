"""Tell what becomes of alerts when something becomes of reads, to be written together with it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from handler.domain.alerts.alert import Place
from handler.domain.alerts.consequences import NO_CONSEQUENCES, Consequences, consequences_of
from handler.domain.alerts.telling import READ_EVENTS, Telling
from handler.domain.alerts.transition import Transition, deserved
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import AlertsChanged
from handler.domain.lists.entry import Hit, ListEntry, ListKind
from handler.domain.lists.matching import Seen, hits, lookups, plates_of, region_of
from handler.domain.logged import LoggedRead
from handler.service.ports.alerts import AlertBook, Places
from handler.service.ports.lists import ListIndex
from handler.service.ports.outbox import Subscriptions

logger = logging.getLogger(__name__)

_TRIES: Final = 6
"""How many photos may show the same vehicle of a list at the same moment before one of them waits for a retry."""

ROOM: Final = 80
"""Writes that one read may make; what else its transaction writes has room beside them."""

ROOM_OF_A_PHOTO: Final = 100 - 7
"""Writes that a photo's reads may take and make: a transaction takes a hundred, and seven at most are what else ends an
upload."""

Written = TypeVar("Written")


@quick_dataclass(frozen=True, slots=True)
class Change:
    """A read before and after: None before it was read or typed, and after it was deleted.

    Attributes
    ----------
    before, after : LoggedRead or None
    hit_kept_until : datetime or None
        When its upload ends once a read of it hits a list, UTC; None where that makes no difference.
    is_found_back : bool
        Whether nothing happened to the read, but an entry was added.
    """

    before: LoggedRead | None
    after: LoggedRead | None
    hit_kept_until: datetime | None = None
    is_found_back: bool = False


@quick_dataclass(frozen=True, slots=True)
class RaiseAlerts:
    """Looks entries, places and alerts up, and lets the domain tell what comes of them.

    Where no entry is near, no alert is touched and nobody wants to be told of reads, the lists are all that is asked.

    Parameters
    ----------
    index : ListIndex
    alerts : AlertBook
    places : Places
    subscriptions : Subscriptions
    web_origin : str
        Where the web app is, without a slash at its end.
    now : callable
        Gives the time in UTC.
    """

    index: ListIndex
    alerts: AlertBook
    places: Places
    subscriptions: Subscriptions
    web_origin: str
    now: Callable[[], datetime]

    def __call__(self, changes: Sequence[Change], room: int = ROOM) -> Consequences:
        """Tell what changes of reads make.

        Parameters
        ----------
        changes : Sequence of Change
        room : int
            How many writes there may be.

        Returns
        -------
        Consequences
        """
        telling = Telling(self.subscriptions.wanted(), self.web_origin)
        near = [self._near(one.after) for one in changes]
        reads = [read for one in changes for read in (one.before, one.after) if read]
        known = sorted({alert_id for read in reads for alert_id in read.alert_ids})
        if not known and not any(near) and not telling.wanted & READ_EVENTS:
            return NO_CONSEQUENCES
        at = self.now()
        moves = [self._moved(change, entries, at) for change, entries in zip(changes, near, strict=True)]
        opened = {(entry_id, _key(one)) for one in moves for entry_id in deserved(one.after, one.hits)}
        made = consequences_of(moves, self.alerts.book(known, sorted(opened)), telling, room)
        if made.left_out:
            logger.warning("more alerts than are kept", extra={"reads": made.left_out})
        return made

    def prepare(self) -> None:
        """Ask for the lists, and for what channels want, where what is known is old: what is read is not here yet."""
        self.subscriptions.wanted()
        self.index.near(())

    def has_hit(self, reads: Sequence[LoggedRead]) -> bool:
        """Tell whether one of a photo's reads hits a list, to watch or to permit: it may be kept longer."""
        found = (hit for one in reads for hit in _hits(one, self._near(one), self.places.of(one)))
        return any(hit.entry.kind is not ListKind.IGNORE for hit in found)

    def _near(self, read: LoggedRead | None) -> Sequence[ListEntry]:
        plates = plates_of(read) if read else ()
        return self.index.near(lookups(plates)) if plates else ()

    def _moved(self, change: Change, entries: Sequence[ListEntry], at: datetime) -> Transition:
        read = change.after or change.before
        place = self.places.of(read) if read else Place()
        found = _hits(change.after, entries, place) if change.after else []
        about = change.hit_kept_until, change.is_found_back
        return Transition(change.before, change.after, at, place, found, *about)


def written(
    alerts: RaiseAlerts | None,
    changes: Sequence[Change],
    write: Callable[[Consequences], Written],
    room: int = ROOM,
) -> Written:
    """Write changes of reads with what they make; anew where others changed the same alerts meanwhile.

    Parameters
    ----------
    alerts : RaiseAlerts or None
        None where there are none.
    changes : Sequence of Change
    write : callable
        Writes both, or nothing and raises AlertsChanged.
    room : int
        How many writes they may make.

    Raises
    ------
    AlertsChanged
        When others keep changing the same alerts.
    """
    if alerts is None:
        return write(NO_CONSEQUENCES)
    for _ in range(_TRIES - 1):
        try:
            return write(alerts(changes, room))
        except AlertsChanged:
            logger.info("alerts changed meanwhile; looked up again")
    return write(alerts(changes, room))


def _key(moved: Transition) -> str:
    return moved.place.key(moved.read.owner)


def _hits(read: LoggedRead, entries: Sequence[ListEntry], place: Place) -> list[Hit]:
    return hits(Seen(plates_of(read), region_of(read), place.site_id, place.zone, read.seen_at), entries)
