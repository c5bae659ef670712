"""A day's budget of DetectText calls; days are in UTC, as Rekognition's own bill has them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass

WARNING_SHARE: Final = 0.8
"""From this share of a budget on people are warned."""

MOST_CALLS: Final = 10_000_000
"""A day at most: some 115 each second, more than an account may make."""


class Whose(StrEnum):
    """Which budget a photo waits for."""

    STAGE = "stage"
    CAMERA = "camera"


class Spending(StrEnum):
    """How a budget stands."""

    FINE = "fine"
    WARNING = "warning"
    SPENT = "spent"


@quick_dataclass(frozen=True, slots=True)
class Wait:
    """Why a photo is not read yet: whose budget is used up, and until when, UTC."""

    whose: Whose
    until: datetime


@quick_dataclass(frozen=True, slots=True)
class Budget:
    """What a photo may cost.

    Attributes
    ----------
    stage, camera : int or None
        DetectText calls a day of all photos, and of those of its camera; None for no limit.
    camera_id : str or None
        Whose budget `camera` is.
    """

    stage: int | None
    camera: int | None = None
    camera_id: str | None = None

    @property
    def is_set(self) -> bool:
        """Whether there is any limit, so that somebody has to count."""
        return self.stage is not None or self.camera is not None


@quick_dataclass(frozen=True, slots=True)
class Spent:
    """Calls of a day: of all photos, and of the camera that was asked for, if it has a budget."""

    stage: int = 0
    camera: int = 0


@quick_dataclass(frozen=True, slots=True)
class CallsOfDay:
    """Calls of a day: of all photos, and by their ids those of cameras that had a budget."""

    stage: int = 0
    cameras: Mapping[str, int] = field(default_factory=dict)

    def of_camera(self, camera_id: str) -> int:
        """Tell how many were made for a camera, as long as it has a budget."""
        return self.cameras.get(camera_id, 0)


def warns_at(limit: int) -> int:
    """Tell which call of a day is the one that people are warned at."""
    return max(1, math.ceil(limit * WARNING_SHARE))


def spending(calls: int, limit: int | None) -> Spending:
    """Tell how a budget stands after some calls; one without a limit is always fine."""
    if limit is None or calls < warns_at(limit):
        return Spending.FINE
    return Spending.SPENT if calls >= limit else Spending.WARNING


def left_of(calls: int, limit: int | None) -> float:
    """Tell how many calls are left, infinitely many where there is no limit."""
    return math.inf if limit is None else max(0, limit - calls)


def whose(budget: Budget, spent: Spent) -> Whose:
    """Tell which budget leaves no further call; where both are used up, the stage's."""
    return Whose.STAGE if left_of(spent.stage, budget.stage) == 0 else Whose.CAMERA


def next_day(now: datetime) -> datetime:
    """Give the moment (UTC) at which the next day's budget begins."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def budget_after(before: int | None, asked: int | None) -> int | None:
    """Give the limit that an administrator asks for: None leaves it as it is, 0 takes it away."""
    return before if asked is None else asked or None
