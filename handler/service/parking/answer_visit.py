"""Say which entry an exit belongs to: both reads then have one plate, and visits follow from that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest, NotFound
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.review import Decision, ReviewRequest
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.facts import Parted
from handler.domain.visits.visit import End, Question, Suggestion
from handler.service.parking.finding_visits import NO_SUCH_VISIT, photo_of, visit_if_there
from handler.service.parking.show_visits import ShowVisits, WholeVisit, with_photos
from handler.service.ports.parking import Rederive, Visits
from handler.service.ports.records import AuditInbox
from handler.service.review_reads import ReviewReads

_MOST_ROUNDS: Final = 5
"""Three suggestions go away with each answer of "none of them", and the next ones may follow."""

_SAID_BY_PERSON: Final = (ReadStatus.CONFIRMED, ReadStatus.CORRECTED)


@quick_dataclass(frozen=True, slots=True)
class AnswerVisit:
    """Takes the answer to a visit's question. The same answer twice is as good as once.

    Parameters
    ----------
    visits : Visits
    review : ReviewReads
        What decides on reads: with versions and the audit, so that each can be undone there.
    rederive : Rederive
    show : ShowVisits
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    visits: Visits
    review: ReviewReads
    rederive: Rederive
    show: ShowVisits
    audit: AuditInbox
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, visit_id: str, entry_read_id: str | None, version: int) -> WholeVisit:
        """Answer.

        Parameters
        ----------
        caller : Caller
        visit_id : str
        entry_read_id : str or None
            Of a suggestion; None for none of them.
        version : int
            Of the visit as the caller saw it.

        Returns
        -------
        WholeVisit
            As it is kept by then: decisions on reads change it a moment later.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such visit.
        Conflict
            When the visit, or a read of it, has changed since.
        InvalidRequest
            When no such entry was suggested.
        """
        caller.require(OPERATORS)
        kept = visit_if_there(self.visits, visit_id)
        answered = self._answered(visit_id, kept, entry_read_id)
        if answered:
            return self.show.whole(answered)
        if kept is None:
            raise NotFound(NO_SUCH_VISIT)
        question = kept.visit.question
        if question is None or kept.version != version:
            raise Conflict("visit_changed")
        if entry_read_id is None:
            self._none_of_them(caller, visit_id, question)
        else:
            self._pair(caller, visit_id, question, _suggested(question, entry_read_id))
        return self.show.whole(self.visits.get([visit_id]).get(visit_id) or kept)

    def _answered(self, visit_id: str, kept: KeptVisit | None, entry_read_id: str | None) -> KeptVisit | None:
        """Give the visit that came of the same answer before; None where there is none yet."""
        if kept is not None and kept.visit.question is not None:
            return None
        if entry_read_id is None:
            return kept
        if kept is not None and entry_read_id in kept.visit.sighting_ids:
            return kept
        read = _read(self.review, entry_read_id)
        plate = read.current_plate if read else None
        exit_id = kept.visit.exit.sighting_id if kept and kept.visit.exit else visit_id
        return with_photos(self.visits, plate, [entry_read_id, exit_id]) if plate else None

    def _none_of_them(self, caller: Caller, visit_id: str, question: Question) -> None:
        self._write_down(caller, visit_id, {"entry": "none"})
        asked: Question | None = question
        for _ in range(_MOST_ROUNDS):
            if asked is None:
                return
            for one in asked.suggestions:
                self.rederive.said(Parted(one.entry.sighting_id, asked.exit.sighting_id, caller.owner, self.now()))
            kept = self.visits.get([visit_id]).get(visit_id)
            asked = kept.visit.question if kept else None

    def _pair(self, caller: Caller, visit_id: str, question: Question, chosen: Suggestion) -> None:
        for other in (one for one in question.suggestions if one is not chosen):
            # Another answer may have come a moment before, and not have changed the visit yet.
            self._read_of(other.entry, other.entry.plate)
        reads = [self._read_of(end, chosen.plate) for end in (chosen.entry, question.exit)]
        self._write_down(caller, visit_id, {"entry": chosen.entry.sighting_id})
        for read in reads:
            self._correct(caller, read, chosen.plate)

    def _correct(self, caller: Caller, read: LoggedRead, plate: str) -> None:
        """Give a read its plate; nothing where a person has done so already, be it at this very moment."""
        if _is_said(read, plate):
            return
        asked = ReviewRequest(Decision.CORRECT, plate, None, read.version)
        try:
            self.review.decide(caller, read.read_id, asked)
        except Conflict:
            after = _read(self.review, read.read_id)
            if after is None or not _is_said(after, plate):
                raise

    def _read_of(self, end: End, plate: str) -> LoggedRead:
        """Get the read of an end as it stands; raises Conflict when somebody has decided otherwise meanwhile."""
        read = _read(self.review, end.sighting_id)
        if read is None or read.current_plate not in (end.plate, plate):
            raise Conflict("visit_changed")
        return read

    def _write_down(self, caller: Caller, visit_id: str, details: dict[str, str]) -> None:
        self.audit.add(AuditEntry(Action.ANSWERED_VISIT, caller.owner, self.now(), visit_id, details))


def _suggested(question: Question, entry_read_id: str) -> Suggestion:
    found = (one for one in question.suggestions if one.entry.sighting_id == entry_read_id)
    chosen = next(found, None)
    if chosen is None:
        raise InvalidRequest("entry_read_id: this entry was not suggested. Choose one of the suggestions, or none.")
    return chosen


def _read(review: ReviewReads, sighting_id: str) -> LoggedRead | None:
    """Get the read of a sighting: of a photo that repeats another one the other's."""
    photo = photo_of(sighting_id)
    whole = review.log.whole(photo.upload_id) if photo else None
    if whole and whole.upload.repeat_of and not whole.reads:
        whole = review.log.whole(whole.upload.repeat_of)
    if whole is None or photo is None:
        return None
    read_id = f"{whole.upload.ref.upload_id}-{photo.place}"
    return next((one for one in whole.reads if one.read_id == read_id), None)


def _is_said(read: LoggedRead, plate: str) -> bool:
    return read.status in _SAID_BY_PERSON and read.current_plate == plate
