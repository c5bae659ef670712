"""The wire of what was counted, and of the nothing-lost meter."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pydantic import Field

from handler.domain.insights import median_seconds, total
from handler.domain.reconciliation import Finding, Meter
from handler.service.show_insights import Shown
from handler.wire.common import Day, Wire

COUNT_NAMES: Final = (
    "Photos: `done`, `failed`, `failure:CODE`, `without_plate`, `seconds:UP_TO` (`more`). "
    "Reads: `reads`, `status:STATUS` (by the machine), `read:TENTH` (of confidence), `region:CODE` (empty: unknown). "
    "Decisions: `confirmed`, `corrected`, `rejected`, `judged:TENTH`, `right:TENTH` (confirmed), "
    "`confused:SEEN+RIGHT` (two characters)."
)


class InsightsQuery(Wire):
    """Which days, both included, in UTC."""

    first: Day = Field(alias="from", description="The first day.")
    last: Day = Field(alias="to", description="The last day; at most 100 days in all.")


class HourCounts(Wire):
    """What was counted in an hour."""

    hour: str = Field(description="In UTC.", examples=["2026-05-04T03"])
    counts: dict[str, int] = Field(description=COUNT_NAMES)


class NothingLost(Wire):
    """What became of the photos that S3 accepted, when the log and the bucket were last compared."""

    since: datetime = Field(description="Uploads announced from here on were compared.")
    at: datetime
    received: int = Field(description="The sum of the following five.")
    done: int
    failed: int
    in_flight: int
    given_up: int = Field(description="Reading them kept failing; their events wait in the failure queue for 14 days.")
    unaccounted: int = Field(description="Nobody knew of them; 0 when all is well.")
    sent_again: int = Field(description="How many of them are being read now.")
    no_record: int = Field(description="Unaccounted for because nothing in the log tells of them: to be sent again.")
    photos_gone: int = Field(description="Done, and the photo was taken out of the bucket since.")

    @classmethod
    def of(cls, meter: Meter) -> NothingLost:
        """Say a meter in the words of the wire."""
        return cls(
            since=meter.since,
            at=meter.at,
            received=meter.received,
            done=meter.done,
            failed=meter.failed,
            in_flight=meter.in_flight,
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
    median_seconds: int | None = Field(
        description="Half of the photos took at most so long from their announcement to their plates; "
        "null without any, or when it is more than two minutes."
    )

    @classmethod
    def of(cls, shown: Shown) -> Insights:
        """Say counts in the words of the wire."""
        whole = dict(total(shown.hours.values()))
        return cls(
            hours=[HourCounts(hour=hour, counts=dict(shown.hours[hour])) for hour in sorted(shown.hours)],
            total=whole,
            nothing_lost=NothingLost.of(shown.meter) if shown.meter else None,
            median_seconds=median_seconds(whole),
        )
