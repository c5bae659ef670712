"""Why somebody looks plates up: a reason and perhaps a case number, kept in the audit and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest, PurposeNeeded
from handler.domain.sites.texts import plain_text

SHORTEST_REASON: Final = 3
LONGEST_REASON: Final = 200
LONGEST_REFERENCE: Final = 64


@quick_dataclass(frozen=True, slots=True)
class Purpose:
    """Why plates are looked up.

    Attributes
    ----------
    reason : str
        In one line, as somebody wrote it.
    reference : str or None
        The number of a case.
    """

    reason: str
    reference: str | None = None

    def as_text(self) -> Mapping[str, str]:
        """Write it down for the audit."""
        return {"purpose": self.reason, **({"reference": self.reference} if self.reference else {})}


def purpose_of(reason: str, reference: str | None) -> Purpose:
    """Take a purpose as it was typed.

    Parameters
    ----------
    reason : str
    reference : str or None
        Empty is none.

    Returns
    -------
    Purpose
        Without blanks around its texts.

    Raises
    ------
    InvalidRequest
        When the reason is too short, or a text is too long or holds what cannot be seen.
    """
    why = plain_text("purpose.reason", reason, LONGEST_REASON)
    if len(why) < SHORTEST_REASON:
        raise InvalidRequest(
            f"purpose.reason: give at least {SHORTEST_REASON} characters that say why you look this up."
        )
    return Purpose(why, plain_text("purpose.reference", reference or "", LONGEST_REFERENCE) or None)


def told(purpose: Purpose | None, *, is_needed: bool) -> Mapping[str, str]:
    """Tell for the audit why somebody looks plates up.

    Parameters
    ----------
    purpose : Purpose or None
    is_needed : bool
        Whether administrators have decided that nobody looks plates up without saying why.

    Returns
    -------
    mapping of str to str
        Empty where nothing was said.

    Raises
    ------
    PurposeNeeded
        Where it is needed and missing.
    """
    if purpose is not None:
        return purpose.as_text()
    if is_needed:
        raise PurposeNeeded
    return {}
