"""Which reads count without a person's look at them: as sure ones as a target error rate allows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.judging import weights

DEFAULT_ERROR_RATE: Final = 0.01
"""One accepted read in a hundred may be wrong."""

ERROR_RATES: Final = (0.0, *(target for target, _, _ in weights.ACCEPT))
"""The error rates that make a difference; at 0 every read goes to a person."""


def meant_error_rate(error_rate: float) -> float:
    """Get the error rate of `ERROR_RATES` that one between them comes to: the next smaller one."""
    return max(rate for rate in ERROR_RATES if rate <= error_rate)


class RefusalCause(StrEnum):
    """Why a read was not accepted without a person's look at it."""

    TOO_UNSURE = "too_unsure"
    FURTHER_PLATE = "further_plate"
    EVERY_READ = "every_read"
    NOT_READ_AGAIN = "not_read_again"


@quick_dataclass(frozen=True, slots=True)
class Refusal:
    """Why a read went to a person.

    Attributes
    ----------
    cause : RefusalCause
    confidence_needed : float or None
        From which it would have been accepted, 0-1; None where no confidence is enough.
    """

    cause: RefusalCause
    confidence_needed: float | None = None


@quick_dataclass(frozen=True, slots=True)
class Acceptance:
    """The confidence from which on reads are accepted.

    Parameters
    ----------
    first : float
        For the first read of a photo; above 1 none is sure enough.
    further : float
        For the others, which are of vehicles further away and seen less well.
    """

    first: float
    further: float

    @classmethod
    def for_error_rate(cls, error_rate: float) -> Acceptance:
        """Look up what keeps the share of wrong reads among the accepted ones at a target or below.

        Parameters
        ----------
        error_rate : float
            The target, 0-1. Between two rows of the table (`weights.ACCEPT`) the stricter one counts; below its
            first row nothing is accepted, because calibration had too few photos to promise so little.

        Returns
        -------
        Acceptance
        """
        kept = [(first, further) for target, first, further in weights.ACCEPT if target <= error_rate]
        return cls(*kept[-1]) if kept else cls(weights.NEVER, weights.NEVER)

    def refusal(self, confidence: float, place: int) -> Refusal | None:
        """Tell why a read is not accepted; None when it is.

        Parameters
        ----------
        confidence : float
            Of the read, 0-1.
        place : int
            Its place among the photo's reads, from 0.
        """
        needed = self.further if place else self.first
        if confidence >= needed:
            return None
        if needed < weights.NEVER:
            return Refusal(RefusalCause.TOO_UNSURE, needed)
        is_rule_of_all = self.first >= weights.NEVER
        return Refusal(RefusalCause.EVERY_READ if is_rule_of_all else RefusalCause.FURTHER_PLATE)

    def accepts(self, confidence: float, place: int) -> bool:
        """Tell whether a read is accepted; takes what `refusal` takes."""
        return self.refusal(confidence, place) is None
