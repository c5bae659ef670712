"""Which addresses may be called: those of the Internet, and no others.

Whoever makes a channel chooses where this function connects to. It must not become a way into a private network, nor to
what answers without a password because only the machine itself can reach it, such as the runtime's own interface and
the addresses that hand out keys (169.254.0.0/16).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a name and a port."""

_NAT64: Final = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))
_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")


class Refused(Exception):
    """A name leads to an address that is not called."""


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a name; raises OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def checked_addresses(host: str, port: int, resolver: Resolve, *, loopback_allowed: bool) -> Sequence[str]:
    """Get the addresses of a host, all of which may be called.

    Parameters
    ----------
    host : str
    port : int
    resolver : callable
    loopback_allowed : bool
        On a laptop alone.

    Returns
    -------
    Sequence of str
        To connect to as they are: a name that is looked up a second time may lead elsewhere.

    Raises
    ------
    Refused
        When one of them may not be called: a name that leads inside as well as outside is not to be trusted.
    OSError
        When the name is unknown.
    """
    addresses = resolver(host, port)
    for text in addresses:
        if not is_callable(text, loopback_allowed=loopback_allowed):
            raise Refused
    return addresses


def is_callable(text: str, *, loopback_allowed: bool = False) -> bool:
    """Tell whether an address may be called."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:  # one with a zone, or none at all
        return False
    inner = _embedded(address)
    if inner is not None:
        return is_callable(str(inner))
    if address.is_loopback:
        return loopback_allowed
    refused = (
        address.is_private
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or not address.is_global
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )
    return not refused


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """Get the IPv4 address that an IPv6 one stands for, in one of the ways in which it may."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in network for network in _NAT64):
        return last
    return last if address in _COMPATIBLE and int(last) > 1 else None
