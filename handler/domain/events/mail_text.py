"""What mails say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Final

from handler.domain.events.channel import OffBecause
from handler.domain.events.event import Event, EventType

_SUBJECTS: Final[Mapping[EventType, str]] = {
    EventType.READ_ACCEPTED: "Platebook: a plate was read",
    EventType.READ_CORRECTED: "Platebook: a plate was corrected",
    EventType.ALERT_POSSIBLE: "Platebook: a plate of a list may have been seen",
    EventType.ALERT_CONFIRMED: "Platebook: a plate of a list was seen",
    EventType.ALERT_WITHDRAWN: "Platebook: an alert was withdrawn",
    EventType.CAMERA_SILENT: "Platebook: a camera is silent",
    EventType.CHANNEL_TEST: "Platebook: a test",
}
"""No plate stands in a subject: phones show it to whoever looks on."""

_CAUSES: Final[Mapping[OffBecause, str]] = {
    OffBecause.GONE: "its receiver says that it is gone for good (410)",
    OffBecause.FAILING: "its receiver has taken nothing for days",
    OffBecause.BY_HAND: "an administrator switched it off",
}


def mail_of(event: Event) -> tuple[str, str]:
    """Write a mail of an event: its subject and its text."""
    facts = [f"{name}: {value}" for name, value in event.data.items() if isinstance(value, str | int | float)]
    time = f"{event.occurred_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return _SUBJECTS[event.type], "\n".join([f"{event.type.value}, {time}", "", *facts, "", f"id: {event.event_id}"])


def mail_when_off(name: str, because: OffBecause, address: str) -> tuple[str, str]:
    """Write a mail that tells that a channel was switched off."""
    text = (
        f"The channel {name} is off: {_CAUSES[because]}.\n\n"
        "Everything that it was to be told waits, as long as the events are kept. Mend the receiver, then switch the "
        f"channel on again; what waited is sent by itself:\n{address}\n"
    )
    return "Platebook: a channel was switched off", text
