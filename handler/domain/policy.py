"""What administrators decide on: how photos are read, and how long they are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handler.domain.audit import differences
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.formats.region_names import EXPECTABLE
from handler.domain.reading.acceptance import ERROR_RATES


@dataclass(frozen=True, slots=True)
class Policy:
    """What is in force.

    Attributes
    ----------
    accept_error_rate : float
        Of the reads that count without a person's look at them, the share that may be wrong, 0-1.
    expected_regions : frozenset of str
        Whose plates are expected; empty means anywhere.
    second_look : bool
        Whether a photo that the first look leaves in doubt may cost a second DetectText call.
    retention_days : int
        How long photos that arrive from now on are kept, with all that is read in them.
    version : int
        Counts the changes; 0 while nobody made any.
    changed_at : datetime or None
        UTC.
    changed_by : str or None
        The person's id.
    """

    accept_error_rate: float
    expected_regions: frozenset[str]
    second_look: bool
    retention_days: int
    version: int = 0
    changed_at: datetime | None = None
    changed_by: str | None = None

    @property
    def retention(self) -> timedelta:
        """How long photos that arrive from now on are kept."""
        return timedelta(days=self.retention_days)

    def as_text(self) -> Mapping[str, str]:
        """Write each decision down in words, by its name."""
        return {
            "accept_error_rate": f"{self.accept_error_rate:g}",
            "expected_regions": " ".join(sorted(self.expected_regions)) or "anywhere",
            "second_look": "on" if self.second_look else "off",
            "retention_days": str(self.retention_days),
        }

    def differences(self, after: Policy) -> Mapping[str, str]:
        """Tell what another policy changes: what each changed decision was and is, under ``from`` and ``to``."""
        return differences(self.as_text(), after.as_text())


@dataclass(frozen=True, slots=True)
class PolicyRequest:
    """What an administrator wants; `version` is that of the policy that they saw."""

    accept_error_rate: float
    expected_regions: frozenset[str]
    second_look: bool
    retention_days: int
    version: int


def changed(policy: Policy, asked: PolicyRequest, retention_days_limit: int, by: str, at: datetime) -> Policy:
    """Change a policy.

    Parameters
    ----------
    policy : Policy
        In force.
    asked : PolicyRequest
    retention_days_limit : int
        What the stack was deployed with: the bucket keeps no photo longer.
    by : str
        The administrator's id.
    at : datetime
        UTC.

    Returns
    -------
    Policy
        One version on; the one in force where nothing is asked that it does not say.

    Raises
    ------
    Conflict
        When the administrator saw another version; says what is in force.
    InvalidRequest
        When a value has no meaning.
    """
    if asked.version != policy.version:
        raise stale(policy)
    _check(asked, retention_days_limit)
    after = replace(
        policy,
        accept_error_rate=asked.accept_error_rate,
        expected_regions=asked.expected_regions,
        second_look=asked.second_look,
        retention_days=asked.retention_days,
    )
    return after if after == policy else replace(after, version=policy.version + 1, changed_at=at, changed_by=by)


def stale(policy: Policy) -> Conflict:
    """Make the error of somebody who saw an older policy than the one in force."""
    now = ", ".join(f"{name} {text}" for name, text in policy.as_text().items())
    return Conflict(
        "settings_changed",
        f"Somebody else was faster: version {policy.version} is in force now, with {now}. "
        "Load the settings again, then decide.",
    )


def check_regions(codes: Collection[str]) -> None:
    """See that plates can be expected of some regions.

    Raises
    ------
    InvalidRequest
        Names the codes that no region has.
    """
    unknown = sorted(set(codes) - set(EXPECTABLE))
    if unknown:
        raise InvalidRequest(
            f"expected_regions: no region has the code {', '.join(unknown)}. Choose codes such as ro, us-ca or eu."
        )


def _check(asked: PolicyRequest, retention_days_limit: int) -> None:
    if asked.accept_error_rate not in ERROR_RATES:
        choices = ", ".join(f"{rate:g}" for rate in ERROR_RATES)
        raise InvalidRequest(f"accept_error_rate: choose one of {choices}.")
    check_regions(asked.expected_regions)
    if not 1 <= asked.retention_days <= retention_days_limit:
        raise InvalidRequest(
            f"retention_days: choose 1 to {retention_days_limit} days; the bucket keeps no photo longer."
        )
