"""Show all that is known of a plate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.plate_search import Closeness, asked_plate, closeness
from handler.domain.read_filter import ReadFilter
from handler.service.ports import AuditLog, PlateIndex, ReadLog


@dataclass(frozen=True, slots=True)
class NearPlate:
    """Another plate that was seen, and how near it is."""

    plate: str
    closeness: Closeness
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class ShownPlate:
    """A plate's history in short; its reads are found by a search for it.

    Attributes
    ----------
    first_seen_at, last_seen_at : datetime or None
        UTC, as far back as reads are kept; None when it was never seen.
    near : Sequence of NearPlate
        Nearest first.
    """

    plate: str
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    near: Sequence[NearPlate]


@dataclass(frozen=True, slots=True)
class ShowPlate:
    """Answers for one plate, and writes down who asked.

    Parameters
    ----------
    reads : ReadLog
    plates : PlateIndex
    audit : AuditLog
    now : callable
        Gives the time in UTC.
    """

    reads: ReadLog
    plates: PlateIndex
    audit: AuditLog
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, typed: str) -> ShownPlate:
        """Show a plate.

        Parameters
        ----------
        caller : Caller
        typed : str
            The plate as somebody typed it.

        Returns
        -------
        ShownPlate

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        InvalidRequest
            When it is no plate.
        """
        caller.require(OPERATORS)
        plate = asked_plate(typed)
        self.audit.add(AuditEntry(Action.VIEWED_PLATE, caller.owner, self.now(), plate))
        near = sorted((how, one) for one in self.plates.near(plate) if (how := closeness(plate, one)) and one != plate)
        seen = ((one, how, self._last_seen(one)) for how, one in near)
        return ShownPlate(
            plate,
            self.reads.first_seen(plate),
            self._last_seen(plate),
            [NearPlate(one, how, last) for one, how, last in seen if last],
        )

    def _last_seen(self, plate: str) -> datetime | None:
        return next((read.seen_at for read in self.reads.page(ReadFilter(), plate, 1, None).reads), None)
