"""What operators say of visits: facts beside what cameras saw, from which visits are derived anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.facts import Left, Parted
from handler.domain.visits.standing import Said, Word, check_word
from handler.domain.visits.visit import Visit
from handler.service.parking.finding_visits import visit_as_seen
from handler.service.parking.show_visits import ShowVisits, WholeVisit
from handler.service.ports.parking import Rederive, Visits
from handler.service.ports.records import AuditInbox


@quick_dataclass(frozen=True, slots=True)
class ChangeVisits:
    """Takes what operators say of visits. It is written down who did so before it is done.

    Parameters
    ----------
    visits : Visits
    rederive : Rederive
    show : ShowVisits
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    visits: Visits
    rederive: Rederive
    show: ShowVisits
    audit: AuditInbox
    now: Callable[[], datetime]

    def say(self, caller: Caller, visit_id: str, word: Word, version: int) -> WholeVisit:
        """Say what becomes of a visit that is too long.

        Parameters
        ----------
        caller : Caller
        visit_id : str
        word : Word
        version : int
            Of the visit as the caller saw it.

        Returns
        -------
        WholeVisit
            As it is after that.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such visit.
        Conflict
            When it has changed since.
        InvalidRequest
            When the word does not follow.
        """
        caller.require(OPERATORS)
        kept = visit_as_seen(self.visits, visit_id, version)
        if kept.standing is None:
            raise InvalidRequest("word: how this visit stands is not worked out yet. Look at it again in a moment.")
        check_word(kept.standing, word)
        self._write_down(Action.JUDGED_VISIT, caller, visit_id, {"word": word.value})
        if not self.rederive.word(visit_id, version, Said(word, caller.owner, self.now())):
            raise Conflict("visit_changed")
        return self._as_it_is(visit_id, kept)

    def left(self, caller: Caller, visit_id: str, left_at: datetime, version: int) -> WholeVisit:
        """Say that a vehicle has left, though no camera saw it; a photo of its leaving tells better.

        Takes, gives and raises the same as `say`; InvalidRequest when it cannot have left then.
        """
        caller.require(OPERATORS)
        kept, now = visit_as_seen(self.visits, visit_id, version), self.now()
        coming = _coming(kept.visit)
        if left_at < coming[1]:
            raise InvalidRequest("left_at: that is before the vehicle came. Give a later time.")
        if left_at > now:
            raise InvalidRequest("left_at: that is still to come. Say it when the vehicle has left.")
        self._write_down(Action.SAID_LEFT, caller, visit_id, {"left_at": left_at.isoformat()})
        self.rederive.said(Left(coming[0], left_at, caller.owner, now))
        return self._as_it_is(visit_id, kept)

    def part(self, caller: Caller, visit_id: str, version: int) -> WholeVisit:
        """Say that the two ends of a visit are not one vehicle's.

        Takes, gives and raises the same as `say`; InvalidRequest when an end is missing.
        """
        caller.require(OPERATORS)
        kept = visit_as_seen(self.visits, visit_id, version)
        coming, leaving = kept.visit.entry, kept.visit.exit
        if coming is None or leaving is None:
            raise InvalidRequest("This visit has one end only: there is nothing to part.")
        self._write_down(Action.PARTED_VISIT, caller, visit_id, {})
        self.rederive.said(Parted(coming.sighting_id, leaving.sighting_id, caller.owner, self.now()))
        return self._as_it_is(visit_id, kept)

    def _write_down(self, action: Action, caller: Caller, visit_id: str, details: Mapping[str, str]) -> None:
        self.audit.add(AuditEntry(action, caller.owner, self.now(), visit_id, details))

    def _as_it_is(self, visit_id: str, before: KeptVisit) -> WholeVisit:
        """Show the visit as it is after that; as it was where it is part of another one now."""
        now = self.visits.get([visit_id]).get(visit_id)
        return self.show.whole(now or before)


def _coming(visit: Visit) -> tuple[str, datetime]:
    if visit.exit is not None or visit.entry is None:
        raise InvalidRequest("A camera saw this vehicle leave: the visit ends then. Part the visit if that is wrong.")
    if not visit.entry.is_at_gate:
        raise InvalidRequest("A camera watches this spot: the visit ends by itself once the vehicle is not seen there.")
    return visit.entry.sighting_id, visit.entry.at
