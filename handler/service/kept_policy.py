"""What administrators decided on, for the functions that ask at every photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from handler.domain.policy import Policy
from handler.service.ports import Policies

KEPT: Final = timedelta(seconds=60)
"""How old what is in force may be: a change counts within this time, and asking costs nothing worth mentioning."""


@dataclass(slots=True)
class KeptPolicy:
    """Asks what is in force, and keeps the answer for a short time.

    Parameters
    ----------
    policies : Policies
    now : callable
        Gives the time in UTC; a clock on the wall, because a process may sleep between two photos.
    """

    policies: Policies
    now: Callable[[], datetime]
    _kept: tuple[Policy, datetime] | None = field(default=None, init=False)

    def __call__(self) -> Policy:
        """Get what is in force, or was at most a minute ago."""
        now = self.now()
        if self._kept is None or now - self._kept[1] >= KEPT:
            self._kept = self.policies.current(), now
        return self._kept[0]
