"""Candidates: the plates that a text may stand for, each with its probability."""

from __future__ import annotations

from handler.domain.classes.quick import quick_dataclass

MOST_CANDIDATES = 8


@quick_dataclass(frozen=True, slots=True)
class Candidate:
    """A possible plate.

    Parameters
    ----------
    plate : str
        A-Z0-9.
    confidence : float
        Probability 0-1 that this is the plate; of what one text may stand for, given that it is a plate at all.
    """

    plate: str
    confidence: float


def ranked(masses: dict[str, float]) -> tuple[Candidate, ...]:
    """Rank plates by probability, most probable first, the likeliest `MOST_CANDIDATES` only.

    Parameters
    ----------
    masses : dict of str to float
        Probability by plate, 0-1.
    """
    best = sorted(masses.items(), key=lambda item: (-item[1], item[0]))[:MOST_CANDIDATES]
    return tuple(Candidate(plate, probability) for plate, probability in best)
