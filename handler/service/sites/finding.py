"""Sites and cameras by what a caller says is their id."""

from __future__ import annotations

from handler.domain.errors import NotFound
from handler.domain.sites import ids
from handler.domain.sites.camera import Camera
from handler.domain.sites.site import Site
from handler.service.ports.sites import Registry


def site_there(registry: Registry, site_id: str) -> Site:
    """Get a site that was not removed.

    Raises
    ------
    NotFound
        When there is none.
    """
    site = registry.site(site_id) if ids.is_id(ids.SITE, site_id) else None
    if site is None or site.is_removed:
        raise NotFound("There is no such site. It may have been removed: load the page again.")
    return site


def camera_there(registry: Registry, camera_id: str) -> Camera:
    """Get a camera that was not removed.

    Raises
    ------
    NotFound
        When there is none.
    """
    camera = registry.camera(camera_id) if ids.is_id(ids.CAMERA, camera_id) else None
    if camera is None or camera.is_removed:
        raise NotFound("There is no such camera. It may have been removed: load the page again.")
    return camera
