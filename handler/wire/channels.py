"""The wire of channels: where events go, how that stands, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from handler.domain.events.answer import KEPT_BYTES, Answer, Trouble
from handler.domain.events.channel import BodyFormat, Channel, ChannelKind, ChannelSetup, ChannelState, OffBecause
from handler.domain.events.channel_checks import LONGEST_URL
from handler.domain.events.delivery import Delivery, DeliveryStatus
from handler.domain.events.event import EventType
from handler.domain.events.secret import OVERLAP
from handler.domain.sites.texts import LONGEST_NAME
from handler.service.events.change_channels import MadeChannel
from handler.service.events.replay import MOST_AT_ONCE, Replayed
from handler.service.events.show_channels import ShownChannels
from handler.wire.common import Cursor, Moment, Wire

ShortText = Annotated[str, StringConstraints(max_length=1000)]
"""Longer than what is taken, so that the domain's sentence is what people read."""

Id = Annotated[str, StringConstraints(max_length=64)]
MOST_PLACES = 200


class ChannelInput(Wire):
    """A channel as it shall be. With `channel_id` and `version` it is changed, without both it is made."""

    channel_id: Id | None = None
    version: int | None = Field(default=None, ge=0, strict=True, description="Of the channel as you saw it.")
    name: ShortText = Field(description=f"For people; 1 to {LONGEST_NAME} characters.", examples=["Gate program"])
    kind: ChannelKind
    target: ShortText = Field(
        default="", description=f"A webhook's https address of at most {LONGEST_URL} characters, or an e-mail address."
    )
    types: list[EventType] = Field(max_length=20, description="What is told.")
    site_ids: list[Id] = Field(default=[], max_length=MOST_PLACES, description="Both empty means of all places.")
    camera_ids: list[Id] = Field(default=[], max_length=MOST_PLACES)
    body_format: BodyFormat = BodyFormat.PLATEBOOK

    @model_validator(mode="after")
    def _both_or_neither(self) -> ChannelInput:
        if (self.channel_id is None) is not (self.version is None):
            raise ValueError("give channel_id and version to change one, or neither to make one")
        return self

    def to_domain(self) -> ChannelSetup:
        """Make what administrators say of it."""
        return ChannelSetup(
            self.name,
            self.kind,
            self.target,
            frozenset(self.types),
            frozenset(self.site_ids),
            frozenset(self.camera_ids),
            self.body_format,
        )


class SwitchInput(Wire):
    """Whether a channel shall be on."""

    on: bool = Field(strict=True, description="On, it is sent all that waited; off, everything waits.")


class SeenChannel(Wire):
    """Of which state something is asked."""

    version: int = Field(ge=0, strict=True, description="Of the channel as you saw it.")


class DeliveriesQuery(Wire):
    """Which page of the log."""

    limit: int = Field(default=50, ge=1, le=100)
    cursor: Cursor | None = None


class ReplayInput(Wire):
    """What to send again: one delivery, or all that failed of events since a time."""

    delivery_id: ShortText | None = None
    failed_since: Moment | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ReplayInput:
        if (self.delivery_id is None) is (self.failed_since is None):
            raise ValueError("give either delivery_id or failed_since")
        return self


class SigningSecretView(Wire):
    """What may be shown of a secret."""

    secret_id: str
    created_at: datetime
    ends_at: datetime | None = Field(description="Null for the one in use.")


class ChannelView(Wire):
    """A channel, and how it stands."""

    channel_id: str
    name: str
    kind: ChannelKind
    target: str
    types: list[EventType]
    site_ids: list[str]
    camera_ids: list[str]
    body_format: BodyFormat
    created_at: datetime
    version: int
    secrets: list[SigningSecretView] = Field(description="Oldest first; one that has ended is left out by and by.")
    is_on: bool
    off_because: OffBecause | None = Field(description="Null while it is on.")
    off_at: datetime | None
    failing_since: datetime | None = Field(description="Since when nothing was taken though it was tried.")

    @classmethod
    def of(cls, channel: Channel, state: ChannelState) -> ChannelView:
        """Write a channel as the API sends it."""
        setup = channel.setup
        return cls(
            channel_id=channel.channel_id,
            name=setup.name,
            kind=setup.kind,
            target=setup.target,
            types=sorted(setup.types),
            site_ids=sorted(setup.site_ids),
            camera_ids=sorted(setup.camera_ids),
            body_format=setup.body_format,
            created_at=channel.created_at,
            version=channel.version,
            secrets=[
                SigningSecretView(secret_id=one.secret_id, created_at=one.created_at, ends_at=one.ends_at)
                for one in channel.secrets
            ],
            is_on=state.is_on,
            off_because=state.off_because,
            off_at=state.off_at,
            failing_since=state.failing_since,
        )


class ChannelsView(Wire):
    """All channels by name."""

    channels: list[ChannelView]

    @classmethod
    def of(cls, shown: ShownChannels) -> ChannelsView:
        """Write all channels as the API sends them."""
        return cls(channels=[ChannelView.of(one, shown.states[one.channel_id]) for one in shown.channels])


class MadeChannelView(Wire):
    """A channel that was made or changed, with its new secret, if there is one, for the only time that it is shown."""

    channel: ChannelView
    secret: str | None = Field(
        description=f"Keep it: nobody is shown it again. An older one signs beside it for {OVERLAP.days * 24} hours.",
        examples=["whsec_…"],
    )

    @classmethod
    def of(cls, made: MadeChannel, state: ChannelState) -> MadeChannelView:
        """Write it as the API sends it."""
        return cls(channel=ChannelView.of(made.channel, state), secret=made.secret)


class SentTestView(Wire):
    """A test that is on its way."""

    event_id: str = Field(description="Under which it appears in the log of deliveries.")


class AnswerView(Wire):
    """What came of an attempt."""

    status: int | None = Field(description="Of HTTP; null where there was no answer.")
    text: str = Field(description=f"The first {KEPT_BYTES} bytes.")
    trouble: Trouble | None = Field(description="Why there was no answer.")

    @classmethod
    def of(cls, answer: Answer) -> AnswerView:
        """Write an answer as the API sends it."""
        return cls(status=answer.status, text=answer.text, trouble=answer.trouble)


class DeliveryView(Wire):
    """One event on its way by one channel."""

    delivery_id: str
    event_id: str
    type: EventType
    occurred_at: datetime
    status: DeliveryStatus
    attempts: int
    last_tried_at: datetime | None
    next_at: datetime | None = Field(description="When it is tried again; null where that is not settled.")
    answer: AnswerView | None = Field(description="To the last attempt.")

    @classmethod
    def of(cls, delivery: Delivery) -> DeliveryView:
        """Write a delivery as the API sends it."""
        return cls(
            delivery_id=delivery.delivery_id,
            event_id=delivery.event_id,
            type=delivery.type,
            occurred_at=delivery.occurred_at,
            status=delivery.status,
            attempts=delivery.attempts,
            last_tried_at=delivery.last_tried_at,
            next_at=delivery.next_at,
            answer=AnswerView.of(delivery.answer) if delivery.answer else None,
        )


class DeliveriesView(Wire):
    """What came of a channel's events, newest first."""

    deliveries: list[DeliveryView]
    cursor: str | None = Field(description="Where the next page begins; null on the last one.")

    @classmethod
    def of(cls, page: tuple[Sequence[Delivery], str | None]) -> DeliveriesView:
        """Write a page as the API sends it."""
        return cls(deliveries=[DeliveryView.of(one) for one in page[0]], cursor=page[1])


class ReplayedView(Wire):
    """How much is sent again."""

    count: int = Field(description=f"At most {MOST_AT_ONCE}.")
    has_more: bool = Field(description="Whether more failed: ask again.")

    @classmethod
    def of(cls, replayed: Replayed) -> ReplayedView:
        """Write it as the API sends it."""
        return cls(count=replayed.count, has_more=replayed.has_more)
