"""May this plate be here now? What permits say of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice, product
from typing import Final

from handler.domain.characters import ALPHABET, fold
from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import Hit, ListEntry, ListKind, Tolerance
from handler.domain.lists.hours import holds_at, holds_until
from handler.domain.lists.matching import Seen, agrees, holds_when, holds_where, is_in_force, plate_hit
from handler.domain.lists.sharing import Counting, Share, Taken, has_limit


class Permission(StrEnum):
    """What permits say of a plate at a place and time, the best first.

    `SHARED_IN_USE`: several plates share the permit, and as many of the others as may be there are inside.
    """

    ALLOWED = "allowed"
    ALLOWED_LIKELY = "allowed_likely"
    SHARED_IN_USE = "shared_in_use"
    WRONG_TIME = "wrong_time"
    WRONG_SITE = "wrong_site"
    EXPIRED = "expired"
    NONE = "none"


@quick_dataclass(frozen=True, slots=True)
class PermitAnswer:
    """The answer, and what it rests on.

    Attributes
    ----------
    permission : Permission
    hit : Hit or None
        The permit; None without one.
    opens_gate : bool
        Whether it is sure enough for a gate: tolerance may spare a driver, it never opens a gate.
    share : Share or None
        How much of it is taken, where several plates share the permit, so many at a time.
    """

    permission: Permission
    hit: Hit | None = None
    opens_gate: bool = False
    share: Share | None = None


FOREVER: Final = datetime.max.replace(tzinfo=UTC)
_ORDER: Final = {one: place for place, one in enumerate(Permission)}
_MOST_SPELLINGS: Final = 4096
_ALIKE: Final = {folded: [one for one in ALPHABET if fold(one) == folded] for folded in set(map(fold, ALPHABET))}


def permit_answer(
    seen: Seen, entries: Iterable[ListEntry], counting: Counting = lambda _seen, _entry: None
) -> PermitAnswer:
    """Tell whether a vehicle may be where it is, by the permit that says most for it.

    Parameters
    ----------
    seen : Seen
    entries : iterable of ListEntry
        Of any lists; permits alone count.
    counting : callable
        Asked of permits that hold and that several plates share, so many at a time. Without it nobody counts.

    Returns
    -------
    PermitAnswer
    """
    permits = (one for one in entries if one.kind is ListKind.PERMIT and agrees(one.region, seen.region))
    found = [_answer(seen, hit, counting) for one in permits if (hit := plate_hit(seen.plates, one))]
    return min(
        found, key=lambda one: (_ORDER[one.permission], not one.opens_gate), default=PermitAnswer(Permission.NONE)
    )


def permitted_until(
    seen: Seen, entries: Iterable[ListEntry], is_taken: Taken = lambda _seen, _entry: False
) -> tuple[datetime, ListEntry] | None:
    """Tell until when permits that hold now let a vehicle be where it is, without a break, and which of them does.

    Tolerance counts here: it may spare a driver.

    Parameters
    ----------
    seen : Seen
    entries : iterable of ListEntry
        Of any lists; permits alone count.
    is_taken : callable
        Asked of permits that hold and that several plates share, so many at a time. Without it none is taken.

    Returns
    -------
    tuple of datetime and ListEntry, or None
        UTC, `FOREVER` where it never ends; None where none holds.
    """
    permits = (one for one in entries if one.kind is ListKind.PERMIT and agrees(one.region, seen.region))
    found = (one for one in permits if is_in_force(one, seen.at, seen.site_id, seen.zone))
    hit = (one for one in found if plate_hit(seen.plates, one))
    free = (one for one in hit if not (has_limit(one) and is_taken(seen, one)))
    ends = ((_ends_at(seen, one), one) for one in free)
    return max(ends, key=lambda end: (end[0], end[1].entry_id), default=None)


def _ends_at(seen: Seen, entry: ListEntry) -> datetime:
    closes_at = holds_until(entry.hours, seen.at, seen.zone) if entry.hours else None
    return min(one for one in (entry.until, closes_at, FOREVER) if one)


def fits_alone(plate: str, region: str) -> bool:
    """Tell whether a region writes a plate, and no other one that looks like it."""
    from handler.domain.formats.world import WORLD  # most functions ask this of no plate

    spellings = product(*(_ALIKE[one] for one in fold(plate)))
    some = ["".join(one) for one in islice(spellings, _MOST_SPELLINGS + 1)]
    expected = frozenset({region})
    return len(some) <= _MOST_SPELLINGS and [one for one in some if WORLD.writes(one, expected)] == [plate]


def _answer(seen: Seen, hit: Hit, counting: Counting) -> PermitAnswer:
    entry = hit.entry
    if entry.until is not None and entry.until <= seen.at:
        return PermitAnswer(Permission.EXPIRED, hit)
    if not holds_where(entry, seen.site_id):
        return PermitAnswer(Permission.WRONG_SITE, hit)
    if not (holds_when(entry, seen.at) and holds_at(entry.hours, seen.at, seen.zone)):
        return PermitAnswer(Permission.WRONG_TIME, hit)
    share = counting(seen, entry) if has_limit(entry) else None
    if share and share.is_full:
        return PermitAnswer(Permission.SHARED_IN_USE, hit, share=share)
    is_exact = hit.tolerance is Tolerance.EXACT and hit.plate == seen.plates[0].plate
    permission = Permission.ALLOWED if is_exact else Permission.ALLOWED_LIKELY
    return PermitAnswer(permission, hit, is_exact or _is_certain(seen, hit), share)


def _is_certain(seen: Seen, hit: Hit) -> bool:
    """Tell whether the plate as it stands looks like the permit's, and the region has no other that does."""
    entry = hit.entry
    looks_alike = hit.tolerance is Tolerance.LOOK_ALIKE and hit.plate == seen.plates[0].plate
    return looks_alike and entry.region is not None and fits_alone(entry.plate, entry.region)
