"""Measure what a country meets that no weight and no threshold was fitted to: leave one country out.

Usage: ``python -m lab.leave_out DIR PLATELESS``, both as for `lab.calibrate`. The photos' regions are dealt into parts.
The photos of each part are read with weights fitted to all others, and accepted from the confidence that the reads of
the other parts ask for, which were read in the same way. The table of formats stays whole.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

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


class Tally(NamedTuple):
    """Photos of a set in one mode, in per cent of them; `wrong` in per cent of the accepted ones."""

    photos: int
    exact: float
    accepted: float
    wrong: float


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
    judged: dict[tuple[str, str], list[tuple[bool, bool]]] = {}
    for own in parts:
        threshold = _threshold((answer for part in parts if part is not own for answer in part), drawn)
        for answer in own:
            outcome = _outcome(answer, threshold)
            for set_name in (answer.photo.set_name, "all"):
                judged.setdefault((set_name, answer.mode), []).append(outcome)
    return {key: _tally(outcomes) for key, outcomes in judged.items()}


def _threshold(answers: Iterable[Answer], drawn: Sequence[DrawnReading]) -> float:
    told = [one for answer in answers for one in told_by(answer.reads, answer.photo)]
    return next((first for rate, first, _ in accept_table(told, drawn) if rate == DEFAULT_ERROR_RATE), float("inf"))


def _outcome(answer: Answer, threshold: float) -> tuple[bool, bool]:
    """Tell whether the first read is right, and whether it is accepted."""
    if not answer.reads:
        return False, False
    first = answer.reads[0]
    return first.plate in answer.photo.plates, first.confidence >= threshold


def _tally(outcomes: Sequence[tuple[bool, bool]]) -> Tally:
    accepted = [is_right for is_right, is_accepted in outcomes if is_accepted]
    return Tally(
        len(outcomes),
        100 * sum(is_right for is_right, _ in outcomes) / len(outcomes),
        100 * len(accepted) / len(outcomes),
        100 * accepted.count(False) / max(len(accepted), 1),
    )


def _table(figures: Mapping[tuple[str, str], Tally]) -> Table:
    table = Table("set", "photos", "region", "exact %", "accepted %", "of these wrong %", box=SIMPLE)
    for (set_name, mode), tally in figures.items():
        table.add_row(set_name, str(tally.photos), mode, *(f"{share:.1f}" for share in tally[1:]))
    return table


if __name__ == "__main__":
    sys.exit(main())
