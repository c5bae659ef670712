"""Which entries of lists a read hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Final

from handler.domain.characters import drawn_alike
from handler.domain.classes.quick import quick_dataclass
from handler.domain.formats.region_names import ANY_EUROPEAN, EUROPEAN_COUNTRIES
from handler.domain.lists.entry import Hit, ListEntry, ListKind, Tolerance
from handler.domain.lists.hours import holds_at
from handler.domain.logged import REGION_SURE_FROM, LoggedRead, ReadStatus
from handler.domain.plate_search import Closeness, closeness

LEAST_CANDIDATE: Final = 0.02
"""Probability from which on a candidate is looked up beside the plate as it stands: with it a read whose truth is the
second candidate is found, and what is fainter costs look-ups and hardly ever is the truth."""

_STRICTNESS: Final = {one: place for place, one in enumerate(Tolerance)}
_MEETS: Final = {
    Closeness.EXACT: Tolerance.EXACT,
    Closeness.CONFUSABLE: Tolerance.LOOK_ALIKE,
    Closeness.ONE_EDIT: Tolerance.ONE_EDIT,
}


@quick_dataclass(frozen=True, slots=True)
class SeenPlate:
    """A plate that a read may stand for.

    Attributes
    ----------
    plate : str
        A-Z0-9.
    probability : float or None
        That the photo shows it, 0-1; None where a person said so.
    """

    plate: str
    probability: float | None = None


@quick_dataclass(frozen=True, slots=True)
class Seen:
    """A vehicle at a place and a time.

    Attributes
    ----------
    plates : tuple of SeenPlate
        The plate as it stands, then what else it may be; empty when nothing counts any more.
    region : str or None
        Of the plate, where it is known for sure.
    site_id : str or None
        Where it was; None where nobody knows, which no entry of certain sites takes for its own.
    zone : tzinfo
        Of the clocks there.
    at : datetime
        UTC.
    """

    plates: tuple[SeenPlate, ...]
    region: str | None
    site_id: str | None
    zone: tzinfo
    at: datetime


def plates_of(read: LoggedRead) -> tuple[SeenPlate, ...]:
    """Give the plates that a read may stand for, the plate as it stands first; none of a read that was rejected.

    What a person confirmed, corrected or typed stands alone and is sure. A read's candidates tell how probable they are
    all in all, as its confidence does.
    """
    plate = read.current_plate
    if plate is None:
        return ()
    if read.typed_by or read.status in {ReadStatus.CONFIRMED, ReadStatus.CORRECTED}:
        return (SeenPlate(plate),)
    others = [SeenPlate(one.plate, one.confidence) for one in read.candidates if one.plate != plate]
    return (SeenPlate(plate, read.confidence or 0.0), *others)


def region_of(read: LoggedRead) -> str | None:
    """Give a read's region where it is known for sure, by a person or the machine: a guess contradicts nothing."""
    if read.corrected_region or read.typed_by:
        return read.current_region
    return read.region if (read.region_confidence or 0.0) >= REGION_SURE_FROM else None


def lookups(plates: Sequence[SeenPlate]) -> tuple[str, ...]:
    """Give the plates that a `ListIndex` is to be asked for, the plate as it stands first."""
    likely = [one.plate for one in plates[1:] if (one.probability or 0.0) >= LEAST_CANDIDATE]
    return tuple(one.plate for one in plates[:1]) + tuple(likely)


def hits(seen: Seen, entries: Iterable[ListEntry]) -> list[Hit]:
    """Tell which entries a vehicle hits at its place and time.

    Parameters
    ----------
    seen : Seen
    entries : iterable of ListEntry
        Of any lists, also such as have nothing to do with it.

    Returns
    -------
    list of Hit
        The strictest first; of each entry one at most.
    """
    here = (one for one in entries if is_in_force(one, seen.at, seen.site_id, seen.zone))
    found = [hit for one in here if agrees(one.region, seen.region) and (hit := plate_hit(seen.plates, one))]
    return sorted(found, key=lambda hit: (_STRICTNESS[hit.tolerance], hit.entry.list_id, hit.entry.entry_id))


def watched(found: Sequence[Hit]) -> list[Hit]:
    """Leave the hits of watch lists, unless the vehicle is one to ignore at least as strictly."""
    ignored = [_STRICTNESS[hit.tolerance] for hit in found if hit.entry.kind is ListKind.IGNORE]
    limit = min(ignored, default=len(Tolerance))
    return [hit for hit in found if hit.entry.kind is ListKind.WATCH and _STRICTNESS[hit.tolerance] < limit]


def plate_hit(plates: Sequence[SeenPlate], entry: ListEntry) -> Hit | None:
    """Tell how plates hit an entry, whatever the place and the time; None when they do not.

    Exact, and one edit, are meant of the plate as it stands; look-alike also of what else it may be. Probable asks all
    that it may be.
    """
    chance = _probability(plates, entry.plate)
    if entry.tolerance is Tolerance.PROBABLE:
        return _probable_hit(plates, entry, chance)
    met = [(how, one.plate) for place, one in enumerate(plates) if (how := _met(one, entry, is_first=place == 0))]
    if not met:
        return None
    how, plate = min(met, key=lambda pair: _STRICTNESS[pair[0]])
    return Hit(entry, plate, how, chance)


def is_in_force(entry: ListEntry, at: datetime, site_id: str | None, zone: tzinfo) -> bool:
    """Tell whether an entry holds at a place and a time."""
    return holds_when(entry, at) and holds_where(entry, site_id) and holds_at(entry.hours, at, zone)


def holds_when(entry: ListEntry, at: datetime) -> bool:
    """Tell whether an entry has begun and has not ended."""
    return (entry.since is None or entry.since <= at) and (entry.until is None or at < entry.until)


def holds_where(entry: ListEntry, site_id: str | None) -> bool:
    """Tell whether an entry holds at a site."""
    return not entry.site_ids or site_id in entry.site_ids


def agrees(asked: str | None, seen: str | None) -> bool:
    """Tell whether an entry's region and a plate's may be the same: a country covers its states, `eu` its countries."""
    if asked is None or seen is None:
        return True
    if asked == ANY_EUROPEAN:
        return seen == ANY_EUROPEAN or seen.partition("-")[0] in EUROPEAN_COUNTRIES
    return asked == seen or seen.startswith(f"{asked}-") or asked.startswith(f"{seen}-")


def _met(one: SeenPlate, entry: ListEntry, *, is_first: bool) -> Tolerance | None:
    """Tell the strictest tolerance that a plate meets, of those that the entry allows."""
    how = closeness(entry.plate, one.plate)
    if how is None or _STRICTNESS[_MEETS[how]] > _STRICTNESS[entry.tolerance]:
        return None
    if is_first:
        return _MEETS[how]
    counts = (one.probability or 0.0) >= LEAST_CANDIDATE and entry.tolerance is not Tolerance.EXACT
    return _MEETS[how] if counts and how is not Closeness.ONE_EDIT else None


def _probable_hit(plates: Sequence[SeenPlate], entry: ListEntry, chance: float | None) -> Hit | None:
    alike = [one for one in plates if drawn_alike(one.plate) == drawn_alike(entry.plate)]
    if not alike or (chance is not None and chance < entry.least_probability):
        return None
    best = min(alike, key=lambda one: (one.plate != entry.plate, -(one.probability or 0.0)))
    return Hit(entry, best.plate, Tolerance.EXACT if best.plate == entry.plate else Tolerance.PROBABLE, chance)


def _probability(plates: Sequence[SeenPlate], plate: str) -> float | None:
    """Sum up how probable a plate is; O and 0, I and 1 count as one: many fonts draw them so; people type either."""
    if any(one.probability is None for one in plates):
        return None
    alike = [one.probability or 0.0 for one in plates if drawn_alike(one.plate) == drawn_alike(plate)]
    return min(sum(alike), 1.0)
