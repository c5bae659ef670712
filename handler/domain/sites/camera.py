"""A camera at a site: what it is there for, how its photos are taken, and who lets it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.domain.geometry import BoundingBox
from handler.domain.sites.secret import Secret
from handler.domain.sites.site import Site

MOST_SECRETS: Final = 2
"""The one in use, and the one that takes its place."""

ROTATION: Final = timedelta(days=7)
"""How long a secret goes on being good once there is another one: time to go to the device."""


class CameraRole(StrEnum):
    """What a camera is there for."""

    ENTRY = "entry"
    EXIT = "exit"
    BOTH = "both"
    SPOT = "spot"


class Movement(StrEnum):
    """What a device's word for a direction means where the camera stands."""

    ENTERING = "entering"
    LEAVING = "leaving"
    IGNORE = "ignore"

    @property
    def counts(self) -> bool:
        """Whether it tells where the vehicle went."""
        return self is not Movement.IGNORE


class Dialect(StrEnum):
    """How a device says what it has to say."""

    ANY = "any"
    HIKVISION = "hikvision"
    DAHUA = "dahua"
    AXIS = "axis"
    STREAM = "stream"
    REKOR = "rekor"
    SNAPSHOT = "snapshot"
    JPEG = "jpeg"


@quick_dataclass(frozen=True, slots=True)
class CameraSetup:
    """What administrators say of a camera. `camera_checks.checked` tidies it up.

    Attributes
    ----------
    name : str
        For people; two cameras may have the same one.
    role : CameraRole
    directions : mapping of str to Movement
        By the device's word, in small letters.
    time_zone : str or None
        Of the device's clock; None for the site's.
    dialect : Dialect
        What is taken from it; any: it is told by what comes.
    expected_regions : frozenset of str or None
        Whose plates are expected; empty means anywhere, None as the settings say.
    ignored, watched : tuple of BoundingBox
        Parts of the picture that do not count, and the only ones that do; none of the latter means all of it.
    allowed_networks : tuple of str
        From where it may call; none means from anywhere.
    is_active : bool
        Whether it is let in.
    retention_days : int or None
        How long its photos are kept; None as the settings say.
    is_upside_down : bool
        Whether it hangs on its head, so that its photos are turned by 180 degrees.
    repeat_seconds : int
        Within which time an alike picture joins the last sighting; 0 for never.
    detect_text_calls_a_day : int or None
        How many may be made for its photos; None for no limit but the stage's.
    """

    name: str
    role: CameraRole = CameraRole.BOTH
    directions: Mapping[str, Movement] = field(default_factory=dict)
    time_zone: str | None = None
    dialect: Dialect = Dialect.ANY
    expected_regions: frozenset[str] | None = None
    ignored: tuple[BoundingBox, ...] = ()
    watched: tuple[BoundingBox, ...] = ()
    allowed_networks: tuple[str, ...] = ()
    is_active: bool = True
    retention_days: int | None = None
    is_upside_down: bool = False
    repeat_seconds: int = 0
    detect_text_calls_a_day: int | None = None

    def as_text(self) -> Mapping[str, str]:
        """Write each part down in words, by its name."""
        regions, limit = self.expected_regions, self.detect_text_calls_a_day
        return {
            "name": self.name,
            "role": self.role.value,
            "directions": " ".join(f"{word}={meaning}" for word, meaning in sorted(self.directions.items())) or "none",
            "time_zone": self.time_zone or "the site's",
            "dialect": self.dialect.value,
            "expected_regions": "as set" if regions is None else " ".join(sorted(regions)) or "anywhere",
            "ignored": _in_words(self.ignored),
            "watched": _in_words(self.watched),
            "allowed_networks": " ".join(self.allowed_networks) or "any",
            "is_active": "yes" if self.is_active else "no",
            "retention_days": "as set" if self.retention_days is None else str(self.retention_days),
            "is_upside_down": "yes" if self.is_upside_down else "no",
            "repeat_seconds": str(self.repeat_seconds),
            "detect_text_calls_a_day": "no limit" if limit is None else str(limit),
        }


@quick_dataclass(frozen=True, slots=True)
class Camera:
    """A camera as it is kept.

    Attributes
    ----------
    site_id : str
        It never changes: a camera's old reads stay where they were seen.
    created_at : datetime
        UTC.
    version : int
        Counts the changes, of its secrets too, from 1.
    secrets : tuple of Secret
        Oldest first, at most `MOST_SECRETS`.
    removed_at : datetime or None
        Since when it is gone, UTC. It is kept, because old reads name it.
    """

    camera_id: str
    site_id: str
    setup: CameraSetup
    created_at: datetime
    version: int = 1
    secrets: tuple[Secret, ...] = ()
    removed_at: datetime | None = None

    @property
    def owner(self) -> str:
        """Who owns what it uploads: the camera itself, by its id, where a person's id would stand.

        It cannot be mistaken for a person's: Cognito's are UUIDs, which hold no ``m``.
        """
        return self.camera_id

    @property
    def is_removed(self) -> bool:
        """Whether it is gone."""
        return self.removed_at is not None

    def as_of(self, now: datetime) -> Camera:
        """Leave out secrets that have ended by now (UTC)."""
        return replace(self, secrets=tuple(one for one in self.secrets if one.is_valid(now)))

    def time_zone_at(self, site: Site) -> str:
        """Name the time zone of its clock."""
        return self.setup.time_zone or site.setup.time_zone


def changed_camera(camera: Camera, setup: CameraSetup, version: int) -> Camera:
    """Set a camera up anew.

    Parameters
    ----------
    camera : Camera
    setup : CameraSetup
        Checked.
    version : int
        That the administrator saw.

    Returns
    -------
    Camera
        One version on; the same one where nothing changes.

    Raises
    ------
    Conflict
        When it was changed since.
    """
    _check_version(camera, version)
    return camera if setup == camera.setup else replace(camera, setup=setup, version=version + 1)


def removed_camera(camera: Camera, version: int, at: datetime) -> Camera:
    """Take a camera away, with its secrets; raises Conflict when it was changed since the administrator saw it."""
    _check_version(camera, version)
    return replace(camera, version=version + 1, removed_at=at, secrets=())


def with_secret(camera: Camera, made: Secret) -> Camera:
    """Give a camera another secret; the one that it has ends `ROTATION` later, if it does not end sooner.

    Raises
    ------
    Conflict
        When it has as many as it may.
    """
    valid = camera.as_of(made.created_at).secrets
    if len(valid) >= MOST_SECRETS:
        raise Conflict("two_secrets")
    ending = tuple(one.ending(made.created_at + ROTATION) for one in valid)
    return replace(camera, version=camera.version + 1, secrets=(*ending, made))


def without_secret(camera: Camera, secret_id: str) -> Camera:
    """Take a secret from a camera.

    Raises
    ------
    NotFound
        When it has none of this id.
    """
    left = tuple(one for one in camera.secrets if one.secret_id != secret_id)
    if left == camera.secrets:
        raise NotFound("This camera has no such secret: it was revoked already, or has ended. Load the page again.")
    return replace(camera, version=camera.version + 1, secrets=left)


def _check_version(camera: Camera, version: int) -> None:
    if version != camera.version:
        raise Conflict("camera_changed")


def _in_words(boxes: tuple[BoundingBox, ...]) -> str:
    return "; ".join(f"{box.left:g} {box.top:g} {box.width:g} {box.height:g}" for box in boxes) or "none"
