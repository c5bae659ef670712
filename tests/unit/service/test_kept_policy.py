from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handler.service.kept_policy import KeptPolicy
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.records import POLICY, MemoryPolicies
from tests.support.fakes.world import Clock


def test_what_is_in_force_is_asked_for_once_in_a_while_and_a_change_counts_then() -> None:
    clock, policies = Clock(), MemoryPolicies(MemoryAuditLog())
    kept = KeptPolicy(policies, timedelta(seconds=60), clock)
    assert [kept() for _ in range(50)] == [POLICY] * 50
    policies.policy = after = replace(POLICY, second_look=False, version=1)
    clock.move(timedelta(seconds=59))
    assert (kept(), policies.asked) == (POLICY, 1)
    clock.move(timedelta(seconds=1))
    assert (kept(), policies.asked) == (after, 2)
