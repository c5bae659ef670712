"""Look at the visits that change by time alone, and at those of sites where something was set."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handler.domain.errors import RetryLater
from handler.domain.visits.changes import KeptVisit
from handler.service.parking.derive_visits import DeriveVisits
from handler.service.parking.places import ParkingPlaces
from handler.service.ports.parking import Marks, Pile, Visits, WantedVisits

logger = logging.getLogger(__name__)

MOST: Final = 200
"""Looked at each minute; the others come next, as those have waited less."""

_A_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
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
        """Look at what is due, then at the sites that are marked.

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

    def _inside(self, site_id: str) -> Iterator[KeptVisit]:
        cursor: str | None = None
        while True:
            page = self.visits.page(WantedVisits(site_id, Pile.INSIDE, is_oldest_first=True), _A_PAGE, cursor)
            yield from page.visits
            cursor = page.cursor
            if cursor is None:
                return
