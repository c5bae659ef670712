"""A picture of which it is known what must be read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handler.domain.reading.verdict import Reason
from tests.support.scenes import Sign, Vehicle


@dataclass(frozen=True, slots=True)
class Case:
    """One picture and what must be read in it.

    Attributes
    ----------
    name : str
        Of the file.
    rule : str
        What it shows, in a sentence.
    vehicles : tuple of Vehicle
        Drawn in this order.
    signs : tuple of Sign
        Drawn over them.
    plates : tuple of str
        What must be read, in alphabetical order, no more and no less.
    refused : mapping of str to Reason
        Lines, as the engine writes them, that must not become part of a read, and why.
    expected_regions : frozenset of str
        As of `read_plates`.
    """

    name: str
    rule: str
    vehicles: tuple[Vehicle, ...]
    plates: tuple[str, ...]
    signs: tuple[Sign, ...] = ()
    refused: Mapping[str, Reason] = field(default_factory=dict)
    expected_regions: frozenset[str] = frozenset()
