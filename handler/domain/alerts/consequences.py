"""What is written together with a read's transition: alerts, windows, and what others are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import timedelta
from types import MappingProxyType

from handler.domain.alerts.alert import Alert
from handler.domain.alerts.book import Book, Opened
from handler.domain.alerts.telling import Telling
from handler.domain.alerts.transition import Transition, made_of
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.event import Event
from handler.domain.logged import LoggedRead


@quick_dataclass(frozen=True, slots=True)
class Consequences:
    """What transitions make, to be written with them or not at all.

    Attributes
    ----------
    alerts : tuple of Alert
        As they stand afterwards; each is one version on from what it was found as, a new one has version 1.
    opened : tuple of Opened
        Likewise.
    events : tuple of Event
        In the order in which they happened, a microsecond apart.
    alert_ids : mapping of str to tuple of str
        By the read's id, the alerts that it is in.
    left_out : int
        Reads whose alerts had no room.
    """

    alerts: tuple[Alert, ...] = ()
    opened: tuple[Opened, ...] = ()
    events: tuple[Event, ...] = ()
    alert_ids: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    left_out: int = 0

    @property
    def size(self) -> int:
        """How many writes they are."""
        return len(self.alerts) + len(self.opened) + len(self.events)

    def marked(self, read: LoggedRead) -> LoggedRead:
        """Give a read with the alerts that it is in."""
        return replace(read, alert_ids=self.alert_ids.get(read.read_id, read.alert_ids))


NO_CONSEQUENCES = Consequences()


def consequences_of(moves: Iterable[Transition], book: Book, telling: Telling, room: int) -> Consequences:
    """Tell what several transitions make, one after the other.

    Parameters
    ----------
    moves : iterable of Transition
    book : Book
        As alerts and windows stand before.
    telling : Telling
    room : int
        How many writes there may be. Reads whose alerts have no room go without: the others' stand whole.
    """
    waiting = list(moves)
    done, left_out = Consequences(), 0
    standing = book
    for place, one in enumerate(waiting):
        made = _with(done, one, standing, book, telling)
        if made[0].size > room - (len(waiting) - place - 1):  # each of the others may have something to tell
            made, left_out = _with(done, replace(one, hits=()), standing, book, telling), left_out + 1
        done, standing = made
    return replace(done, events=_one_after_the_other(done.events), left_out=left_out)


def _one_after_the_other(events: Iterable[Event]) -> tuple[Event, ...]:
    """Let no two events of one transaction have the same time: lines and receivers order them by it."""
    return tuple(
        replace(one, occurred_at=one.occurred_at + place * timedelta.resolution) for place, one in enumerate(events)
    )


def _with(
    done: Consequences, move: Transition, standing: Book, first: Book, telling: Telling
) -> tuple[Consequences, Book]:
    made = made_of(move, standing, telling)
    alerts = [one for one in made.book.alerts.values() if first.alerts.get(one.alert_id) != one]
    opened = [one for key, one in made.book.opened.items() if first.opened.get(key) != one]
    found = Consequences(
        # However many of a photo's reads are in it, it is written once, one version on.
        tuple(replace(one, version=_version(first.alerts.get(one.alert_id))) for one in alerts),
        tuple(replace(one, version=first.opened_at((one.entry_id, one.place_key)).version + 1) for one in opened),
        (*done.events, *made.events),
        {**done.alert_ids, move.read.read_id: made.alert_ids},
    )
    return found, made.book


def _version(before: Alert | None) -> int:
    return before.version + 1 if before else 1
