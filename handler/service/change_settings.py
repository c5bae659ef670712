"""Administrators decide how photos are read and how long they are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.policy import Policy, PolicyRequest, changed
from handler.service.budget.show_budget import ShowBudget, ShownBudget
from handler.service.ports.records import People, Policies, PolicyChanges


@quick_dataclass(frozen=True, slots=True)
class ShownSettings:
    """What is in force, who decided so, the longest retention that can be chosen, and how today's budget stands."""

    policy: Policy
    changed_by_email: str | None
    retention_days_limit: int
    budget: ShownBudget | None = None


@quick_dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Shows the settings, and changes them.

    Parameters
    ----------
    policies : Policies
    changes : PolicyChanges
    people : People
    retention_days_limit : int
        What the stack was deployed with.
    now : callable
        Gives the time in UTC.
    budget : ShowBudget or None
        Tells how a budget stands.
    """

    policies: Policies
    changes: PolicyChanges
    people: People
    retention_days_limit: int
    now: Callable[[], datetime]
    budget: ShowBudget | None = None

    def show(self, caller: Caller) -> ShownSettings:
        """Show what is in force.

        Parameters
        ----------
        caller : Caller

        Returns
        -------
        ShownSettings

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        """
        caller.require(ADMINS)
        return self._shown(self.policies.current())

    def __call__(self, caller: Caller, asked: PolicyRequest) -> ShownSettings:
        """Change what is in force, and write down who did it.

        Parameters
        ----------
        caller : Caller
        asked : PolicyRequest

        Returns
        -------
        ShownSettings
            As they are after that.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        Conflict
            When somebody changed them since the caller saw them.
        InvalidRequest
            When a value has no meaning.
        """
        caller.require(ADMINS)
        before, now = self.policies.current(), self.now()
        after = changed(before, asked, self.retention_days_limit, caller.owner, now)
        if after != before:
            details = before.differences(after)
            self.changes.put(after, AuditEntry(Action.CHANGED_SETTINGS, caller.owner, now, "", details))
        return self._shown(after)

    def _shown(self, policy: Policy) -> ShownSettings:
        emails = self.people.emails({policy.changed_by}) if policy.changed_by else {}
        budget = self.budget(policy.detect_text_calls_a_day) if self.budget else None
        return ShownSettings(policy, emails.get(policy.changed_by or ""), self.retention_days_limit, budget)
