"""What plates a text may stand for, and how probably.

Each grammar says how probable a plate is before looking, `channel.readings` how probable it is that OCR writes a text
for it. Bayes' rule joins them: P(plate | text) ~ P(text | plate) P(plate). Any text may also
be a plate of no known grammar, so that a grammar breaks ties and never forces a reading.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from handler.domain.candidate import Candidate
from handler.domain.characters import ALPHABET, DIGITS, LETTERS, UNSURE, Confusions
from handler.domain.classes.quick import quick_dataclass
from handler.domain.formats.channel import UNTOLD, Hypothesis, Written, look_alikes, readings, several_look_alikes
from handler.domain.formats.gaps import gap_likelihood_of_any
from handler.domain.formats.world import WORLD, World

# Share of plates that no grammar here describes: of another country, or a series that the table lacks.
UNKNOWN_FORMAT: Final = 0.12
UNKNOWN_WHERE_STACKED: Final = 0.98
"""The same, of plates with letters one above the other before the number: those of clubs, veterans and other special
series, most of which the table lacks. Where it has one, these letters are fixed, so that there is nothing to rewrite.
An estimate: the ordinary series of no country are written so."""
TAKEN_FOR_G: Final = "C"
"""What OCR writes for a G, where the pixels tell more."""
_MEANT = "G"
# Readings less probable than this beside the best are not worth keeping.
_FAINTEST = 1e-4
# Beside the likeliest; of others the look-alikes would be fainter than a hundredth of it, times how rare they are.
_COUNTS_FOR_MUCH = 1e-2


@quick_dataclass(frozen=True, slots=True)
class Interpretations:
    """All that a text may stand for.

    Parameters
    ----------
    ranked : tuple of Candidate
        Most probable first; never empty.
    fit : float
        How much more probable the text is as a plate than as any text of its length: a natural logarithm. That it may
        be a part of one whose rest nothing tells does not speak for it.
    regions : dict of str to float
        Share of each region among the interpretations, 0-1; the rest fits no grammar.
    foreign : float
        Share of what fits no expected region, 0-1; 0 when none is expected.
    unlisted : float
        Share of the text itself as a plate of no format that the table has, 0-1.
    cut : float
        Probability 0-1 that OCR missed a character at an end of the plate which nothing tells: that the plate is none
        of those ranked.
    """

    ranked: tuple[Candidate, ...]
    fit: float
    regions: dict[str, float]
    foreign: float
    unlisted: float
    cut: float


@quick_dataclass(frozen=True, slots=True)
class Sight:
    """How a text was seen.

    Parameters
    ----------
    confusions : Confusions
        What OCR may have taken for what.
    for_g : mapping of int to float
        By place in the text, where it has C: how much likelier the pixels are of G than of C, a natural logarithm.
    unknown_format : float
        Share of plates written so that no grammar describes, 0-1.
    """

    confusions: Confusions = UNSURE
    for_g: Mapping[int, float] = field(default_factory=dict)
    unknown_format: float = UNKNOWN_FORMAT


BY_TEXT_ALONE: Final = Sight()
"""Of which no pixels are known."""


# How many runs of letters and of digits plates have, whatever their country: AB12CDE has three.
_RUNS: Final = {1: 0.06, 2: 0.37, 3: 0.42, 4: 0.1, 5: 0.04}
_MORE_RUNS: Final = 0.01
# How many characters they have: as those of the table do, shared by regions' weights, and rounded for what it lacks.
# Rare series are that, and more of them are short: 13 in a hundred of the table's series have four or five characters,
# each series counting the same, and 8 in a hundred vehicles.
_LENGTHS: Final = {2: 0.001, 3: 0.002, 4: 0.04, 5: 0.09, 6: 0.28, 7: 0.37, 8: 0.15, 9: 0.04, 10: 0.02}
_OTHER_LENGTHS: Final = 0.001


@lru_cache(maxsize=4096)
def _log_of_unknown(text: str) -> float:
    """Give log P(text | plate of a format that the table lacks).

    Authorities of all countries write letters and digits in few runs, so that such a text is much likelier than one
    of as many characters at random; each division into so many runs is as likely as another.
    """
    letters = sum(map(str.isalpha, text))
    runs = 1 + sum(a.isalpha() != b.isalpha() for a, b in pairwise(text))
    divisions = 2 * math.comb(len(text) - 1, runs - 1)
    size = letters * math.log(len(LETTERS)) + (len(text) - letters) * math.log(len(DIGITS))
    form = _LENGTHS.get(len(text), _OTHER_LENGTHS) * _RUNS.get(runs, _MORE_RUNS)
    return math.log(form / divisions) - size


def _of_unknown_format(written: Written, share: float) -> Iterator[tuple[str, float]]:
    """Give the text itself, and with each character's look-alikes, as plates of a format that the table lacks."""
    text, confusions = written.text, written.confusions
    kept = [confusions.originals(seen)[seen] for seen in text]
    mass = share * math.exp(sum(kept))
    yield text, mass * math.exp(_log_of_unknown(text) + gap_likelihood_of_any(written.gaps, text))
    for place, seen in enumerate(text):
        for original, rate in confusions.originals(seen).items():
            if original != seen:
                plate = text[:place] + original + text[place + 1 :]
                likelihood = _log_of_unknown(plate) + gap_likelihood_of_any(written.gaps, plate)
                yield plate, mass * math.exp(rate - kept[place] + likelihood)


@lru_cache(maxsize=32)
def _readings(written: Written, world: World) -> tuple[Hypothesis, ...]:
    """Keep what a few texts may stand for: two in five of a photo's are looked at again, with the second look."""
    return tuple(readings(written, world))


def _of_known_format(
    written: Written, weights: Mapping[str, float], world: World, evidence: Mapping[int, float], share: float
) -> Iterator[tuple[str, str, float]]:
    """Give the plates of listed formats, each with its region; the look-alikes of those alone that count for much."""
    found = [(one, weights[one.grammar.region] * math.exp(one.likelihood)) for one in _readings(written, world)]
    most = max((mass for _, mass in found), default=0.0)
    likely = frozenset(place for place, odds in evidence.items() if odds > 0)
    for one, mass in found:
        yield one.plate, one.grammar.region, share * mass
        if mass < most * _COUNTS_FOR_MUCH or one.plate == UNTOLD:
            continue
        alike = list(look_alikes(one, written.confusions))
        if len(likely) > 1 and one.seen == written.text:
            alike += several_look_alikes(one, written.confusions, _MEANT, likely)
        for plate, rate in alike:
            yield plate, one.grammar.region, share * mass * math.exp(rate)


def _weighed(
    found: Sequence[tuple[str, str, float]], text: str, evidence: Mapping[int, float]
) -> list[tuple[str, str, float]]:
    """Let the pixels speak for the plates with G where the text has C: of all mass, none comes up and none goes."""
    told = [(plate, region, mass * math.exp(_speaking_for(plate, text, evidence))) for plate, region, mass in found]
    whole, weighed = (sum(mass for plate, _, mass in some if plate != UNTOLD) for some in (found, told))
    return [(plate, region, mass * whole / weighed if plate != UNTOLD else mass) for plate, region, mass in told]


def _speaking_for(plate: str, text: str, evidence: Mapping[int, float]) -> float:
    if len(plate) != len(text):
        return 0.0
    return sum(odds for place, odds in evidence.items() if text[place] == TAKEN_FOR_G and plate[place] == _MEANT)


def interpret(
    text: str,
    gaps: frozenset[int] = frozenset(),
    expected_regions: frozenset[str] = frozenset(),
    world: World = WORLD,
    sight: Sight = BY_TEXT_ALONE,
) -> Interpretations:
    """Rank the plates that a text may stand for.

    Parameters
    ----------
    text : str
        A-Z0-9, at least one character.
    gaps : frozenset of int
        Places before which OCR wrote a separator or left room.
    expected_regions : frozenset of str
        Region codes, countries or `eu`; empty means anywhere.
    world : World
        The regions that are reckoned with.
    sight : Sight
        What OCR may have taken for what, and what the pixels say of it.

    Returns
    -------
    Interpretations
        The text itself is always among them.
    """
    weights = world.weights(expected_regions)
    by_plate: dict[str, float] = defaultdict(float)
    by_region: dict[str, float] = defaultdict(float)
    written = Written(text, gaps, sight.confusions)
    found = [(plate, "", mass) for plate, mass in _of_unknown_format(written, sight.unknown_format)]
    found += _of_known_format(written, weights, world, sight.for_g, 1 - sight.unknown_format)
    for plate, region, mass in _weighed(found, text, sight.for_g) if sight.for_g else found:
        by_plate[plate] += mass
        by_region[region] += mass
    del by_region[""]
    untold = by_plate.pop(UNTOLD, 0.0)
    total = sum(by_plate.values())
    regions = {region: mass / (total + untold) for region, mass in by_region.items()}
    known = world.expected(expected_regions)
    ranked = sorted(by_plate.items(), key=lambda item: (-item[1], item[0]))
    return Interpretations(
        tuple(Candidate(plate, mass / total) for plate, mass in ranked if mass >= total * _FAINTEST or plate == text),
        math.log(total) + len(text) * math.log(len(ALPHABET)) - gap_likelihood_of_any(gaps, text),
        regions,
        1.0 - sum(share for region, share in regions.items() if region in known) if expected_regions else 0.0,
        max(0.0, 1.0 - sum(regions.values())),
        untold / (total + untold),
    )
