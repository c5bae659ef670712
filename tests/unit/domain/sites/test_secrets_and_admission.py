"""Secrets of cameras, and whom they let in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import Conflict, NotFound
from handler.domain.sites.admission import Cause, may_call_from, why_not
from handler.domain.sites.camera import ROTATION, Camera, removed_camera, with_secret, without_secret
from handler.domain.sites.secret import RANDOM_BYTES, Secret, digest_of, is_secret, secret_text
from handler.domain.sites.site import Site, removed_site
from tests.support.fakes.sites import a_camera, a_site
from tests.support.fakes.world import START

DAY = timedelta(days=1)
INACTIVE = replace(a_camera().setup, is_active=False)
CLOSED = replace(a_site().setup, is_active=False)


def secret(number: int, after: timedelta = timedelta()) -> Secret:
    return Secret(f"sec-{number:010d}", digest_of(str(number)), START + after)


@given(st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_a_secret_is_known_by_its_digest_and_stands_in_no_text_that_is_made_of_it(random: bytes) -> None:
    text = secret_text(random)
    assert (len(text), is_secret(text), text[:4]) == (47, True, "pbk_")
    assert digest_of(text) == hashlib.sha256(text.encode()).hexdigest()
    known = Secret("sec-0000000000", digest_of(text), START)
    assert text not in repr(known)
    assert known.sha256 not in repr(a_camera(secrets=(known,)))


@given(st.text())
def test_what_is_no_secret_is_told_from_one(text: str) -> None:
    assert not is_secret(text)
    assert not is_secret(secret_text(bytes(RANDOM_BYTES)) + text[:1] + "\n")


def test_two_secrets_are_valid_while_one_takes_the_place_of_the_other() -> None:
    camera = with_secret(with_secret(a_camera(), secret(1)), secret(2, DAY))
    assert [one.ends_at for one in camera.secrets] == [START + DAY + ROTATION, None]
    assert camera.version == 3
    with pytest.raises(Conflict) as raised:
        with_secret(camera, secret(3, 2 * DAY))
    assert raised.value.code == "two_secrets"


def test_a_secret_that_has_ended_makes_room() -> None:
    camera = with_secret(with_secret(a_camera(), secret(1)), secret(2))
    later = with_secret(camera, secret(3, ROTATION))
    assert [one.secret_id for one in later.secrets] == ["sec-0000000002", "sec-0000000003"]
    assert camera.as_of(START + ROTATION - timedelta(seconds=1)) == camera
    assert [one.secret_id for one in camera.as_of(START + ROTATION).secrets] == ["sec-0000000002"]


def test_an_ending_is_never_put_off() -> None:
    camera = with_secret(with_secret(a_camera(), secret(1)), secret(2))
    alone = without_secret(camera, "sec-0000000002")
    again = with_secret(alone, secret(3, 3 * DAY))
    assert [one.ends_at for one in again.secrets] == [START + ROTATION, None]


def test_a_secret_is_revoked_once() -> None:
    camera = without_secret(with_secret(a_camera(), secret(1)), "sec-0000000001")
    assert camera.secrets == ()
    with pytest.raises(NotFound):
        without_secret(camera, "sec-0000000001")


def test_a_camera_that_is_removed_has_no_secrets() -> None:
    removed = removed_camera(with_secret(a_camera(), secret(1)), 2, START)
    assert (removed.secrets, removed.is_removed, removed.setup) == ((), True, a_camera().setup)


@pytest.mark.parametrize(
    ("camera", "site", "cause"),
    [
        (a_camera(), a_site(), None),
        (None, a_site(), Cause.CAMERA_REMOVED),
        (removed_camera(a_camera(), 1, START), a_site(), Cause.CAMERA_REMOVED),
        (a_camera(setup=INACTIVE), a_site(), Cause.CAMERA_INACTIVE),
        (a_camera(), None, Cause.SITE_INACTIVE),
        (a_camera(), a_site(setup=CLOSED), Cause.SITE_INACTIVE),
        (a_camera(), removed_site(a_site(), 1, START), Cause.SITE_INACTIVE),
        (a_camera(setup=replace(a_camera().setup, allowed_networks=("10.0.0.0/8",))), a_site(), Cause.OTHER_ADDRESS),
    ],
)
def test_what_keeps_a_camera_out(camera: Camera | None, site: Site | None, cause: Cause | None) -> None:
    assert why_not(camera, site, "203.0.113.7") is cause


@pytest.mark.parametrize(
    ("address", "networks", "may"),
    [
        ("203.0.113.7", (), True),
        ("no address", (), True),
        ("203.0.113.7", ("203.0.113.0/24",), True),
        ("::ffff:203.0.113.7", ("203.0.113.0/24",), True),
        ("203.0.114.7", ("203.0.113.0/24", "2001:db8::/32"), False),
        ("2001:db8::5", ("203.0.113.0/24", "2001:db8::/32"), True),
        ("", ("203.0.113.0/24",), False),
        ("203.0.113.7, 10.0.0.1", ("203.0.113.0/24",), False),
    ],
)
def test_from_where_a_camera_may_call(address: str, networks: tuple[str, ...], may: bool) -> None:
    assert may_call_from(address, networks) is may
