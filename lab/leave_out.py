"""Measure what a country meets that no weight and no threshold was fitted to: leave one country out.

Usage: ``python -m lab.leave_out DIR PLATELESS``, both as for `lab.calibrate`. The photos' regions are dealt into parts.
The photos of each part are read with weights fitted to all others. They are accepted in two ways: from the confidence
that is in force, and from the one that the reads of the other parts ask for, which were read in the same way. The table
of formats stays whole.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from handler.domain.judging import weights
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE
from handler.domain.reading.read import Read
from lab.calibrate import accept_table, fit_models, told_by
from lab.fitted_photos import Pair, gathered, parser_of
from lab.fitted_series import DrawnReading, drawn_readings
from lab.photo_set import Photo, PhotoSetError, Seen
from lab.progress import shown
from lab.reading import MODES, read_photo

PARTS: Final = 8
"""Countries are left out in so many turns; each takes half a minute."""


class Answer(NamedTuple):
    """What was read in a photo without its country.

    Parameters
    ----------
    photo : Photo
    mode : str
        One of `MODES`.
    reads : tuple of Read
        The foremost vehicle's first.
    """

    photo: Photo
    mode: str
    reads: tuple[Read, ...]


_IN_FORCE: Final = next(first for rate, first, _ in weights.ACCEPT if rate == DEFAULT_ERROR_RATE)


class Tally(NamedTuple):
    """Photos of a set in one mode, in per cent of them; `wrong` in per cent of the accepted ones.

    First as the others' reads ask for, then from the confidence in force, which these photos helped to choose.
    """

    photos: int
    exact: float
    accepted: float
    wrong: float
    accepted_in_force: float
    wrong_in_force: float


class Outcome(NamedTuple):
    """Whether a photo's first read is right, and whether it is accepted, in either way."""

    is_right: bool
    is_accepted: bool
    is_accepted_in_force: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 2 when a folder cannot be used.
    """
    options = parser_of("leave_out", "Leave one country out.").parse_args(arguments)
    try:
        pairs, plateless = gathered(options)
    except PhotoSetError as error:
        print(error, file=sys.stderr)
        return 2
    drawn = drawn_readings()
    with shown(range(PARTS), "Leaving countries out") as parts:
        answers = [list(_answers(pairs, plateless, part)) for part in parts]
    Console().print(_table(tallies(answers, drawn)))
    return 0


def part_of(photo: Photo) -> int:
    """Give the part that a photo belongs to, 0 to `PARTS` - 1: that of its region, or of its set where it has none."""
    return hashlib.sha256(f"part {photo.region or photo.set_name}".encode()).digest()[0] % PARTS


def _answers(pairs: Sequence[Pair], plateless: Sequence[Seen], part: int) -> Iterator[Answer]:
    fit_models([pair for pair in pairs if part_of(pair[0]) != part], plateless)
    for photo, seen in (pair for pair in pairs if part_of(pair[0]) == part):
        for mode in MODES:
            yield Answer(photo, mode, tuple(read_photo(photo, seen, mode, may_look_again=True).reads))


def tallies(parts: Sequence[Sequence[Answer]], drawn: Sequence[DrawnReading] = ()) -> Mapping[tuple[str, str], Tally]:
    """Count what was read, each part with the threshold that the others ask for.

    Parameters
    ----------
    parts : Sequence of Sequence of Answer
        The answers of each part.
    drawn : Sequence of DrawnReading
        What the thresholds are to hold for beside photos.

    Returns
    -------
    mapping of (str, str) to Tally
        By set, and `all`, and by mode.
    """
    judged: dict[tuple[str, str], list[Outcome]] = {}
    for own in parts:
        threshold = _threshold((answer for part in parts if part is not own for answer in part), drawn)
        for answer in own:
            outcome = _outcome(answer, threshold)
            for set_name in (answer.photo.set_name, "all"):
                judged.setdefault((set_name, answer.mode), []).append(outcome)
    return {key: _tally(outcomes) for key, outcomes in judged.items()}


def _threshold(answers: Iterable[Answer], drawn: Sequence[DrawnReading]) -> float:
    told = [one for answer in answers for one in told_by(answer.reads, answer.photo)]
    table = accept_table(told, drawn)
    return next((first for rate, first, _ in table if rate == DEFAULT_ERROR_RATE), float("inf"))


def _outcome(answer: Answer, threshold: float) -> Outcome:
    if not answer.reads:
        return Outcome(is_right=False, is_accepted=False, is_accepted_in_force=False)
    first = answer.reads[0]
    return Outcome(first.plate in answer.photo.plates, first.confidence >= threshold, first.confidence >= _IN_FORCE)


def _tally(outcomes: Sequence[Outcome]) -> Tally:
    by_others = [one.is_right for one in outcomes if one.is_accepted]
    in_force = [one.is_right for one in outcomes if one.is_accepted_in_force]
    return Tally(
        len(outcomes),
        100 * sum(one.is_right for one in outcomes) / len(outcomes),
        100 * len(by_others) / len(outcomes),
        100 * by_others.count(False) / max(len(by_others), 1),
        100 * len(in_force) / len(outcomes),
        100 * in_force.count(False) / max(len(in_force), 1),
    )


def _table(figures: Mapping[tuple[str, str], Tally]) -> Table:
    accepted = ("accepted %", "of these wrong %", f"from {_IN_FORCE} %", "of these wrong %")
    table = Table("set", "photos", "region", "exact %", *accepted, box=SIMPLE)
    for (set_name, mode), tally in figures.items():
        table.add_row(set_name, str(tally.photos), mode, *(f"{share:.1f}" for share in tally[1:]))
    return table


if __name__ == "__main__":
    sys.exit(main())
