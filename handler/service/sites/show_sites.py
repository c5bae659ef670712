"""Show the sites with their cameras."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.camera import Camera
from handler.domain.sites.health import Health, health_of
from handler.domain.sites.site import Site
from handler.domain.upload import UploadRef
from handler.service.budget.show_budget import ShowBudget, ShownBudget
from handler.service.ports.photos import PhotoStore
from handler.service.ports.sites import CameraNews, Registry
from handler.service.show_uploads import LINK_LIFETIME


@quick_dataclass(frozen=True, slots=True)
class ShownSites:
    """All sites and cameras by name, removed ones too, and what cameras tell; secrets are for administrators.

    Attributes
    ----------
    health : mapping of str to Health
        By the camera's id.
    thumbnail_urls : mapping of str to str
        Of each camera's newest photo, by the camera's id; there may be no picture, as of one that could not be read.
    retention_days_limit : int
        The most that a camera's retention can be.
    budgets : mapping of str to ShownBudget
        How today's budgets stand of cameras that have one, by the camera's id.
    """

    sites: Sequence[Site]
    cameras: Sequence[Camera]
    news: CameraNews
    health: Mapping[str, Health]
    thumbnail_urls: Mapping[str, str]
    with_secrets: bool
    retention_days_limit: int
    budgets: Mapping[str, ShownBudget]


@quick_dataclass(frozen=True, slots=True)
class ShowSites:
    """Answers with all of the registry.

    Parameters
    ----------
    registry : Registry
    photos : PhotoStore
    retention_days_limit : int
        What the stack was deployed with.
    now : callable
        Gives the time in UTC.
    budget : ShowBudget
    """

    registry: Registry
    photos: PhotoStore
    retention_days_limit: int
    now: Callable[[], datetime]
    budget: ShowBudget

    def __call__(self, caller: Caller) -> ShownSites:
        """Show all sites and cameras.

        Parameters
        ----------
        caller : Caller

        Returns
        -------
        ShownSites

        Raises
        ------
        NotAllowed
            When the caller is neither operator nor administrator.
        """
        caller.require(OPERATORS, ADMINS)
        found, now = self.registry.everything(), self.now()
        cameras = [one.as_of(now) for one in found.cameras]
        present = [one for one in cameras if not one.is_removed]
        news = self.registry.news_of(present)
        open_sites = {one.site_id for one in found.sites if one.setup.is_active}
        active = {one.camera_id for one in cameras if one.setup.is_active and one.site_id in open_sites}
        return ShownSites(
            sorted(found.sites, key=lambda one: (one.setup.name, one.site_id)),
            sorted(cameras, key=lambda one: (one.setup.name, one.camera_id)),
            news,
            {name: health_of(signs, now, is_active=name in active) for name, signs in news.signs.items()},
            {name: self._thumbnail(name, one.last_upload_id) for name, one in news.signs.items() if one.last_upload_id},
            caller.is_in(ADMINS),
            self.retention_days_limit,
            self.budget.of_cameras(_limits(present)),
        )

    def _thumbnail(self, camera_id: str, upload_id: str) -> str:
        return self.photos.thumbnail_link(UploadRef(camera_id, upload_id), LINK_LIFETIME)


def _limits(cameras: Sequence[Camera]) -> dict[str, int]:
    limits = {one.camera_id: one.setup.detect_text_calls_a_day for one in cameras}
    return {name: limit for name, limit in limits.items() if limit is not None}
