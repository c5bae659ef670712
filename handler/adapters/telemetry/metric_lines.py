"""Metrics as lines of the log: CloudWatch reads them there, so that nobody waits for a call to AWS."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.telemetry.metrics import Values, line
from handler.service.telemetry import correlation


@quick_dataclass(frozen=True, slots=True)
class MetricLines:
    """Writes lines of metrics.

    Parameters
    ----------
    stage : str
        The dimension of all of them.
    now : callable
        Gives the time in UTC.
    """

    stage: str
    now: Callable[[], datetime]

    def __call__(self, message: str, values: Values, code: str | None = None) -> None:
        """Write a line; raises ValueError for a name that is no metric."""
        made, correlation_id = line(message, self.now(), self.stage, values, code), correlation.in_hand()
        if correlation_id is not None:
            made["correlation_id"] = correlation_id
        # Not by a logger: what Lambda's log format puts around a message, CloudWatch would not look into.
        sys.stdout.write(json.dumps(made) + "\n")
