"""The wire of alerts."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from handler.domain.alerts.alert import LONGEST_NOTE, Acknowledgement, AlertState, Because
from handler.domain.lists.entry import Tolerance
from handler.service.alerts.show_alerts import AlertPage, ShownAlert
from handler.wire.common import Cursor, Wire
from handler.wire.reads import ReadView


class AlertsQuery(Wire):
    """Which alerts."""

    state: AlertState | None = Field(default=None, description="Of all states without it.")
    limit: int = Field(default=25, ge=1, le=100)
    cursor: Cursor | None = Field(default=None, description="From the page before.")


class AcknowledgeInput(Wire):
    """That you looked at an alert."""

    note: str = Field(default="", max_length=2 * LONGEST_NOTE, description=f"At most {LONGEST_NOTE} characters.")
    version: int = Field(ge=1, strict=True, description="Of the alert as you saw it.")


class AcknowledgementView(Wire):
    """That an operator looked at an alert."""

    by_email: str | None = Field(description="Null for somebody who is gone.")
    at: datetime
    note: str
    state: AlertState = Field(description="As the operator saw it.")

    @classmethod
    def of(cls, seen: Acknowledgement, email: str | None) -> AcknowledgementView:
        """Write it as the API sends it."""
        return cls(by_email=email, at=seen.at, note=seen.note, state=seen.state)


class AlertView(Wire):
    """That a vehicle of a watch list was seen."""

    alert_id: str
    state: AlertState = Field(
        description="`possible`: a read in doubt, or a plate that a read may be. `withdrawn`: a decision took it back."
    )
    because: Because | None = Field(description="Why the last sighting fell that did.")
    list_id: str
    list_name: str
    entry_plate: str
    entry_region: str | None
    reason: str | None
    seen_at: datetime = Field(description="When the vehicle of the first sighting was there.")
    raised_at: datetime
    is_late: bool = Field(description="Whether the vehicle was there long before: no news of now.")
    is_found_back: bool = Field(description="Whether the entry was added after the vehicle was there.")
    sightings: int = Field(description="How many reads it rests on.")
    waits: bool = Field(description="Whether an operator is to look at it.")
    acknowledged: AcknowledgementView | None
    version: int = Field(description="Counts the changes; say which one you saw.")
    plate: str | None = Field(description="The plate that hit, of the surest sighting; null once its photos are gone.")
    how: Tolerance | None = Field(description="The strictest tolerance that it met.")
    probability: float | None = Field(
        description="That the photo shows the entry's plate; null where a person said what it shows."
    )
    camera_id: str | None
    camera_name: str | None
    site_name: str | None
    read: ReadView | None = Field(description="Of the surest sighting; null once it is gone.")
    thumbnail_url: str | None = Field(description="Presigned link to a small JPEG; null once the photo is gone.")

    @classmethod
    def of(cls, shown: ShownAlert) -> AlertView:
        """Write an alert as the API sends it."""
        alert, face, camera = shown.alert, shown.face, shown.camera
        seen = alert.acknowledged
        return cls(
            alert_id=alert.alert_id,
            state=alert.state,
            because=alert.because,
            list_id=alert.entry.list_id,
            list_name=alert.entry.list_name,
            entry_plate=alert.entry.plate,
            entry_region=alert.entry.region,
            reason=alert.entry.reason,
            seen_at=alert.since,
            raised_at=alert.raised_at,
            is_late=alert.is_late,
            is_found_back=alert.is_found_back,
            sightings=alert.standing_count,
            waits=alert.waits,
            acknowledged=AcknowledgementView.of(seen, shown.acknowledged_by) if seen else None,
            version=alert.version,
            plate=face.plate if face else None,
            how=face.tolerance if face else None,
            probability=face.probability if face else None,
            camera_id=face.camera_id if face else None,
            camera_name=camera.camera if camera else None,
            site_name=camera.site if camera else None,
            read=ReadView.of(shown.read, {}) if shown.read else None,
            thumbnail_url=shown.thumbnail_url,
        )


class AlertList(Wire):
    """A page of alerts, newest first."""

    alerts: list[AlertView]
    cursor: str | None = Field(description="Give it back for the next page; null on the last one.")

    @classmethod
    def of(cls, page: AlertPage) -> AlertList:
        """Write a page as the API sends it."""
        return cls(alerts=[AlertView.of(one) for one in page.alerts], cursor=page.cursor)
