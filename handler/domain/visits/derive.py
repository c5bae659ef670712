"""Derives visits from facts: the same facts give the same visits, in whatever order they came.

The steps, each a module: sightings merge into passages (`passage`), passages of the very same plate follow one another
(`timeline`), those that are left over are paired by likelihood or asked about (`pairing`), and here each becomes a
visit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.visits.facts import Facts, Left
from handler.domain.visits.pairing import Cluster, Link, cluster_of
from handler.domain.visits.passage import Passage
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Sighting, Trust, Way
from handler.domain.visits.timeline import Timeline
from handler.domain.visits.visit import End, Ending, Note, Pairing, Question, Suggestion, Visit, VisitState

AT_ONCE: Final = timedelta(minutes=1)
"""No vehicle comes in by two gates within it."""

CLOCKS_APART: Final = timedelta(minutes=2)
"""By so much the clocks of two cameras may differ without anybody noticing."""

MOST_OF_AN_END: Final = 20
"""Photos of a visit that it names, from its beginning on and up to its end."""

_SURE_COLOURS: Final = 0.8
"""That both colours are right, before their difference is told."""


class Derivation:
    """Visits of a site, each worked out when it is asked for.

    Parameters
    ----------
    facts : Facts
        Where not all are at hand, look at `Facts.missing` afterwards.
    setup : VisitSetup
    now : datetime
        UTC: what is due by now has happened.
    """

    def __init__(self, facts: Facts, setup: VisitSetup, now: datetime) -> None:
        self.facts, self.setup, self._now = facts, setup, now
        self.timeline = Timeline(facts, setup)
        self._clusters: dict[Passage, Cluster] = {}

    def all_visits(self) -> Mapping[str, Visit]:
        """Give every visit by its id."""
        return self.visits_of(self.facts.sightings)

    def visits_of(self, sighting_ids: Iterable[str]) -> Mapping[str, Visit]:
        """Give the visits that some sightings are part of, by their ids; a rejected one is part of none."""
        known = (self.facts.sightings.get(one) for one in sighting_ids)
        passages = dict.fromkeys(self.timeline.passage(one) for one in known if one)
        visits = (self.visit_of(one) for one in passages)
        return {one.visit_id: one for one in visits}

    def visit_of(self, passage: Passage) -> Visit:
        """Give the visit that a passage is part of."""
        if passage.way is Way.HERE:
            host = self.host_of(passage)
            return self._of_spot(passage) if host is None else self.visit_of(host)
        coming, leaving, link = self.ends_of(passage)
        if coming is None or leaving is None:
            return self._with_one_end(coming, leaving)
        notes = self._notes_of_pair(coming, leaving, link)
        return replace(
            self._built(link.plate if link else coming.plate, coming, leaving, notes),
            state=VisitState.CLOSED,
            ended_at=leaving.at,
            ending=Ending.SEEN,
            pairing=Pairing.LIKELY if link else Pairing.EXACT,
        )

    def ends_of(self, passage: Passage) -> tuple[Passage | None, Passage | None, Link | None]:
        """Give the coming and the leaving of a passage at a gate, one of them itself; and the link of a likely pair."""
        if coming := self.timeline.entry_of(passage):
            return coming, passage, None
        if leaving := self.timeline.exit_of(passage):
            return passage, leaving, None
        if link := self.cluster(passage).link_of(passage):
            return link.coming, link.leaving, link
        return (passage, None, None) if self.timeline.way(passage) is Way.IN else (None, passage, None)

    def cluster(self, passage: Passage) -> Cluster:
        """Give what a passage without another end hangs together with."""
        if passage not in self._clusters:
            found = cluster_of(passage, self.timeline)
            self._clusters.update(dict.fromkeys(found.passages, found))
        return self._clusters[passage]

    def host_of(self, spot: Passage) -> Passage | None:
        """Give the coming after which a vehicle was seen on a spot, before it left."""
        coming = self.timeline.before(spot, self.setup.longest_stay)
        if coming is None or self.timeline.way(coming) is not Way.IN:
            return None
        leaving = self.ends_of(coming)[1]
        return coming if leaving is None or spot.at < leaving.at else None

    def spots_of(self, coming: Passage) -> tuple[Passage, ...]:
        """Give where a vehicle was seen standing after it came."""
        seen = self.timeline.on_spots(coming, coming.best.taken_at + self.setup.longest_stay)
        return tuple(one for one in seen if self.host_of(one) is coming)

    def _with_one_end(self, coming: Passage | None, leaving: Passage | None) -> Visit:
        if coming is not None:
            return self._without_exit(coming)
        assert leaving is not None  # noqa: S101 (a visit has an end)
        return self._without_entry(leaving)

    def _without_entry(self, leaving: Passage) -> Visit:
        question = self._question(leaving)
        notes = (
            self._notes(leaving)
            | self._note_of_clocks(leaving)
            | {Note.NO_ENTRY}
            | ({Note.ASKED} if question else set())
        )
        return replace(
            self._built(leaving.plate, None, leaving, notes),
            state=VisitState.CLOSED,
            ended_at=leaving.at,
            ending=Ending.SEEN,
            question=question,
        )

    def _without_exit(self, coming: Passage) -> Visit:
        notes = self._notes(coming) | self._note_of_gates(coming) | self._note_of_clocks(coming)
        visit = self._built(coming.plate, coming, None, notes)
        lapses_at = coming.at + self.setup.longest_stay
        again = self.timeline.after(coming, self.setup.longest_stay)
        came_again = again if again and self.timeline.way(again) is Way.IN else None
        if left := self._said_to_have_left(coming, came_again):
            return replace(_ended(visit, Ending.SAID), ended_at=left.left_at, ended_by=left.by)
        if came_again:
            return _ended(visit, Ending.RE_ENTRY)
        removed_at = self.setup.removed_at
        if removed_at and coming.at <= removed_at <= min(self._now, lapses_at):
            return _ended(visit, Ending.SITE_REMOVED)
        return _ended(visit, Ending.LAPSED) if self._now >= lapses_at else replace(visit, lapses_at=lapses_at)

    def _said_to_have_left(self, coming: Passage, came_again: Passage | None) -> Left | None:
        """Give the last word that can be: a vehicle leaves after it came, and before it comes again."""
        said = (self.facts.left[one] for one in coming.ids if one in self.facts.left)
        can_be = (one for one in said if coming.at <= one.left_at and (not came_again or one.left_at <= came_again.at))
        return max(can_be, key=lambda one: (one.at, one.left_at, one.sighting_id), default=None)

    def _of_spot(self, spot: Passage) -> Visit:
        visit = replace(self._built(spot.plate, spot, None, self._notes(spot)), last_seen_at=spot.last_at)
        gone_at = spot.last_at + self.setup.absent_after
        if self._now < gone_at:
            return replace(visit, lapses_at=gone_at)
        return replace(_ended(visit, Ending.NOT_SEEN_ANY_MORE), ended_at=spot.last_at)

    def _built(self, plate: str, coming: Passage | None, leaving: Passage | None, notes: set[Note]) -> Visit:
        at_gate = coming is not None and coming.way is not Way.HERE
        spots = self.spots_of(coming) if coming is not None and at_gate else ()
        passages = [one for one in (coming, *spots, leaving) if one is not None]
        sightings = [one for passage in passages for one in passage.sightings]
        return Visit(
            visit_id=min((one.arrived_at, one.sighting_id) for one in sightings)[1],
            site_id=sightings[0].site_id,
            plate=plate,
            state=VisitState.OPEN,
            entry=_end(coming) if coming else None,
            exit=_end(leaving) if leaving else None,
            ended_at=None,
            ending=None,
            ended_by=None,
            pairing=None,
            notes=frozenset(notes),
            sighting_ids=_ids_of(passages),
            last_seen_at=max(one.taken_at for one in sightings),
        )

    def _question(self, leaving: Passage) -> Question | None:
        links = self.cluster(leaving).suggested(leaving)
        suggestions = tuple(Suggestion(_end(one.coming), one.plate, one.likelihood) for one in links)
        return Question(_end(leaving), suggestions) if suggestions else None

    def _notes_of_pair(self, coming: Passage, leaving: Passage, link: Link | None) -> set[Note]:
        found = self._notes(coming) | self._notes(leaving) | self._note_of_gates(coming)
        if link:
            found.add(Note.LIKELY_PAIR)
        return found | ({Note.OTHER_COLOUR} if _is_other_colour(coming, leaving) else set())

    def _notes(self, passage: Passage) -> set[Note]:
        told = {
            Note.DIRECTION_GUESSED: passage.way is Way.UNTOLD,
            Note.TIME_NOT_TOLD: not passage.best.is_time_told,
            Note.CAME_LATE: any(one.is_late for one in passage.sightings),
            Note.TWO_PLATES: passage.other_plate is not None,
            Note.SAID_BY_PERSON: passage.trust is Trust.PERSON,
        }
        return {note for note, is_so in told.items() if is_so}

    def _note_of_gates(self, coming: Passage) -> set[Note]:
        beside = (self.timeline.before(coming, AT_ONCE), self.timeline.after(coming, AT_ONCE))
        elsewhere = (one for one in beside if one and one.best.gate != coming.best.gate)
        return {Note.TWO_GATES} if any(self.timeline.way(one) is Way.IN for one in elsewhere) else set()

    def next_to(self, passage: Passage) -> tuple[Passage, ...]:
        """Give the passages of the same plate so near to one that the order of both may be the clocks' fault."""
        timeline = self.timeline
        beside = (timeline.before(passage, CLOCKS_APART), timeline.after(passage, CLOCKS_APART))
        return tuple(one for one in beside if one)

    def _note_of_clocks(self, passage: Passage) -> set[Note]:
        """Tell whether a passage would have its other end if one of two clocks were a little off."""
        beside = (one for one in self.next_to(passage) if self.timeline.is_alone(one))
        turned = (one for one in beside if self.timeline.way(one) is not self.timeline.way(passage))
        return {Note.CLOCKS_DIFFER} if any(turned) else set()


def _ended(visit: Visit, ending: Ending) -> Visit:
    return replace(visit, state=VisitState.CLOSED, ending=ending)


def _ids_of(passages: Sequence[Passage]) -> frozenset[str]:
    """Name the sightings of a visit; of a vehicle that stands for long the first and the last, and what its ends show.

    A visit that grew with each photo would cost more with each, and have no room some day.
    """
    sightings = sorted((one for passage in passages for one in passage.sightings), key=_by_time)
    some = {one.sighting_id for one in (*sightings[:MOST_OF_AN_END], *sightings[-MOST_OF_AN_END:])}
    first = min(sightings, key=lambda one: (one.arrived_at, one.sighting_id))
    return frozenset({*some, first.sighting_id, *(one.best.sighting_id for one in (passages[0], passages[-1]))})


def _by_time(one: Sighting) -> tuple[datetime, str]:
    return one.taken_at, one.sighting_id


def _end(passage: Passage) -> End:
    best = passage.best
    return End(
        best.sighting_id,
        best.camera_id,
        best.plate,
        passage.at,
        best.trust,
        best.is_time_told,
        passage.way is not Way.HERE,
    )


def _is_other_colour(coming: Passage, leaving: Passage) -> bool:
    first, second = coming.colour, leaving.colour
    if first is None or second is None or first.name is second.name:
        return False
    return first.probability * second.probability >= _SURE_COLOURS
