"""Texts that lie one edit apart: a character replaced, added or left out."""

from __future__ import annotations


def within_one_edit(first: str, second: str) -> bool:
    """Tell whether at most one character replaced, added or left out turns one text into the other."""
    shorter, longer = sorted((first, second), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    return shorter[start:] == longer[start + 1 :] or shorter[start + 1 :] == longer[start + 1 :]


def differ_in_one(first: str, second: str) -> bool:
    """Tell whether two texts are equally long and have just one place where they differ."""
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def with_one_left_out(word: str) -> tuple[str, ...]:
    """Give what a text becomes when any one of its characters is missing."""
    return tuple(word[:place] + word[place + 1 :] for place in range(len(word)))
