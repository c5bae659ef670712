"""What is needed to tell events, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

import random
import secrets
from functools import cache
from typing import TYPE_CHECKING

import boto3

from handler import bootstrap
from handler.domain.events.channel import ChannelKind
from handler.settings import (
    audit_inbox,
    call_queue,
    event_bus,
    loopback_allowed,
    mail_addresses,
    outbox_table,
    stage,
    web_origin,
)

if TYPE_CHECKING:
    from handler.adapters.dynamodb.outbox.channel_states import DynamoDbChannelStates
    from handler.adapters.dynamodb.outbox.channels import DynamoDbChannels
    from handler.adapters.dynamodb.outbox.delivery_log import DynamoDbDeliveryLog
    from handler.adapters.dynamodb.outbox.events import DynamoDbOutbox
    from handler.adapters.dynamodb.outbox.lines import DynamoDbLines
    from handler.adapters.telling.calls import SqsCalls
    from handler.service.events.announce import Announce
    from handler.service.events.change_channels import ChangeChannels
    from handler.service.events.deliver import Deliver
    from handler.service.events.replay import Replay
    from handler.service.events.show_channels import ShowChannels
    from handler.service.events.sweep import Sweep


@cache
def announce() -> Announce:
    """Build what puts events into lines."""
    from handler.service.events.announce import Announce

    return Announce(_channels(), _lines(), _calls())


@cache
def sweep() -> Sweep:
    """Build what calls for lines that are due."""
    from handler.service.events.sweep import Sweep

    return Sweep(_channels(), _states(), _lines(), _calls(), bootstrap.now)


@cache
def deliver() -> Deliver:
    """Build what sends the events of a line."""
    from handler.adapters.dynamodb.outbox.channels import DynamoDbSigningSecrets
    from handler.adapters.telemetry.metric_lines import MetricLines
    from handler.adapters.telling.post import Post
    from handler.adapters.telling.senders import BusSender, MailedNotices, Mailer, MailSender, WebhookSender
    from handler.service.events.deliver import Deliver
    from handler.service.ports.channels import Senders

    sender, administrators = mail_addresses()
    mailer = Mailer(boto3.client("sesv2", config=bootstrap.RETRIES), sender)
    senders: Senders = {
        ChannelKind.WEBHOOK: WebhookSender(Post(loopback_allowed=loopback_allowed())),
        ChannelKind.EMAIL: MailSender(mailer),
        ChannelKind.BUS: BusSender(boto3.client("events", config=bootstrap.RETRIES), event_bus()),
    }
    return Deliver(
        channels=_channels(),
        states=_states(),
        secrets=DynamoDbSigningSecrets(bootstrap.dynamodb(), outbox_table()),
        lines=_lines(),
        events=outbox(),
        senders=senders,
        calls=_calls(),
        notices=MailedNotices(mailer, administrators, web_origin()),
        random=random.random,
        now=bootstrap.now,
        measure=MetricLines(stage(), bootstrap.now),
    )


@cache
def show_channels() -> ShowChannels:
    """Build the use cases of looking at channels."""
    from handler.service.events.show_channels import ShowChannels

    return ShowChannels(_audited_channels(), _states(), _log())


@cache
def change_channels() -> ChangeChannels:
    """Build the use cases of making and changing channels."""
    from handler.adapters.dynamodb.outbox.channel_states import DynamoDbChannelStates
    from handler.service.events.change_channels import ChangeChannels

    return ChangeChannels(
        channels=_audited_channels(),
        switches=DynamoDbChannelStates(bootstrap.dynamodb(), outbox_table(), audit_inbox()),
        outbox=outbox(),
        random_bytes=secrets.token_bytes,
        now=bootstrap.now,
        loopback_allowed=loopback_allowed(),
    )


@cache
def replay() -> Replay:
    """Build the use cases of sending again."""
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
    from handler.service.events.replay import Replay

    inbox = DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())
    return Replay(_audited_channels(), _log(), _calls(), inbox, bootstrap.now)


@cache
def outbox() -> DynamoDbOutbox:
    """Build the outbox."""
    from handler.adapters.dynamodb.outbox.events import DynamoDbOutbox

    return DynamoDbOutbox(bootstrap.dynamodb(), outbox_table(), bootstrap.now)


def _channels() -> DynamoDbChannels:
    from handler.adapters.dynamodb.outbox.channels import DynamoDbChannels

    return DynamoDbChannels(bootstrap.dynamodb(), outbox_table())


def _audited_channels() -> DynamoDbChannels:
    from handler.adapters.dynamodb.outbox.channels import DynamoDbChannels

    return DynamoDbChannels(bootstrap.dynamodb(), outbox_table(), audit_inbox())


def _states() -> DynamoDbChannelStates:
    from handler.adapters.dynamodb.outbox.channel_states import DynamoDbChannelStates

    return DynamoDbChannelStates(bootstrap.dynamodb(), outbox_table())


def _lines() -> DynamoDbLines:
    from handler.adapters.dynamodb.outbox.lines import DynamoDbLines

    return DynamoDbLines(bootstrap.dynamodb(), outbox_table())


def _log() -> DynamoDbDeliveryLog:
    from handler.adapters.dynamodb.outbox.delivery_log import DynamoDbDeliveryLog

    return DynamoDbDeliveryLog(bootstrap.dynamodb(), outbox_table(), bootstrap.now)


@cache
def _calls() -> SqsCalls:
    from handler.adapters.telling.calls import SqsCalls

    return SqsCalls(boto3.client("sqs", config=bootstrap.RETRIES), call_queue())
