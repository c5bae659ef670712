"""Channels that somebody names."""

from __future__ import annotations

from handler.domain.errors import NotFound
from handler.domain.events.channel import CHANNEL, Channel
from handler.domain.sites import ids
from handler.service.ports.channels import Channels


def channel_there(channels: Channels, channel_id: str) -> Channel:
    """Get a channel.

    Raises
    ------
    NotFound
        When there is none of this id.
    """
    found = channels.one(channel_id) if ids.is_id(CHANNEL, channel_id) else None
    if found is None:
        raise NotFound("There is no such channel. Choose one on the page Channels.")
    return found
