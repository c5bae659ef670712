"""What was spent of a day's budget, and the photos that wait for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from handler.domain.budget.budget import Budget, CallsOfDay, Spent
from handler.domain.upload import Upload


class SpentCalls(Protocol):
    """Counts DetectText calls by the day, while there is a budget."""

    def take(self, budget: Budget, now: datetime) -> Spent:
        """Count a call that is about to be made, and give the day's; raises BudgetSpent, and counts none, without."""

    def add(self, budget: Budget, calls: int, now: datetime) -> Spent:
        """Count calls that were made, whether or not they are beyond the budget; fewer than 0 are taken back."""

    def of_day(self, now: datetime) -> CallsOfDay:
        """Get what was counted so far."""


class CameraLimits(Protocol):
    """The budgets of cameras, as they are in force."""

    def __call__(self, camera_id: str) -> int | None:
        """Get a camera's DetectText calls a day; None for no limit, and for a camera that is gone, or unknown."""


class WaitingPhotos(Protocol):
    """Photos that were not read, as there was no call left for them."""

    def put(self, upload: Upload, holder: str) -> None:
        """Let an upload wait that the holder has in work; raises UploadBusy when the lease was lost."""

    def oldest_first(self) -> Iterator[Upload]:
        """Get those that wait, as they were announced."""

    def count(self, most: int) -> int:
        """Count those that wait, up to a number."""
