"""What became of visits that are kept when they are derived anew: versions, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from handler.domain.classes.quick import quick_dataclass
from handler.domain.visits.standing import Said, Standing
from handler.domain.visits.visit import Visit, VisitState


class ChangeKind(StrEnum):
    """What happened to a visit, as it is told."""

    OPENED = "visit.opened"
    CLOSED = "visit.closed"
    REVISED = "visit.revised"
    WITHDRAWN = "visit.withdrawn"


@quick_dataclass(frozen=True, slots=True)
class KeptVisit:
    """A visit as it is kept.

    Attributes
    ----------
    version : int
        Counts how often it was changed, from 1. It is no part of what is derived: facts that come in one go change it
        once.
    standing : Standing or None
        As it was worked out last; None where that was never done.
    said : tuple of Said
        What people said of it.
    is_withdrawn : bool
        Whether it is none any more; should it be one again, its versions go on.
    kept_until : datetime or None
        When it ends, UTC: with the last of its reads.
    """

    visit: Visit
    version: int
    standing: Standing | None = None
    said: tuple[Said, ...] = ()
    is_withdrawn: bool = False
    kept_until: datetime | None = None


@quick_dataclass(frozen=True, slots=True)
class Change:
    """That a visit is another one than is kept.

    Attributes
    ----------
    kind : ChangeKind
    before : Visit or None
        As it is kept.
    after : Visit or None
        As it follows from the facts; None where it is part of another visit, or of none.
    version : int
        That it then has.
    fields : tuple of str
        What differs, by name.
    """

    kind: ChangeKind
    before: Visit | None
    after: Visit | None
    version: int
    fields: tuple[str, ...] = ()


def changes(kept: Mapping[str, KeptVisit], derived: Mapping[str, Visit]) -> Iterator[Change]:
    """Tell what has to be written, and told.

    Parameters
    ----------
    kept : mapping of str to KeptVisit
        By id: the ones that the fact touches, as they are kept.
    derived : mapping of str to Visit
        The ones that the same facts give.

    Yields
    ------
    Change
        By the visits' ids; what is as it was is left out.
    """
    for visit_id in sorted({*kept, *derived}):
        before, after = kept.get(visit_id), derived.get(visit_id)
        if before is None or before.is_withdrawn:
            if after is not None:
                yield Change(_of_new(after), None, after, before.version + 1 if before else 1)
        elif after != before.visit:
            yield _revised(before, after)


def _of_new(visit: Visit) -> ChangeKind:
    return ChangeKind.OPENED if visit.state is VisitState.OPEN else ChangeKind.CLOSED


def _revised(kept: KeptVisit, after: Visit | None) -> Change:
    before, version = kept.visit, kept.version + 1
    if after is None:
        return Change(ChangeKind.WITHDRAWN, before, None, version)
    has_ended = before.state is VisitState.OPEN and after.state is VisitState.CLOSED
    names = tuple(name for name in Visit.__slots__ if getattr(before, name) != getattr(after, name))
    return Change(ChangeKind.CLOSED if has_ended else ChangeKind.REVISED, before, after, version, names)
