"""Visits as items of the table of parking, and back. docs/data.md shows them.

A visit is changed several times, and pays for each kilobyte: so several values share a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.values import from_moment, moment_at, to_moment
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.sighting import Trust
from handler.domain.visits.standing import Said, Standing, StandingState, TimeOver, Word
from handler.domain.visits.visit import End, Ending, Note, Pairing, Question, Suggestion, Visit, VisitState
from handler.service.parking.piles import due_by_itself_at, filed_at
from handler.service.ports.parking import HistoryEntry, Pile

INDEXES: Final[Mapping[Pile, tuple[str, str, str]]] = {
    Pile.ALL: ("by_site", "site_id", "began_at"),
    Pile.INSIDE: ("by_inside", "inside", "began_at"),
    Pile.OVERSTAYED: ("by_overstay", "overstayed", "over_at"),
    Pile.QUESTIONS: ("by_question", "asked", "began_at"),
}
"""Of each pile its index, and the attributes that it is by: the site, and a moment."""

DUE: Final = "due"
"""What visits carry that are to be looked at again, but for those that only lapse: `due_by_itself_at`."""


def visit_key(visit_id: str) -> dict[str, str]:
    """Key of a visit."""
    return {"pk": f"visit#{visit_id}", "sk": "visit"}


def from_kept(kept: KeptVisit) -> items.Plain:
    """Make what a visit's item holds but for its key and its history; None where it holds nothing."""
    visit, standing = kept.visit, kept.standing
    held = {
        **_places(kept),
        "is_withdrawn": kept.is_withdrawn or None,
        "of_site": visit.site_id,
        "version": kept.version,
        "said": [[one.word.value, one.by, from_moment(one.at)] for one in kept.said] or None,
        "expires_at_epoch_seconds": int(kept.kept_until.timestamp()) if kept.kept_until else None,
    }
    # What is none any more may be of a read that was deleted: nothing of it is kept but its number.
    told = dict.fromkeys(_PARTS) if kept.is_withdrawn else {**_from_visit(visit), **_from_standing(standing)}
    return {**held, **told}


def to_kept(item: items.Plain) -> KeptVisit:
    """Make a visit of its item."""
    is_withdrawn = bool(item.get("is_withdrawn", False))
    said = tuple(Said(Word(word), by, moment_at(at)) for word, by, at in item.get("said", ()))
    return KeptVisit(
        visit=_to_nothing(item) if is_withdrawn else _to_visit(item),
        version=int(item["version"]),
        standing=_to_standing(item["standing"]) if item.get("standing") else None,
        said=said,
        is_withdrawn=is_withdrawn,
        kept_until=items.end_of(item),
    )


def from_history(entry: HistoryEntry) -> list[Any]:
    """Make a part of a visit's history."""
    return [from_moment(entry.at), entry.version, entry.kind, entry.by, list(entry.fields)]


def to_history(kept: list[Any]) -> HistoryEntry:
    """Read a part of a visit's history."""
    at, version, kind, by, fields = kept
    return HistoryEntry(moment_at(at), int(version), kind, by, tuple(fields))


def _places(kept: KeptVisit) -> dict[str, str | None]:
    """Give the attributes by which the indexes find a visit; None for those that it is not in."""
    there = {pile: filed_at(pile, kept) for pile in Pile}
    due_at = due_by_itself_at(kept)
    began_at, over_at = there[Pile.ALL], there[Pile.OVERSTAYED]
    sites = {INDEXES[pile][1]: kept.visit.site_id if at else None for pile, at in there.items()}
    return {
        **sites,
        "plate": None if kept.is_withdrawn else kept.visit.plate,
        "began_at": items.to_text(began_at) if began_at else None,
        "over_at": items.to_text(over_at) if over_at else None,
        "due": DUE if due_at else None,
        "due_at": items.to_text(due_at) if due_at else None,
    }


_PARTS: Final = ("entry", "exit", "ended", "how", "notes", "others", "times", "question", "standing")


def _from_visit(visit: Visit) -> dict[str, Any]:
    ends = {one.sighting_id for one in (visit.entry, visit.exit) if one}
    is_ended = visit.ended_at or visit.ending or visit.ended_by
    return {
        "entry": _from_end(visit.entry) if visit.entry else None,
        "exit": _from_end(visit.exit) if visit.exit else None,
        "ended": [from_moment(visit.ended_at), visit.ending, visit.ended_by] if is_ended else None,
        "how": visit.pairing.value if visit.pairing else None,
        "notes": sorted(visit.notes) or None,
        "others": sorted(visit.sighting_ids - ends) or None,
        "times": [from_moment(visit.last_seen_at), from_moment(visit.lapses_at)],
        "question": _from_question(visit.question) if visit.question else None,
    }


def _to_visit(item: items.Plain) -> Visit:
    entry = _to_end(item["entry"]) if item.get("entry") else None
    leaving = _to_end(item["exit"]) if item.get("exit") else None
    ended_at, ending, ended_by = item.get("ended") or (None, None, None)
    last_seen_at, lapses_at = item["times"]
    ends = {one.sighting_id for one in (entry, leaving) if one}
    return Visit(
        visit_id=id_of(item),
        site_id=item["of_site"],
        plate=item["plate"],
        state=VisitState.CLOSED if ending else VisitState.OPEN,
        entry=entry,
        exit=leaving,
        ended_at=to_moment(ended_at),
        ending=Ending(ending) if ending else None,
        ended_by=ended_by,
        pairing=Pairing(item["how"]) if item.get("how") else None,
        notes=frozenset(map(Note, item.get("notes", ()))),
        sighting_ids=frozenset({*ends, *item.get("others", ())}),
        last_seen_at=moment_at(last_seen_at),
        question=_to_question(item["question"]) if item.get("question") else None,
        lapses_at=to_moment(lapses_at),
    )


def _to_nothing(item: items.Plain) -> Visit:
    """Stand in for a visit that is none any more."""
    long_ago = datetime.fromtimestamp(0, UTC)
    return Visit(
        visit_id=id_of(item),
        site_id=item["of_site"],
        plate="",
        state=VisitState.CLOSED,
        entry=None,
        exit=None,
        ended_at=None,
        ending=None,
        ended_by=None,
        pairing=None,
        notes=frozenset(),
        sighting_ids=frozenset(),
        last_seen_at=long_ago,
    )


def id_of(item: items.Plain) -> str:
    """Give the id of the visit that an item is of."""
    return str(item["pk"]).partition("#")[2]


def _from_end(end: End) -> list[Any]:
    at = from_moment(end.at)
    return [end.sighting_id, end.camera_id, end.plate, at, int(end.trust), end.is_time_told, end.is_at_gate]


def _to_end(kept: list[Any]) -> End:
    name, camera_id, plate, at, trust, is_told, is_at_gate = kept
    return End(name, camera_id, plate, moment_at(at), Trust(int(trust)), is_told, is_at_gate)


def _from_question(question: Question) -> list[Any]:
    suggestions = [[_from_end(one.entry), one.plate, _exactly(one.likelihood)] for one in question.suggestions]
    return [_from_end(question.exit), suggestions]


def _exactly(value: float) -> Decimal:
    """Keep all digits: what is derived anew is compared with what is kept."""
    return Decimal(repr(value))


def _to_question(kept: list[Any]) -> Question:
    leaving, suggestions = kept
    found = (Suggestion(_to_end(entry), plate, float(likelihood)) for entry, plate, likelihood in suggestions)
    return Question(_to_end(leaving), tuple(found))


def _from_standing(standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {"standing": None}
    times = (from_moment(standing.over_at), from_moment(standing.due_at))
    told = [standing.state, standing.reason, standing.needs_person, standing.is_unfounded, *times, standing.spared_by]
    return {"standing": told}


def _to_standing(kept: list[Any]) -> Standing:
    state, reason, needs_person, is_unfounded, over_at, due_at, *spared_by = kept
    return Standing(
        StandingState(state),
        to_moment(over_at),
        TimeOver(reason) if reason else None,
        needs_person,
        is_unfounded,
        to_moment(due_at),
        *spared_by,  # none in visits that were kept before it was told
    )
