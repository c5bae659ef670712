"""Schedule entry: the comparison of the log with the bucket, and a look at the cameras, every hour and every night."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from handler import bootstrap_alerts, bootstrap_cameras, bootstrap_plates
from handler.domain.sites.health import Ailment
from handler.settings import LambdaContext

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

NAMESPACE: Final = "Platebook"
CAMERA_METRICS: Final = {
    Ailment.SILENT: "cameras_silent",
    Ailment.CLOCK_OFF: "cameras_clock_off",
    Ailment.READS_FALLING: "cameras_reads_falling",
}
METRICS: Final = ("received", "done", "failed", "in_flight", "given_up", "unaccounted", "needs_a_person")


def handle(event: Mapping[str, object], context: LambdaContext) -> dict[str, object]:
    """Compare, mend, look at the cameras, and say how it stood.

    Parameters
    ----------
    event : mapping
        `window_hours`, how far back; without it, as far back as uploads are kept. With `read_given_up`, photos are
        tried again that were given up: by hand, once the cause is mended.
    context : LambdaContext

    Returns
    -------
    dict
        The meter's and the cameras' numbers, for who invokes the function by hand.

    Raises
    ------
    ValueError
        When `window_hours` is no number of hours.
    RetryLater
        When AWS does not answer as it should.
    """
    read_given_up = event.get("read_given_up") is True
    window = _window(event)
    # First, so that nothing is taken away that somebody is about to hold.
    bootstrap_plates.mend_holds(bootstrap_alerts.keep_by_hits())
    meter = bootstrap_alerts.reconcile()(window, context.aws_request_id, read_given_up=read_given_up)
    numbers: dict[str, object] = {name: getattr(meter, name) for name in METRICS}
    sys.stdout.write(_metric_line("reconciled", meter.at, numbers) + "\n")
    seen = bootstrap_cameras.check_cameras()()
    cameras: dict[str, object] = {"cameras": seen.cameras}
    cameras |= {name: seen.with_ailment[ailment] for ailment, name in CAMERA_METRICS.items()}
    sys.stdout.write(_metric_line("cameras looked at", seen.at, cameras) + "\n")
    findings = {finding.value: count for finding, count in meter.findings.items()}
    repaired = {name: getattr(meter, name) for name in ("sent_again", "removed", "refiled")}
    return {**numbers, **cameras, "findings": findings, **repaired}


def _window(event: Mapping[str, object]) -> timedelta | None:
    hours = event.get("window_hours")
    if hours is None:
        return None
    number = hours if isinstance(hours, int | float) and not isinstance(hours, bool) else 0
    window = timedelta(hours=number) if 0 < number < 24 * 3660 else timedelta()
    if not window:
        raise ValueError("window_hours must be a number of hours above 0; leave it out for all uploads.")
    return window


def _metric_line(message: str, at: datetime, numbers: Mapping[str, object]) -> str:
    """Write metrics as CloudWatch reads them out of the log (embedded metric format), without a call to AWS."""
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [["stage"]],
        "Metrics": [{"Name": name, "Unit": "Count"} for name in numbers],
    }
    aws = {"Timestamp": int(at.timestamp() * 1000), "CloudWatchMetrics": [directive]}
    return json.dumps({"_aws": aws, "stage": os.environ.get("PLATEBOOK_STAGE", ""), "message": message, **numbers})
