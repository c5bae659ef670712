"""Whether a camera is let in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.camera import Camera
from handler.domain.sites.secret import Secret
from handler.domain.sites.site import Site

USE_NOTED_EVERY: Final = timedelta(minutes=1)
"""How often it is written down, at most, that a secret was used."""


class Cause(StrEnum):
    """Why a camera was not let in: for the log. Whoever called is told none of these."""

    NO_SECRET = "no_secret"  # noqa: S105 (a cause)
    UNKNOWN_SECRET = "unknown_secret"  # noqa: S105 (a cause)
    ENDED_SECRET = "ended_secret"  # noqa: S105 (a cause)
    OTHER_CAMERA = "other_camera"
    CAMERA_REMOVED = "camera_removed"
    CAMERA_INACTIVE = "camera_inactive"
    SITE_INACTIVE = "site_inactive"
    OTHER_ADDRESS = "other_address"


@quick_dataclass(frozen=True, slots=True)
class Credential:
    """Whose a secret is, as its digest finds it.

    Attributes
    ----------
    last_used_at : datetime or None
        When a camera last came in by it, to the minute, UTC.
    """

    secret: Secret
    camera_id: str
    site_id: str
    last_used_at: datetime | None = None

    def is_use_news(self, now: datetime) -> bool:
        """Tell whether it is worth a write that it is used."""
        return self.last_used_at is None or now - self.last_used_at >= USE_NOTED_EVERY


@quick_dataclass(frozen=True, slots=True)
class AdmittedCamera:
    """A camera that was let in, and where it is."""

    camera: Camera
    site: Site


def why_not(camera: Camera | None, site: Site | None, source_ip: str) -> Cause | None:
    """Say what keeps a camera out whose secret is good.

    Parameters
    ----------
    camera : Camera or None
    site : Site or None
    source_ip : str
        From where it calls.

    Returns
    -------
    Cause or None
        None when nothing does.
    """
    if camera is None or camera.is_removed:
        return Cause.CAMERA_REMOVED
    if not camera.setup.is_active:
        return Cause.CAMERA_INACTIVE
    if site is None or site.is_removed or not site.setup.is_active:
        return Cause.SITE_INACTIVE
    return None if may_call_from(source_ip, camera.setup.allowed_networks) else Cause.OTHER_ADDRESS


def kept_no_longer(camera: Camera, days_limit: int | None) -> Camera:
    """Keep a camera's uploads for so many days at most, whatever was set when more were allowed; None for any."""
    days = camera.setup.retention_days
    if days is None or days_limit is None or days <= days_limit:
        return camera
    return replace(camera, setup=replace(camera.setup, retention_days=days_limit))


def may_call_from(source_ip: str, networks: tuple[str, ...]) -> bool:
    """Tell whether an address lies in one of some networks; all do where there are none."""
    if not networks:
        return True
    try:
        address = ip_address(source_ip)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in ip_network(one) for one in networks)
