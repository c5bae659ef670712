"""Administrators make, change and remove cameras."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handler.domain.audit import Action, AuditEntry, differences
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.sites import ids
from handler.domain.sites.camera import Camera, CameraSetup, changed_camera, removed_camera
from handler.domain.sites.camera_checks import checked
from handler.service.ports.sites import Registry
from handler.service.sites.finding import camera_there, site_there


@quick_dataclass(frozen=True, slots=True)
class ChangeCameras:
    """Makes, changes and removes cameras.

    Parameters
    ----------
    registry : Registry
    retention_days_limit : int
        What the stack was deployed with.
    random_bits : callable
        Gives a number of so many random bits.
    now : callable
        Gives the time in UTC.
    """

    registry: Registry
    retention_days_limit: int
    random_bits: Callable[[int], int]
    now: Callable[[], datetime]

    def make(self, caller: Caller, site_id: str, setup: CameraSetup) -> Camera:
        """Make a camera, and write down who did it. It has no secret yet.

        Parameters
        ----------
        caller : Caller
        site_id : str
        setup : CameraSetup

        Returns
        -------
        Camera

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such site.
        Conflict
            When the site is removed at this moment.
        InvalidRequest
            When something of it has no meaning.
        """
        caller.require(ADMINS)
        tidy = checked(setup, self.retention_days_limit)
        site = site_there(self.registry, site_id)
        camera_id = ids.made_id(ids.CAMERA, self.random_bits(ids.BITS))
        made = Camera(camera_id, site.site_id, tidy, self.now())
        details = differences({}, {"site_id": site.site_id, **tidy.as_text()})
        self.registry.put_camera(
            None, made, AuditEntry(Action.CHANGED_CAMERA, caller.owner, made.created_at, camera_id, details)
        )
        return made

    def change(self, caller: Caller, camera_id: str, site_id: str, setup: CameraSetup, version: int) -> Camera:
        """Set a camera up anew, and write down who did it.

        Parameters
        ----------
        caller : Caller
        camera_id : str
        site_id : str
            Where it is.
        setup : CameraSetup
        version : int
            That the caller saw.

        Returns
        -------
        Camera
            As it is after that.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such camera.
        Conflict
            When somebody changed it since the caller saw it.
        InvalidRequest
            When something of it has no meaning, or when it would go to another site.
        """
        caller.require(ADMINS)
        before = camera_there(self.registry, camera_id)
        if site_id != before.site_id:
            raise InvalidRequest(
                "site_id: a camera stays at its site, so that its old reads do. Remove it there, and make it anew here."
            )
        after = changed_camera(before, checked(setup, self.retention_days_limit), version)
        if after != before:
            details = differences(before.setup.as_text(), after.setup.as_text())
            self.registry.put_camera(
                before, after, AuditEntry(Action.CHANGED_CAMERA, caller.owner, self.now(), camera_id, details)
            )
        return after

    def remove(self, caller: Caller, camera_id: str, version: int) -> Camera:
        """Remove a camera with its secrets, and write down who did it. Its photos and reads stay, and so does its name.

        Parameters
        ----------
        caller : Caller
        camera_id : str
        version : int
            That the caller saw.

        Returns
        -------
        Camera
            As it is kept for old reads.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such camera.
        Conflict
            When somebody changed it since the caller saw it.
        """
        caller.require(ADMINS)
        before, now = camera_there(self.registry, camera_id), self.now()
        after = removed_camera(before, version, now)
        details = {"name": before.setup.name}
        self.registry.put_camera(
            before, after, AuditEntry(Action.REMOVED_CAMERA, caller.owner, now, camera_id, details)
        )
        return after
