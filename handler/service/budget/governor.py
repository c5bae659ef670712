"""Ask for text within a day's budget."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from handler.domain.budget.budget import Budget, Spent, warns_at
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import PlatebookError
from handler.domain.sites.rules import NO_RULES
from handler.domain.upload import Upload
from handler.service.ports.budget import CameraLimits, SpentCalls, WaitingPhotos
from handler.service.ports.metrics import Measure, unmeasured

logger = logging.getLogger(__name__)


@quick_dataclass(frozen=True, slots=True)
class Governor:
    """Lets a photo be looked at while the day's budget lasts, and wait once it is used up.

    Where no budget is set it asks nobody and counts nothing. A camera's is the one that was set when its photo was
    announced; of a photo that waited, the one that is set now: it may have been raised.

    Parameters
    ----------
    spent : SpentCalls
    waiting : WaitingPhotos
    calls_a_day : int or None
        Of all photos; None for no limit.
    limits : CameraLimits
    now : callable
        Gives the time in UTC.
    measure : Measure
        Is told when most of a budget is used up, and of each photo that has to wait.
    """

    spent: SpentCalls
    waiting: WaitingPhotos
    calls_a_day: int | None
    limits: CameraLimits
    now: Callable[[], datetime]
    measure: Measure = unmeasured

    def first_look(self, upload: Upload, look: Callable[[], Mapping[str, object]]) -> Mapping[str, object]:
        """Look for text in a photo; what DetectText refuses is not charged, and does not count.

        Raises
        ------
        BudgetSpent
            When the photo has to wait; nobody was asked then.
        """
        budget = self._budget_of(upload)
        if not budget.is_set:
            return look()
        self._warn(budget, self.spent.take(budget, self.now()))
        try:
            return look()
        except PlatebookError:
            self.spent.add(budget, -1, self.now())
            raise

    def count_second_look(self, upload: Upload) -> None:
        """Count a call that was made since: a photo that was begun is read to its end, beyond the budget, too."""
        budget = self._budget_of(upload)
        if budget.is_set:
            self._warn(budget, self.spent.add(budget, 1, self.now()))

    def let_wait(self, upload: Upload, holder: str) -> None:
        """Let a photo wait.

        Raises
        ------
        UploadBusy
            When another invocation has taken the upload over.
        """
        self.waiting.put(upload, holder)
        about = {"upload_id": upload.ref.upload_id, "waits_for": upload.wait.whose.value if upload.wait else None}
        logger.info("upload waits for the next budget", extra=about)
        self.measure("photo waits", {"photos_put_off": 1})

    def _budget_of(self, upload: Upload) -> Budget:
        limit, camera_id = (upload.rules or NO_RULES).detect_text_calls_a_day, upload.camera_id
        if upload.wait and upload.rules and camera_id:
            limit = self.limits(camera_id)
        return Budget(self.calls_a_day, limit, camera_id)

    def _warn(self, budget: Budget, spent: Spent) -> None:
        self._warn_of(spent.stage, budget.stage, {})
        self._warn_of(spent.camera, budget.camera, {"camera_id": budget.camera_id})

    def _warn_of(self, calls: int, limit: int | None, whose: Mapping[str, object]) -> None:
        """Warn once a day: each number of calls is reached by one call only."""
        if limit is not None and calls == warns_at(limit):
            about = {"calls": calls, "limit": limit, **whose}
            logger.warning("most of the day's DetectText calls are made", extra=about)
            self.measure("budget nearly used up", {"budget_warnings": 1})
