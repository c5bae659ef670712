"""Show the sites with their cameras."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.sites.camera import Camera
from handler.domain.sites.site import Site
from handler.service.ports.sites import CameraNews, Registry


@dataclass(frozen=True, slots=True)
class ShownSites:
    """All sites and cameras by name, removed ones too, and what cameras tell; secrets are for administrators.

    Attributes
    ----------
    retention_days_limit : int
        The most that a camera's retention can be.
    """

    sites: Sequence[Site]
    cameras: Sequence[Camera]
    news: CameraNews
    with_secrets: bool
    retention_days_limit: int


@dataclass(frozen=True, slots=True)
class ShowSites:
    """Answers with all of the registry.

    Parameters
    ----------
    registry : Registry
    retention_days_limit : int
        What the stack was deployed with.
    now : callable
        Gives the time in UTC.
    """

    registry: Registry
    retention_days_limit: int
    now: Callable[[], datetime]

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
        return ShownSites(
            sorted(found.sites, key=lambda one: (one.setup.name, one.site_id)),
            sorted(cameras, key=lambda one: (one.setup.name, one.camera_id)),
            self.registry.news_of([one for one in cameras if not one.is_removed]),
            caller.is_in(ADMINS),
            self.retention_days_limit,
        )
