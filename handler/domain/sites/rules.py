"""What of a camera's setup counts when its photos are read."""

from __future__ import annotations

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import BoundingBox
from handler.domain.sites.camera import CameraSetup


@quick_dataclass(frozen=True, slots=True)
class ReadingRules:
    """A camera's setup as it was when a photo of it was announced: kept with the upload, so that reading asks nobody.

    Attributes
    ----------
    expected_regions : frozenset of str or None
        Whose plates are expected; empty means anywhere, None as the settings say.
    ignored, watched : tuple of BoundingBox
        Parts of the photo as it is stored that do not count, and the only ones that do; none of the latter: all of it.
    is_upside_down : bool
        Whether the photo is to be turned by 180 degrees before anything is read in it.
    repeat_seconds : int
        Within which time an alike picture joins the last sighting; 0 for never.
    detect_text_calls_a_day : int or None
        How many may be made for the camera's photos; None for no limit but the stage's.
    """

    expected_regions: frozenset[str] | None = None
    ignored: tuple[BoundingBox, ...] = ()
    watched: tuple[BoundingBox, ...] = ()
    is_upside_down: bool = False
    repeat_seconds: int = 0
    detect_text_calls_a_day: int | None = None


NO_RULES = ReadingRules()
"""Of photos of no registered camera, and of cameras for which nothing was set."""


def rules_of(setup: CameraSetup) -> ReadingRules:
    """Take what counts for the reading out of a camera's setup."""
    return ReadingRules(
        setup.expected_regions,
        setup.ignored,
        setup.watched,
        setup.is_upside_down,
        setup.repeat_seconds,
        setup.detect_text_calls_a_day,
    )
