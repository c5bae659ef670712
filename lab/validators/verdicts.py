"""Verdicts on disagreements: who is right, why, and after which source. They are data, not code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handler.domain.tables import rows_of
from lab.validators.comparison import Disagreement

VERDICTS_FILE: Final = Path(__file__).parents[1] / "data" / "validators.csv"
SAYS: Final = ("ours", "theirs", "open")

_BETWEEN: Final = "; "

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who is right in disagreements that have one reason.

    Parameters
    ----------
    peer, version, region, way : str
        As a disagreement has them.
    series : tuple of str
        The disagreements' series.
    example : str
        A plate of one of them.
    verdict : str
        `ours`, `theirs` (the table has been mended since) or `open`.
    reason, source : str
    """

    peer: str
    version: str
    region: str
    way: str
    series: tuple[str, ...]
    example: str
    verdict: str
    reason: str
    source: str

    @property
    def keys(self) -> list[Key]:
        """The disagreements that it is on."""
        return [(self.peer, self.region, self.way, one) for one in self.series]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a comparison.

    Parameters
    ----------
    judged : tuple of (Disagreement, Verdict)
    unjudged : tuple of Disagreement
        Without a verdict.
    unmet : tuple of Key
        What verdicts name and was not found this time.
    """

    judged: tuple[tuple[Disagreement, Verdict], ...]
    unjudged: tuple[Disagreement, ...]
    unmet: tuple[Key, ...]


def verdicts_of(rows: Iterable[Mapping[str, str]]) -> tuple[Verdict, ...]:
    """Read rows of the file, whose series are parted by semicolons."""
    return tuple(_verdict(row) for row in rows)


def _verdict(row: Mapping[str, str]) -> Verdict:
    rest = {name: cell for name, cell in row.items() if name != "series"}
    return Verdict(series=tuple(row["series"].split(_BETWEEN)), **rest)


def verdicts(path: Path = VERDICTS_FILE) -> tuple[Verdict, ...]:
    """Read the file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple of Verdict
    """
    return verdicts_of(rows_of(path))


def match(found: Sequence[Disagreement], known: Sequence[Verdict], asked: Iterable[str]) -> Outcome:
    """Find each disagreement's verdict. `theirs` is none: the table was mended, and the disagreement with that gone.

    Parameters
    ----------
    found : Sequence of Disagreement
    known : Sequence of Verdict
    asked : Iterable of str
        The peers that were asked; verdicts on others are left alone.

    Returns
    -------
    Outcome
    """
    by_key = {key: one for one in known if one.verdict != "theirs" for key in one.keys}
    met = {one.key for one in found}
    names = set(asked)
    return Outcome(
        judged=tuple((one, by_key[one.key]) for one in found if one.key in by_key),
        unjudged=tuple(one for one in found if one.key not in by_key),
        unmet=tuple(key for key, one in by_key.items() if key not in met and one.peer in names),
    )
