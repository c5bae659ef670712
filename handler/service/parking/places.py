"""Where cameras are and what is set there, for who derives visits of every photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from typing import Final, Protocol, TypeVar

from handler.domain.classes.quick import quick_dataclass
from handler.domain.export import zone_named
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites.camera import Camera
from handler.domain.sites.ids import CAMERA, is_id
from handler.domain.sites.site import Site
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Side
from handler.service.ports.parking import ParkingSetups
from handler.service.ports.sites import Registered

KEPT: Final = timedelta(seconds=60)
"""How long an answer serves."""

KEPT_LIST: Final = timedelta(hours=1)
"""How long the list of sites serves: at a new one, nobody lapses sooner."""

_T = TypeVar("_T")


class SitesAndCameras(Protocol):
    """The part of the registry that tells where a camera is."""

    def site(self, site_id: str) -> Site | None:
        """Get a site, removed or not; None for an unknown one."""

    def camera(self, camera_id: str) -> Camera | None:
        """Get a camera, removed or not; None for an unknown one."""

    def everything(self) -> Registered:
        """Get all sites and cameras, removed ones too."""


@quick_dataclass(frozen=True, slots=True)
class AtSite:
    """A site, and what is set for the parking there."""

    site: Site
    parking: ParkingSetup

    @property
    def zone(self) -> tzinfo:
        """The site's."""
        return zone_named(self.site.setup.time_zone)

    @property
    def visits(self) -> VisitSetup:
        """What counts when its visits are derived."""
        return replace(self.parking.visits, removed_at=self.site.removed_at)

    def gate_of(self, camera_id: str) -> tuple[str, Side | None]:
        """Name the gate that a camera looks at, and which end of the vehicles it sees there."""
        for gate in self.parking.gates:
            for one in gate.cameras:
                if one.camera_id == camera_id:
                    return gate.name, one.side
        return camera_id, None


@dataclass(slots=True)
class ParkingPlaces:
    """Asks for cameras, sites and what is set, and keeps the answers for a short time.

    Parameters
    ----------
    registry : SitesAndCameras
    setups : ParkingSetups
    now : callable
        Gives the time in UTC.
    """

    registry: SitesAndCameras
    setups: ParkingSetups
    now: Callable[[], datetime]
    _cameras: dict[str, tuple[Camera | None, datetime]] = field(default_factory=dict, init=False)
    _sites: dict[str, tuple[AtSite | None, datetime]] = field(default_factory=dict, init=False)
    _lists: dict[str, tuple[Sequence[str], datetime]] = field(default_factory=dict, init=False)

    def camera(self, camera_id: str | None) -> Camera | None:
        """Get a registered camera, removed or not; None for any other."""
        if camera_id is None or not is_id(CAMERA, camera_id):
            return None
        return self._kept(self._cameras, camera_id, self.registry.camera)

    def at(self, site_id: str) -> AtSite | None:
        """Get a site and what is set there; None for an unknown one."""
        return self._kept(self._sites, site_id, self._look_up)

    def site_ids(self) -> Sequence[str]:
        """Name all sites, removed ones too."""
        return self._kept(self._lists, "sites", self._listed, KEPT_LIST)

    def look_again(self, site_id: str) -> None:
        """Forget what is known of a site: something was set there."""
        self._sites.pop(site_id, None)

    def _look_up(self, site_id: str) -> AtSite | None:
        site = self.registry.site(site_id)
        return AtSite(site, self.setups.get(site_id)) if site else None

    def _listed(self, _name: str) -> Sequence[str]:
        return sorted(one.site_id for one in self.registry.everything().sites)

    def _kept(
        self,
        answers: dict[str, tuple[_T, datetime]],
        name: str,
        ask: Callable[[str], _T],
        kept: timedelta = KEPT,
    ) -> _T:
        now = self.now()
        if name not in answers or now - answers[name][1] >= kept:
            answers[name] = ask(name), now
        return answers[name][0]
