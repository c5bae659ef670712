"""How an event goes: by webhook, by mail, or to the bus."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from handler.adapters.aws_errors import translated
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import RetryLater
from handler.domain.events.answer import Answer, Trouble
from handler.domain.events.channel import Channel, OffBecause
from handler.domain.events.envelope import body_of, envelope
from handler.domain.events.event import Event
from handler.domain.events.mail_text import mail_of, mail_when_off
from handler.domain.events.signature import signed_headers

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

SOURCE: Final = "platebook"
"""By it, rules of the bus know our events."""

USER_AGENT: Final = "Platebook-Webhooks/1"
_TAKEN: Final = Answer(200)
_NOT_SENT: Final = Answer(trouble=Trouble.SERVICE)


class Ses(Protocol):
    """What we need of boto3's client of SES."""

    def send_email(
        self,
        *,
        FromEmailAddress: str,  # noqa: N803 (theirs)
        Destination: Mapping[str, object],  # noqa: N803 (theirs)
        Content: Mapping[str, object],  # noqa: N803 (theirs)
    ) -> object:
        """Send a mail."""


class EventBridge(Protocol):
    """What we need of boto3's client of EventBridge."""

    def put_events(self, *, Entries: Sequence[Mapping[str, object]]) -> Mapping[str, Any]:  # noqa: N803 (theirs)
        """Put events on a bus."""


@quick_dataclass(frozen=True, slots=True)
class WebhookSender:
    """Posts events, signed."""

    post: Callable[[str, bytes, Mapping[str, str]], Answer]

    def send(self, channel: Channel, event: Event, secrets: Sequence[str], at: datetime) -> Answer:
        """Make one attempt."""
        body = body_of(event, channel.setup.body_format, channel.setup.target)
        signed = signed_headers(event.event_id, at, body, secrets)
        headers = {"content-type": "application/json", "user-agent": USER_AGENT, **signed}
        return self.post(channel.setup.target, body, headers)


@quick_dataclass(frozen=True, slots=True)
class Mailer:
    """Sends mail in the name of the installation.

    Parameters
    ----------
    client : Ses
    sender : str
        Whose mail it is; empty where the installation sends none.
    """

    client: Ses
    sender: str

    def mail(self, to: Sequence[str], subject: str, text: str) -> bool:
        """Send a mail; tells whether it is on its way. That it is not, the log tells, without addresses."""
        if not self.sender or not to:
            logger.warning("a mail was not sent: PLATEBOOK_MAIL_FROM is not set, or nobody to send it to")
            return False
        content = {"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}}}
        try:
            with translated("ses:SendEmail"):
                self.client.send_email(
                    FromEmailAddress=self.sender,
                    Destination={"ToAddresses": list(to)},
                    Content=content,
                )
        except RetryLater as error:
            logger.warning("a mail was not sent", extra={"reason": error.message})
            return False
        return True


@quick_dataclass(frozen=True, slots=True)
class MailSender:
    """Mails events."""

    mailer: Mailer

    def send(self, channel: Channel, event: Event, _secrets: Sequence[str], _at: datetime) -> Answer:
        """Make one attempt."""
        subject, text = mail_of(event)
        return _TAKEN if self.mailer.mail([channel.setup.target], subject, text) else _NOT_SENT


@quick_dataclass(frozen=True, slots=True)
class BusSender:
    """Puts events on the bus of the stage."""

    client: EventBridge
    bus: str

    def send(self, _channel: Channel, event: Event, _secrets: Sequence[str], at: datetime) -> Answer:
        """Make one attempt."""
        entry = {"Source": SOURCE, "DetailType": event.type.value, "EventBusName": self.bus, "Time": at}
        detail = json.dumps(envelope(event))
        try:
            with translated("events:PutEvents"):
                answer = self.client.put_events(Entries=[{**entry, "Detail": detail}])
        except RetryLater:
            return _NOT_SENT
        return _NOT_SENT if answer.get("FailedEntryCount") else _TAKEN


@quick_dataclass(frozen=True, slots=True)
class MailedNotices:
    """Tells administrators by mail that a channel was switched off."""

    mailer: Mailer
    to: Sequence[str]
    web_origin: str

    def switched_off(self, channel: Channel, because: OffBecause) -> None:
        """Tell it; a mail that cannot be sent is logged, no more, for the page tells it, too."""
        logger.error("a channel was switched off", extra={"channel_id": channel.channel_id, "because": because.value})
        subject, text = mail_when_off(channel.setup.name, because, f"{self.web_origin}/channels")
        self.mailer.mail(self.to, subject, text)
