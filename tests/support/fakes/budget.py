"""A day's budget in memory, with the promises of the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from handler.domain.budget.budget import Budget, CallsOfDay, Spent, Wait, left_of, next_day, whose
from handler.domain.errors import BudgetSpent, UploadBusy
from handler.domain.upload import Upload, UploadStatus
from tests.support.fakes.uploads import MemoryUploadLog


@dataclass
class MemorySpentCalls:
    """Calls by the day and by camera; None is the stage."""

    calls: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    requests: int = 0

    def take(self, budget: Budget, now: datetime) -> Spent:
        self.requests += 1
        spent = self._spent(budget, now)
        if min(left_of(spent.stage, budget.stage), left_of(spent.camera, budget.camera)) == 0:
            raise BudgetSpent(Wait(whose(budget, spent), next_day(now)))
        return self._add(budget, 1, now)

    def add(self, budget: Budget, calls: int, now: datetime) -> Spent:
        self.requests += 1
        return self._add(budget, calls, now)

    def of_day(self, now: datetime) -> CallsOfDay:
        today = {name: calls for (day, name), calls in self.calls.items() if day == now.date().isoformat()}
        return CallsOfDay(today.pop(None, 0), {str(name): calls for name, calls in today.items()})

    def _spent(self, budget: Budget, now: datetime) -> Spent:
        counted = self.of_day(now)
        return Spent(counted.stage, counted.of_camera(budget.camera_id) if budget.camera_id else 0)

    def _add(self, budget: Budget, calls: int, now: datetime) -> Spent:
        day = now.date().isoformat()
        self.calls[day, None] += calls
        if budget.camera is not None:
            self.calls[day, budget.camera_id] += calls
        return self._spent(budget, now)


@dataclass
class MemoryCameraLimits:
    """What is set for cameras, and for which of them somebody asked."""

    limits: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, camera_id: str) -> int | None:
        self.asked.append(camera_id)
        return self.limits.get(camera_id)


@dataclass
class MemoryWaitingPhotos:
    """Uploads of a log that wait."""

    log: MemoryUploadLog

    def put(self, upload: Upload, holder: str) -> None:
        if self.log.holders.get(upload.ref.upload_id) != holder:
            raise UploadBusy(upload.ref.upload_id)
        del self.log.holders[upload.ref.upload_id]
        self.log.uploads[upload.ref.upload_id] = replace(upload, lease_until=None, attempts=1)

    def oldest_first(self) -> Iterator[Upload]:
        waiting = [one for one in self.log.uploads.values() if one.status is UploadStatus.WAITING and not one.deletion]
        return iter(sorted(waiting, key=lambda one: one.created_at))

    def count(self, most: int) -> int:
        return len(list(islice(self.oldest_first(), most)))
