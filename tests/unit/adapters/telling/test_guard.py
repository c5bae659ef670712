"""Which addresses webhooks may go to."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handler.adapters.telling.guard import Refused, checked_addresses, is_callable

REFUSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_of_the_internet_is_refused(address: str) -> None:
    assert not is_callable(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"])
def test_the_internet_is_called(address: str) -> None:
    assert is_callable(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_laptop_may_call_itself_and_no_other_private_address(address: str) -> None:
    assert is_callable(address, loopback_allowed=True)
    assert not is_callable("10.0.0.1", loopback_allowed=True)
    assert not is_callable("169.254.169.254", loopback_allowed=True)


@given(some.ip_addresses(v=4))
def test_an_address_hides_in_no_other_form(inner: ipaddress.IPv4Address) -> None:
    forms = [f"::ffff:{inner}", f"64:ff9b::{inner}", str(ipaddress.IPv6Address((0x2002 << 112) | (int(inner) << 80)))]
    if not is_callable(str(inner)):
        assert not any(map(is_callable, forms))


def test_a_name_that_leads_inside_as_well_as_outside_is_refused() -> None:
    with pytest.raises(Refused):
        checked_addresses("mixed.example", 443, lambda _host, _port: ["8.8.8.8", "10.0.0.1"], loopback_allowed=False)
