"""Signatures as Standard Webhooks has them, and the secrets that they are made with."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.events.secret import OVERLAP, SecretMark, key_of, rotated, secret_text
from handler.domain.events.signature import signed_headers
from tests.support.fakes.world import START

AT = datetime.fromtimestamp(1_674_087_231, UTC)


@given(some.binary(min_size=24, max_size=64), some.binary(max_size=200))
def test_a_receiver_that_follows_the_specification_finds_the_signature_right(key: bytes, body: bytes) -> None:
    headers = signed_headers("evt1", AT, body, [secret_text(key)])
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("evt1", "1674087231")
    version, _, signature = headers["webhook-signature"].partition(",")
    expected = hmac.new(key, b"evt1.1674087231." + body, hashlib.sha256).digest()
    assert (version, base64.b64decode(signature)) == ("v1", expected)


def test_while_secrets_are_rotated_each_signs() -> None:
    old, new = secret_text(b"o" * 24), secret_text(b"n" * 64)
    both = signed_headers("evt1", AT, b"{}", [new, old])["webhook-signature"].split(" ")
    alone = [signed_headers("evt1", AT, b"{}", [one])["webhook-signature"] for one in (new, old)]
    assert both == alone


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_!!", secret_text(b"x" * 23), secret_text(b"x" * 65), "eHh4eA=="])
def test_what_is_no_secret_of_the_specification_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest):
        key_of(text)


def test_a_secret_is_valid_for_a_day_beside_the_one_that_takes_its_place_and_no_third_one_comes() -> None:
    first, second = SecretMark("a", START), SecretMark("b", START + timedelta(days=9))
    both = rotated((first,), second)
    assert [one.ends_at for one in both] == [second.created_at + OVERLAP, None]
    with pytest.raises(Conflict):
        rotated(both, SecretMark("c", second.created_at + timedelta(hours=1)))
    later = rotated(both, SecretMark("c", second.created_at + OVERLAP))
    assert [one.secret_id for one in later] == ["b", "c"]
