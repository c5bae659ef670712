"""The registry in memory, and what stands in it for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

from handler.domain.audit import AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.errors import Conflict
from handler.domain.sites.admission import Credential
from handler.domain.sites.camera import Camera, CameraSetup
from handler.domain.sites.signs import Signs
from handler.domain.sites.site import Site, SiteSetup
from handler.service.ports.sites import CameraName, CameraNews, Registered
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.world import START

SITE_ID, CAMERA_ID = "site-0000000000", "cam-0000000000"
ADMIN = Caller("an-admin", frozenset({ADMINS}))


def a_site(**about: Any) -> Site:
    """Make a site; name only what the test is about."""
    return replace(Site(SITE_ID, SiteSetup("Central", "Asia/Ho_Chi_Minh"), START), **about)


def a_camera(**about: Any) -> Camera:
    """Make a camera of that site."""
    return replace(Camera(CAMERA_ID, SITE_ID, CameraSetup("Gate 2"), START), **about)


def counting_bits() -> Callable[[int], int]:
    """Make what gives another number each time, and nothing by chance."""
    numbers = count(1)
    return lambda _bits: next(numbers)


def counting_bytes() -> Callable[[int], bytes]:
    """Make what gives other bytes each time, and nothing by chance."""
    numbers = count(1)
    return lambda length: next(numbers).to_bytes(length, "big")


@dataclass
class MemoryRegistry:
    """Sites, cameras and whose secrets are, by their ids."""

    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    sites: dict[str, Site] = field(default_factory=dict)
    cameras: dict[str, Camera] = field(default_factory=dict)
    signs: dict[str, Signs] = field(default_factory=dict)
    uses: dict[str, list[datetime]] = field(default_factory=dict)

    def everything(self) -> Registered:
        return Registered([*self.sites.values()], [*self.cameras.values()])

    def signs_of(self, cameras: Sequence[Camera]) -> dict[str, Signs]:
        return {one.camera_id: self.signs[one.camera_id] for one in cameras if one.camera_id in self.signs}

    def news_of(self, cameras: Sequence[Camera]) -> CameraNews:
        known = [secret for one in cameras for secret in one.secrets if secret.sha256 in self.uses]
        return CameraNews(self.signs_of(cameras), {one.secret_id: self.uses[one.sha256][-1] for one in known})

    def names(self, camera_ids: Iterable[str]) -> dict[str, CameraName]:
        known = [self.cameras[one] for one in camera_ids if one in self.cameras]
        return {one.camera_id: CameraName(one.setup.name, self.sites[one.site_id].setup.name) for one in known}

    def site(self, site_id: str) -> Site | None:
        return self.sites.get(site_id)

    def camera(self, camera_id: str) -> Camera | None:
        return self.cameras.get(camera_id)

    def put_site(self, before: Site | None, after: Site, entry: AuditEntry) -> None:
        if self.sites.get(after.site_id) != before:
            raise Conflict("site_changed")
        there = [one for one in self.cameras.values() if one.site_id == after.site_id and not one.is_removed]
        if after.is_removed and there:
            raise Conflict("site_has_cameras")
        self.sites[after.site_id] = after
        self.audit.add(entry)

    def put_camera(self, before: Camera | None, after: Camera, entry: AuditEntry) -> None:
        if self.cameras.get(after.camera_id) != before:
            raise Conflict("camera_changed")
        if before is None and self.sites[after.site_id].is_removed:
            raise Conflict("site_removed")
        self.cameras[after.camera_id] = after
        self.audit.add(entry)

    def find(self, sha256: str) -> Credential | None:
        every = ((camera, secret) for camera in self.cameras.values() for secret in camera.secrets)
        for camera, secret in every:
            if secret.sha256 == sha256:
                uses = self.uses.get(sha256)
                return Credential(secret, camera.camera_id, camera.site_id, uses[-1] if uses else None)
        return None

    def camera_of(self, credential: Credential) -> tuple[Camera | None, Site | None]:
        return self.camera(credential.camera_id), self.site(credential.site_id)

    def note_use(self, credential: Credential, now: datetime) -> None:
        self.uses.setdefault(credential.secret.sha256, []).append(now)
