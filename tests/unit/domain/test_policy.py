"""What administrators may decide on, and what they may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.formats.region_names import EUROPEAN_COUNTRIES, EXPECTABLE
from handler.domain.formats.region_table import REGIONS
from handler.domain.policy import Policy, PolicyRequest, changed
from tests.support.fakes.records import POLICY
from tests.support.fakes.world import START


def asked(**about: Any) -> PolicyRequest:
    return replace(PolicyRequest(0.01, frozenset(), second_look=True, retention_days=90, version=0), **about)


def change(policy: Policy = POLICY, **about: Any) -> Policy:
    return changed(policy, asked(**about), 90, "an-admin", START)


def test_a_change_is_the_next_version_with_who_and_when() -> None:
    after = change(expected_regions=frozenset({"ro", "us-ca"}), retention_days=30)
    assert after == Policy(0.01, frozenset({"ro", "us-ca"}), True, 30, 1, START, "an-admin")


def test_what_is_asked_as_it_stands_changes_nothing() -> None:
    assert change() == POLICY


def test_only_what_differs_is_told() -> None:
    after = change(expected_regions=frozenset({"ro", "eu"}), second_look=False)
    assert POLICY.differences(after) == {
        "from": "expected_regions anywhere, second_look on",
        "to": "expected_regions eu ro, second_look off",
    }
    assert POLICY.differences(POLICY) == {}


def test_a_stale_version_is_refused_with_what_is_in_force() -> None:
    policy = change(accept_error_rate=0.05)
    with pytest.raises(Conflict) as raised:
        change(policy, version=0)
    for said in ("version 1", "accept_error_rate 0.05", "expected_regions anywhere", "retention_days 90"):
        assert said in raised.value.message


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"accept_error_rate": 0.025}, "accept_error_rate: choose one of 0, 0.01, "),
        ({"accept_error_rate": float("nan")}, "accept_error_rate: "),
        ({"expected_regions": frozenset({"xx", "ro"})}, "expected_regions: no region has the code xx"),
        ({"expected_regions": frozenset({"RO"})}, "expected_regions: "),
        ({"retention_days": 0}, "retention_days: choose 1 to 90 days"),
        ({"retention_days": 91}, "retention_days: choose 1 to 90 days"),
    ],
)
def test_a_value_without_a_meaning_is_refused(about: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRequest) as raised:
        change(**about)
    assert says in raised.value.message


def test_every_region_that_is_known_has_a_name_and_no_other() -> None:
    assert set(EXPECTABLE) == {region.code for region in REGIONS} | {"eu"}
    assert set(EXPECTABLE) >= EUROPEAN_COUNTRIES
    assert len(set(EXPECTABLE.values())) == len(EXPECTABLE)
