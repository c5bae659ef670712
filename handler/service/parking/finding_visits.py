"""Sites and visits by what a caller says is their id."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from handler.domain.errors import Conflict, NotFound
from handler.domain.sites import ids
from handler.domain.sites.site import Site
from handler.domain.visits.changes import KeptVisit
from handler.service.parking.seen_reads import REPEATS
from handler.service.ports.parking import Visits
from handler.service.ports.sites import Registry

NO_SUCH_VISIT = (
    "There is no such visit. It may have become part of another one, or its photos are over: look for its plate."
)


_ID: Final = re.compile(rf"(?P<upload>[0-9a-f]{{32}})(?P<repeated>{REPEATS}[0-9]*)?-(?P<place>[0-9]{{1,9}})")
"""Of a sighting, and of the visit of which it is the first. With the mark it is of a photo that was not read, as it
shows the same as another one; what follows the mark, of several such ones of the read photo itself."""


class Photo(NamedTuple):
    """The photo that a sighting is in, the place of its read there, and whether it repeats another photo."""

    upload_id: str
    place: str
    is_repeat: bool

    @property
    def read_id(self) -> str:
        """Of the read that would be at that place."""
        return f"{self.upload_id}-{self.place}"


def photo_of(sighting_id: str) -> Photo | None:
    """Tell which photo a sighting is in; None for what cannot be a sighting's id."""
    found = _ID.fullmatch(sighting_id)
    return Photo(found["upload"], found["place"], found["repeated"] is not None) if found else None


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
    kept = visit_if_there(visits, visit_id)
    if kept is None:
        raise NotFound(NO_SUCH_VISIT)
    return kept


def visit_if_there(visits: Visits, visit_id: str) -> KeptVisit | None:
    """Get a visit as it is kept; None where there is none."""
    return visits.get([visit_id]).get(visit_id) if photo_of(visit_id) else None


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
