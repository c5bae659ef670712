"""Who wants to be told what."""

from __future__ import annotations

from typing import Protocol

from handler.domain.events.event import EventType


class Subscriptions(Protocol):
    """What the channels ask for, all together."""

    def wanted(self) -> frozenset[EventType]:
        """Get the types of events that some channel wants, or wanted a short time ago: no others are written."""
