"""Count the cameras that are not well, for who looks after them, and tell of those that became silent."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.health import Ailment, health_of
from handler.domain.sites.signs import Signs
from handler.service.events.tell_silence import TellSilence
from handler.service.ports.sites import Registry

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


@quick_dataclass(frozen=True, slots=True)
class CameraCount:
    """How many cameras are let in, and how many of them have what.

    Attributes
    ----------
    at : datetime
        UTC.
    cameras : int
    with_ailment : mapping of Ailment to int
        All of them, those that none has too.
    """

    at: datetime
    cameras: int
    with_ailment: Mapping[Ailment, int]


@quick_dataclass(frozen=True, slots=True)
class CheckCameras:
    """Looks at all cameras that are let in.

    Parameters
    ----------
    registry : Registry
    now : callable
        Gives the time in UTC.
    tell_silence : TellSilence or None
        Tells others of cameras that are silent; None where nobody is told.
    """

    registry: Registry
    now: Callable[[], datetime]
    tell_silence: TellSilence | None = None

    def __call__(self) -> CameraCount:
        """Count them, and name those that are not well in the log.

        Returns
        -------
        CameraCount
        """
        now, found = self.now(), self.registry.everything()
        open_sites = {one.site_id for one in found.sites if one.setup.is_active and not one.is_removed}
        cameras = [
            one for one in found.cameras if one.setup.is_active and not one.is_removed and one.site_id in open_sites
        ]
        signs, counted = self.registry.signs_of(cameras), Counter[Ailment]()
        sites = {one.site_id: one for one in found.sites}
        for camera in cameras:
            ailments = health_of(signs.get(camera.camera_id, Signs()), now, is_active=True).ailments
            counted.update(ailments)
            if ailments:
                about = {"camera_id": camera.camera_id, "ailments": [one.value for one in ailments]}
                logger.warning("a camera is not well", extra=about)
            if Ailment.SILENT in ailments and self.tell_silence:
                self.tell_silence(camera, sites[camera.site_id], signs[camera.camera_id])
        return CameraCount(now, len(cameras), {one: counted[one] for one in Ailment})
