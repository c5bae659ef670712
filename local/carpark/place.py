"""The demo car park's site, its two cameras and their secrets, by the API as an administrator of the laptop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from local.cameras import ENTRY, EXIT, SITE_NAME, zone_of_this_machine
from local.carpark.plan import FREE_MINUTES
from scripts.client import ClientError, Json, NotRunning, PlatebookClient

SPACES: Final = 40
GRACE_MINUTES: Final = 10
EMPTY_AT_FOUR: Final[Json] = {"minute": 4 * 60, "days": list(range(7)), "count": 0}
"""The count begins by schedule: photos may be hours old, and what a person counts now changes nothing before."""


def administrator_of(outputs: Json) -> PlatebookClient:
    """Sign in as the laptop's administrator.

    Raises
    ------
    ClientError
        The running stack has none.
    """
    for user in outputs["demo_users"]:
        if "admins" in user["groups"]:
            return PlatebookClient(outputs, user["email"], user["password"])
    raise ClientError("The running stack has no demo account of an administrator: start it with npm start.")


def ensure_site(admin: PlatebookClient) -> Json:
    """Find the demo car park with its cameras, or make it and what it lacks.

    Returns
    -------
    dict
        A SiteWithCameras of the API.
    """
    found = _site(admin)
    if found is None:
        admin.call("POST", "/sites", {"name": SITE_NAME, "time_zone": zone_of_this_machine()})
        found = _of_name(admin)
    names = {one["name"] for one in _standing(found)}
    for setup in (ENTRY, EXIT):
        if setup["name"] not in names:
            admin.call("POST", "/cameras", {"site_id": found["site_id"], **setup})
    return _of_name(admin)


def camera_of(site: Json, setup: dict[str, Any]) -> Json:
    """Give the site's camera of a name."""
    return next(one for one in _standing(site) if one["name"] == setup["name"])


def ensure_rules(admin: PlatebookClient, site_id: str) -> str | None:
    """Set spaces and rules unless somebody has; gives a sentence where that cannot be."""
    path = f"/sites/{site_id}/parking"
    try:
        kept = admin.call("GET", path)
        if kept["version"] == 0:
            wanted: Json = {"spaces": SPACES, "free_minutes": FREE_MINUTES, "grace_minutes": GRACE_MINUTES}
            wanted["reset"] = EMPTY_AT_FOUR
            fields = {name: value for name, value in kept.items() if name not in ("site_id", "site_name")}
            admin.call("POST", path, fields | wanted)
    except NotRunning:
        raise
    except ClientError as error:
        return f"Nobody stays too long, as the rules of the site cannot be set: {error}"
    return None


@contextmanager
def secrets_of(admin: PlatebookClient, cameras: list[Json]) -> Iterator[list[str]]:
    """Make a secret for each camera, and revoke them in the end.

    Raises
    ------
    ClientError
        A camera has as many as it may have: the API says so.
    """
    with ExitStack() as made:
        yield [_secret(admin, one["camera_id"], made) for one in cameras]


def _secret(admin: PlatebookClient, camera_id: str, made: ExitStack) -> str:
    path = f"/cameras/{camera_id}/secrets"
    answer = admin.call("POST", path, {})
    made.callback(admin.call, "POST", f"{path}/{answer['secret_id']}/revoke", {})
    secret: str = answer["secret"]
    return secret


def _site(admin: PlatebookClient) -> Json | None:
    sites: list[Json] = admin.call("GET", "/sites")["sites"]
    standing = (one for one in sites if one["name"] == SITE_NAME and one["is_active"] and not one["removed_at"])
    return next(standing, None)


def _of_name(admin: PlatebookClient) -> Json:
    found = _site(admin)
    if found is None:
        raise ClientError(f"The site {SITE_NAME!r} was made and is not listed: look at the page Sites and cameras.")
    return found


def _standing(site: Json) -> list[Json]:
    return [one for one in site["cameras"] if one["is_active"] and not one["removed_at"]]
