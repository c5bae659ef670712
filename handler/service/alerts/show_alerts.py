"""Show operators the alerts, and let them say that they looked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from handler.domain.alerts.alert import LONGEST_NOTE, Alert, AlertSighting, AlertState, acknowledged
from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest, NotFound
from handler.domain.logged import LoggedRead
from handler.domain.upload import UploadRef
from handler.service.ports.alerts import Alerts
from handler.service.ports.photos import PhotoStore
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import People
from handler.service.ports.sites import CameraName, CameraNames
from handler.service.show_uploads import LINK_LIFETIME

logger = logging.getLogger(__name__)


@quick_dataclass(frozen=True, slots=True)
class ShownAlert:
    """An alert, and what stands beside it.

    Attributes
    ----------
    alert : Alert
    face : AlertSighting or None
        The sighting that it is shown by; None when its photos were deleted.
    read : LoggedRead or None
        Of that sighting; None when it is gone.
    thumbnail_url : str or None
        Of its photo; None when that is gone.
    camera : CameraName or None
        None for a camera that nobody registered.
    acknowledged_by : str or None
        The operator's address.
    """

    alert: Alert
    face: AlertSighting | None
    read: LoggedRead | None
    thumbnail_url: str | None
    camera: CameraName | None
    acknowledged_by: str | None


@quick_dataclass(frozen=True, slots=True)
class AlertPage:
    """Some alerts, newest first, and the cursor of what follows."""

    alerts: Sequence[ShownAlert]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ShowAlerts:
    """Shows alerts with their pictures; a photo that was deleted, or is over, leaves its alert without one.

    Parameters
    ----------
    alerts : Alerts
    reads : ReadLog
    photos : PhotoStore
    cameras : CameraNames
    people : People
    now : callable
        Gives the time in UTC.
    """

    alerts: Alerts
    reads: ReadLog
    photos: PhotoStore
    cameras: CameraNames
    people: People
    now: Callable[[], datetime]

    def page(self, caller: Caller, state: AlertState | None, limit: int, after: str | None) -> AlertPage:
        """Show some alerts, newest first.

        Parameters
        ----------
        caller : Caller
        state : AlertState or None
            None for all.
        limit : int
        after : str or None
            The cursor of the page before.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        InvalidRequest
            For a cursor that this list did not give.
        """
        caller.require(OPERATORS)
        found = self.alerts.page(state, limit, after)
        return AlertPage(self._shown(found.alerts), found.cursor)

    def acknowledge(self, caller: Caller, alert_id: str, note: str, version: int) -> ShownAlert:
        """Say that one looked at an alert.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
        InvalidRequest
            When the note is too long.
        Conflict
            When the alert changed since the caller saw it.
        """
        caller.require(OPERATORS)
        text = " ".join(note.split())
        if len(text) > LONGEST_NOTE:
            raise InvalidRequest(f"note: it has {len(text)} characters; {LONGEST_NOTE} are the most.")
        alert = self.alerts.one(alert_id)
        if alert is None:
            raise NotFound("There is no such alert. Its photos may be over: load the page again.")
        after = acknowledged(alert, caller.owner, self.now(), text, version)
        details = {"state": alert.state.value, **({"note": text} if text else {})}
        self.alerts.acknowledge(after, AuditEntry(Action.ACKNOWLEDGED, caller.owner, self.now(), alert_id, details))
        return self._shown([after])[0]

    def _shown(self, alerts: Sequence[Alert]) -> list[ShownAlert]:
        faces = {one.alert_id: face for one in alerts if (face := one.face)}
        reads = {one.read_id: one for one in self.reads.some([face.read_id for face in faces.values()])}
        cameras = self.cameras.names(face.camera_id for face in faces.values() if face.camera_id)
        emails = self.people.emails({one.acknowledged.by for one in alerts if one.acknowledged})
        return [self._one(alert, faces.get(alert.alert_id), reads, cameras, emails) for alert in alerts]

    def _one(
        self,
        alert: Alert,
        face: AlertSighting | None,
        reads: Mapping[str, LoggedRead],
        cameras: Mapping[str, CameraName],
        emails: Mapping[str, str],
    ) -> ShownAlert:
        read = reads.get(face.read_id) if face else None
        url = self.photos.thumbnail_link(UploadRef(read.owner, read.upload_id), LINK_LIFETIME) if read else None
        camera = cameras.get(face.camera_id) if face and face.camera_id else None
        by = emails.get(alert.acknowledged.by) if alert.acknowledged else None
        return ShownAlert(alert, face, read, url, camera, by)
