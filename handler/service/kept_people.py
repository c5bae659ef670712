"""The addresses of people, for answers that name the same few again and again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from handler.service.ports.records import People

KEPT: Final = timedelta(minutes=5)
"""How old an address may be."""


@dataclass(slots=True)
class KeptPeople:
    """Asks for the addresses of people, and keeps the answers for a few minutes; also that somebody is gone.

    Parameters
    ----------
    people : People
    now : callable
        Gives the time in UTC.
    """

    people: People
    now: Callable[[], datetime]
    _kept: dict[str, tuple[str | None, datetime]] = field(default_factory=dict, init=False)

    def emails(self, ids: Collection[str]) -> Mapping[str, str]:
        """Get the addresses of some people, by their ids; people who are gone are left out."""
        now = self.now()
        self._kept = {one: kept for one, kept in self._kept.items() if now - kept[1] < KEPT}
        unknown = set(ids) - set(self._kept)
        if unknown:
            found = self.people.emails(unknown)
            self._kept |= {one: (found.get(one), now) for one in unknown}
        return {one: email for one in ids if (email := self._kept[one][0])}

    def id_of(self, email: str) -> str | None:
        """Get the id of the person with an address; None when nobody has it."""
        return self.people.id_of(email)
