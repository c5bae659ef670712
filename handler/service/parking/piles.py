"""By what visits are listed."""

from __future__ import annotations

from datetime import datetime

from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.standing import Standing, StandingState
from handler.domain.visits.visit import Visit, VisitState
from handler.service.ports.parking import Pile


def began_at(visit: Visit) -> datetime:
    """Tell when a visit began, or was seen first, UTC."""
    first = visit.entry or visit.exit
    return first.at if first else visit.last_seen_at


def filed_at(pile: Pile, kept: KeptVisit) -> datetime | None:
    """Tell by when a visit is listed on a pile, UTC; None where it does not lie there.

    Parameters
    ----------
    pile : Pile
    kept : KeptVisit

    Returns
    -------
    datetime or None
        When it began; of those that are too long when their time was over, so that the worst come first.
    """
    if kept.is_withdrawn:
        return None
    visit = kept.visit
    if pile is Pile.OVERSTAYED:
        return kept.standing.over_at if kept.standing and needs_care(kept.standing) else None
    is_here = visit.state is VisitState.OPEN
    lies = {Pile.ALL: True, Pile.INSIDE: is_here, Pile.QUESTIONS: visit.question is not None}
    return began_at(visit) if lies[pile] else None


def due_by_itself_at(kept: KeptVisit) -> datetime | None:
    """Tell when a visit is to be looked at again that nothing else would find, UTC; None where there is no need.

    Parameters
    ----------
    kept : KeptVisit

    Returns
    -------
    datetime or None
        None, too, where nothing but its longest stay comes to an end: those that began so long ago lie at the oldest
        end of the ones that are inside.
    """
    due_at = kept.standing.due_at if kept.standing and not kept.is_withdrawn else None
    return None if may_lapse_by_stay(kept.visit) and due_at == kept.visit.lapses_at else due_at


def may_lapse_by_stay(visit: Visit) -> bool:
    """Tell whether an open visit ends with the longest stay; on a spot it ends with the last photo."""
    return visit.lapses_at is not None and visit.entry is not None and visit.entry.is_at_gate


def needs_care(standing: Standing) -> bool:
    """Tell whether a visit is too long and that is not settled: neither waived nor completed."""
    is_open_case = standing.state in (StandingState.VIOLATION, StandingState.ENFORCED)
    return standing.reason is not None and (is_open_case or standing.needs_person)
