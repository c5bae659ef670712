"""Judging spans: which ones are whole plates, and which of those that share text or place is the one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from handler.domain.characters import DIGITS, USUALLY_LONGEST, USUALLY_SHORTEST, confusions_at
from handler.domain.classes.quick import quick_dataclass
from handler.domain.formats.plate import UNKNOWN_FORMAT, UNKNOWN_WHERE_STACKED, Interpretations, Sight, interpret
from handler.domain.formats.world import WORLD, World
from handler.domain.geometry import Frame
from handler.domain.judging import weights
from handler.domain.judging.bands import bands_beside
from handler.domain.judging.evidence import (
    BEST_FIT,
    Features,
    Scene,
    features_of,
    fit_feature,
    left_out_feature,
    weakest_confidence,
)
from handler.domain.judging.ground import ground_goes_on
from handler.domain.judging.origin import companion_region, signed_region
from handler.domain.judging.pair_network import evidence_for_g
from handler.domain.text.span import Span
from handler.domain.words.vocabulary import LABELS

# Parts of one plate: frames that cover this share of the smaller one, or stand so close (in heights) on one row.
_COVERED = 0.15
_CLOSE_ALONG, _CLOSE_ACROSS = 0.9, 0.5
# Motorbikes stand close: a text this surely a whole plate is one of its own even so.
_SURELY_WHOLE = 0.8
_HOPELESS = 0.1
# Log-odds by which a part of a row has to be likelier than the whole, which lets nothing fall off. From 0 to 1 no photo
# of 410 is read otherwise. Of drawn plates whose series is unknown, more are read right; of known ones with a stray
# letter at their end, fewer.
_LEAD_OF_A_PART = 0.35
# Keeps odds finite.
_LEAST = 1e-12
# That plates of two or three characters are rare where they are issued speaks no more against one than this.
_LEAST_FIT_OF_SHORT = -1.0


@quick_dataclass(frozen=True, slots=True)
class Judged:
    """A span with what speaks for and against it.

    Parameters
    ----------
    span : Span
    fit : Interpretations
        Of its characters.
    features : Features
        By name.
    probability : float
        That it is a whole plate, 0-1.
    is_as_expected : bool
        Whether a format of a region that is expected, or that the plate itself names, has its text just as it stands.
    """

    span: Span
    fit: Interpretations
    features: Features
    probability: float
    is_as_expected: bool = False

    @property
    def score(self) -> float:
        """Give the log-odds that it is a plate, by its likeliest reading: what spans compete by.

        Odds, and not the probability, as that of a plate and of the same plate without its first letter are both near
        one.
        """
        held = min(max(self.probability, _LEAST), 1 - _LEAST)
        lead = _LEAD_OF_A_PART if self.features["left_out"] + self.features["rows_left_out"] else 0.0
        return math.log(held / (1 - held) * self.fit.ranked[0].confidence) - lead


def judge(
    spans: Iterable[Span], scene: Scene, expected_regions: frozenset[str], world: World = WORLD
) -> tuple[Judged, ...]:
    """Weigh spans, the likeliest plate first; equal ones by their place, so that no order of input matters."""
    judged = (_judged(span, scene, expected_regions, world) for span in spans)
    return tuple(sorted((one for one in judged if one), key=_rank))


def _judged(span: Span, scene: Scene, expected_regions: frozenset[str], world: World) -> Judged | None:
    """Weigh a span, or give None without a look at its format and its pixels when even the best would not save it."""
    if not _may_be_so_long(span.characters, expected_regions, world):
        return None
    expected = _with_what_is_told(expected_regions, told_region(span, scene), world)
    features = features_of(span, scene)
    if _is_plate_with_a_label(span.characters, expected, world):
        features |= {"words": 0.0, "announced": 0.0}
    if features["left_out"] and (bands := bands_beside(span, scene.rows, world.expected(expected), world)):
        features |= {"left_out": left_out_feature(span, scene, bands)}
    at_best = features | {
        "fit": fit_feature(BEST_FIT),
        "letters_only": 0.0,
        "ground_goes_on": 0.0,
        "rows_left_out": 0.0,
    }
    if weights.probability(at_best, weights.PLATE) < _HOPELESS:
        return None
    pixels = scene.picture.pixels
    unknown = UNKNOWN_WHERE_STACKED if span.has_stacked_letters else UNKNOWN_FORMAT
    sight = Sight(confusions_at(weakest_confidence(span)), evidence_for_g(span, pixels), unknown)
    fit = interpret(span.characters, span.gaps, expected, world, sight)
    features |= {
        "fit": fit_feature(_fit_of(span, fit)),
        "letters_only": features["letters_only"] * _share_of_letters(fit),
        "ground_goes_on": ground_goes_on(span, pixels),
    }
    probability = weights.probability(features, weights.PLATE)
    return Judged(span, fit, features, probability, world.writes(span.characters, expected))


def _may_be_so_long(characters: str, expected: frozenset[str], world: World) -> bool:
    """Tell whether plates have as many characters: few of these where a region is expected, or one at all, has them."""
    if USUALLY_SHORTEST <= len(characters) <= USUALLY_LONGEST or world.writes(characters, expected):
        return True
    is_long_and_no_number = len(characters) > USUALLY_LONGEST and not characters.isdigit()
    return is_long_and_no_number and world.writes(characters, world.codes)


def _is_plate_with_a_label(characters: str, expected: frozenset[str], world: World) -> bool:
    """Tell whether a series of an expected region has a label's letters before its digits, as MAX 527 in Sweden.

    Formats of plates that people choose themselves allow any text and say nothing, nor do those that part the letters.
    """
    letters = characters.rstrip(DIGITS)
    if letters == characters or letters not in LABELS:
        return False
    known, last = world.expected(expected), len(letters)
    return any(
        grammar.region in known and grammar.has_office_of(characters) and min(grammar.gaps, default=last) >= last
        for layout in world.layouts_that_allow(characters)
        if all(place.isalpha() or place.isdigit() for place in layout.places)
        for grammar in layout.grammars
    )


def _with_what_is_told(expected: frozenset[str], told: str | None, world: World) -> frozenset[str]:
    """Narrow what is expected to what the plate says, or widen it where the plate says another region."""
    if told is None:
        return expected
    is_among_them = told in world.expected(expected)
    return frozenset({told}) if is_among_them else expected | {told}


def told_region(span: Span, scene: Scene) -> str | None:
    """Give the region that the plate itself names beside its number, or None."""
    return companion_region(span, scene.companions) or signed_region(span, scene.signs)


def _fit_of(span: Span, fit: Interpretations) -> float:
    return fit.fit if len(span.characters) >= USUALLY_SHORTEST else max(fit.fit, _LEAST_FIT_OF_SHORT)


def _share_of_letters(fit: Interpretations) -> float:
    """Give the share of what a text may stand for that has no digit: VWIKOD may be VW1K0D, a word hardly."""
    return sum(one.confidence for one in fit.ranked if one.plate.isalpha())


def _rank(judged: Judged) -> tuple[float, float, float, str]:
    frame = judged.span.frame
    return -judged.score, frame.centre_y, frame.centre_x, judged.span.raw_text


@quick_dataclass(frozen=True, slots=True)
class Cluster:
    """A chosen span and those that it rules out.

    Parameters
    ----------
    chosen : Judged
    others : tuple of Judged
        Spans that share text or place with it.
    """

    chosen: Judged
    others: tuple[Judged, ...]


def clusters_of(judged: Sequence[Judged]) -> tuple[Cluster, ...]:
    """Choose spans greedily, so that no two chosen ones share a piece or stand where one plate would.

    Parameters
    ----------
    judged : Sequence of Judged
        The likeliest first.
    """
    rest = list(judged)
    clusters: list[Cluster] = []
    while rest:
        chosen = rest[0]
        others = [other for other in rest[1:] if _same_plate(chosen, other)]
        rest = [other for other in rest[1:] if other not in others]
        clusters.append(Cluster(chosen, tuple(others)))
    return tuple(clusters)


def _same_plate(chosen: Judged, other: Judged) -> bool:
    first, second = chosen.span, other.span
    if {id(piece) for piece in first.pieces} & {id(piece) for piece in second.pieces}:
        return True
    if _covered(first.frame, second.frame) > _COVERED:
        return True
    return other.probability < _SURELY_WHOLE and _touch(first, second)


def _covered(first: Frame, second: Frame) -> float:
    """Give the share of the smaller frame that the other covers, both taken along the first one's direction."""
    along, across = first.offset_to(second)
    shared_width = _shared(first.width, second.width, along)
    shared_height = _shared(first.height, second.height, across)
    return shared_width * shared_height / min(first.width * first.height, second.width * second.height)


def _shared(first: float, second: float, offset: float) -> float:
    return max(min(first / 2, offset + second / 2) - max(-first / 2, offset - second / 2), 0.0)


def _touch(first: Span, second: Span) -> bool:
    along, across = first.frame.offset_to(second.frame)
    height = min(first.line_height, second.line_height)
    room = abs(along) - (first.frame.width + second.frame.width) / 2
    return room < _CLOSE_ALONG * height and abs(across) < _CLOSE_ACROSS * height
