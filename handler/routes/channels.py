"""What administrators ask about channels: the part of the HTTP entry that `api` shares out among its functions."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from handler import bootstrap_events
from handler.domain.caller import Audience
from handler.http import NoInput, Request, Route
from handler.service.events.change_channels import MadeChannel
from handler.service.events.replay import Replayed
from handler.wire.channels import (
    ChannelInput,
    ChannelsView,
    DeliveriesQuery,
    DeliveriesView,
    MadeChannelView,
    ReplayedView,
    ReplayInput,
    SeenChannel,
    SentTestView,
    SwitchInput,
)
from handler.wire.sites import NothingElse


def _show_channels(request: Request[NoInput]) -> ChannelsView:
    return ChannelsView.of(bootstrap_events.show_channels()(request.caller))


def _save_channel(request: Request[ChannelInput]) -> MadeChannelView:
    change, asked = bootstrap_events.change_channels(), request.input
    if asked.channel_id is None or asked.version is None:
        return _with_state(change.make(request.caller, asked.to_domain()))
    changed = change.change(request.caller, asked.channel_id, asked.to_domain(), asked.version)
    return _with_state(MadeChannel(changed, None))


def _switch_channel(request: Request[SwitchInput]) -> MadeChannelView:
    switch = bootstrap_events.change_channels().switch
    return _with_state(MadeChannel(switch(request.caller, request.path["channel_id"], on=request.input.on), None))


def _remove_channel(request: Request[SeenChannel]) -> ChannelsView:
    bootstrap_events.change_channels().remove(request.caller, request.path["channel_id"], request.input.version)
    return ChannelsView.of(bootstrap_events.show_channels()(request.caller))


def _rotate_secret(request: Request[NothingElse]) -> MadeChannelView:
    return _with_state(bootstrap_events.change_channels().rotate(request.caller, request.path["channel_id"]))


def _test_channel(request: Request[NothingElse]) -> SentTestView:
    test = bootstrap_events.change_channels().test
    return SentTestView(event_id=test(request.caller, request.path["channel_id"]))


def _show_deliveries(request: Request[DeliveriesQuery]) -> DeliveriesView:
    show, asked = bootstrap_events.show_channels(), request.input
    return DeliveriesView.of(show.deliveries(request.caller, request.path["channel_id"], asked.limit, asked.cursor))


def _replay(request: Request[ReplayInput]) -> ReplayedView:
    replay, asked, channel_id = bootstrap_events.replay(), request.input, request.path["channel_id"]
    if asked.failed_since is not None:
        return ReplayedView.of(replay.failed(request.caller, channel_id, asked.failed_since))
    replay.one(request.caller, channel_id, asked.delivery_id or "")
    return ReplayedView.of(Replayed(1, has_more=False))


def _with_state(made: MadeChannel) -> MadeChannelView:
    return MadeChannelView.of(made, bootstrap_events.show_channels().state_of(made.channel))


CHANNELS: Final[Mapping[str, Route[Any]]] = {
    "GET /channels": Route("Show the channels", NoInput, _show_channels, ChannelsView, Audience.ADMINS),
    "POST /channels": Route("Make or change a channel", ChannelInput, _save_channel, MadeChannelView, Audience.ADMINS),
    "POST /channels/{channel_id}/switch": Route(
        "Switch a channel on or off", SwitchInput, _switch_channel, MadeChannelView, Audience.ADMINS
    ),
    "POST /channels/{channel_id}/remove": Route(
        "Remove a channel", SeenChannel, _remove_channel, ChannelsView, Audience.ADMINS
    ),
    "POST /channels/{channel_id}/rotate": Route(
        "Make a webhook's next secret", NothingElse, _rotate_secret, MadeChannelView, Audience.ADMINS
    ),
    "POST /channels/{channel_id}/test": Route(
        "Send a test by a channel", NothingElse, _test_channel, SentTestView, Audience.ADMINS, HTTPStatus.CREATED
    ),
    "GET /channels/{channel_id}/deliveries": Route(
        "Show what came of a channel's events", DeliveriesQuery, _show_deliveries, DeliveriesView, Audience.ADMINS
    ),
    "POST /channels/{channel_id}/replay": Route(
        "Send events again", ReplayInput, _replay, ReplayedView, Audience.ADMINS
    ),
}
"""Of channels, their secrets, and the log of deliveries."""
