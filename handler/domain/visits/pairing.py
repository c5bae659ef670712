"""Which of the passages that have no other end by the very same plate belong together all the same.

They are few, and hang together in small clusters: an entry and an exit are linked when they may be of one vehicle.
Within a cluster a pair is made where each is by far the best for the other; what it leaves is looked at again. Nothing
outside a cluster has a say in it, so that a new fact moves its own cluster alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from handler.domain.classes.quick import quick_dataclass
from handler.domain.judging.colour import ToldColour
from handler.domain.visits.asks import AskedBy
from handler.domain.visits.likeness import likeness, written_for
from handler.domain.visits.passage import Passage
from handler.domain.visits.sighting import Sighting, Trust, Way
from handler.domain.visits.timeline import Timeline

PAIRED_FROM: Final = 1e-4
"""A likelihood below which two passages are no pair, whatever else there is."""

LEAD: Final = 20.0
"""By so much the best one must be likelier than the second."""

ASKED_FROM: Final = PAIRED_FROM / LEAD
"""Below it two passages are not even asked about; no rival is weaker that could keep a pair from leading."""

MOST_SUGGESTED: Final = 3

_STAYS: Final = (
    (timedelta(minutes=1), 0.1),
    (timedelta(hours=14), 1.0),
    (timedelta(days=2), 0.3),
    (timedelta(days=8), 0.1),
    (timedelta.max, 0.03),
)
"""How likely a stay of up to so long is, beside one of some hours: orders of magnitude."""

_MOMENT: Final = timedelta(0)
_SAME_COLOUR: Final = 2.0
_LEAST_OTHER_COLOUR: Final = 0.05


class Link(NamedTuple):
    """An entry and an exit that may be one visit.

    Attributes
    ----------
    likelihood : float
        Beside that of other links.
    """

    likelihood: float
    coming: Passage
    leaving: Passage

    @property
    def plate(self) -> str:
        """The plate that both have, if they are one: the likeliest by both reads; a person's word counts alone."""
        first, second = self.coming, self.leaving
        if first.trust is not second.trust and Trust.PERSON in (first.trust, second.trust):
            return max(first, second, key=lambda one: one.trust).plate
        beside = {one.plate: one.confidence for one in second.candidates}
        shared = [(one.confidence * beside[one.plate], one.plate) for one in first.candidates if one.plate in beside]
        own = [(one.candidates[0].confidence, one.plate) for one in (first, second)]
        # What both hardly stand for goes behind that one of them is what was read, and the other one a misreading.
        misread = own[0][0] * own[1][0] * written_for(first.plate, second.plate)
        return max([one for one in shared if one[0] > misread] or own)[1]


@quick_dataclass(frozen=True, slots=True)
class Cluster:
    """Passages that hang together, and what was made of them.

    Attributes
    ----------
    passages : frozenset of Passage
    pairs : tuple of Link
    open_links : tuple of Link
        Those that were not clear enough to make a pair; likeliest first.
    """

    passages: frozenset[Passage]
    pairs: tuple[Link, ...]
    open_links: tuple[Link, ...]

    def link_of(self, passage: Passage) -> Link | None:
        """Give the pair that a passage is in."""
        return next((one for one in self.pairs if passage in (one.coming, one.leaving)), None)

    def suggested(self, leaving: Passage) -> tuple[Link, ...]:
        """Give what an exit may belong to, likeliest first."""
        return tuple(one for one in self.open_links if one.leaving == leaving)[:MOST_SUGGESTED]


def cluster_of(passage: Passage, timeline: Timeline) -> Cluster:
    """Give what a passage hangs together with.

    Parameters
    ----------
    passage : Passage
        One that is alone (`Timeline.is_alone`).
    timeline : Timeline

    Returns
    -------
    Cluster
        The same one for each of its passages.
    """
    found, links = {passage}, set[Link]()
    open_ones = [passage]
    while open_ones and not timeline.facts.is_lacking:
        for link in _links_of(open_ones.pop(), timeline):
            links.add(link)
            new = {link.coming, link.leaving} - found
            found |= new
            open_ones.extend(new)
    pairs, left = _paired(links)
    return Cluster(
        frozenset(found), tuple(sorted(pairs, key=_likeliest_first)), tuple(sorted(left, key=_likeliest_first))
    )


def _paired(links: set[Link]) -> tuple[list[Link], set[Link]]:
    """Make the pairs that lead clearly, and then those that do once these are gone."""
    pairs: list[Link] = []
    while made := [one for one in links if one.likelihood >= PAIRED_FROM and _leads(one, links)]:
        pairs += made
        taken = {passage for one in made for passage in (one.coming, one.leaving)}
        links = {one for one in links if one.coming not in taken and one.leaving not in taken}
    return pairs, links


def _leads(link: Link, links: set[Link]) -> bool:
    rivals = (one for one in links if one != link and {one.coming, one.leaving} & {link.coming, link.leaving})
    return all(link.likelihood >= LEAD * rival.likelihood for rival in rivals)


def _links_of(passage: Passage, timeline: Timeline) -> Iterator[Link]:
    """Give the links of a passage that are likely enough to count, be it as a rival."""
    for coming, leaving in _ends(passage, timeline):
        likelihood = likelihood_of(coming, leaving)
        if likelihood >= ASKED_FROM:
            yield Link(likelihood, coming, leaving)


def _ends(passage: Passage, timeline: Timeline) -> Iterator[tuple[Passage, Passage]]:
    longest = timeline.setup.longest_stay
    if timeline.way(passage) is Way.IN:
        for other in _near(passage, timeline, _MOMENT, longest):
            if _may_be_one(passage, other, timeline):
                yield passage, other
    if _may_leave(passage, timeline):
        for other in _near(passage, timeline, -longest, _MOMENT):
            if _may_be_one(other, passage, timeline):
                yield other, passage


def _near(passage: Passage, timeline: Timeline, since: timedelta, until: timedelta) -> set[Passage]:
    """Give the other passages without a pair that share a key with one, in a time around it."""
    best = passage.best
    seen = {
        one.sighting_id: one
        for key in sorted(best.keys)
        for one in timeline.facts.asked(AskedBy.KEY, key, best.taken_at + since, best.taken_at + until)
        if one.plate != best.plate and _is_thinkable(best, one)
    }
    found = [timeline.led_by(one) for one in seen.values()]
    return {one for one in found if one and timeline.is_alone(one)}


def _is_thinkable(first: Sighting, second: Sighting) -> bool:
    """Tell at a glance whether two sightings can be of one vehicle at all, before more is asked for."""
    if first.way is second.way is not Way.UNTOLD:
        return False
    return _alike(first, second) * _SAME_COLOUR >= ASKED_FROM


def _alike(first: Sighting, second: Sighting) -> float:
    both_said = first.trust is second.trust is Trust.PERSON
    return likeness(first.candidates, second.candidates, may_misread=not both_said)


def _may_leave(passage: Passage, timeline: Timeline) -> bool:
    """Tell whether it may be an exit: where no camera tells, a plate that is new because it is misread comes in."""
    return timeline.way(passage) is Way.OUT or passage.way is Way.UNTOLD


def _may_be_one(coming: Passage, leaving: Passage, timeline: Timeline) -> bool:
    """Tell whether time and people allow it: a vehicle does not come anew before it has left, nor leave twice."""
    if timeline.way(coming) is not Way.IN or not _may_leave(leaving, timeline) or not coming.at < leaving.at:
        return False
    if timeline.is_parted(coming, leaving):
        return False
    again = timeline.after(coming, timeline.setup.longest_stay)
    gone = timeline.before(leaving, timeline.setup.longest_stay)
    return (again is None or leaving.at < again.at) and (gone is None or gone.at < coming.at)


def likelihood_of(coming: Passage, leaving: Passage) -> float:
    """Weigh whether an entry and an exit are of one visit: by their plates, the length of stay, and colours."""
    return (
        _alike(coming.best, leaving.best)
        * _of_stay(leaving.at - coming.at)
        * _of_colours(coming.colour, leaving.colour)
    )


def _of_stay(stay: timedelta) -> float:
    return next(share for longest, share in _STAYS if stay <= longest)


def _of_colours(first: ToldColour | None, second: ToldColour | None) -> float:
    if first is None or second is None:
        return 1.0
    sure = first.probability * second.probability
    return 1.0 + (_SAME_COLOUR - 1.0) * sure if first.name is second.name else max(1.0 - sure, _LEAST_OTHER_COLOUR)


def _likeliest_first(link: Link) -> tuple[float, str, str]:
    return -link.likelihood, link.coming.passage_id, link.leaving.passage_id
