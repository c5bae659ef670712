"""Let a camera in by its secret."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Unauthorised
from handler.domain.sites.admission import AdmittedCamera, Cause, Credential, kept_no_longer, why_not
from handler.domain.sites.secret import digest_of, is_secret
from handler.service.ports.sites import Credentials

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


@quick_dataclass(frozen=True, slots=True)
class AdmitCamera:
    """Finds out which camera calls, and whether it may.

    Parameters
    ----------
    credentials : Credentials
    now : callable
        Gives the time in UTC.
    retention_days_limit : int or None
        What the stack was deployed with: less, perhaps, than when the camera was set up.
    """

    credentials: Credentials
    now: Callable[[], datetime]
    retention_days_limit: int | None = None

    def __call__(self, secret: str, source_ip: str, camera_id: str | None = None) -> AdmittedCamera:
        """Let a camera in.

        Parameters
        ----------
        secret : str
            As it came.
        source_ip : str
            From where it came.
        camera_id : str or None
            Whose it has to be; None where the caller does not say.

        Returns
        -------
        AdmittedCamera

        Raises
        ------
        Unauthorised
            With the same sentence whatever the cause; the log tells it, without the secret.
        """
        credential = self._credential(secret, camera_id)
        camera, site = self.credentials.camera_of(credential)
        cause = why_not(camera, site, source_ip)
        if cause or camera is None or site is None:
            raise _refused(cause or Cause.CAMERA_REMOVED, credential.camera_id)
        now = self.now()
        if credential.is_use_news(now):
            self.credentials.note_use(credential, now)
        return AdmittedCamera(kept_no_longer(camera, self.retention_days_limit), site)

    def _credential(self, secret: str, camera_id: str | None) -> Credential:
        if not is_secret(secret):
            raise _refused(Cause.NO_SECRET)
        found = self.credentials.find(digest_of(secret))
        if found is None:
            raise _refused(Cause.UNKNOWN_SECRET)
        if not found.secret.is_valid(self.now()):
            raise _refused(Cause.ENDED_SECRET, found.camera_id)
        if camera_id not in (None, found.camera_id):
            raise _refused(Cause.OTHER_CAMERA, found.camera_id)
        return found


def _refused(cause: Cause, camera_id: str | None = None) -> Unauthorised:
    # The camera's id is of the registry, never what the caller wrote.
    logger.warning("camera refused", extra={"cause": cause.value, "camera_id": camera_id})
    return Unauthorised(cause.value)
