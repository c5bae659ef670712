"""The wire: why somebody looks plates up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.lookups.purpose import LONGEST_REASON, LONGEST_REFERENCE, SHORTEST_REASON, Purpose, purpose_of
from handler.wire.common import Wire

_Text = Annotated[str, StringConstraints(max_length=1000)]
"""Longer than any that is taken, so that the domain's sentence is what people read."""


class PurposeInput(Wire):
    """Why plates are looked up. Kept in the audit, and nowhere else."""

    reason: _Text = Field(description=f"{SHORTEST_REASON} to {LONGEST_REASON} characters, in one line.")
    reference: _Text | None = Field(
        default=None, description=f"The number of a case, at most {LONGEST_REFERENCE} characters."
    )


def stated(purpose: PurposeInput | None) -> Purpose | None:
    """Hand a purpose to the service in its own words; None for none."""
    return purpose_of(purpose.reason, purpose.reference) if purpose else None
