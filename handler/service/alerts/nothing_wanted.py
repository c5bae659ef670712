"""While there are no channels."""

from __future__ import annotations

from handler.domain.events.event import EventType


class NothingWanted:
    """Nobody wants to be told anything: no event is written."""

    def wanted(self) -> frozenset[EventType]:
        """Get the types of events that some channel wants: none."""
        return frozenset()
