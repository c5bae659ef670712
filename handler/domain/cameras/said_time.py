"""Reads the times that devices write, as they write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Final

from handler.domain.cameras.fields import number_of
from handler.domain.classes.quick import quick_dataclass

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DATE: Final = r"(?P<year>[0-9]{4})[-/_.]?(?P<month>[0-9]{2})[-/_.]?(?P<day>[0-9]{2})"
_CLOCK: Final = (
    r"(?P<hour>[0-9]{2})[-:_.h]?(?P<minute>[0-9]{2})[-:_.m]?(?P<second>[0-9]{2})(?:[.,_]?(?P<share>[0-9]{1,9}))?"
)
_OFFSET: Final = r"(?P<offset>Z|(?:UTC|GMT)?[-+ ][0-9]{1,2}(?::?[0-9]{2})?)?"
_TIME: Final = re.compile(rf"{_DATE}[T _-]?{_CLOCK}\s?{_OFFSET}", re.IGNORECASE)
_IN_A_NAME: Final = re.compile(rf"(?<![0-9]){_DATE}[T _-]?{_CLOCK}(?![0-9])")
_CENTURIES: Final = ("19", "20")
"""Of clocks: one that was never set tells 1970."""
_FIELDS: Final = ("year", "month", "day", "hour", "minute", "second")
_LONGEST: Final = 48
_HOURS_ALONE: Final = 2
"""Digits of an offset at most that tells no minutes."""


class Zone(StrEnum):
    """What a device's time is told in."""

    OFFSET = "offset"
    UTC = "utc"
    LOCAL = "local"


@quick_dataclass(frozen=True, slots=True)
class SaidTime:
    """A time as a device said it.

    Attributes
    ----------
    at : datetime
        Aware, unless the zone is `Zone.LOCAL`: then what the device's clock showed.
    zone : Zone
    source : str
        The field that it was in.
    """

    at: datetime
    zone: Zone
    source: str


def said_time(value: object, source: str, without_zone: Zone = Zone.LOCAL) -> SaidTime | None:
    """Read a date and a time of day.

    Parameters
    ----------
    value : object
        A text as ``2026-03-15T11:27:40+07:00``, with or without its separators, with or without an offset (``-300`` is
        one that lost its zero, ``+8`` one of hours alone; before ``07:00`` a + became a blank), with or without a
        fraction.
    source : str
    without_zone : Zone
        What a time without an offset is told in, by the device's documents.

    Returns
    -------
    SaidTime or None
        None when it is no time.
    """
    text = value.strip() if isinstance(value, str) else ""
    found = _TIME.fullmatch(text) if len(text) <= _LONGEST else None
    return _said(found, source, without_zone) if found else None


def time_in_name(file_name: str, source: str) -> SaidTime | None:
    """Find the local time in a file's name, as ``gate_20260315112740123.jpg``.

    Names have other numbers, too: a device's, a channel's. What begins with them is no time, so that
    the next place is tried, also within it.
    """
    name = file_name[-200:]
    places = (_IN_A_NAME.match(name, place) for place in range(len(name)))
    found = (_said(one, source, Zone.LOCAL) for one in places if one and one["year"][:2] in _CENTURIES)
    return next((one for one in found if one), None)


def epoch_time(value: object, source: str, per_second: int) -> SaidTime | None:
    """Read a count since 1970.

    Parameters
    ----------
    value : object
        A number, or a text that is one.
    source : str
    per_second : int
        1,000 for milliseconds.

    Returns
    -------
    SaidTime or None
        None when it is no number, or none of this age of the world.
    """
    number = number_of(value)
    if number is None:
        return None
    try:
        return SaidTime(_EPOCH + timedelta(seconds=number / per_second), Zone.UTC, source)
    except OverflowError:
        return None


def _said(found: re.Match[str], source: str, without_zone: Zone) -> SaidTime | None:
    told = found.groupdict()
    year, month, day, hour, minute, second = (int(told[name]) for name in _FIELDS)
    share = int((told["share"] or "0")[:6].ljust(6, "0"))
    try:
        local = datetime(year, month, day, hour, minute, second, share)  # noqa: DTZ001 -- the clock's own, for now
        if told.get("offset"):
            return SaidTime(local.replace(tzinfo=_zone(told["offset"])), Zone.OFFSET, source)
    except ValueError:
        return None
    return SaidTime(local.replace(tzinfo=UTC) if without_zone is Zone.UTC else local, without_zone, source)


def _zone(offset: str) -> tzinfo:
    if offset in "Zz":
        return UTC
    signed = offset[3:] if offset[0].isalpha() else offset
    digits = signed[1:].replace(":", "")
    digits = (digits if len(digits) > _HOURS_ALONE else f"{digits}00").rjust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if signed.startswith("-") else away)
