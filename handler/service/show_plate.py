"""Show all that is known of a plate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.lookups.purpose import Purpose, told
from handler.domain.plate_search import Closeness, asked_plate, closeness
from handler.domain.read_filter import ReadFilter
from handler.service.lookups.note_plate import ShownNotes
from handler.service.ports.plates import PlateIndex
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import AuditInbox

MOST_NEAR: Final = 25
"""Near plates that are looked up, the nearest ones, at most: with `MOST_COUNTED` this bounds what it costs."""

MOST_COUNTED: Final = 10
"""Sightings of a near plate that are counted, at most."""


@quick_dataclass(frozen=True, slots=True)
class NearPlate:
    """Another plate that was seen, and how near it is.

    Attributes
    ----------
    sightings : int
        At most `MOST_COUNTED`.
    has_more : bool
        Whether there are more sightings than that.
    """

    plate: str
    closeness: Closeness
    last_seen_at: datetime
    sightings: int
    has_more: bool


@quick_dataclass(frozen=True, slots=True)
class ShownPlate:
    """A plate's history in short; its reads are found by a search for it.

    Attributes
    ----------
    first_seen_at, last_seen_at : datetime or None
        UTC, as far back as reads are kept; None when it was never seen.
    near : Sequence of NearPlate
        Nearest first.
    noted : ShownNotes or None
        What people note of it; None where nobody asked for that.
    """

    plate: str
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    near: Sequence[NearPlate]
    noted: ShownNotes | None = None


@quick_dataclass(frozen=True, slots=True)
class ShowPlate:
    """Answers for one plate, and writes down who asked.

    Parameters
    ----------
    reads : ReadLog
    plates : PlateIndex
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    needs_purpose : callable
        Tells whether nobody may look without saying why.
    notes : callable
        Gets what is noted of a plate.
    """

    reads: ReadLog
    plates: PlateIndex
    audit: AuditInbox
    now: Callable[[], datetime]
    needs_purpose: Callable[[], bool] = lambda: False
    notes: Callable[[str], ShownNotes] | None = None

    def __call__(self, caller: Caller, typed: str, purpose: Purpose | None = None) -> ShownPlate:
        """Show a plate.

        Parameters
        ----------
        caller : Caller
        typed : str
            The plate as somebody typed it.
        purpose : Purpose or None
            Why.

        Returns
        -------
        ShownPlate

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        InvalidRequest
            When it is no plate.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = told(purpose, is_needed=purpose is None and self.needs_purpose())
        plate = asked_plate(typed)
        self.audit.add(AuditEntry(Action.VIEWED_PLATE, caller.owner, self.now(), plate, why))
        near = sorted((how, one) for one in self.plates.near(plate) if (how := closeness(plate, one)) and one != plate)
        newest = self.reads.page(ReadFilter(), plate, 1, None).reads
        return ShownPlate(
            plate,
            self.reads.first_seen(plate),
            newest[0].seen_at if newest else None,
            [seen for how, one in near[:MOST_NEAR] if (seen := self._seen(one, how))],
            self.notes(plate) if self.notes else None,
        )

    def _seen(self, plate: str, how: Closeness) -> NearPlate | None:
        """Look up a near plate; None when all its reads were rejected or have expired."""
        some = self.reads.page(ReadFilter(), plate, MOST_COUNTED, None)
        if not some.reads:
            return None
        return NearPlate(plate, how, some.reads[0].seen_at, len(some.reads), some.cursor is not None)
