"""After an unclean end: what became of the photos, told in words."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypedDict

from mypy_boto3_lambda import LambdaClient

from local.aws.marker import Marker
from local.errors import LocalError
from local.stack import STACK_NAME

FUNCTION = f"{STACK_NAME}-reconciling"
AGAIN_SECONDS = 16 * 60.0
"""By then what was in work when the run ended counts as given up by whoever worked on it: 5 minutes of promise, 10 of
grace (handler/domain/upload.py), and one for the clocks. A comparison then puts it to work again."""


class Numbers(TypedDict):
    """What the comparison answers (handler/on_schedule.py)."""

    received: int
    done: int
    failed: int
    in_flight: int
    waiting: int
    given_up: int
    unaccounted: int
    findings: Mapping[str, int]
    sent_again: int
    removed: int
    resumed: int


def compare(functions: LambdaClient) -> Numbers:
    """Compare the log with the bucket, as the schedule does every night.

    Raises
    ------
    LocalError
        The comparison failed.
    """
    answer = functions.invoke(FunctionName=FUNCTION, Payload=b"{}")
    payload = answer["Payload"].read()
    if answer.get("FunctionError"):
        raise LocalError(f"The comparison of the log with the bucket failed: {payload.decode(errors='replace')}")
    numbers: Numbers = json.loads(payload)
    return numbers


def describe_end(marker: Marker) -> str:
    """Say how the last run ended, and how much of it may be lost."""
    if marker.saved_at is None:
        return "The last run did not end cleanly, and was never saved."
    return (
        f"The last run did not end cleanly. It was last saved {_when(marker.saved_at)}: of what came later, only the "
        "photos themselves were kept. What was decided or deleted after that has to be decided or deleted again."
    )


def describe_unsaved(marker: Marker) -> str:
    """Say that a run that has just ended could not be saved."""
    since = f"since it was saved {_when(marker.saved_at)}" if marker.saved_at else "in this run"
    return f"What was done {since} could not be saved. The next start tells what is missing."


def describe(numbers: Numbers) -> Iterator[str]:
    """Say what the comparison found, a sentence a line.

    Parameters
    ----------
    numbers
        What it answered.
    """
    findings = numbers["findings"]
    gone, no_record = findings.get("photo_gone", 0), findings.get("no_record", 0)
    yield (
        f"{_photos(numbers['received'])} received: {numbers['done']} read, {numbers['failed']} that cannot be read, "
        f"{numbers['in_flight']} in work, {numbers['sent_again']} put to work again, {numbers['given_up']} given up."
    )
    if numbers["waiting"]:
        yield _of_budget(numbers["waiting"], numbers["resumed"])
    if numbers["in_flight"]:
        yield f"What was in work when the run ended is taken up again within {AGAIN_SECONDS / 60:.0f} minutes."
    if no_record:
        yield (
            f"Of {_photos(no_record)} no record is left. They lie in the bucket under uploads/ for a week, and nobody "
            "sees them: they must be sent again."
        )
    if gone:
        yield f"Of {_photos(gone)} that were read, the photo is gone: the reads are still there."


def _of_budget(waiting: int, resumed: int) -> str:
    """Say of photos that wait for a budget how many, and when they are read."""
    read_now = min(resumed, waiting)
    waited = "waits" if waiting == 1 else "wait"
    told = [f"{_photos(waiting)} of these {waited} for a budget of DetectText calls."]
    if read_now:
        told.append(f"{read_now} of them are read now.")
    if read_now < waiting:
        told.append(
            "What waits is read by itself within an hour after the next day (UTC) begins, or after the budget is "
            "raised (Settings, or the camera's page)."
        )
    return " ".join(told)


def _when(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():on %Y-%m-%d at %H:%M:%S}"


def _photos(count: int) -> str:
    return "1 photo" if count == 1 else f"{count} photos"
