"""What raises alerts, with the world in memory, and a watch list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handler.domain.alerts.alert import Alert, AlertState, Place
from handler.domain.events.event import Event, EventType
from handler.domain.lists.entry import ListEntry, ListKind
from handler.domain.lists.plate_list import ListSetup
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.review import Decision, RejectReason, Review, ReviewRequest, review
from handler.service.alerts.raise_alerts import Change, RaiseAlerts, written
from handler.service.ports.lists import Named
from tests.support.fakes.alerts import FixedPlaces, FixedSubscriptions, MemoryAlerts
from tests.support.fakes.lists import MemoryLists, a_list, an_entry
from tests.support.fakes.world import START, WEB_ORIGIN, Clock
from tests.support.samples import a_read

GATE = Place("cam-0000000001", "North gate", "site-0000000001", "Riverside")
STOLEN = a_list(setup=ListSetup("Stolen", ListKind.WATCH, tells_possible=True))
SURE = a_list(list_id="list-0000000001", setup=ListSetup("Sure", ListKind.WATCH))
FRIENDS = a_list(list_id="list-0000000002", setup=ListSetup("Friends", ListKind.IGNORE))


class Watch:
    """A list with entries, reads that come and go, and the alerts that these make."""

    def __init__(self, *entries: ListEntry) -> None:
        self.clock = Clock(START)
        self.lists = MemoryLists(lists={one.list_id: one for one in (STOLEN, SURE, FRIENDS)})
        for entry in entries:
            self.lists.entries[entry.list_id, Named(entry.plate, entry.region)] = entry
        self.alerts = MemoryAlerts()
        self.places = FixedPlaces(GATE)
        self.subscriptions = FixedSubscriptions()
        parts = self.lists, self.alerts, self.places, self.subscriptions
        self.raising = RaiseAlerts(*parts, WEB_ORIGIN, self.clock)
        self.reads: dict[str, LoggedRead] = {}
        self.reviews: dict[str, list[Review]] = {}

    def see(self, plate: str, number: int | None = None, **about: Any) -> LoggedRead:
        """Let the machine read a plate, now unless the test says otherwise."""
        status = about.pop("status", ReadStatus.ACCEPTED)
        details = {"seen_at": self.clock.time, "camera_id": GATE.camera_id, "confidence": 0.97, **about}
        read = a_read(len(self.reads) if number is None else number, plate=plate, status=status, **details)
        return self.become(None, read)

    def decide(self, read_id: str, decision: Decision, plate: str | None = None) -> LoggedRead:
        """Let a person decide."""
        read, past = self.reads[read_id], self.reviews.setdefault(read_id, [])
        asked = ReviewRequest(decision, plate, RejectReason.NOT_A_PLATE, read.version)
        after, done = review(read, asked, past[-1] if past else None, "operator-1", self.clock.time)
        past.append(done)
        return self.become(read, after)

    def delete(self, read_id: str) -> None:
        """Let a read's photo be deleted."""
        written(self.raising, [Change(self.reads.pop(read_id), None)], self.alerts.write)

    def become(self, before: LoggedRead | None, after: LoggedRead) -> LoggedRead:
        """Let something become of a read."""
        made = self.raising([Change(before, after)])
        self.alerts.write(made)
        self.reads[after.read_id] = made.marked(after)
        return self.reads[after.read_id]

    def move(self, **step: float) -> None:
        self.clock.move(timedelta(**step))

    @property
    def only(self) -> Alert:
        """The only alert."""
        (alert,) = self.alerts.alerts.values()
        return alert

    @property
    def states(self) -> list[AlertState]:
        return [one.state for one in self.alerts.alerts.values()]

    def told(self, *types: EventType) -> list[Event]:
        """What was told, in its order; of some types, or of all."""
        return [one for one in self.alerts.told.values() if one.type in (types or tuple(EventType))]


def stolen(plate: str, **about: Any) -> ListEntry:
    """Make an entry that asks to be told what is possible, too."""
    return replace(an_entry(plate, STOLEN, **about), tells_possible=True)


def surely(plate: str, **about: Any) -> ListEntry:
    """Make an entry that does not."""
    return an_entry(plate, SURE, **about)
