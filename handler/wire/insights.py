"""The wire of what was counted, and of the nothing-lost meter."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pydantic import Field

from handler.domain.insights import CountedBy, median_seconds, total
from handler.domain.reconciliation import Finding, Meter
from handler.service.show_changes import MOST_COUNTED, Changes
from handler.service.show_insights import Shown
from handler.wire.common import BudgetView, Day, Wire

COUNT_NAMES: Final = (
    "Photos: `done`, `failed`, `failure:CODE`, `without_plate`, `without_time` (of capture), "
    "`seconds:UP_TO` (`more`), `repeats` and `repeat:CAMERA` (not read, as they showed the same as another photo: each "
    "saved a DetectText call), `detect_text_calls` (of the photos that ended). "
    "Of registered cameras: `camera:CAMERA` (done), `camera_with_read:CAMERA`, "
    "`camera_to_review:CAMERA`. "
    "Reads: `reads`, `status:STATUS` (by the machine), `read:TENTH` (of confidence), `region:CODE` (empty: unknown). "
    "Decisions: `confirmed`, `corrected`, `rejected`, `judged:TENTH`, `right:TENTH` (confirmed), "
    "`confused:SEEN+RIGHT` (two characters): of the machine's reads alone. `typed`: plates that people typed."
)


class InsightsQuery(Wire):
    """Which days, both included, in UTC."""

    first: Day = Field(alias="from", description="The first day.")
    last: Day = Field(alias="to", description="The last day; at most 100 days in all.")
    by: CountedBy = Field(
        default=CountedBy.ARRIVAL,
        description="`arrival`: in the hour in which a photo was read or somebody decided. `capture`: in that in which "
        "the photo was taken; where nobody knows when, in that of its announcement.",
    )


class HourCounts(Wire):
    """What was counted in an hour."""

    hour: str = Field(description="In UTC.", examples=["2026-05-04T03"])
    counts: dict[str, int] = Field(description=COUNT_NAMES)


class NothingLost(Wire):
    """What became of the photos that S3 accepted, when the log and the bucket were last compared."""

    since: datetime = Field(description="Uploads announced from here on were compared.")
    at: datetime
    received: int = Field(description="The sum of the following six.")
    done: int
    failed: int
    in_flight: int
    waiting: int = Field(description="For the next day's budget of DetectText calls, or a larger one.")
    given_up: int = Field(description="Reading them kept failing; their events wait in the failure queue for 14 days.")
    unaccounted: int = Field(description="Nobody knew of them; 0 when all is well.")
    sent_again: int = Field(description="How many of them are being read now.")
    no_record: int = Field(description="Unaccounted for because nothing in the log tells of them: to be sent again.")
    photos_gone: int = Field(description="Done, and the photo was taken out of the bucket since.")

    @classmethod
    def of(cls, meter: Meter) -> NothingLost:
        """Write a meter as the API sends it."""
        return cls(
            since=meter.since,
            at=meter.at,
            received=meter.received,
            done=meter.done,
            failed=meter.failed,
            in_flight=meter.in_flight,
            waiting=meter.waiting,
            given_up=meter.given_up,
            unaccounted=meter.unaccounted,
            sent_again=meter.sent_again,
            no_record=meter.findings.get(Finding.NO_RECORD, 0),
            photos_gone=meter.findings.get(Finding.PHOTO_GONE, 0),
        )


class Insights(Wire):
    """What was counted in some days, as it happened."""

    hours: list[HourCounts] = Field(description="Oldest first; hours without any are left out.")
    total: dict[str, int] = Field(description=COUNT_NAMES)
    nothing_lost: NothingLost | None = Field(description="Null until the first comparison, an hour after deployment.")
    budget: BudgetView | None = Field(description="Null where none is set.")
    is_complete: bool = Field(
        description="False by `capture`, where photos that arrived in these days were counted by an earlier version, "
        "which knew only `arrival`."
    )
    median_seconds: int | None = Field(
        description="Half of the photos took at most so long from their announcement to their plates; "
        "null without any, or when it is more than two minutes."
    )

    @classmethod
    def of(cls, shown: Shown) -> Insights:
        """Write counts as the API sends it."""
        whole = dict(total(shown.hours.values()))
        return cls(
            hours=[HourCounts(hour=hour, counts=dict(shown.hours[hour])) for hour in sorted(shown.hours)],
            total=whole,
            nothing_lost=NothingLost.of(shown.meter) if shown.meter else None,
            budget=BudgetView.of(shown.budget) if shown.budget else None,
            is_complete=shown.is_complete,
            median_seconds=median_seconds(whole),
        )


class ChangesView(Wire):
    """Whether anything is new, and how much waits: cheap, to be asked for every few seconds."""

    version: str = Field(
        description="Opaque. Another one than before: a photo was read or failed, somebody decided on a read or "
        "looked at an alert."
    )
    waiting: int = Field(description=f"Reads that need review; at most {MOST_COUNTED}.")
    has_more_waiting: bool = Field(description=f"Whether more than {MOST_COUNTED} do.")
    alerts: int = Field(description=f"Alerts that no operator has looked at; at most {MOST_COUNTED}.")
    has_more_alerts: bool = Field(description=f"Whether there are more than {MOST_COUNTED}.")

    @classmethod
    def of(cls, changes: Changes) -> ChangesView:
        """Write it as the API sends it."""
        return cls(
            version=changes.version,
            waiting=min(changes.waiting, MOST_COUNTED),
            has_more_waiting=changes.waiting > MOST_COUNTED,
            alerts=min(changes.alerts, MOST_COUNTED),
            has_more_alerts=changes.alerts > MOST_COUNTED,
        )
