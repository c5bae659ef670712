"""Derive the visits that a fact changes, and write what became of them; nothing is locked, and no write is lost.

The fact is filed before. Then: what visits may it change, by what is known now? These are got as they are kept, the
facts are read again, and what follows from them is written if the visits still are as they were got. Of two who do so
at once the one who filed last sees both facts, and whoever writes by older facts has got visits that the other has
changed: so their write is refused, and they begin again. A visit to which the fact makes a
difference, and which is as it follows from it already, may be changed by them all the same: so its version goes on,
also that of one that is none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Throttled
from handler.domain.lists.matching import Seen, SeenPlate, lookups
from handler.domain.lists.permits import permitted_until
from handler.domain.occupancy.count import Count
from handler.domain.visits.changes import Change, ChangeKind, KeptVisit, changes
from handler.domain.visits.facts import Decision, Fact, Left, Parted, as_it_stands, sightings_of
from handler.domain.visits.sighting import Sighting, read_as
from handler.domain.visits.standing import InForce, Said, Spared, Standing, standing_of
from handler.domain.visits.visit import Visit
from handler.domain.visits.window import Glance
from handler.service.parking.count_share import TakenBefore
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.gather import Gathered, News, Variant, gathered, looked_at
from handler.service.parking.places import AtSite, ParkingPlaces
from handler.service.parking.tell_visits import Occasion, told_of
from handler.service.ports.lists import PermitIndex
from handler.service.ports.outbox import Subscriptions
from handler.service.ports.parking import SAID_OF_IT, VERSION_ALONE, KeptChange, SeenRead, Sightings, Visits

logger = logging.getLogger(__name__)

_TRIES: Final = 10
"""How often others may change the same visits at the same moment before it is left to a retry."""

_NONE_KEPT: Final = timedelta(days=1)
"""So long what was never a visit is known not to be one: nobody takes longer to derive."""

_STANDS_ANEW: Final = ("standing",)
_ENDS_ANEW: Final = ("kept_until",)


@quick_dataclass(frozen=True, slots=True)
class Turn:
    """A read before and after: None before it was filed, and after it was deleted."""

    before: SeenRead | None
    after: SeenRead | None

    @property
    def sighting(self) -> Sighting:
        """Of either."""
        one = self.after or self.before
        if one is None:
            raise ValueError("a turn is of something")
        return one.sighting


@quick_dataclass(frozen=True, slots=True)
class DeriveVisits:
    """Derives visits of what is filed.

    Parameters
    ----------
    sightings : Sightings
    visits : Visits
    places : ParkingPlaces
    index : PermitIndex
        Of permits, among others.
    subscriptions : Subscriptions
    web_origin : str
        Where the web app is, without a slash at its end.
    now : callable
        Gives the time in UTC.
    pause : callable
        Waits after a number of attempts that were refused.
    count : CountVehicles or None
        For events that tell how many are there; without it they tell of no number.
    """

    sightings: Sightings
    visits: Visits
    places: ParkingPlaces
    index: PermitIndex
    subscriptions: Subscriptions
    web_origin: str
    now: Callable[[], datetime]
    pause: Callable[[int], None] = field(default=lambda _: None)
    count: CountVehicles | None = None

    def file(self, turn: Turn) -> None:
        """File a read as it is now, and derive what that changes; raises as `of_read` does.

        One that has its other end by the very same plate is filed under that plate alone: nobody looks for it
        otherwise.
        """
        seen, at = turn.after, self.places.at(turn.sighting.site_id)
        if seen is None or at is None:
            raise ValueError("what is filed is there, and at a site")
        near = self._looked_at(at, _news_in_hand(turn), self.now())
        self.sightings.file(seen, is_keyed=turn.sighting.sighting_id in near.alone)
        self._derive(
            at.site.site_id, partial(self._news_of_read, turn), has_new_end=turn.before is not None, first=near.ids
        )

    def of_read(self, turn: Turn) -> None:
        """Derive what a read changes that was filed, or deleted.

        Raises
        ------
        Throttled
            When others keep changing the same visits.
        """
        self._derive(turn.sighting.site_id, partial(self._news_of_read, turn), has_new_end=turn.before is not None)

    def of_word(self, site_id: str, fact: Parted | Left) -> None:
        """Derive what a person's word changes that was kept; raises as `of_read` does."""
        self._derive(site_id, partial(self._news_of_word, fact))

    def anew(self, kept: KeptVisit) -> None:
        """Derive a visit anew, as time has passed or other rules hold; raises as `of_read` does."""
        ids = sorted(kept.visit.sighting_ids)
        self._derive(kept.visit.site_id, partial(self._news_of_any, ids), stands_anew=True)

    def word(self, visit_id: str, version: int, said: Said) -> bool:
        """Keep what a person said of a visit, with how it then stands; False where it is no longer at that version."""
        kept = self.visits.get([visit_id]).get(visit_id)
        at = self.places.at(kept.visit.site_id) if kept else None
        if kept is None or at is None or kept.version != version:
            return False
        now, words = self.now(), (*kept.said, said)
        change = Change(ChangeKind.REVISED, kept.visit, kept.visit, version + 1, SAID_OF_IT)
        made = [KeptChange(change, self._standing(kept.visit, words, at, now), words)]
        return self._written(made, {visit_id: kept}, at, now)

    def _derive(
        self,
        site_id: str,
        news: Callable[[], News],
        *,
        stands_anew: bool = False,
        has_new_end: bool = False,
        first: frozenset[str] = frozenset(),
    ) -> None:
        at = self.places.at(site_id)
        if at is None:
            logger.warning("no such site", extra={"site_id": site_id})
            return
        for attempt in range(_TRIES):
            near = (not attempt and first) or self._looked_at(at, news(), self.now()).ids
            if self._derived_once(at, news, near, stands_anew=stands_anew, has_new_end=has_new_end):
                return
            logger.info("visits changed meanwhile; derived again", extra={"attempt": attempt})
            self.pause(attempt)
        raise Throttled("visits")

    def _derived_once(
        self, at: AtSite, news: Callable[[], News], ids: frozenset[str], *, stands_anew: bool, has_new_end: bool
    ) -> bool:
        now = self.now()
        kept: dict[str, KeptVisit] = {}
        got: set[str] = set()
        found: Gathered | None = None
        while further := ids - got:
            there = self.visits.as_kept(sorted(further))
            kept |= there
            got |= further
            if found and not there:
                break  # nobody has written them before the facts were read, nor since
            # The facts are read after the visits: what others have written since then is refused.
            found = self._gathered(at, news(), now)
            while self.sightings.key(found.alone):
                # Who filed something before it could be found there is seen now; who does so from now on finds it.
                found = self._gathered(at, news(), now)
            ids = found.ids
        if found is None:
            return True
        there = {name: kept[name] for name in ids if name in kept}
        made = list(self._made(found, there, at, now))
        rest = {name: one for name, one in there.items() if name not in {_id_of(each) for each in made}}
        if stands_anew:
            made += self._standing_anew(rest, at, now)
        if has_new_end:
            made += self._ending_anew(rest, {_id_of(one) for one in made})
        if not stands_anew:
            made += _guarding(found, there, {_id_of(one) for one in made}, now)
        return not made or self._written(made, there, at, now)

    def _gathered(self, at: AtSite, news: News, now: datetime) -> Gathered:
        return gathered(partial(self.sightings.answering, at.site.site_id), news, at.visits, now)

    def _looked_at(self, at: AtSite, news: News, now: datetime) -> Glance:
        """Guess what to get, at half the price; what it misses shows afterwards."""
        answering = partial(self.sightings.answering, at.site.site_id, is_consistent=False)
        return looked_at(answering, news, at.visits, now)

    def _made(self, found: Gathered, kept: Mapping[str, KeptVisit], at: AtSite, now: datetime) -> Iterator[KeptChange]:
        some = list(changes(kept, found.derived))
        ends = self.sightings.ends({name for one in some if one.after for name in one.after.sighting_ids})
        for change in some:
            if change.after is None:
                yield KeptChange(change, None)
                continue
            before = kept.get(change.after.visit_id)
            said = before.said if before else ()
            kept_until = _last(ends, change.after) or (before.kept_until if before else None)
            yield KeptChange(change, self._standing(change.after, said, at, now), said, kept_until)

    def _standing_anew(self, rest: Mapping[str, KeptVisit], at: AtSite, now: datetime) -> Iterator[KeptChange]:
        for one in (each for each in rest.values() if not each.is_withdrawn):
            standing = self._standing(one.visit, one.said, at, now)
            if standing != one.standing:
                change = Change(ChangeKind.REVISED, one.visit, one.visit, one.version + 1, _STANDS_ANEW)
                yield KeptChange(change, standing, one.said)

    def _ending_anew(self, rest: Mapping[str, KeptVisit], done: set[str]) -> Iterator[KeptChange]:
        """Let visits end later whose reads are held, and earlier once they are released."""
        left = [one for name, one in rest.items() if not one.is_withdrawn and name not in done]
        ends = self.sightings.ends({name for one in left for name in one.visit.sighting_ids}) if left else {}
        for one in left:
            kept_until = _last(ends, one.visit)
            if kept_until and kept_until != one.kept_until:
                change = Change(ChangeKind.REVISED, one.visit, one.visit, one.version + 1, _ENDS_ANEW)
                yield KeptChange(change, one.standing, one.said, kept_until)

    def _written(self, made: list[KeptChange], kept: dict[str, KeptVisit], at: AtSite, now: datetime) -> bool:
        count = partial(self._count, at, now)
        occasion = Occasion(at, self.subscriptions.wanted(), self.web_origin, now, count)
        return self.visits.write(made, told_of(made, kept, occasion), now)

    def _count(self, at: AtSite, now: datetime) -> Count | None:
        return self.count(at.site.site_id, at.parking, at.zone, now).count if self.count else None

    def _standing(self, visit: Visit, said: Iterable[Said], at: AtSite, now: datetime) -> Standing:
        is_taken = TakenBefore(self.index, self.visits, visit)

        def permitted(plate: str, moment: datetime) -> Spared | None:
            seen = Seen((SeenPlate(plate),), None, at.site.site_id, at.zone, moment)
            found = permitted_until(seen, self.index.near(lookups(seen.plates)), is_taken)
            return Spared(found[0], found[1].entry_id) if found else None

        return standing_of(visit, InForce(at.parking.rules, at.zone, permitted), said, now)

    def _news_of_read(self, turn: Turn) -> News:
        """Give a read as it was and as it is by now, which may be later than what it turned to."""
        name = turn.sighting.sighting_id
        facts = self.sightings.named([name])
        words = tuple(one for one in facts if isinstance(one, Left | Parted))
        own = next((one for one in facts if isinstance(one, Sighting)), None)
        decision = next((one for one in facts if isinstance(one, Decision)), None)
        now = as_it_stands(own, decision) if own else None
        place = own or turn.sighting
        was = _as_it_was(place, turn.before) if turn.before else None
        states = dict.fromkeys(one for one in (was, now) if one)
        variants = tuple(Variant((one, *words), one) for one in states)
        return News(variants, (now, *words) if now else (), frozenset({name}))

    def _news_of_word(self, fact: Parted | Left) -> News:
        facts: tuple[Fact, ...] = (*self.sightings.named(sightings_of(fact)), fact)
        return News((Variant(facts, fact),), facts, frozenset())

    def _news_of_any(self, sighting_ids: Iterable[str]) -> News:
        facts = tuple(self.sightings.named(sighting_ids))
        own = next((one for one in facts if isinstance(one, Sighting)), None)
        return News((Variant(facts, own),) if own else (), facts, frozenset())


def _guarding(found: Gathered, kept: Mapping[str, KeptVisit], done: set[str], now: datetime) -> Iterator[KeptChange]:
    """Let the versions go on of the visits that the fact makes differ, and that are not written otherwise."""
    for name, visit in sorted(found.touched.items(), key=lambda one: one[0]):
        if name in done:
            continue
        one = kept.get(name)
        if one is None or one.is_withdrawn:
            version = one.version + 1 if one else 1
            change = Change(ChangeKind.WITHDRAWN, visit, None, version, VERSION_ALONE)
            yield KeptChange(change, None, (), (one.kept_until if one else None) or now + _NONE_KEPT)
        else:
            change = Change(ChangeKind.REVISED, one.visit, one.visit, one.version + 1, VERSION_ALONE)
            yield KeptChange(change, one.standing, one.said)


def _news_in_hand(turn: Turn) -> News:
    """Give a read as it was and as it is, before that is filed."""
    name, place = turn.sighting.sighting_id, turn.sighting
    states = dict.fromkeys(_as_it_was(place, one) for one in (turn.before, turn.after) if one)
    variants = tuple(Variant((one,), one) for one in states if one)
    return News(variants, (), frozenset({name}))


def _as_it_was(place: Sighting, before: SeenRead) -> Sighting | None:
    return as_it_stands(read_as(place, before.sighting), before.decision)


def _id_of(one: KeptChange) -> str:
    visit = one.change.after or one.change.before
    return visit.visit_id if visit else ""


def _last(ends: Mapping[str, datetime], visit: Visit) -> datetime | None:
    return max((ends[name] for name in visit.sighting_ids if name in ends), default=None)
