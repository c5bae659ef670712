"""Schedule entry: the comparison of the log with the bucket, and a look at the cameras, every hour and every night."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from handler import bootstrap, bootstrap_alerts, bootstrap_cameras, bootstrap_plates
from handler.domain.reconciliation import Meter, Whole
from handler.domain.sites.health import Ailment
from handler.settings import LambdaContext

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

CAMERA_METRICS: Final = {
    Ailment.SILENT: "cameras_silent",
    Ailment.CLOCK_OFF: "cameras_clock_off",
    Ailment.READS_FALLING: "cameras_reads_falling",
}
METER_METRICS: Final = (
    "received",
    "done",
    "failed",
    "in_flight",
    "waiting",
    "given_up",
    "unaccounted",
    "needs_a_person",
    "oldest_in_work_seconds",
)
RESERVE: Final = timedelta(seconds=90)
"""For the rest of the work, and for the part of a comparison that is under way when its time is over."""


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
    read_given_up, began = event.get("read_given_up") is True, bootstrap.now()
    window = _window(event)
    # First, so that nothing is taken away that somebody is about to hold.
    bootstrap_plates.mend_holds(bootstrap_alerts.keep_by_hits())
    meter, whole = _compare(window, context, read_given_up=read_given_up)
    numbers = _numbers(meter)
    # After the comparison: what is given up for good does not take a call from what waits.
    resumed = bootstrap_alerts.resume_waiting()()
    measure = bootstrap_alerts.measure()
    age = whole.hours_since_end(bootstrap.now())
    measure("reconciled", {"compared": 1, **(numbers if window or whole.is_over else {}), "whole_age_hours": age})
    if window and whole.is_over and whole.last_end >= began:
        measure("reconciled all", _numbers(whole.meter))
    seen = bootstrap_cameras.check_cameras()()
    cameras: dict[str, float] = {"cameras": seen.cameras}
    cameras |= {name: seen.with_ailment[ailment] for ailment, name in CAMERA_METRICS.items()}
    measure("cameras looked at", cameras)
    findings = {finding.value: count for finding, count in meter.findings.items()}
    repaired = {name: getattr(meter, name) for name in ("sent_again", "removed", "refiled")}
    told = {**numbers, **cameras, "findings": findings, **repaired, "resumed": resumed}
    photos = 0 if whole.is_over else sum(whole.meter.findings.values())
    return {**told, "whole_is_over": whole.is_over, "whole_age_hours": age, "whole_photos_compared": photos}


def _numbers(meter: Meter) -> dict[str, float]:
    return {name: getattr(meter, name) for name in METER_METRICS}


def _compare(window: timedelta | None, context: LambdaContext, *, read_given_up: bool) -> tuple[Meter, Whole]:
    """Compare what was asked for, and go on with what an earlier invocation had no time for."""
    until = bootstrap.now() + timedelta(milliseconds=context.get_remaining_time_in_millis()) - RESERVE
    reconcile, holder = bootstrap_alerts.reconcile(), context.aws_request_id
    if window is None:
        whole = reconcile.go_on(holder, until, begin=True, read_given_up=read_given_up)
        return whole.meter, whole
    meter = reconcile(window, holder, read_given_up=read_given_up)
    return meter, reconcile.go_on(holder, until)


def _window(event: Mapping[str, object]) -> timedelta | None:
    hours = event.get("window_hours")
    if hours is None:
        return None
    number = hours if isinstance(hours, int | float) and not isinstance(hours, bool) else 0
    window = timedelta(hours=number) if 0 < number < 24 * 3660 else timedelta()
    if not window:
        raise ValueError("window_hours must be a number of hours above 0; leave it out for all uploads.")
    return window
