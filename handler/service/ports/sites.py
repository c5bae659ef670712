"""The registry of sites and cameras, and where a camera's secret is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.admission import Credential
from handler.domain.sites.camera import Camera
from handler.domain.sites.signs import Signs
from handler.domain.sites.site import Site


@quick_dataclass(frozen=True, slots=True)
class Registered:
    """All sites and cameras, removed ones too, in no order."""

    sites: Sequence[Site] = ()
    cameras: Sequence[Camera] = ()


@quick_dataclass(frozen=True, slots=True)
class CameraNews:
    """What cameras tell by calling and by their photos: signs by the camera's id, last uses by the secret's.

    Unknown ones are left out.
    """

    signs: Mapping[str, Signs] = field(default_factory=dict)
    last_uses: Mapping[str, datetime] = field(default_factory=dict)

    def signs_of(self, camera: Camera) -> Signs:
        """Get what a camera's photos tell; nothing of one that has sent none."""
        return self.signs.get(camera.camera_id, Signs())

    def last_seen_at(self, camera: Camera) -> datetime | None:
        """Tell when a camera last called, be it without a photo; of what was without one, to the minute."""
        photo, secrets = self.signs_of(camera).last_photo_at, [one.secret_id for one in camera.secrets]
        called = [photo, *(self.last_uses.get(one) for one in secrets)]
        return max((one for one in called if one), default=None)


class KnownCameras(Protocol):
    """Cameras by their ids."""

    def camera(self, camera_id: str) -> Camera | None:
        """Get a camera, removed or not; None for an unknown one."""


@quick_dataclass(frozen=True, slots=True)
class CameraName:
    """How people call a camera, and the site where it is."""

    camera: str
    site: str


class CameraNames(Protocol):
    """What people call cameras."""

    def names(self, camera_ids: Iterable[str]) -> Mapping[str, CameraName]:
        """Get the names of registered cameras, removed ones too, by their ids; others are left out."""


class Registry(Protocol):
    """Sites and cameras."""

    def everything(self) -> Registered:
        """Get all sites and cameras."""

    def signs_of(self, cameras: Sequence[Camera]) -> Mapping[str, Signs]:
        """Get what some cameras' photos tell, by the camera's id; those that sent none are left out."""

    def news_of(self, cameras: Sequence[Camera]) -> CameraNews:
        """Get what some cameras tell by calling and by their photos."""

    def site(self, site_id: str) -> Site | None:
        """Get a site, removed or not; None for an unknown one."""

    def camera(self, camera_id: str) -> Camera | None:
        """Get a camera, removed or not; None for an unknown one."""

    def put_site(self, before: Site | None, after: Site, entry: AuditEntry) -> None:
        """Put a site in the place of what was seen of it, and write down who did it; all or nothing.

        Raises Conflict when it was changed since, or is removed and still has cameras.
        """

    def put_camera(self, before: Camera | None, after: Camera, entry: AuditEntry) -> None:
        """Put a camera, with its secrets, in the place of what was seen of it, and write down who did it.

        All or nothing; a secret that it has no more is good no more. Raises Conflict when it was changed since, or when
        the site of a new one was removed.
        """


class Credentials(Protocol):
    """Whose a secret is. What was revoked is not found from that moment on."""

    def find(self, sha256: str) -> Credential | None:
        """Get whose the secret with a digest is; None for nobody's."""

    def camera_of(self, credential: Credential) -> tuple[Camera | None, Site | None]:
        """Get the camera that a secret is of, and its site."""

    def note_use(self, credential: Credential, now: datetime) -> None:
        """Write down that it was used, unless somebody has in the same minute, or it was revoked."""
