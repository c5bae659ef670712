"""Look at the visits that change by time alone, and at those of sites where something was set."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import RetryLater
from handler.domain.visits.changes import KeptVisit
from handler.service.parking.derive_visits import DeriveVisits
from handler.service.parking.piles import may_lapse_by_stay
from handler.service.parking.places import ParkingPlaces
from handler.service.ports.parking import Marks, Pile, Visits, WantedVisits

logger = logging.getLogger(__name__)

MOST: Final = 200
"""Looked at each minute; the others come next, as those have waited less."""

_A_PAGE: Final = 100
_MOMENT: Final = timedelta(microseconds=1)


@quick_dataclass(frozen=True, slots=True)
class SweepDue:
    """Derives what is due anew.

    Parameters
    ----------
    visits : Visits
    marks : Marks
    places : ParkingPlaces
    derive : DeriveVisits
    now : callable
        Gives the time in UTC.
    """

    visits: Visits
    marks: Marks
    places: ParkingPlaces
    derive: DeriveVisits
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Look at what is due, at what lapses, then at the sites that are marked.

        Returns
        -------
        int
            How many visits were looked at.

        Raises
        ------
        ExceptionGroup
            What went wrong with some, after all were tried.
        """
        errors: list[Exception] = []
        looked = sum(self._anew(one, errors) for one in self.visits.due(self.now(), MOST))
        for site_id in self.places.site_ids():
            looked += sum(self._anew(one, errors) for one in list(islice(self._lapsing(site_id), MOST)))
        for site_id, at in self.marks.marked().items():
            self.places.look_again(site_id)
            before = len(errors)
            looked += sum(self._anew(one, errors) for one in list(self._inside(site_id)))
            if len(errors) == before:
                self.marks.take_away(site_id, at)
        if errors:
            raise ExceptionGroup("visits could not be looked at", errors)
        return looked

    def _anew(self, kept: KeptVisit, errors: list[Exception]) -> int:
        try:
            self.derive.anew(kept)
        except RetryLater as error:  # the others are due as well
            logger.warning("a visit could not be looked at", extra={"visit_id": kept.visit.visit_id})
            errors.append(error)
        return 1

    def _lapsing(self, site_id: str) -> Iterator[KeptVisit]:
        """Give those of whom nothing but the longest stay is to end, and has: no index but that of all inside has them.

        A vehicle on a spot may be there for longer, and is left alone.
        """
        at = self.places.at(site_id)
        if at is None:
            return
        began_by = self.now() - at.visits.longest_stay
        yield from (one for one in self._inside(site_id, began_by + _MOMENT) if may_lapse_by_stay(one.visit))

    def _inside(self, site_id: str, before: datetime | None = None) -> Iterator[KeptVisit]:
        wanted, cursor = WantedVisits(site_id, Pile.INSIDE, until=before, is_oldest_first=True), None
        while True:
            page = self.visits.page(wanted, _A_PAGE, cursor)
            yield from page.visits
            cursor = page.cursor
            if cursor is None:
                return
