"""What may be said of a camera, and what has no meaning."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from ipaddress import ip_network
from typing import Final

from handler.domain.budget.budget import MOST_CALLS
from handler.domain.errors import InvalidRequest
from handler.domain.export import zone_named
from handler.domain.geometry import BoundingBox
from handler.domain.policy import check_regions
from handler.domain.sites.camera import CameraSetup, Movement
from handler.domain.sites.texts import name_of

MOST_PARTS: Final = 8
MOST_NETWORKS: Final = 16
MOST_WORDS: Final = 16
LONGEST_WORD: Final = 32
LONGEST_REPEAT_SECONDS: Final = 3600
_SLACK: Final = 1e-6
"""Ratios that were rounded may add up to a little more than the whole picture."""


def checked(setup: CameraSetup, retention_days_limit: int) -> CameraSetup:
    """Tidy up what was said of a camera.

    Parameters
    ----------
    setup : CameraSetup
    retention_days_limit : int
        What the stack was deployed with: the bucket keeps no photo longer.

    Returns
    -------
    CameraSetup

    Raises
    ------
    InvalidRequest
        Names what has no meaning, and what would have one.
    """
    _check_numbers(setup, retention_days_limit)
    check_regions(setup.expected_regions or frozenset())
    for name, parts in (("ignored", setup.ignored), ("watched", setup.watched)):
        _check_parts(name, parts)
    return replace(
        setup,
        name=name_of(setup.name),
        directions=_tidy_words(setup.directions),
        time_zone=None if setup.time_zone is None else zone_named(setup.time_zone).key,
        allowed_networks=_tidy_networks(setup.allowed_networks),
    )


def _check_numbers(setup: CameraSetup, retention_days_limit: int) -> None:
    if setup.retention_days is not None and not 1 <= setup.retention_days <= retention_days_limit:
        raise InvalidRequest(
            f"retention_days: choose 1 to {retention_days_limit} days, or none to go by the settings; the bucket keeps "
            "no photo longer."
        )
    if not 0 <= setup.repeat_seconds <= LONGEST_REPEAT_SECONDS:
        raise InvalidRequest(f"repeat_seconds: choose 0 (never) to {LONGEST_REPEAT_SECONDS} seconds.")
    calls = setup.detect_text_calls_a_day
    if calls is not None and not 1 <= calls <= MOST_CALLS:
        raise InvalidRequest(
            f"detect_text_calls_a_day: choose 1 to {MOST_CALLS} calls, or none for no limit of its own; to take no "
            "photos of a camera, switch it off."
        )


def _check_parts(name: str, parts: Sequence[BoundingBox]) -> None:
    if len(parts) > MOST_PARTS:
        raise InvalidRequest(f"{name}: give at most {MOST_PARTS} parts of the picture.")
    if not all(_lies_in_picture(part) for part in parts):
        raise InvalidRequest(f"{name}: a part must lie in the picture and have a width and a height, all 0 to 1.")


def _lies_in_picture(part: BoundingBox) -> bool:
    sides = ((part.left, part.width), (part.top, part.height))
    return all(start >= 0 and length > 0 and start + length <= 1 + _SLACK for start, length in sides)


def _tidy_words(directions: Mapping[str, Movement]) -> Mapping[str, Movement]:
    if len(directions) > MOST_WORDS:
        raise InvalidRequest(f"directions: give at most {MOST_WORDS} of the device's words.")
    tidy = {word_of(word): meaning for word, meaning in directions.items()}
    if len(tidy) < len(directions):
        raise InvalidRequest("directions: one of the device's words is there twice; capitals do not count.")
    if not all(0 < len(word) <= LONGEST_WORD and word.isprintable() for word in tidy):
        raise InvalidRequest(f"directions: each of the device's words has 1 to {LONGEST_WORD} characters that show.")
    return tidy


def word_of(text: str) -> str:
    """Write a device's word for a direction as it is looked up: in small letters, without blanks around it."""
    return unicodedata.normalize("NFC", text).strip().lower()


def _tidy_networks(networks: Sequence[str]) -> tuple[str, ...]:
    if len(networks) > MOST_NETWORKS:
        raise InvalidRequest(f"allowed_networks: give at most {MOST_NETWORKS} addresses or networks.")
    return tuple(dict.fromkeys(_tidy_network(one) for one in networks))


def _tidy_network(text: str) -> str:
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError as error:
        raise InvalidRequest(
            "allowed_networks: one of these is no address and no network. Write them as 203.0.113.7 or 203.0.113.0/24."
        ) from error
