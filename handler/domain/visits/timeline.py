"""What one plate did, passage by passage: which way it went, and which exit follows which entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handler.domain.characters import fold
from handler.domain.visits.asks import AskedBy
from handler.domain.visits.facts import Facts
from handler.domain.visits.passage import Passage, passage_of
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Sighting, Way


class Timeline:
    """The passages of a site's plates, each worked out when it is asked for.

    Parameters
    ----------
    facts : Facts
    setup : VisitSetup
    """

    def __init__(self, facts: Facts, setup: VisitSetup) -> None:
        self.facts, self.setup = facts, setup
        self._passages: dict[str, Passage] = {}
        self._ways: dict[Passage, Way] = {}

    def passage(self, sighting: Sighting) -> Passage:
        """Give the passage that a sighting is a part of."""
        if sighting.sighting_id not in self._passages:
            found = passage_of(sighting, self.facts, self.setup)
            self._passages.update((one.sighting_id, found) for one in found.sightings)
        return self._passages[sighting.sighting_id]

    def before(self, passage: Passage, within: timedelta) -> Passage | None:
        """Give the last passage of a gate with the very same plate before another, at most so long before."""
        moment, found = passage.best.taken_at, None
        for sighting in reversed(self._of_plate(passage.plate, moment - within, moment)):
            if found and sighting.taken_at < found.best.taken_at:
                break
            one = self.led_by(sighting)
            if one and one.order < passage.order and (found is None or one.order > found.order):
                found = one
        return found

    def after(self, passage: Passage, within: timedelta) -> Passage | None:
        """Give the next one."""
        moment, found = passage.best.taken_at, None
        for sighting in self._of_plate(passage.plate, moment, moment + within):
            if found and sighting.taken_at > found.best.taken_at:
                break
            one = self.led_by(sighting)
            if one and one.order > passage.order and (found is None or one.order < found.order):
                found = one
        return found

    def led_by(self, sighting: Sighting) -> Passage | None:
        """Give the passage at a gate that a sighting shows best: each is found by this one alone."""
        found = None if sighting.way is Way.HERE else self.passage(sighting)
        return found if found and found.best is sighting else None

    def on_spots(self, passage: Passage, until: datetime) -> tuple[Passage, ...]:
        """Give where a plate was seen standing since a passage of it."""
        some = self._of_plate(passage.plate, passage.best.taken_at, until)
        return tuple(dict.fromkeys(self.passage(one) for one in some if one.way is Way.HERE))

    def _of_plate(self, plate: str, since: datetime, until: datetime) -> Sequence[Sighting]:
        return [one for one in self.facts.asked(AskedBy.KEY, fold(plate), since, until) if one.plate == plate]

    def way(self, passage: Passage) -> Way:
        """Tell where a passage went; where the camera does not tell, it has turned since the plate was seen last."""
        chain = [passage]
        while (way := self._known(chain[-1])) is None:
            earlier = self.before(chain[-1], self.setup.turns_within)
            if earlier is None:
                way = Way.IN
                break
            chain.append(earlier)
        for one in reversed(chain):
            way = self._known(one) or (way if one is chain[-1] else _turned(way))
            self._ways[one] = way
        return way

    def _known(self, passage: Passage) -> Way | None:
        return self._ways.get(passage) if passage.way is Way.UNTOLD else passage.way

    def entry_of(self, leaving: Passage) -> Passage | None:
        """Give the coming that an exit ends by the very same plate: the passage before it, within the longest stay."""
        earlier = self.before(leaving, self.setup.longest_stay) if self.way(leaving) is Way.OUT else None
        return earlier if earlier and self._is_pair(earlier, leaving) else None

    def exit_of(self, coming: Passage) -> Passage | None:
        """Give the leaving that an entry ends with by the very same plate."""
        later = self.after(coming, self.setup.longest_stay) if self.way(coming) is Way.IN else None
        return later if later and self._is_pair(coming, later) else None

    def _is_pair(self, coming: Passage, leaving: Passage) -> bool:
        is_in_order = self.way(coming) is Way.IN and self.way(leaving) is Way.OUT and coming.at < leaving.at
        return is_in_order and not self.is_parted(coming, leaving)

    def is_parted(self, coming: Passage, leaving: Passage) -> bool:
        """Tell whether a person said that they are not one visit."""
        parted = self.facts.parted
        return bool(parted) and any((one, other) in parted for one in coming.ids for other in leaving.ids)

    def is_alone(self, passage: Passage) -> bool:
        """Tell whether a passage has no other end by the very same plate."""
        return self.entry_of(passage) is None and self.exit_of(passage) is None


def _turned(way: Way) -> Way:
    return Way.OUT if way is Way.IN else Way.IN
