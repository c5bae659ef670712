"""What is measured, by name, and how CloudWatch reads it out of a line of the log (embedded metric format).

Values are written as they are, never summed up before, so that CloudWatch can be asked for any percentile of them.

Format: Amazon CloudWatch user guide, "Specification: Embedded metric format".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass

NAMESPACE: Final = "Platebook"

MOST_VALUES: Final = 100
"""Of one metric in one line (same source)."""


class Unit(StrEnum):
    """As CloudWatch names them."""

    COUNT = "Count"
    SECONDS = "Seconds"


@quick_dataclass(frozen=True, slots=True)
class Metric:
    """What a name stands for.

    Attributes
    ----------
    says : str
        For people: what it tells.
    unit : Unit
    by_code : bool
        Whether it is also kept for each code apart: each code that comes up is one more metric to pay for.
    """

    says: str
    unit: Unit = Unit.COUNT
    by_code: bool = False


METRICS: Final[Mapping[str, Metric]] = {
    # Of each photo as it ends.
    "photos": Metric("photos that came to an end"),
    "seconds_to_plate": Metric("from the announcement of a photo to its end", Unit.SECONDS),
    "without_read": Metric("1 for a photo in which no plate was found, else 0: the average is the share"),
    "to_review": Metric("1 for a read that a person has to look at, else 0: the average is the share"),
    "repeats_saved": Metric("photos that showed the same as another one, and cost no DetectText"),
    "failures": Metric("photos that ended as failed", by_code=True),
    # Of what is done for a photo.
    "attempts_failed": Metric("attempts at a photo that broke off, to be tried again", by_code=True),
    "detect_text_calls": Metric("answers of DetectText: what Rekognition charges for"),
    "budget_warnings": Metric("1 when four fifths of a day's budget of DetectText calls are made"),
    "photos_put_off": Metric("times that a photo was not read, as the day's budget is used up, and waits"),
    # Of what others are told.
    "deliveries": Metric("attempts to send an event"),
    "deliveries_failed": Metric("1 for an attempt that was not taken, else 0: the average is the share"),
    # Of each comparison of the log with the bucket.
    "compared": Metric("comparisons that were made"),
    "received": Metric("photos that S3 accepted"),
    "done": Metric("of these, read"),
    "failed": Metric("of these, not to be read"),
    "in_flight": Metric("of these, on their way"),
    "waiting": Metric("of these, waiting for the next budget of DetectText calls"),
    "given_up": Metric("of these, tried as often as it is tried"),
    "unaccounted": Metric("of these, such as nobody knew of"),
    "needs_a_person": Metric("photos that a person has to look after"),
    "oldest_in_work_seconds": Metric("how long ago the oldest photo was announced that is on its way", Unit.SECONDS),
    "whole_age_hours": Metric("hours since a comparison of all uploads came to its end"),
    # Of each look at the cameras.
    "cameras": Metric("cameras that are in use"),
    "cameras_silent": Metric("cameras that have sent nothing for far longer than they usually do"),
    "cameras_clock_off": Metric("cameras whose clock is wrong"),
    "cameras_reads_falling": Metric("cameras whose photos are read less often than before"),
}
"""All that is measured; a name that is not here cannot be written."""

Value = float | Sequence[float]
Values = Mapping[str, Value]
"""What was measured: a number, or as many as there were reads. Nothing is written of what there was none of."""


def line(message: str, at: datetime, stage: str, values: Values, code: str | None = None) -> dict[str, object]:
    """Make a line of the log of which CloudWatch makes metrics.

    Parameters
    ----------
    message : str
        What happened; found by people who look through the log.
    at : datetime
        UTC.
    stage : str
        The dimension by which stages of one account are told apart.
    values : mapping of str to float or sequence of float
        By names of `METRICS`.
    code : str or None
        Of an error, for the metrics that are kept by code.

    Returns
    -------
    dict
        To be written as one line of JSON.

    Raises
    ------
    ValueError
        When a name is none of `METRICS`, or there are more values than a line takes.
    """
    there = {name: value for name, value in values.items() if not isinstance(value, Sequence) or value}
    for name, value in there.items():
        if name not in METRICS or (isinstance(value, Sequence) and len(value) > MOST_VALUES):
            raise ValueError(f"{name} is no metric, or has more values than a line takes. Metrics are in METRICS.")
    coded = [name for name in there if code is not None and METRICS[name].by_code]
    directives = [_directive([["stage"]], list(there))]
    if coded:
        directives.append(_directive([["stage", "code"]], coded))
    about = {"_aws": {"Timestamp": int(at.timestamp() * 1000), "CloudWatchMetrics": directives}, "stage": stage}
    return {**about, **({"code": code} if coded else {}), "message": message, **there}


def _directive(dimensions: list[list[str]], names: Sequence[str]) -> dict[str, object]:
    metrics = [{"Name": name, "Unit": METRICS[name].unit.value} for name in names]
    return {"Namespace": NAMESPACE, "Dimensions": dimensions, "Metrics": metrics}
