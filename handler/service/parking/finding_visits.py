"""Sites and visits by what a caller says is their id."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handler.domain.errors import Conflict, NotFound
from handler.domain.sites import ids
from handler.domain.sites.site import Site
from handler.domain.visits.changes import KeptVisit
from handler.service.ports.parking import Visits
from handler.service.ports.sites import Registry

NO_SUCH_VISIT = (
    "There is no such visit. It may have become part of another one, or its photos are over: look for its plate."
)


def site_known(registry: Registry, site_id: str) -> Site:
    """Get a site, removed or not: its visits stay.

    Raises
    ------
    NotFound
        When there never was one.
    """
    site = registry.site(site_id) if ids.is_id(ids.SITE, site_id) else None
    if site is None:
        raise NotFound("There is no such site. Choose one of those of the page Cameras.")
    return site


def zone_of(site: Site | None) -> ZoneInfo:
    """Give a site's zone; UTC where nobody knows the site."""
    return ZoneInfo(zone_name_of(site))


def zone_name_of(site: Site | None) -> str:
    """Name a site's zone."""
    return site.setup.time_zone if site else "UTC"


def visit_there(visits: Visits, visit_id: str) -> KeptVisit:
    """Get a visit as it is kept.

    Raises
    ------
    NotFound
        When there is none.
    """
    kept = visits.get([visit_id]).get(visit_id)
    if kept is None:
        raise NotFound(NO_SUCH_VISIT)
    return kept


def visit_as_seen(visits: Visits, visit_id: str, version: int) -> KeptVisit:
    """Get a visit that is as a caller saw it.

    Raises
    ------
    NotFound
        When there is none.
    Conflict
        When it has changed since.
    """
    kept = visit_there(visits, visit_id)
    if kept.version != version:
        raise Conflict("visit_changed")
    return kept
