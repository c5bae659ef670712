"""Lists by what a caller says is their id, and what the sites say of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, tzinfo

from handler.domain.errors import NotFound
from handler.domain.export import zone_named
from handler.domain.lists.plate_list import PlateList
from handler.domain.sites.site import Site
from handler.service.ports.lists import Lists
from handler.service.ports.sites import Registry


def list_kept(lists: Lists, list_id: str) -> PlateList:
    """Get a list, also one that was removed and still has entries.

    Raises
    ------
    NotFound
        When there is none.
    """
    found = next((one for one in lists.all() if one.list_id == list_id), None)
    if found is None:
        raise NotFound("There is no such list. It may have been removed: load the page again.")
    return found


def list_there(lists: Lists, list_id: str) -> PlateList:
    """Get a list that was not removed; raises NotFound when there is none."""
    found = list_kept(lists, list_id)
    if found.is_removed:
        raise NotFound("There is no such list. It may have been removed: load the page again.")
    return found


def site_names(registry: Registry) -> dict[str, str]:
    """Get how people call the sites that stand, by their ids."""
    return {one.site_id: one.setup.name for one in registry.everything().sites if not one.is_removed}


def site_zones_of(sites: Iterable[Site]) -> dict[str, tzinfo]:
    """Get the zones of sites by their ids."""
    return {one.site_id: zone_named(one.setup.time_zone) for one in sites}


def zone_of(zones: Mapping[str, tzinfo], site_id: str | None) -> tzinfo:
    """Get a site's zone; UTC where nobody knows which site it is."""
    return zones.get(site_id or "", UTC)
