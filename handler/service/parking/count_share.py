"""Count who is inside of those that share a permit, so many at a time: the first to come in have the places."""

from __future__ import annotations

from datetime import datetime
from typing import Final, TypeAlias

from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.matching import Seen
from handler.domain.lists.sharing import NotCounted, Share, others_sharing
from handler.domain.visits.visit import Visit, VisitState
from handler.service.parking.piles import began_at
from handler.service.ports.lists import PermitIndex
from handler.service.ports.parking import ParkingSetups, Visits

_LOOKED_THROUGH: Final = 5
"""Visits of a plate among which that of a moment is looked for: a moment of a visit is hardly ever longer ago."""

_Place: TypeAlias = tuple[datetime, str]
"""By which it is told who came first."""


@quick_dataclass(frozen=True, slots=True)
class CountShare:
    """Counts for who asks whether a vehicle may be at a site now.

    Parameters
    ----------
    index : PermitIndex
    visits : Visits
    setups : ParkingSetups
    """

    index: PermitIndex
    visits: Visits
    setups: ParkingSetups

    def __call__(self, seen: Seen, entry: ListEntry) -> Share | None:
        """Count the others of an entry's group that are inside; of a vehicle that is inside, those that came before.

        Parameters
        ----------
        seen : Seen
            The vehicle, at a site, now.
        entry : ListEntry
            Its permit.

        Returns
        -------
        Share or None
            None where the permit has no limit.
        """
        if entry.most_at_a_time is None or seen.site_id is None:
            return None
        if not self.setups.get(seen.site_id).is_followed:
            return Share(entry.most_at_a_time, None, NotCounted.NOT_FOLLOWED)
        others = others_sharing(seen, entry, self.index.sharing(entry))
        inside = [place for one in others if (place := self._place(one, seen.site_id))]
        own = self._own(seen, entry) if inside else None
        return Share(entry.most_at_a_time, sum(own is None or one < own for one in inside))

    def _own(self, seen: Seen, entry: ListEntry) -> _Place | None:
        plates = dict.fromkeys((seen.plates[0].plate, entry.plate))
        found = (self._place(one, seen.site_id) for one in plates)
        return next((one for one in found if one), None)

    def _place(self, plate: str, site_id: str | None) -> _Place | None:
        """Tell when a plate came in that is at a site; wherever a vehicle was seen last, it is at no other."""
        latest = next((one.visit for one in self.visits.of_plate(plate, 1).visits), None)
        is_here = latest is not None and latest.site_id == site_id and latest.state is VisitState.OPEN
        return _place_of(latest) if latest and is_here else None


@quick_dataclass(frozen=True, slots=True)
class TakenBefore:
    """Tells of one visit whether others that came before have all places.

    Parameters
    ----------
    index : PermitIndex
    visits : Visits
    visit : Visit
    """

    index: PermitIndex
    visits: Visits
    visit: Visit

    def __call__(self, seen: Seen, entry: ListEntry) -> bool:
        """Count the others of an entry's group that came before the visit and are, or were, there at a moment.

        Parameters
        ----------
        seen : Seen
            The vehicle, at the moment that is asked about, also one to come.
        entry : ListEntry
            Its permit.

        Returns
        -------
        bool
        """
        if entry.most_at_a_time is None:
            return False
        others = others_sharing(seen, entry, self.index.sharing(entry))
        return sum(self._is_before(one, seen.at) for one in others) >= entry.most_at_a_time

    def _is_before(self, plate: str, at: datetime) -> bool:
        some = (one.visit for one in self.visits.of_plate(plate, _LOOKED_THROUGH).visits)
        latest = next((one for one in some if began_at(one) <= at), None)
        if latest is None or latest.site_id != self.visit.site_id:
            return False
        return _lasts(latest, at) and _place_of(latest) < _place_of(self.visit)


def _lasts(visit: Visit, at: datetime) -> bool:
    """Tell whether a vehicle had not left by a moment; where nobody knows when it left, its place is free."""
    return visit.state is VisitState.OPEN or (visit.ended_at is not None and visit.ended_at > at)


def _place_of(visit: Visit) -> _Place:
    return began_at(visit), visit.visit_id
