"""Administrators make secrets of cameras, put new ones in their place, and revoke them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites import ids
from handler.domain.sites.camera import Camera, with_secret, without_secret
from handler.domain.sites.secret import RANDOM_BYTES, Secret, digest_of, secret_text
from handler.service.ports.sites import Registry
from handler.service.sites.finding import camera_there


@quick_dataclass(frozen=True, slots=True)
class MadeSecret:
    """A secret, for the only time that it is shown, and the camera as it is with it."""

    text: str = field(repr=False)
    secret_id: str
    camera: Camera


@quick_dataclass(frozen=True, slots=True)
class CameraSecrets:
    """Makes and revokes secrets.

    Parameters
    ----------
    registry : Registry
    random_bytes : callable
        Gives so many bytes that nobody can guess.
    now : callable
        Gives the time in UTC.
    """

    registry: Registry
    random_bytes: Callable[[int], bytes]
    now: Callable[[], datetime]

    def make(self, caller: Caller, camera_id: str) -> MadeSecret:
        """Make a secret, and write down who did it: the first one, or one that takes the place of another.

        Parameters
        ----------
        caller : Caller
        camera_id : str

        Returns
        -------
        MadeSecret

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such camera.
        Conflict
            When it has two secrets already, or was changed at this moment.
        """
        caller.require(ADMINS)
        before, now = camera_there(self.registry, camera_id), self.now()
        text = secret_text(self.random_bytes(RANDOM_BYTES))
        number = int.from_bytes(self.random_bytes(8), "big")
        made = Secret(ids.made_id(ids.SECRET, number), digest_of(text), now)
        after = with_secret(before, made)
        details = {"secret_id": made.secret_id}
        self.registry.put_camera(before, after, AuditEntry(Action.MADE_SECRET, caller.owner, now, camera_id, details))
        return MadeSecret(text, made.secret_id, after)

    def revoke(self, caller: Caller, camera_id: str, secret_id: str) -> Camera:
        """Revoke a secret at once, and write down who did it.

        Parameters
        ----------
        caller : Caller
        camera_id : str
        secret_id : str

        Returns
        -------
        Camera
            As it is without it.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such camera, or no such secret of it.
        Conflict
            When it was changed at this moment.
        """
        caller.require(ADMINS)
        before = camera_there(self.registry, camera_id)
        after = without_secret(before, secret_id)
        details = {"secret_id": secret_id}
        self.registry.put_camera(
            before, after, AuditEntry(Action.REVOKED_SECRET, caller.owner, self.now(), camera_id, details)
        )
        return after
