"""Show how parking at a site is followed, and let administrators set it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handler.domain.audit import Action, AuditEntry, differences
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites.site import Site
from handler.service.parking.finding_visits import site_known
from handler.service.ports.parking import ParkingActs, ParkingSetups, Rederive
from handler.service.ports.sites import Registry
from handler.service.sites.finding import site_there


@quick_dataclass(frozen=True, slots=True)
class ShownParking:
    """What is set for parking at a site."""

    site: Site
    setup: ParkingSetup


@quick_dataclass(frozen=True, slots=True)
class ShowParking:
    """Shows what is set.

    Parameters
    ----------
    registry : Registry
    setups : ParkingSetups
    """

    registry: Registry
    setups: ParkingSetups

    def __call__(self, caller: Caller, site_id: str) -> ShownParking:
        """Show what is set at a site; the defaults where nobody has set anything.

        Raises
        ------
        NotAllowed
            When the caller is neither operator nor administrator.
        NotFound
            When there is no such site.
        """
        caller.require(OPERATORS, ADMINS)
        return ShownParking(site_known(self.registry, site_id), self.setups.get(site_id))


@quick_dataclass(frozen=True, slots=True)
class ChangeParking:
    """Sets it.

    Parameters
    ----------
    registry : Registry
    setups : ParkingSetups
    acts : ParkingActs
    rederive : Rederive
    now : callable
        Gives the time in UTC.
    """

    registry: Registry
    setups: ParkingSetups
    acts: ParkingActs
    rederive: Rederive
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, site_id: str, asked: ParkingSetup) -> ShownParking:
        """Set how parking at a site is followed, and write down who did it.

        Parameters
        ----------
        caller : Caller
        site_id : str
        asked : ParkingSetup
            With the version that the caller saw.

        Returns
        -------
        ShownParking
            As it is after that.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such site, or it was removed.
        Conflict
            When somebody changed it since the caller saw it.
        InvalidRequest
            When something of it has no meaning, or a gate's camera is not at the site.
        """
        caller.require(ADMINS)
        site = site_there(self.registry, site_id)
        before = self.setups.get(site_id)
        if before.version != asked.version:
            raise Conflict("parking_changed")
        tidy = asked.checked(self._cameras_at(site_id))
        if tidy == before:
            return ShownParking(site, before)
        after = replace(tidy, version=before.version + 1)
        details = differences(before.as_text(), after.as_text())
        entry = AuditEntry(Action.CHANGED_PARKING, caller.owner, self.now(), site_id, details)
        if not self.acts.set_up(site_id, after, before.version, entry):
            raise Conflict("parking_changed")
        self.rederive.setup_changed(site_id)
        return ShownParking(site, after)

    def _cameras_at(self, site_id: str) -> frozenset[str]:
        cameras = self.registry.everything().cameras
        return frozenset(one.camera_id for one in cameras if one.site_id == site_id and not one.is_removed)
