"""What administrators may say of a channel."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import SplitResult, urlsplit

from handler.domain.errors import InvalidRequest
from handler.domain.events.channel import BodyFormat, Channel, ChannelKind, ChannelSetup
from handler.domain.events.envelope import TOLD_AS_READS
from handler.domain.events.event import EventType
from handler.domain.sites.texts import name_of

LONGEST_URL: Final = 500
MOST_CHANNELS: Final = 50
HTTPS_PORT: Final = 443
LEAST_FREE_PORT: Final = 1024

_MAIL: Final = re.compile(r"[^\s@<>\"',;:\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def checked(setup: ChannelSetup, *, loopback_allowed: bool) -> ChannelSetup:
    """Tidy a channel up.

    Parameters
    ----------
    setup : ChannelSetup
    loopback_allowed : bool
        Whether webhooks may go to this machine, by http too: on a laptop alone.

    Raises
    ------
    InvalidRequest
        When something of it has no meaning.
    """
    _check_types(setup)
    target = setup.target.strip()
    if setup.kind is ChannelKind.WEBHOOK:
        tidy = _webhook(target, loopback_allowed=loopback_allowed)
    else:
        tidy = _TARGETS[setup.kind](target)
    return replace(setup, name=name_of(setup.name), target=tidy)


def check_among(setup: ChannelSetup, others: Iterable[Channel]) -> None:
    """Refuse a second channel to one address: a receiver would be told everything twice.

    Raises
    ------
    InvalidRequest
        When there is one, or when there are too many.
    """
    others = list(others)
    same = [one for one in others if (one.setup.kind, one.setup.target) == (setup.kind, setup.target)]
    if same:
        raise InvalidRequest(f"target: the channel {same[0].setup.name} goes there already. Change that one.")
    if len(others) >= MOST_CHANNELS:
        raise InvalidRequest(f"name: there are {MOST_CHANNELS} channels, the most there can be. Remove one first.")


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or address is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_types(setup: ChannelSetup) -> None:
    if not setup.types or EventType.CHANNEL_TEST in setup.types:
        raise InvalidRequest("types: choose at least one type of event; tests go without being chosen.")
    if setup.body_format is BodyFormat.PLATEBOOK:
        return
    if setup.kind is not ChannelKind.WEBHOOK:
        raise InvalidRequest("body_format: only webhooks can be told in the words of Plate Recognizer.")
    untold = sorted(one.value for one in setup.types - TOLD_AS_READS)
    if untold:
        raise InvalidRequest(f"types: Plate Recognizer's format has no words for {', '.join(untold)}. Leave these out.")


def _webhook(url: str, *, loopback_allowed: bool) -> str:
    if len(url) > LONGEST_URL or not url.isascii() or any(one.isspace() or one == "\\" for one in url):
        raise InvalidRequest(f"target: give an address of at most {LONGEST_URL} ASCII characters, without blanks.")
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError as error:
        raise InvalidRequest("target: this is no address. Give one such as https://example.com/plates.") from error
    host = (parts.hostname or "").rstrip(".")
    _check_scheme(parts, host, loopback_allowed=loopback_allowed)
    if port is not None and port != HTTPS_PORT and port < LEAST_FREE_PORT:
        raise InvalidRequest(f"target: use port {HTTPS_PORT}, or one from {LEAST_FREE_PORT} on.")
    return parts._replace(fragment="").geturl()


def _check_scheme(parts: SplitResult, host: str, *, loopback_allowed: bool) -> None:
    here = loopback_allowed and is_loopback(host)
    if not host or parts.scheme not in ({"https", "http"} if here else {"https"}):
        raise InvalidRequest("target: give an address that begins with https://, such as https://example.com/plates.")
    if parts.username is not None or parts.password is not None:
        raise InvalidRequest("target: leave user and password out of the address; each event is signed instead.")
    if is_loopback(host) and not loopback_allowed:
        raise InvalidRequest("target: this is the machine itself. Give an address on the Internet.")


def _mail(address: str) -> str:
    if len(address) > 254 or not _MAIL.fullmatch(address):
        raise InvalidRequest("target: this is no e-mail address. Give one, such as gate@example.com.")
    return address


def _bus(target: str) -> str:
    if target:
        raise InvalidRequest("target: leave this empty; events go to the bus of this installation.")
    return target


_TARGETS: Final[Mapping[ChannelKind, Callable[[str], str]]] = {
    ChannelKind.EMAIL: _mail,
    ChannelKind.BUS: _bus,
}
