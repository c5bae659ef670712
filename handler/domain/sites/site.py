"""A site: a place with cameras, such as a car park."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.export import zone_named
from handler.domain.sites.texts import address_of, name_of


@quick_dataclass(frozen=True, slots=True)
class SiteSetup:
    """What administrators say of a site.

    Attributes
    ----------
    name : str
        For people; two sites may have the same one.
    time_zone : str
        Of its clocks, by its name in the time zone database.
    address : str or None
        As people write it.
    is_active : bool
        Whether its cameras are let in.
    """

    name: str
    time_zone: str
    address: str | None = None
    is_active: bool = True

    def checked(self) -> SiteSetup:
        """Tidy it up.

        Raises
        ------
        InvalidRequest
            When something of it has no meaning.
        """
        zone = zone_named(self.time_zone).key
        return replace(self, name=name_of(self.name), time_zone=zone, address=address_of(self.address))

    def as_text(self) -> Mapping[str, str]:
        """Write each part down in words, by its name."""
        return {
            "name": self.name,
            "time_zone": self.time_zone,
            "address": self.address or "none",
            "is_active": "yes" if self.is_active else "no",
        }


@quick_dataclass(frozen=True, slots=True)
class Site:
    """A site as it is kept.

    Attributes
    ----------
    created_at : datetime
        UTC.
    version : int
        Counts the changes, from 1.
    removed_at : datetime or None
        Since when it is gone, UTC. It is kept, because old reads name its cameras.
    """

    site_id: str
    setup: SiteSetup
    created_at: datetime
    version: int = 1
    removed_at: datetime | None = None

    @property
    def is_removed(self) -> bool:
        """Whether it is gone."""
        return self.removed_at is not None


def changed_site(site: Site, setup: SiteSetup, version: int) -> Site:
    """Set a site up anew.

    Parameters
    ----------
    site : Site
    setup : SiteSetup
    version : int
        That the administrator saw.

    Returns
    -------
    Site
        One version on; the same one where nothing changes.

    Raises
    ------
    Conflict
        When it was changed since.
    InvalidRequest
        When something of it has no meaning.
    """
    _check_version(site, version)
    tidy = setup.checked()
    return site if tidy == site.setup else replace(site, setup=tidy, version=version + 1)


def removed_site(site: Site, version: int, at: datetime) -> Site:
    """Take a site away; raises Conflict when it was changed since the administrator saw it."""
    _check_version(site, version)
    return replace(site, version=version + 1, removed_at=at)


def _check_version(site: Site, version: int) -> None:
    if version != site.version:
        raise Conflict("site_changed")
