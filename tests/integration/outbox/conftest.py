"""The outbox's table, and all that tells events on it instead of in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb.outbox.channel_states import DynamoDbChannelStates
from handler.adapters.dynamodb.outbox.channels import DynamoDbChannels, DynamoDbSigningSecrets
from handler.adapters.dynamodb.outbox.events import DynamoDbOutbox
from handler.adapters.dynamodb.outbox.lines import DynamoDbLines
from handler.domain.audit import Action, AuditEntry
from handler.domain.events.channel import ChannelKind
from handler.domain.events.secret import SigningSecret
from handler.service.events.announce import Announce
from handler.service.events.deliver import Deliver
from handler.service.events.sweep import Sweep
from tests.integration.conftest import AUDIT_INBOX
from tests.support.fakes.channels import CHANNEL_ID, MARK, SECRET, EventWorld, a_channel
from tests.support.fakes.tables import create_table
from tests.support.fakes.world import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OUTBOX = "outbox-of-a-test"


def an_entry(action: Action = Action.CHANGED_CHANNEL) -> AuditEntry:
    return AuditEntry(action, "an-admin", START, CHANNEL_ID)


@pytest.fixture
def outbox(audit_table: DynamoDBClient) -> DynamoDBClient:
    create_table(audit_table, OUTBOX, "outbox_table.yml", "OutboxTable")
    return audit_table


@pytest.fixture
def channels(outbox: DynamoDBClient) -> DynamoDbChannels:
    channels = DynamoDbChannels(outbox, OUTBOX, AUDIT_INBOX)
    channels.put(None, a_channel(), an_entry(), SigningSecret(MARK, SECRET))
    return channels


@pytest.fixture
def states(outbox: DynamoDBClient) -> DynamoDbChannelStates:
    return DynamoDbChannelStates(outbox, OUTBOX, AUDIT_INBOX)


@pytest.fixture
def lines(outbox: DynamoDBClient) -> DynamoDbLines:
    return DynamoDbLines(outbox, OUTBOX)


@pytest.fixture
def world(
    outbox: DynamoDBClient, channels: DynamoDbChannels, states: DynamoDbChannelStates, lines: DynamoDbLines
) -> EventWorld:
    world = EventWorld()
    world.events = DynamoDbOutbox(outbox, OUTBOX, world.clock)  # type: ignore[assignment]
    world.announce = Announce(channels, lines, world.calls)
    world.deliver = Deliver(
        channels,
        states,
        DynamoDbSigningSecrets(outbox, OUTBOX),
        lines,
        world.events,
        dict.fromkeys(ChannelKind, world.receiver),
        world.calls,
        world.notices,
        lambda: 0.5,
        world.clock,
    )
    world.sweep = Sweep(channels, states, lines, world.calls, world.clock)
    return world
