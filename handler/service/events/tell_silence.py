"""Tell that a camera became silent, once a silence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.event import Event, EventType
from handler.domain.sites.camera import Camera
from handler.domain.sites.signs import Signs
from handler.domain.sites.site import Site
from handler.service.ports.channels import EventSink
from handler.service.ports.outbox import Subscriptions

KEPT: Final = timedelta(days=365)
"""A silence that lasts longer is told again. Nothing of it is personal."""


@quick_dataclass(frozen=True, slots=True)
class TellSilence:
    """Puts events of cameras that are silent.

    Parameters
    ----------
    subscriptions : Subscriptions
    outbox : EventSink
    now : callable
        Gives the time in UTC.
    """

    subscriptions: Subscriptions
    outbox: EventSink
    now: Callable[[], datetime]

    def __call__(self, camera: Camera, site: Site, signs: Signs) -> bool:
        """Put an event of a camera that is silent, if some channel wants it and it is not there yet.

        A silence is named by the photo before it, so that it is told once however often it is looked at.

        Parameters
        ----------
        camera : Camera
        site : Site
        signs : Signs

        Returns
        -------
        bool
            Whether it was news.
        """
        last, now = signs.last_photo_at, self.now()
        if last is None or EventType.CAMERA_SILENT not in self.subscriptions.wanted():
            return False
        name = f"{EventType.CAMERA_SILENT.value}\0{camera.camera_id}\0{last.isoformat()}"
        data = {
            "camera_id": camera.camera_id,
            "camera_name": camera.setup.name,
            "site_id": site.site_id,
            "site_name": site.setup.name,
            "last_photo_at": last.isoformat(),
        }
        event_id = hashlib.sha256(name.encode()).hexdigest()[:32]
        order_key = f"camera#{camera.camera_id}"
        return self.outbox.put_new(Event(event_id, EventType.CAMERA_SILENT, now, data, order_key, now + KEPT))
