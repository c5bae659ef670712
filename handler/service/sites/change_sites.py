"""Administrators make, change and remove sites."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handler.domain.audit import Action, AuditEntry, differences
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites import ids
from handler.domain.sites.site import Site, SiteSetup, changed_site, removed_site
from handler.service.ports.sites import Registry
from handler.service.sites.finding import site_there


@quick_dataclass(frozen=True, slots=True)
class ChangeSites:
    """Makes, changes and removes sites.

    Parameters
    ----------
    registry : Registry
    random_bits : callable
        Gives a number of so many random bits.
    now : callable
        Gives the time in UTC.
    """

    registry: Registry
    random_bits: Callable[[int], int]
    now: Callable[[], datetime]

    def make(self, caller: Caller, setup: SiteSetup) -> Site:
        """Make a site, and write down who did it.

        Parameters
        ----------
        caller : Caller
        setup : SiteSetup

        Returns
        -------
        Site

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When something of it has no meaning.
        """
        caller.require(ADMINS)
        made = Site(ids.made_id(ids.SITE, self.random_bits(ids.BITS)), setup.checked(), self.now())
        details = differences({}, made.setup.as_text())
        self.registry.put_site(
            None, made, AuditEntry(Action.CHANGED_SITE, caller.owner, made.created_at, made.site_id, details)
        )
        return made

    def change(self, caller: Caller, site_id: str, setup: SiteSetup, version: int) -> Site:
        """Set a site up anew, and write down who did it.

        Parameters
        ----------
        caller : Caller
        site_id : str
        setup : SiteSetup
        version : int
            That the caller saw.

        Returns
        -------
        Site
            As it is after that.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such site.
        Conflict
            When somebody changed it since the caller saw it.
        InvalidRequest
            When something of it has no meaning.
        """
        caller.require(ADMINS)
        before = site_there(self.registry, site_id)
        after = changed_site(before, setup, version)
        if after != before:
            details = differences(before.setup.as_text(), after.setup.as_text())
            self.registry.put_site(
                before, after, AuditEntry(Action.CHANGED_SITE, caller.owner, self.now(), site_id, details)
            )
        return after

    def remove(self, caller: Caller, site_id: str, version: int) -> Site:
        """Remove a site that has no cameras any more, and write down who did it.

        Parameters
        ----------
        caller : Caller
        site_id : str
        version : int
            That the caller saw.

        Returns
        -------
        Site
            As it is kept for old reads.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such site.
        Conflict
            When somebody changed it since the caller saw it, or it has cameras.
        """
        caller.require(ADMINS)
        before, now = site_there(self.registry, site_id), self.now()
        after = removed_site(before, version, now)
        details = {"name": before.setup.name}
        self.registry.put_site(before, after, AuditEntry(Action.REMOVED_SITE, caller.owner, now, site_id, details))
        return after
