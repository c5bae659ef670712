"""The wire of the registry: sites, cameras, and their secrets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from handler.domain.budget.budget import MOST_CALLS
from handler.domain.formats.region_names import EXPECTABLE
from handler.domain.sites.camera import ROTATION, Camera, CameraRole, CameraSetup, Dialect, Movement
from handler.domain.sites.camera_checks import (
    LONGEST_REPEAT_SECONDS,
    LONGEST_WORD,
    MOST_NETWORKS,
    MOST_PARTS,
    MOST_WORDS,
)
from handler.domain.sites.health import Health
from handler.domain.sites.site import Site, SiteSetup
from handler.domain.sites.texts import LONGEST_ADDRESS, LONGEST_NAME
from handler.service.ports.sites import CameraNews
from handler.service.sites.camera_secrets import MadeSecret
from handler.service.sites.show_sites import ShownSites
from handler.wire.common import BudgetView, Wire
from handler.wire.health import HealthView, LastPhotoView
from handler.wire.reads import BoundingBoxView, BoxInput

ShortText = Annotated[str, StringConstraints(max_length=400)]
"""Longer than what is taken, so that the domain's sentence is what people read."""

Zone = Annotated[str, StringConstraints(max_length=64)]
Id = Annotated[str, StringConstraints(max_length=64)]
_VERSION = "Goes up with each change; name it when you make one."
_ABSENT = "Null while it is not known."


class NothingElse(Wire):
    """An empty object: the address says it all."""


class SeenVersion(Wire):
    """Of which state something is asked."""

    version: int = Field(ge=0, strict=True, description="Of the site or camera as you saw it.")


class SiteInput(Wire):
    """A site as it shall be. With `site_id` and `version` it is changed, without both it is made."""

    site_id: Id | None = None
    version: int | None = Field(default=None, ge=0, strict=True, description="Of the site as you saw it.")
    name: ShortText = Field(description=f"For people; 1 to {LONGEST_NAME} characters.", examples=["Central car park"])
    time_zone: Zone = Field(description="Its name in the time zone database.", examples=["Asia/Ho_Chi_Minh"])
    address: ShortText | None = Field(default=None, description=f"At most {LONGEST_ADDRESS} characters.")
    is_active: bool = Field(default=True, strict=True, description="Whether its cameras are let in.")

    @model_validator(mode="after")
    def _both_or_none(self) -> SiteInput:
        _check_both_or_neither("site_id", self.site_id, self.version)
        return self

    def to_domain(self) -> SiteSetup:
        """Hand the site to the service in its own words."""
        return SiteSetup(self.name, self.time_zone, self.address, self.is_active)


class CameraInput(Wire):
    """A camera as it shall be. With `camera_id` and `version` it is changed, without both it is made."""

    camera_id: Id | None = None
    version: int | None = Field(default=None, ge=0, strict=True, description="Of the camera as you saw it.")
    site_id: Id = Field(description="Where it is; it cannot go to another site.")
    name: ShortText = Field(description=f"For people; 1 to {LONGEST_NAME} characters.", examples=["Gate 2, in"])
    role: CameraRole
    directions: dict[Annotated[str, StringConstraints(max_length=2 * LONGEST_WORD)], Movement] = Field(
        default_factory=dict,
        max_length=MOST_WORDS,
        description="What the device's words for directions mean here; capitals do not count.",
    )
    time_zone: Zone | None = Field(default=None, description="Of the device's clock; null for the site's.")
    dialect: Dialect = Field(default=Dialect.ANY, description="What is taken from it; any: it is told by what comes.")
    expected_regions: list[Annotated[str, StringConstraints(max_length=16)]] | None = Field(
        default=None,
        max_length=len(EXPECTABLE),
        description="Codes as in the settings; empty means anywhere, null as the settings say.",
    )
    ignored: list[BoxInput] = Field(
        default_factory=list, max_length=MOST_PARTS, description="Parts of the picture that do not count."
    )
    watched: list[BoxInput] = Field(
        default_factory=list, max_length=MOST_PARTS, description="The only parts that count; none: all of the picture."
    )
    allowed_networks: list[ShortText] = Field(
        default_factory=list,
        max_length=MOST_NETWORKS,
        description="From where it may call; none: from anywhere.",
        examples=[["203.0.113.0/24"]],
    )
    is_active: bool = Field(default=True, strict=True, description="Whether it is let in.")
    retention_days: int | None = Field(
        default=None, strict=True, description="1 to `retention_days_limit`; null as the settings say."
    )
    is_upside_down: bool = Field(
        default=False, strict=True, description="Whether its photos are turned by 180 degrees."
    )
    repeat_seconds: int = Field(
        default=0,
        strict=True,
        description="Within which time an alike picture joins the last sighting: "
        f"0 (never) to {LONGEST_REPEAT_SECONDS}.",
    )
    detect_text_calls_a_day: int | None = Field(
        default=None,
        strict=True,
        description=f"1 to {MOST_CALLS}: beyond them its photos wait for the next day; null for no limit of its own.",
    )

    @model_validator(mode="after")
    def _both_or_none(self) -> CameraInput:
        _check_both_or_neither("camera_id", self.camera_id, self.version)
        return self

    def to_domain(self) -> CameraSetup:
        """Hand the camera to the service in its own words."""
        regions = self.expected_regions
        return CameraSetup(
            name=self.name,
            role=self.role,
            directions=self.directions,
            time_zone=self.time_zone,
            dialect=self.dialect,
            expected_regions=None if regions is None else frozenset(regions),
            ignored=tuple(box.to_domain() for box in self.ignored),
            watched=tuple(box.to_domain() for box in self.watched),
            allowed_networks=tuple(self.allowed_networks),
            is_active=self.is_active,
            retention_days=self.retention_days,
            is_upside_down=self.is_upside_down,
            repeat_seconds=self.repeat_seconds,
            detect_text_calls_a_day=self.detect_text_calls_a_day,
        )


class SecretView(Wire):
    """What is known of a secret; never the secret itself."""

    secret_id: str
    created_at: datetime
    ends_at: datetime | None = Field(
        description="From when on it is good no more; null while no other takes its place."
    )
    last_used_at: datetime | None = Field(description=f"To the minute. {_ABSENT}")


class CameraView(Wire):
    """A camera."""

    camera_id: str
    site_id: str
    name: str
    role: CameraRole
    directions: dict[str, Movement]
    time_zone: str | None = Field(description="Of the device's clock; null for the site's.")
    dialect: Dialect
    expected_regions: list[str] | None = Field(description="Empty means anywhere, null as the settings say.")
    ignored: list[BoundingBoxView]
    watched: list[BoundingBoxView]
    allowed_networks: list[str]
    is_active: bool
    retention_days: int | None = Field(description="Null as the settings say.")
    is_upside_down: bool
    repeat_seconds: int
    detect_text_calls_a_day: int | None = Field(description="Null for no limit of its own.")
    version: int = Field(description=_VERSION)
    created_at: datetime
    removed_at: datetime | None = Field(description="Since when it is gone; it is named beside old reads.")
    last_seen_at: datetime | None = Field(description=f"When it last called. {_ABSENT}")
    last_photo: LastPhotoView | None = Field(description=_ABSENT.replace("it is not known", "there is none"))
    health: HealthView
    budget: BudgetView | None = Field(description="How that of its own stands today; null where it has none.")
    secrets: list[SecretView] = Field(description="Oldest first; told to administrators only.")

    @classmethod
    def of(cls, camera: Camera, shown: ShownSites | None = None) -> CameraView:
        """Write a camera as the API sends it."""
        told, name = shown.news if shown else CameraNews(), camera.camera_id
        health = shown.health.get(name) if shown else None
        thumbnail_url = shown.thumbnail_urls.get(name) if shown else None
        budget = shown.budgets.get(name) if shown else None
        return cls(
            camera_id=camera.camera_id,
            site_id=camera.site_id,
            **_setup(camera.setup),
            version=camera.version,
            created_at=camera.created_at,
            removed_at=camera.removed_at,
            last_seen_at=told.last_seen_at(camera),
            last_photo=LastPhotoView.of(told.signs_of(camera), thumbnail_url),
            health=HealthView.of(health or Health()),
            budget=BudgetView.of(budget) if budget else None,
            secrets=_secrets(camera, told.last_uses) if shown is None or shown.with_secrets else [],
        )


class SiteView(Wire):
    """A site."""

    site_id: str
    name: str
    time_zone: str
    address: str | None
    is_active: bool
    version: int = Field(description=_VERSION)
    created_at: datetime
    removed_at: datetime | None = Field(description="Since when it is gone; it is named beside old reads.")

    @classmethod
    def of(cls, site: Site) -> SiteView:
        """Write a site as the API sends it."""
        return cls(**_site(site))


class SiteWithCameras(SiteView):
    """A site with its cameras by name, removed ones too."""

    cameras: list[CameraView]


class SitesView(Wire):
    """All sites by name, removed ones too."""

    sites: list[SiteWithCameras]
    retention_days_limit: int = Field(description="The most that a camera's can be; set by the deployment.")

    @classmethod
    def of(cls, shown: ShownSites) -> SitesView:
        """Write all sites as the API sends them."""
        cameras: dict[str, list[CameraView]] = {site.site_id: [] for site in shown.sites}
        for camera in shown.cameras:
            cameras[camera.site_id].append(CameraView.of(camera, shown))
        sites = [SiteWithCameras(**_site(site), cameras=cameras[site.site_id]) for site in shown.sites]
        return cls(sites=sites, retention_days_limit=shown.retention_days_limit)


class MadeSecretView(Wire):
    """A secret, for the only time that it is shown."""

    secret: str = Field(description="Keep it: nobody is shown it again.", examples=["pbk_…"])
    secret_id: str
    camera: CameraView = Field(
        description=f"An older secret is good for {ROTATION.days} days more, or until it is revoked."
    )

    @classmethod
    def of(cls, made: MadeSecret) -> MadeSecretView:
        """Write a secret as the API sends it."""
        return cls(secret=made.text, secret_id=made.secret_id, camera=CameraView.of(made.camera))


def _check_both_or_neither(name: str, one_id: str | None, version: int | None) -> None:
    if (one_id is None) is not (version is None):
        raise ValueError(f"give {name} and version to change one, or neither to make one")


def _site(site: Site) -> dict[str, Any]:
    return {
        "site_id": site.site_id,
        "name": site.setup.name,
        "time_zone": site.setup.time_zone,
        "address": site.setup.address,
        "is_active": site.setup.is_active,
        "version": site.version,
        "created_at": site.created_at,
        "removed_at": site.removed_at,
    }


def _setup(setup: CameraSetup) -> dict[str, Any]:
    regions = setup.expected_regions
    return {
        "name": setup.name,
        "role": setup.role,
        "directions": dict(sorted(setup.directions.items())),
        "time_zone": setup.time_zone,
        "dialect": setup.dialect,
        "expected_regions": None if regions is None else sorted(regions),
        "ignored": [BoundingBoxView.of(box) for box in setup.ignored],
        "watched": [BoundingBoxView.of(box) for box in setup.watched],
        "allowed_networks": list(setup.allowed_networks),
        "is_active": setup.is_active,
        "retention_days": setup.retention_days,
        "is_upside_down": setup.is_upside_down,
        "repeat_seconds": setup.repeat_seconds,
        "detect_text_calls_a_day": setup.detect_text_calls_a_day,
    }


def _secrets(camera: Camera, last_uses: Mapping[str, datetime]) -> list[SecretView]:
    return [
        SecretView(
            secret_id=one.secret_id,
            created_at=one.created_at,
            ends_at=one.ends_at,
            last_used_at=last_uses.get(one.secret_id),
        )
        for one in camera.secrets
    ]
