"""Sites, cameras and secrets as items of the table, and back. docs/data.md shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.values import from_box, to_box
from handler.domain.sites.admission import Credential
from handler.domain.sites.camera import Camera, CameraRole, CameraSetup, Dialect, Movement
from handler.domain.sites.secret import Secret
from handler.domain.sites.site import Site, SiteSetup

LISTING: Final = "sites"
"""Partition with a copy of each site and each camera: one Query gets all of them."""


def site_key(site_id: str) -> dict[str, str]:
    """Key of a site's item."""
    return {"pk": f"site#{site_id}", "sk": "site"}


def listed_site_key(site_id: str) -> dict[str, str]:
    """Key of its copy in the listing."""
    return {"pk": LISTING, "sk": f"site#{site_id}"}


def camera_key(camera_id: str) -> dict[str, str]:
    """Key of a camera's item."""
    return {"pk": f"camera#{camera_id}", "sk": "camera"}


def listed_camera_key(camera_id: str) -> dict[str, str]:
    """Key of its copy in the listing."""
    return {"pk": LISTING, "sk": f"camera#{camera_id}"}


def credential_key(sha256: str) -> dict[str, str]:
    """Key of the item that tells whose a secret is."""
    return {"pk": f"credential#{sha256}", "sk": "credential"}


def from_site(site: Site) -> items.Plain:
    """Make what a site's item holds, but for its key and how many cameras it has."""
    return {
        "site_id": site.site_id,
        "name": site.setup.name,
        "time_zone": site.setup.time_zone,
        "address": site.setup.address,
        "is_active": site.setup.is_active,
        "created_at": items.to_text(site.created_at),
        "version": site.version,
        "removed_at": _text_or_none(site.removed_at),
    }


def to_site(item: items.Plain) -> Site:
    """Make a site of its item, or of its copy."""
    setup = SiteSetup(item["name"], item["time_zone"], item.get("address"), item["is_active"])
    return Site(item["site_id"], setup, _moment(item["created_at"]), int(item["version"]), _ended(item, "removed_at"))


def from_camera(camera: Camera) -> items.Plain:
    """Make what a camera's item holds, but for its key."""
    setup = camera.setup
    return {
        "camera_id": camera.camera_id,
        "site_id": camera.site_id,
        "name": setup.name,
        "role": setup.role.value,
        "directions": {word: movement.value for word, movement in setup.directions.items()},
        "time_zone": setup.time_zone,
        "dialect": setup.dialect.value,
        "expected_regions": None if setup.expected_regions is None else sorted(setup.expected_regions),
        "ignored": [from_box(box) for box in setup.ignored],
        "watched": [from_box(box) for box in setup.watched],
        "allowed_networks": list(setup.allowed_networks),
        "is_active": setup.is_active,
        "retention_days": setup.retention_days,
        "is_upside_down": setup.is_upside_down,
        "repeat_seconds": setup.repeat_seconds,
        "detect_text_calls_a_day": setup.detect_text_calls_a_day,
        "created_at": items.to_text(camera.created_at),
        "version": camera.version,
        "secrets": [_from_secret(one) for one in camera.secrets],
        "removed_at": _text_or_none(camera.removed_at),
    }


def to_camera(item: items.Plain) -> Camera:
    """Make a camera of its item, or of its copy."""
    return Camera(
        camera_id=item["camera_id"],
        site_id=item["site_id"],
        setup=_to_setup(item),
        created_at=_moment(item["created_at"]),
        version=int(item["version"]),
        secrets=tuple(_to_secret(one) for one in item["secrets"]),
        removed_at=_ended(item, "removed_at"),
    )


def from_credential(camera: Camera, secret: Secret) -> items.Plain:
    """Make the item that tells whose a secret is."""
    return {
        **credential_key(secret.sha256),
        **_from_secret(secret),
        "camera_id": camera.camera_id,
        "site_id": camera.site_id,
        **ending(secret),
    }


def ending(secret: Secret) -> items.Plain:
    """Get the part of that item that says when the secret ends; None where it does not."""
    return {
        "ends_at": _text_or_none(secret.ends_at),
        "expires_at_epoch_seconds": int(secret.ends_at.timestamp()) if secret.ends_at else None,
    }


def to_credential(item: items.Plain) -> Credential:
    """Make of its item whose a secret is."""
    return Credential(_to_secret(item), item["camera_id"], item["site_id"], _ended(item, "last_used_at"))


def _to_setup(item: items.Plain) -> CameraSetup:
    regions, days, calls = map(item.get, ("expected_regions", "retention_days", "detect_text_calls_a_day"))
    return CameraSetup(
        name=item["name"],
        role=CameraRole(item["role"]),
        directions={word: Movement(meaning) for word, meaning in item["directions"].items()},
        time_zone=item.get("time_zone"),
        dialect=Dialect(item["dialect"]),
        expected_regions=None if regions is None else frozenset(regions),
        ignored=tuple(map(to_box, item["ignored"])),
        watched=tuple(map(to_box, item["watched"])),
        allowed_networks=tuple(item["allowed_networks"]),
        is_active=item["is_active"],
        retention_days=None if days is None else int(days),
        is_upside_down=item["is_upside_down"],
        repeat_seconds=int(item["repeat_seconds"]),
        detect_text_calls_a_day=None if calls is None else int(calls),
    )


def _from_secret(secret: Secret) -> items.Plain:
    kept = {
        "secret_id": secret.secret_id,
        "sha256": secret.sha256,
        "created_at": items.to_text(secret.created_at),
        "ends_at": _text_or_none(secret.ends_at),
    }
    return {name: value for name, value in kept.items() if value is not None}


def _to_secret(item: items.Plain) -> Secret:
    return Secret(item["secret_id"], item["sha256"], _moment(item["created_at"]), _ended(item, "ends_at"))


def _text_or_none(moment: datetime | None) -> str | None:
    return items.to_text(moment) if moment else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _ended(item: items.Plain, name: str) -> datetime | None:
    return _moment(item[name]) if item.get(name) else None
