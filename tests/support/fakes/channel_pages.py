"""What the pages of channels ask, on a world of events in memory."""

from __future__ import annotations

import pytest

from handler import bootstrap_events
from handler.service.events.change_channels import ChangeChannels
from handler.service.events.replay import Replay
from handler.service.events.show_channels import ShowChannels
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.channels import EventWorld
from tests.support.fakes.sites import counting_bytes


def build_channels(monkeypatch: pytest.MonkeyPatch, audit: MemoryAuditLog) -> EventWorld:
    """Have the entry answer from memory."""
    world = EventWorld()
    world.channels.entries = audit.entries
    built = {
        "show_channels": ShowChannels(world.channels, world.channels, world.lines),
        "change_channels": ChangeChannels(world.channels, world.channels, world.events, counting_bytes(), world.clock),
        "replay": Replay(world.channels, world.lines, world.calls, audit, world.clock),
    }
    for name, use_case in built.items():
        monkeypatch.setattr(bootstrap_events, name, lambda use_case=use_case: use_case)
    return world
