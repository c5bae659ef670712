"""What administrators decide on: how photos are read, and how long they are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.audit import differences
from handler.domain.budget.budget import MOST_CALLS, budget_after
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.formats.region_names import EXPECTABLE
from handler.domain.keeping.ends import NOT_APART, Retention, RetentionApart
from handler.domain.reading.acceptance import ERROR_RATES

USUAL_HOLD_DAYS: Final = 365
"""For how long a photo may be held where nobody decided otherwise."""

LONGEST_HOLD_DAYS: Final = 3650
"""Ten years: what is held beyond that belongs into a file of its own."""


@quick_dataclass(frozen=True, slots=True)
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
    needs_purpose : bool
        Whether nobody looks plates up without saying why.
    retention_apart : RetentionApart
        Of photos in which a plate stands on a list, and of others.
    hold_days_limit : int
        For how long operators may protect a photo from its end at most, from when they do.
    detect_text_calls_a_day : int or None
        Above so many a day, UTC, photos wait; None for no limit.
    """

    accept_error_rate: float
    expected_regions: frozenset[str]
    second_look: bool
    retention_days: int
    version: int = 0
    changed_at: datetime | None = None
    changed_by: str | None = None
    needs_purpose: bool = False
    retention_apart: RetentionApart = NOT_APART
    hold_days_limit: int = USUAL_HOLD_DAYS
    detect_text_calls_a_day: int | None = None

    @property
    def retention(self) -> Retention:
        """How long photos that arrive from now on are kept."""
        return Retention(timedelta(days=self.retention_days), self.retention_apart)

    def no_longer_than(self, days: int) -> Policy:
        """Shorten what is kept to what the bucket keeps."""
        apart = self.retention_apart.at_most(days)
        return replace(self, retention_days=min(self.retention_days, days), retention_apart=apart)

    def as_text(self) -> Mapping[str, str]:
        """Write each decision down in words, by its name."""
        return {
            "accept_error_rate": f"{self.accept_error_rate:g}",
            "expected_regions": " ".join(sorted(self.expected_regions)) or "anywhere",
            "second_look": "on" if self.second_look else "off",
            "retention_days": str(self.retention_days),
            **self.retention_apart.as_text(),
            "needs_purpose": "on" if self.needs_purpose else "off",
            "hold_days_limit": str(self.hold_days_limit),
            "detect_text_calls_a_day": str(self.detect_text_calls_a_day or "no limit"),
        }

    def differences(self, after: Policy) -> Mapping[str, str]:
        """Tell what another policy changes: what each changed decision was and is, under ``from`` and ``to``."""
        return differences(self.as_text(), after.as_text())


@quick_dataclass(frozen=True, slots=True)
class PolicyRequest:
    """What an administrator wants; `version` is that of the policy that they saw. What is None stays as it is.

    A budget of 0 DetectText calls a day takes the limit away.
    """

    accept_error_rate: float
    expected_regions: frozenset[str]
    second_look: bool
    retention_days: int
    version: int
    needs_purpose: bool | None = None
    retention_apart: RetentionApart | None = None
    hold_days_limit: int | None = None
    detect_text_calls_a_day: int | None = None


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
        needs_purpose=policy.needs_purpose if asked.needs_purpose is None else asked.needs_purpose,
        retention_apart=asked.retention_apart or policy.retention_apart,
        hold_days_limit=policy.hold_days_limit if asked.hold_days_limit is None else asked.hold_days_limit,
        detect_text_calls_a_day=budget_after(policy.detect_text_calls_a_day, asked.detect_text_calls_a_day),
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
    if asked.retention_apart:
        asked.retention_apart.check(retention_days_limit)
    if asked.hold_days_limit is not None and not 1 <= asked.hold_days_limit <= LONGEST_HOLD_DAYS:
        raise InvalidRequest(f"hold_days_limit: choose 1 to {LONGEST_HOLD_DAYS} days.")
    if asked.detect_text_calls_a_day is not None and not 0 <= asked.detect_text_calls_a_day <= MOST_CALLS:
        raise InvalidRequest(
            f"detect_text_calls_a_day: choose 1 to {MOST_CALLS} DetectText calls a day, or 0 for no limit."
        )
