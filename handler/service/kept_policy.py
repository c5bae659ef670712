"""What administrators decided on, for the functions that ask at every photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handler.domain.policy import Policy
from handler.service.ports.records import Policies


@dataclass(slots=True)
class KeptPolicy:
    """Asks what is in force, and keeps the answer for a short time.

    Parameters
    ----------
    policies : Policies
    kept : timedelta
        How old the answer may be: a change counts within this time.
    now : callable
        Gives the time in UTC; a clock on the wall, because a process may sleep between two photos.
    """

    policies: Policies
    kept: timedelta
    now: Callable[[], datetime]
    _answer: tuple[Policy, datetime] | None = field(default=None, init=False)

    def __call__(self) -> Policy:
        """Get what is in force, or was a short time ago."""
        now = self.now()
        if self._answer is None or now - self._answer[1] >= self.kept:
            self._answer = self.policies.current(), now
        return self._answer[0]

    def needs_purpose(self) -> bool:
        """Tell whether nobody may look plates up without saying why."""
        return self().needs_purpose
