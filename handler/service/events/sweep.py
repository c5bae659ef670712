"""Call for the lines that are due and that no call is under way for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.service.ports.channels import Calls, Channels, ChannelStates, WaitingLines

GRACE: Final = timedelta(minutes=1)
"""A line that is due for less than this has been called for, as a rule."""

MOST_LINES: Final = 1000
"""Called for of one channel each time; the others come next time, as those have waited less."""


@quick_dataclass(frozen=True, slots=True)
class Sweep:
    """Looks after the lines that wait.

    Parameters
    ----------
    channels : Channels
    states : ChannelStates
    lines : WaitingLines
    calls : Calls
    now : callable
        Gives the time in UTC.
    """

    channels: Channels
    states: ChannelStates
    lines: WaitingLines
    calls: Calls
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Call for what is due, and for all that waits of a channel that is woken.

        Returns
        -------
        int
            For how many lines.
        """
        ids, called = [one.channel_id for one in self.channels.everything()], 0
        for channel_id, state in self.states.states_of(ids).items():
            if not state.is_on:
                continue
            before = None if state.is_woken else self.now() - GRACE
            lines = self.lines.due(channel_id, before, MOST_LINES)
            self.calls.call(channel_id, lines, timedelta(), is_woken=state.is_woken)
            if state.is_woken and len(lines) < MOST_LINES:
                self.states.note_woken(channel_id)
            called += len(lines)
        return called
