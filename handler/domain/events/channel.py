"""A channel: where events go, which ones, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.events.event import Event, EventType
from handler.domain.events.secret import SecretMark

CHANNEL: Final = "ch"
"""How a channel's id begins."""


class ChannelKind(StrEnum):
    """By what events go."""

    WEBHOOK = "webhook"
    EMAIL = "email"
    BUS = "bus"


class BodyFormat(StrEnum):
    """In whose words a webhook is told."""

    PLATEBOOK = "platebook"
    PLATE_RECOGNIZER = "plate_recognizer"


class OffBecause(StrEnum):
    """Why nothing is sent by a channel. What it was to be told waits for it meanwhile."""

    BY_HAND = "by_hand"
    GONE = "gone"
    FAILING = "failing"


@quick_dataclass(frozen=True, slots=True)
class ChannelSetup:
    """What administrators say of a channel.

    Attributes
    ----------
    name : str
        For people.
    kind : ChannelKind
    target : str
        A webhook's address, an e-mail address; nothing for the stage's bus.
    types : frozenset of EventType
        What is told.
    site_ids, camera_ids : frozenset of str
        Of which sites and cameras; both empty means of all.
    body_format : BodyFormat
    """

    name: str
    kind: ChannelKind
    target: str
    types: frozenset[EventType]
    site_ids: frozenset[str] = frozenset()
    camera_ids: frozenset[str] = frozenset()
    body_format: BodyFormat = BodyFormat.PLATEBOOK

    def as_text(self) -> Mapping[str, str]:
        """Write each part down in words, by its name. A webhook's address is left out: its path may be a secret."""
        return {
            "name": self.name,
            "kind": self.kind.value,
            "types": _listed(one.value for one in self.types),
            "site_ids": _listed(self.site_ids) or "all",
            "camera_ids": _listed(self.camera_ids) or "all",
            "body_format": self.body_format.value,
        }


@quick_dataclass(frozen=True, slots=True)
class Channel:
    """A channel as administrators made it.

    Attributes
    ----------
    channel_id : str
    setup : ChannelSetup
    created_at : datetime
        UTC.
    version : int
        Counts the changes, from 1.
    secrets : tuple of SecretMark
        What is known of its secrets, without the secrets; newest last.
    """

    channel_id: str
    setup: ChannelSetup
    created_at: datetime
    version: int = 1
    secrets: tuple[SecretMark, ...] = ()

    def wants(self, event: Event) -> bool:
        """Tell whether an event goes by this channel."""
        if event.type is EventType.CHANNEL_TEST:
            return event.data.get("channel_id") == self.channel_id
        return event.type in self.setup.types and self._is_of_its_places(event)

    def _is_of_its_places(self, event: Event) -> bool:
        sites, cameras = self.setup.site_ids, self.setup.camera_ids
        if not sites and not cameras:
            return True
        return event.data.get("site_id") in sites or event.data.get("camera_id") in cameras


@quick_dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel stands: what sending told of it, and whether it is on.

    Attributes
    ----------
    off_because : OffBecause or None
        None while it is on.
    off_at : datetime or None
        UTC.
    failing_since : datetime or None
        Since when nothing was taken though it was tried, UTC.
    failures : int
        How often it was tried in vain since then.
    is_woken : bool
        Whether all that waits is to be sent at once.
    """

    off_because: OffBecause | None = None
    off_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    is_woken: bool = False

    @property
    def is_on(self) -> bool:
        """Whether events are sent."""
        return self.off_because is None

    @property
    def is_off_by_itself(self) -> bool:
        """Whether it is off though nobody switched it off, so that somebody has to look after it."""
        return self.off_because not in (None, OffBecause.BY_HAND)


def changed_channel(channel: Channel, setup: ChannelSetup, version: int) -> Channel:
    """Set a channel up anew; the same one where nothing changes.

    Raises
    ------
    Conflict
        When it was changed since the administrator saw it, or would become one of another kind.
    """
    check_version(channel, version)
    if setup.kind is not channel.setup.kind:
        raise Conflict("channel_kind")
    return channel if setup == channel.setup else replace(channel, setup=setup, version=version + 1)


def check_version(channel: Channel, version: int) -> None:
    """Go on only where the administrator saw the channel as it is.

    Raises
    ------
    Conflict
        When it was changed since.
    """
    if channel.version != version:
        raise Conflict("channel_changed")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
