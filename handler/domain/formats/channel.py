"""The noisy channel from plate grammars to what OCR wrote: which plates a text may stand for, and how well.

A reading takes some characters for others (`characters.Confusions`), drops one that no plate has there (a seal,
an emblem, a frame's edge), or puts one back that OCR missed at an end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from handler.domain.characters import ALPHABET, LETTERS, UNSURE, Confusions
from handler.domain.classes.quick import quick_dataclass
from handler.domain.formats.gaps import gap_likelihood
from handler.domain.formats.layout_tree import Branch
from handler.domain.formats.region import UNLISTED_CODES, Grammar, Layout
from handler.domain.formats.world import World

UNTOLD: Final = ""
"""Stands for the plate of a reading that misses a character which nothing tells: doubt, and no candidate."""
_MISSED: Final = "?"
"""Stands in a text for a character that OCR did not see."""

# How often OCR writes a character where the plate has none: a seal, badge or hyphen in a gap that it wrote no
# separator for (round shapes mostly), or a flag, emblem or frame before the first one. Behind the last one it hardly
# ever does (8 and none of 390 plates, with a quarter of a plate for what was not met). In text that it is sure of it
# seldom does (`Confusions.strays`).
_STRAY_IN_GAP, _STRAY_BESIDE_SEPARATOR = 0.01, 0.001
_STRAY_AT_START, _STRAY_AT_END = 0.01, 0.25 / 390
_SEAL_SHAPES = "0O8QCDG"
# An order of magnitude: of what it writes so, this share has a gap of its own (at an end), or one on either side.
_STANDS_APART = 0.15
# How often OCR takes an emblem that is as large as a character for one, of any shape (3 of 27 plates of Missouri): log
# P(text | plate).
_EMBLEM_READ = math.log(0.1 / len(ALPHABET))
# How often OCR misses the first character, or the last one, behind a tow bar, a shadow or dirt (3 and none of 234
# plates, with half a plate for what was not met): log P(text | plate).
_LOST_AT_START, _LOST_AT_END = math.log(3.5 / 234), math.log(0.5 / 234)
# Three rare confusions, or a stray character and a rare one: log P(text | plate) below which no grammar is tried.
_UNTHINKABLE = -15.0


@quick_dataclass(frozen=True, slots=True)
class Written:
    """What OCR wrote.

    Parameters
    ----------
    text : str
        A-Z0-9, at least one character.
    gaps : frozenset of int
        Places before which it wrote a separator or left room.
    confusions : Confusions
        What it may have taken for what.
    """

    text: str
    gaps: frozenset[int] = frozenset()
    confusions: Confusions = UNSURE

    def without(self, place: int) -> Written:
        """Leave a character out; a gap beside it is its own."""
        gaps = frozenset(gap - (gap > place) for gap in self.gaps if gap not in (place, place + 1))
        return replace(self, text=self.text[:place] + self.text[place + 1 :], gaps=gaps)


class Hypothesis(NamedTuple):
    """A plate that a text may stand for.

    Parameters
    ----------
    plate : str
    grammar : Grammar
    likelihood : float
        log P(text | plate) + log P(plate | region).
    seen : str
        What OCR wrote, character by character as the plate has them.
    places : tuple of str
        The characters that the plate's layout allows at each.
    """

    plate: str
    grammar: Grammar
    likelihood: float
    seen: str
    places: tuple[str, ...]


def look_alikes(one: Hypothesis, confusions: Confusions) -> Iterator[tuple[str, float]]:
    """Give the plates of the same format that OCR writes alike: with G where it wrote C, and both are letters there.

    Parameters
    ----------
    one : Hypothesis
        Its own plate has the likeliest character at each place. Of office codes `readings` gives every one.
    confusions : Confusions

    Yields
    ------
    tuple of (str, float)
        The plate, which has one other character, and by how much its likelihood is below that of `one`: a natural
        logarithm.
    """
    plate, grammar = one.plate, one.grammar
    for place, (seen, allowed) in enumerate(zip(one.seen, one.places, strict=True)):
        if seen == _MISSED or grammar.code_start <= place < grammar.code_end:
            continue
        originals = confusions.originals(seen)
        best = originals[plate[place]]
        for original, rate in originals.items():
            if original != plate[place] and original in allowed:
                yield plate[:place] + original + plate[place + 1 :], rate - best


def several_look_alikes(
    one: Hypothesis, confusions: Confusions, original: str, places: Iterable[int]
) -> Iterator[tuple[str, float]]:
    """Give the plates of the same format that have a character at several of some places, where `look_alikes` has one.

    Parameters
    ----------
    one : Hypothesis
    confusions : Confusions
    original : str
        What those plates have there.
    places : iterable of int

    Yields
    ------
    tuple of (str, float)
        As `look_alikes` does.
    """
    rates = {
        place: originals[original] - originals[one.plate[place]]
        for place in sorted(places)
        if original in (originals := confusions.originals(one.seen[place]))
        and original in one.places[place]
        and original != one.plate[place]
        and not one.grammar.code_start <= place < one.grammar.code_end
    }
    for count in range(2, len(rates) + 1):
        for changed in combinations(rates, count):
            plate = "".join(original if place in changed else kept for place, kept in enumerate(one.plate))
            yield plate, sum(rates[place] for place in changed)


def readings(written: Written, world: World) -> Iterator[Hypothesis]:
    """Give what a text may stand for: of every grammar the likeliest plate, and those with another office's code.

    Parameters
    ----------
    written : Written
    world : World

    Yields
    ------
    Hypothesis
        A plate may come more than once.
    """
    text, gaps, seldom = written.text, written.gaps, math.log(written.confusions.strays)
    for layout, plate, likelihood in _plates(written, world.tree(len(text)), 0.0):
        yield from _fit(written, plate, likelihood, layout, layout.grammars)
    last = len(text) - 1
    for place in range(len(text)):
        rest, stray = written.without(place), _stray_likelihood(text, place, gaps) + seldom
        if place in (0, last):
            for layout, plate, likelihood in _plates(rest, world.tree(last), stray):
                yield from _fit(rest, plate, likelihood, layout, layout.grammars)
            continue
        # Where OCR wrote a separator, that is what it made of the emblem.
        emblem = stray if gaps & {place, place + 1} else _EMBLEM_READ
        parted = replace(rest, gaps=rest.gaps | {place})
        for layout, plate, likelihood in _plates(rest, world.tree(last), max(stray, emblem)):
            for grammars, is_filled in layout.room[place]:
                likely = likelihood + (emblem if is_filled else stray) - max(stray, emblem)
                yield from _fit(parted, plate, likely, layout, grammars)
    yield from _with_a_lost_end(written, world.tree(len(text) + 1))
    for layout, plate, likelihood in _plates(written, world.rests(len(text)), 0.0):
        for one in _fit(written, plate, likelihood, layout, layout.grammars):
            yield Hypothesis(UNTOLD, one.grammar, one.likelihood, "", ())


def _with_a_lost_end(written: Written, tree: Branch) -> Iterator[Hypothesis]:
    """Give the readings in which OCR missed the first or the last character of the plate."""
    text = written.text
    moved = replace(written, text=_MISSED + text, gaps=frozenset(gap + 1 for gap in written.gaps))
    for layout, plate, likelihood in _plates(moved, tree, _LOST_AT_START):
        yield from _made_whole(moved, plate, likelihood, 0, layout)
    ended = replace(written, text=text + _MISSED)
    for layout, plate, likelihood in _plates(ended, tree, _LOST_AT_END):
        yield from _made_whole(ended, plate, likelihood, len(text), layout)


def _made_whole(written: Written, plate: str, likelihood: float, place: int, layout: Layout) -> Iterator[Hypothesis]:
    """Put back the character that OCR missed at a place: of Romania's counties, only IF ends in F."""
    missed = layout.places[place]
    for grammar in layout.grammars:
        evidence = likelihood + grammar.share - layout.log_size + gap_likelihood(written.gaps, grammar.gaps, len(plate))
        start, end = grammar.code_start, grammar.code_end
        if start <= place < end:
            # Of all that the layout may have at the code's places, the plate has one of the listed ones.
            size = sum(math.log(len(allowed)) for allowed in layout.places[start:end])
            codes = _codes_with(grammar.codes, plate[start:end].replace(_MISSED, ""), place - start)
            listed = evidence + size + math.log((1 - UNLISTED_CODES) / len(grammar.codes))
            if len(codes) == 1:
                whole = plate[:start] + codes[0] + plate[end:]
                yield Hypothesis(whole, grammar, listed, written.text, layout.places)
            elif codes:
                yield Hypothesis(UNTOLD, grammar, listed + math.log(len(codes)), "", ())
        elif len(missed) == 1:
            yield Hypothesis(plate.replace(_MISSED, missed), grammar, evidence, written.text, layout.places)
        else:
            yield Hypothesis(UNTOLD, grammar, evidence + math.log(len(missed)), "", ())


@lru_cache(maxsize=4096)
def _codes_with(codes: frozenset[str], rest: str, place: int) -> tuple[str, ...]:
    """Give the office codes that a character put into a text at a place makes."""
    return tuple(sorted(code for code in codes if code[:place] + code[place + 1 :] == rest))


def _plates(written: Written, tree: Branch, likelihood: float) -> list[tuple[Layout, str, float]]:
    """Give the layouts that may have been written so, each with its likeliest plate and log P(text | plate)."""
    found = [(tree, "", likelihood)]
    for seen in written.text:
        if seen == _MISSED:
            found = [(after, plate + seen, rate) for branch, plate, rate in found for after in branch.after.values()]
            continue
        best_original = written.confusions.best_original
        found = [
            (after, plate + best[0], so_far + best[1])
            for branch, plate, so_far in found
            for allowed, after in branch.after.items()
            if (best := best_original(seen, allowed)) and so_far + best[1] >= _UNTHINKABLE
        ]
    return [(branch.layout, plate, so_far) for branch, plate, so_far in found if branch.layout]


def _fit(
    written: Written, plate: str, likelihood: float, layout: Layout, grammars: Iterable[Grammar]
) -> Iterator[Hypothesis]:
    for grammar in grammars:
        evidence = likelihood + grammar.share - layout.log_size + gap_likelihood(written.gaps, grammar.gaps, len(plate))
        start, end = grammar.code_start, grammar.code_end
        if start == end:
            yield Hypothesis(plate, grammar, evidence, written.text, layout.places)
            continue
        seen = written.text[start:end]
        for code, rate in _office_codes(seen, plate[start:end], grammar.codes, written.confusions):
            whole = plate[:start] + code + plate[end:]
            yield Hypothesis(whole, grammar, evidence + rate, written.text, layout.places)


@lru_cache(maxsize=4096)
def _office_codes(
    seen: str, written: str, codes: frozenset[str], confusions: Confusions
) -> tuple[tuple[str, float], ...]:
    """Give the office codes that may stand where OCR wrote one, with the correction to the layout's likelihood."""
    log_size = len(seen) * math.log(10 if written.isdigit() else len(LETTERS))
    counted = sum(confusions.originals(a)[b] for a, b in zip(seen, written, strict=True))
    listed = math.log((1 - UNLISTED_CODES) / len(codes)) + log_size - counted
    found = [(written, math.log(UNLISTED_CODES))] if written not in codes else [(written, listed + counted)]
    for place, character in enumerate(seen):
        originals = confusions.originals(character)
        for original, rate in originals.items():
            code = written[:place] + original + written[place + 1 :]
            if code in codes and code != written:
                others = counted - originals[written[place]]
                found.append((code, listed + others + rate))
    return tuple(found)


def _stray_likelihood(text: str, place: int, gaps: frozenset[int]) -> float:
    """Give how likely OCR is to write a character of the text at a place where the plate has none."""
    beside = gaps & {place, place + 1}
    if place in (0, len(text) - 1):
        rate = _STRAY_AT_END if place else _STRAY_AT_START
        return math.log(rate / len(ALPHABET) * (_STANDS_APART if beside else 1 - _STANDS_APART))
    if beside:
        return math.log(_STRAY_BESIDE_SEPARATOR / len(ALPHABET) * (_STANDS_APART if len(beside) > 1 else 1.0))
    return math.log(
        _STRAY_IN_GAP / len(_SEAL_SHAPES) if text[place] in _SEAL_SHAPES else _STRAY_BESIDE_SEPARATOR / len(ALPHABET)
    )
