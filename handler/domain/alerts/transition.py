"""What a read's becoming something makes of it: what others are told of it, and what becomes of alerts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from handler.domain.alerts.alert import LATE_AFTER, Alert, AlertSighting, AlertState, Because, Place, alert_id_of
from handler.domain.alerts.book import Book, Window
from handler.domain.alerts.telling import COUNTING, Occasion, Telling, told_of_alert, told_of_read
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.event import Event
from handler.domain.lists.entry import Hit
from handler.domain.lists.matching import watched
from handler.domain.logged import LoggedRead, ReadStatus

MOST_OF_A_READ: Final = 12
"""Alerts that one read may be in: so that a decision on it fits into a transaction, with all that it withdraws."""


@quick_dataclass(frozen=True, slots=True)
class Transition:
    """A read before and after something happened to it.

    Attributes
    ----------
    before, after : LoggedRead or None
        None before it was read or typed, and after it was deleted.
    at : datetime
        When it happened, UTC.
    place : Place
        Where the vehicle was.
    hits : sequence of Hit
        The entries that it hits as it stands afterwards, the strictest first.
    hit_kept_until : datetime or None
        When the read ends once it hits, UTC; None where it is kept no longer for that.
    is_found_back : bool
        Whether nothing happened to the read, but an entry was added that it hits.
    """

    before: LoggedRead | None
    after: LoggedRead | None
    at: datetime
    place: Place
    hits: Sequence[Hit] = ()
    hit_kept_until: datetime | None = None
    is_found_back: bool = False

    @property
    def read(self) -> LoggedRead:
        """The read, as it stands or stood last."""
        read = self.after or self.before
        if read is None:
            raise ValueError("a transition is of a read")
        return read

    @property
    def kept_until(self) -> datetime:
        """When alerts end that the read makes, and what is told of them: as late as the read will."""
        return max(self.read.kept_until, self.hit_kept_until or self.read.kept_until)


@quick_dataclass(frozen=True, slots=True)
class Made:
    """What a transition makes.

    Attributes
    ----------
    book : Book
        As alerts and windows stand afterwards.
    alert_ids : tuple of str
        The alerts that the read is in, or was.
    events : tuple of Event
        What is to be told, in this order.
    """

    book: Book
    alert_ids: tuple[str, ...]
    events: tuple[Event, ...]


def deserved(read: LoggedRead | None, found: Sequence[Hit]) -> dict[str, tuple[Hit, AlertState]]:
    """Tell which entries a read as it stands is told for, and how sure that is, by the entries' ids.

    It is confirmed when the read is relied on and the plate as it stands hits the entry. Anything else that hits, such
    as the second of a read's candidates, is possible, and told for entries alone that ask for it.
    """
    if read is None or read.current_plate is None:
        return {}
    states = {hit.entry.entry_id: (hit, _state(read, hit)) for hit in watched(found)}
    told = {
        entry_id: (hit, state)
        for entry_id, (hit, state) in states.items()
        if state is AlertState.CONFIRMED or hit.entry.tells_possible
    }
    return dict(list(told.items())[:MOST_OF_A_READ])


def made_of(moved: Transition, book: Book, telling: Telling) -> Made:
    """Tell what becomes of alerts by a transition, and what others are told.

    Parameters
    ----------
    moved : Transition
    book : Book
        With the alerts that the read is in, the windows of the entries that it hits, and the alerts of these.
    telling : Telling

    Returns
    -------
    Made
        The same for the same, however often it is asked.
    """
    now_deserved = deserved(moved.after, moved.hits)
    events = [one for one in [told_of_read(moved.before, moved.after, moved.at, moved.place, telling)] if one]
    alert_ids = list(moved.read.alert_ids)
    for alert_id in moved.read.alert_ids:
        alert = book.alerts.get(alert_id)
        if alert is None:  # its time is over
            continue
        found = now_deserved.pop(alert.entry.entry_id, None)
        if found:
            changed = _standing_on(alert, moved, *found)
        else:
            changed = alert.withdrawing(moved.read.read_id, _because(moved))
        book, told = _put(book, alert, changed, moved, telling)
        events += told
    for hit, state in now_deserved.values():
        if len(alert_ids) >= MOST_OF_A_READ:
            break
        book, alert_id, told = _begun(book, moved, hit, state, telling)
        alert_ids.append(alert_id)
        events += told
    return Made(book, tuple(alert_ids), tuple(events))


def _state(read: LoggedRead, hit: Hit) -> AlertState:
    is_sure = read.status in COUNTING and hit.plate == read.current_plate
    return AlertState.CONFIRMED if is_sure else AlertState.POSSIBLE


def _because(moved: Transition) -> Because:
    if moved.after is None:
        return Because.DELETED
    if moved.after.status is ReadStatus.REJECTED:
        return Because.REJECTED
    if moved.before is not None and moved.before.current_plate != moved.after.current_plate:
        return Because.CORRECTED
    if moved.after.status is ReadStatus.NEEDS_REVIEW:
        return Because.IN_DOUBT
    # Confirmed, what it might have been as well has gone; where the plate itself hit, the entry has.
    return Because.NOT_LISTED if moved.before and moved.before.status in COUNTING else Because.CORRECTED


def _begun(
    book: Book, moved: Transition, hit: Hit, state: AlertState, telling: Telling
) -> tuple[Book, str, list[Event]]:
    """Count a sighting for the alert of its window, or open a window with a new alert."""
    read, place_key = moved.read, moved.place.key(moved.read.owner)
    key = (hit.entry.entry_id, place_key)
    there = book.alert_around(key, read.seen_at)
    if there:
        book, told = _put(book, there, _standing_on(there, moved, hit, state), moved, telling)
        return book, there.alert_id, told
    alert = Alert(
        alert_id=alert_id_of(hit.entry, place_key, read.read_id),
        entry=hit.entry,
        place_key=place_key,
        site_id=moved.place.site_id,
        since=read.seen_at,
        raised_at=moved.at,
        kept_until=moved.kept_until,
        is_late=moved.at - read.seen_at > LATE_AFTER,
        sightings=(_sighting(read, hit, state),),
        is_found_back=moved.is_found_back,
    )
    opened = book.opened_at(key).opening(Window(alert.alert_id, alert.since), moved.kept_until)
    book = book.opening(replace(opened, version=opened.version + 1)).putting(alert)
    return book, alert.alert_id, _told(None, alert, moved, telling)


def _standing_on(alert: Alert, moved: Transition, hit: Hit, state: AlertState) -> Alert:
    changed = alert.seeing(_sighting(moved.read, hit, state), moved.kept_until)
    became_doubted = alert.state is AlertState.CONFIRMED and changed.state is AlertState.POSSIBLE
    return replace(changed, because=Because.IN_DOUBT) if became_doubted else changed


def _sighting(read: LoggedRead, hit: Hit, state: AlertState) -> AlertSighting:
    return AlertSighting(read.read_id, hit.plate, state, hit.tolerance, hit.probability, read.seen_at, read.camera_id)


def _put(book: Book, before: Alert, after: Alert, moved: Transition, telling: Telling) -> tuple[Book, list[Event]]:
    if after == before:
        return book, []
    after = replace(after, version=before.version + 1)
    return book.putting(after), _told(before, after, moved, telling)


def _told(before: Alert | None, after: Alert, moved: Transition, telling: Telling) -> list[Event]:
    made_by = Occasion(moved.read, moved.after is None, moved.at, moved.place, moved.kept_until)
    told = told_of_alert(before, after, made_by, telling)
    return [told] if told else []
