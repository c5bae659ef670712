"""How a visit stands by the rules of its site: the machine finds, and never fines anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import MAXYEAR, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final, TypeAlias

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.visits.rules import SiteRules, reached
from handler.domain.visits.sighting import Trust
from handler.domain.visits.visit import End, Note, Pairing, Visit, VisitState


class StandingState(StrEnum):
    """Where a visit stands."""

    VALID = "valid"
    VIOLATION = "violation"
    ENFORCED = "enforced"
    COMPLETED = "completed"


class TimeOver(StrEnum):
    """Which time is over."""

    FREE_TIME_OVER = "free_time_over"
    LONGEST_STAY_OVER = "longest_stay_over"


class Word(StrEnum):
    """What a person says of a visit that is too long."""

    CONFIRMED = "confirmed"
    WAIVED = "waived"
    ENFORCED = "enforced"
    COMPLETED = "completed"


REASON_SENTENCES: Final[Mapping[TimeOver, str]] = {
    TimeOver.FREE_TIME_OVER: "The vehicle has no permit, and its free time is over.",
    TimeOver.LONGEST_STAY_OVER: "The vehicle is here longer than any vehicle may be.",
}

NEEDS_PERSON: Final = (
    "This is no violation before a person has looked at both photos: a read, a time or the pair is in doubt, or the "
    "vehicle has not left yet."
)
UNFOUNDED: Final = "A photo or a correction that came later shows that the vehicle was not here too long."


@quick_dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a visit; of several words the latest counts."""

    word: Word
    by: str
    at: datetime


@quick_dataclass(frozen=True, slots=True)
class Standing:
    """How a visit stands.

    Attributes
    ----------
    state : StandingState
    over_at : datetime or None
        Since when it is too long, or will be, UTC; None where it never is, or nobody knows when the vehicle came.
    reason : TimeOver or None
        Why it is too long; None while it is not.
    needs_person : bool
        Whether it is too long, and a person has to say so before it is a violation.
    is_unfounded : bool
        Whether something was done about it that the facts no longer bear out.
    due_at : datetime or None
        When to look at it again, UTC, whatever else comes; None where time alone changes nothing any more.
    spared_by : str or None
        The entry of a list of permits by which it is not too long, or will not be; None without one.
    """

    state: StandingState
    over_at: datetime | None
    reason: TimeOver | None
    needs_person: bool
    is_unfounded: bool
    due_at: datetime | None
    spared_by: str | None = None


@quick_dataclass(frozen=True, slots=True)
class Spared:
    """Until when a plate may be somewhere, UTC (the year 9999 for ever), and by which entry of a list."""

    until: datetime
    entry_id: str


Permitted: TypeAlias = Callable[[str, datetime], Spared | None]
"""Until when a plate may be there, from a moment on; None where it has no permit then."""


@quick_dataclass(frozen=True, slots=True)
class InForce:
    """What is in force at a site.

    Attributes
    ----------
    rules : SiteRules
    zone : tzinfo
        The site's.
    permitted : callable
        See `Permitted`.
    """

    rules: SiteRules
    zone: tzinfo
    permitted: Permitted


_IN_DOUBT: Final = frozenset(
    {
        Note.LIKELY_PAIR,
        Note.DIRECTION_GUESSED,
        Note.TIME_NOT_TOLD,
        Note.TWO_GATES,
        Note.TWO_PLATES,
        Note.OTHER_COLOUR,
    }
)
"""What speaks against finding a violation by machine."""

_STATES: Final = {Word.ENFORCED: StandingState.ENFORCED, Word.COMPLETED: StandingState.COMPLETED}
_MAY_FOLLOW: Final[Mapping[Word, frozenset[StandingState]]] = {
    Word.CONFIRMED: frozenset({StandingState.VALID}),
    Word.WAIVED: frozenset({StandingState.VALID, StandingState.VIOLATION, StandingState.ENFORCED}),
    Word.ENFORCED: frozenset({StandingState.VIOLATION}),
    Word.COMPLETED: frozenset({StandingState.ENFORCED}),
}


def standing_of(visit: Visit, in_force: InForce, said: Iterable[Said], now: datetime) -> Standing:
    """Tell how a visit stands; to be asked anew whenever it is due, and whenever the visit has changed.

    Parameters
    ----------
    visit : Visit
    in_force : InForce
    said : iterable of Said
        About this visit.
    now : datetime
        UTC.

    Returns
    -------
    Standing
    """
    over_at, reason, spared_by = _over(visit, in_force)
    is_open = visit.state is VisitState.OPEN
    until = now if is_open else visit.ended_at
    is_over = over_at is not None and until is not None and until > over_at
    word = max(said, key=lambda one: (one.at, one.word), default=None)
    state = _state(word.word if word else None, is_over=is_over, is_sure=_is_sure(visit))
    is_waived = word is not None and word.word is Word.WAIVED
    return Standing(
        state=state,
        over_at=over_at,
        reason=reason if is_over else None,
        needs_person=is_over and state is StandingState.VALID and not is_waived,
        is_unfounded=not is_over and state in (StandingState.ENFORCED, StandingState.COMPLETED),
        due_at=_due_at(visit, over_at, now) if is_open else None,
        spared_by=None if is_over and reason is TimeOver.FREE_TIME_OVER else spared_by,
    )


def may_follow(standing: Standing, word: Word) -> bool:
    """Tell whether a person can say something of a visit that stands so; of one that left in time there is nothing."""
    if standing.state is StandingState.VALID and not standing.needs_person:
        return word is Word.WAIVED and _may_be_over(standing)
    return standing.state in _MAY_FOLLOW[word]


def _may_be_over(standing: Standing) -> bool:
    """Tell whether a visit that is not too long may become so, as the vehicle is still there."""
    return standing.reason is None and standing.over_at is not None and standing.due_at is not None


def check_word(standing: Standing, word: Word) -> None:
    """Check that a person can say something of a visit that stands so.

    Raises
    ------
    InvalidRequest
        When it does not follow.
    """
    if not may_follow(standing, word):
        raise InvalidRequest(
            f"word: a visit that is {standing.state} cannot become {word}. Load the page again to see how it stands."
        )


def _state(word: Word | None, *, is_over: bool, is_sure: bool) -> StandingState:
    if word in _STATES:
        return _STATES[word]
    is_found = word is Word.CONFIRMED or (word is None and is_sure)
    return StandingState.VIOLATION if is_over and is_found else StandingState.VALID


def _is_sure(visit: Visit) -> bool:
    """Tell whether both ends were seen and read so well that no person has to look."""
    return (
        visit.pairing is Pairing.EXACT
        and _is_good(visit.entry)
        and _is_good(visit.exit)
        and not visit.notes & _IN_DOUBT
    )


def _is_good(end: End | None) -> bool:
    return end is not None and end.trust >= Trust.ACCEPTED


def _over(visit: Visit, in_force: InForce) -> tuple[datetime | None, TimeOver | None, str | None]:
    """Give when a visit is too long first, why, and which permit spares it until then."""
    if visit.entry is None:
        return None, None, None
    since, rules = visit.entry.at, in_force.rules
    limits = {TimeOver.FREE_TIME_OVER: rules.free_minutes, TimeOver.LONGEST_STAY_OVER: rules.longest_minutes}
    found = {
        reason: reached(since, minutes + rules.grace_minutes, rules.hours, in_force.zone)
        for reason, minutes in limits.items()
        if minutes is not None
    }
    free, spared_by = found.get(TimeOver.FREE_TIME_OVER), None
    if free is not None:
        found[TimeOver.FREE_TIME_OVER], spared_by = _after_permits(visit.plate, free, in_force.permitted)
    times = [(at, reason) for reason, at in found.items() if at is not None]
    return (*min(times), spared_by) if times else (None, None, spared_by)


def _after_permits(plate: str, at: datetime, permitted: Permitted) -> tuple[datetime | None, str | None]:
    """Give when a plate has no permit, from a moment on (None where it always has), and the last one that it had."""
    spared_by = None
    while (spared := permitted(plate, at)) is not None and spared.until > at:
        spared_by = spared.entry_id
        if spared.until.year == MAXYEAR:
            return None, spared_by
        at = spared.until
    return at, spared_by


_MOMENT: Final = timedelta(microseconds=1)


def _due_at(visit: Visit, over_at: datetime | None, now: datetime) -> datetime | None:
    """Give the next moment at which an open visit changes by time alone: just after its time is over."""
    times = [visit.lapses_at, over_at + _MOMENT if over_at else None]
    return min((one for one in times if one is not None and one > now), default=None)
