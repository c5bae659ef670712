"""Per-character doubt: which characters of a plate its candidates agree on, and what may stand there instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from handler.domain.classes.quick import quick_dataclass

NOTHING: Final = ""
"""The alternative that says: the plate has no character here."""


@quick_dataclass(frozen=True, slots=True)
class CharacterDoubt:
    """How sure one character of a plate is.

    Parameters
    ----------
    character : str
        The one that the best plate has.
    confidence : float
        Probability 0-1 that it is right.
    alternatives : tuple of (str, float)
        What other candidates have there, `NOTHING` where they have no character, with its probability 0-1; likeliest
        first. What is left to 1 stands for characters that no candidate has.
    """

    character: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


def character_doubts(candidates: Sequence[tuple[str, float]], cut: float = 0.0) -> tuple[CharacterDoubt, ...]:
    """Share the candidates' probability among the characters of the best plate.

    When the plate is none of the candidates, it is mostly the best one with one character wrong, and any may be that
    one: of what the candidates leave to 1, each of n characters keeps (n - 1) / n. So the product of all characters'
    confidences is near the plate's own where no candidate competes.

    Parameters
    ----------
    candidates : Sequence of (plate, confidence)
        Best first; confidences are 0-1 and together about 1 or less. Together more than 1, they count by their share.
    cut : float
        Probability 0-1 that a character at an end was not seen, which the confidences count: it is no doubt of those
        that were.

    Returns
    -------
    tuple of CharacterDoubt
        One for each character of the first plate, in order; empty without candidates. A character that only longer
        candidates have stands at no place of the first plate, so it is not told.
    """
    if not candidates:
        return ()
    seen_whole = 1.0 - cut or 1.0
    candidates = [(plate, confidence / seen_whole) for plate, confidence in candidates]
    best = candidates[0][0]
    whole = max(sum(confidence for _, confidence in candidates), 1.0)
    unexplained = max(1.0 - sum(confidence for _, confidence in candidates), 0.0) * (len(best) - 1) / len(best)
    shares: list[dict[str, float]] = [defaultdict(float, {character: unexplained}) for character in best]
    for plate, confidence in candidates:
        for place, seen in enumerate(_laid_along(best, plate)):
            shares[place][seen] += confidence / whole
    return tuple(_doubt(character, share) for character, share in zip(best, shares, strict=True))


def _doubt(character: str, shares: dict[str, float]) -> CharacterDoubt:
    chances = {seen: min(share, 1.0) for seen, share in shares.items()}  # many small shares may round to more than 1
    others = sorted(((seen, chance) for seen, chance in chances.items() if seen != character), key=_likeliest_first)
    return CharacterDoubt(character, chances[character], tuple(others))


def _likeliest_first(alternative: tuple[str, float]) -> tuple[float, str]:
    seen, share = alternative
    return -share, seen


def _laid_along(best: str, plate: str) -> tuple[str, ...]:
    """Give what a plate has at each place of the best one, by the fewest edits (Levenshtein) between the two."""
    row: list[tuple[int, tuple[str, ...]]] = [(count, ()) for count in range(len(plate) + 1)]
    for character in best:
        above, row = row, [(row[0][0] + 1, (*row[0][1], NOTHING))]
        for place, seen in enumerate(plate):
            kept, lacking, extra = above[place], above[place + 1], row[place]
            ways = (
                (kept[0] + (character != seen), (*kept[1], seen)),
                (lacking[0] + 1, (*lacking[1], NOTHING)),
                (extra[0] + 1, extra[1]),
            )
            row.append(min(ways, key=lambda way: way[0]))
    return row[-1][1]
