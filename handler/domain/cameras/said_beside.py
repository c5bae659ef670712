"""What a camera said beside its photo: kept with the upload, and never taken for a read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from handler.domain.cameras.message import DeviceIds, DeviceMessage, DialectName, Opinion
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.camera_checks import word_of

if TYPE_CHECKING:
    from handler.domain.cameras.taken_at import Derived
    from handler.domain.sites.camera import Movement


@quick_dataclass(frozen=True, slots=True)
class SaidBeside:
    """A device's own words, and what they mean where it stands.

    Attributes
    ----------
    derived : Derived
        How it was found out when the photo was taken.
    opinion : Opinion or None
        What the device read: a second opinion.
    direction : str or None
        The device's own word.
    movement : Movement or None
        What that word means here; None where nobody said it.
    is_retransmitted : bool
        Sent later from the device's memory: no news.
    difference_seconds : float or None
        Arrival less what the device said; None where that tells nothing of its clock.
    """

    dialect: DialectName
    derived: Derived
    opinion: Opinion | None = None
    direction: str | None = None
    movement: Movement | None = None
    device: DeviceIds = field(default_factory=DeviceIds)
    is_retransmitted: bool = False
    difference_seconds: float | None = None


def said_beside(
    message: DeviceMessage,
    derived: Derived,
    directions: Mapping[str, Movement],
    difference_seconds: float | None = None,
) -> SaidBeside:
    """Gather what a message says beside its photo.

    Parameters
    ----------
    message : DeviceMessage
    derived : Derived
    directions : mapping of str to Movement
        Of the camera, by the device's word in small letters.
    difference_seconds : float or None
        Arrival less what the device said; None where that tells nothing of its clock.

    Returns
    -------
    SaidBeside
    """
    return SaidBeside(
        dialect=message.dialect,
        derived=derived,
        opinion=message.opinion,
        direction=message.direction,
        movement=directions.get(word_of(message.direction)) if message.direction else None,
        device=message.device,
        is_retransmitted=message.is_retransmitted,
        difference_seconds=difference_seconds,
    )
