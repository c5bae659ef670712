"""How a camera is, by what its photos tell: whether it is silent, its clock is off, or it reads less than it did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from math import log, sqrt
from typing import Final

from handler.domain.cameras.taken_at import MEASURED, ClockError
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.signs import Signs, hour_of, start_of

USUAL: Final = log(10)
"""Nine of ten gaps are shorter than the usual one: where vehicles come by chance, it is the time in which so many
photos come on average (a gap is longer than the time of m photos with the probability of exp(-m))."""

SILENT_AFTER_GAPS: Final = 3
"""So many usual gaps without a photo are a silence: by chance, one gap in a thousand is as long."""

LONGEST_SILENCE_DAYS: Final = 28
"""However seldom a camera sends, it is silent after so long."""

CLOCK_OFF_SECONDS: Final = 30.0
"""Devices wait for up to ten seconds until they send; what is beyond is the clock, and what fees are disputed about."""

FEWEST_MEASURED: Final = 3
"""Before the clock is judged: one message that was held up on its way says nothing of it."""

FEWEST_PHOTOS: Final = 20
"""Of a day, before its share of reads tells anything."""

FALLEN_BY: Final = 0.1
"""A smaller fall of the share may be the weather."""

_STANDARD_ERRORS: Final = 3.0
_DAY: Final = 24
_WEEK: Final = 7 * _DAY


class Ailment(StrEnum):
    """What can be wrong with a camera."""

    SILENT = "silent"
    CLOCK_OFF = "clock_off"
    READS_FALLING = "reads_falling"


@quick_dataclass(frozen=True, slots=True)
class Health:
    """How a camera is; what is not known yet is None.

    Attributes
    ----------
    usual_gap_seconds : float or None
        Nine of ten of its gaps are shorter, in the hours in which it sends.
    clock_error_seconds : float or None
        How far its clock is ahead; below 0 when it is behind.
    photos_a_day : float or None
        On average of the last seven days.
    share_with_read : float or None
        Of the last seven days' photos that were read: repeats are not.
    share_to_review : float or None
        Of those with a read.
    ailments : tuple of Ailment
        None for a camera that is well, or that is not let in.
    """

    usual_gap_seconds: float | None = None
    clock_error_seconds: float | None = None
    photos_a_day: float | None = None
    share_with_read: float | None = None
    share_to_review: float | None = None
    ailments: tuple[Ailment, ...] = ()


def health_of(signs: Signs, now: datetime, *, is_active: bool) -> Health:
    """Tell how a camera is.

    Parameters
    ----------
    signs : Signs
    now : datetime
        UTC.
    is_active : bool
        Whether it is let in; of one that is not, nothing is expected.

    Returns
    -------
    Health
    """
    first, last = signs.first_photo_at, signs.last_photo_at
    if first is None or last is None:
        return Health()
    this = hour_of(now)
    week = signs.between(this - _WEEK + 1, this)
    days = min(_WEEK, this - hour_of(first) + 1) / _DAY
    error = _clock_error_seconds(signs)
    found = {
        Ailment.SILENT: is_silent(signs, now),
        Ailment.CLOCK_OFF: abs(error or 0.0) > CLOCK_OFF_SECONDS,
        Ailment.READS_FALLING: _are_reads_falling(signs, this),
    }
    return Health(
        usual_gap_seconds=_usual_gap_seconds(signs) if _is_known(first, last) else None,
        clock_error_seconds=error,
        photos_a_day=week.photos / max(days, 1.0),
        share_with_read=_share(week.with_read, week.looked_at),
        share_to_review=_share(week.to_review, week.with_read),
        ailments=tuple(one for one, is_found in found.items() if is_found and is_active),
    )


def is_silent(signs: Signs, now: datetime) -> bool:
    """Tell whether a camera has sent nothing for three times its usual gap.

    The gap is counted in photos that would have come since the last one, going by the seven days before it: so hours
    in which none ever come, as by night, do not count.

    Parameters
    ----------
    signs : Signs
    now : datetime
        UTC.

    Returns
    -------
    bool
        False while a camera is known for less than a day.
    """
    first, last = signs.first_photo_at, signs.last_photo_at
    if first is None or last is None or not _is_known(first, last):
        return False
    if (now - last).days >= LONGEST_SILENCE_DAYS:
        return True
    hours, missed, enough = _Rhythm.of(signs, hour_of(first), hour_of(last)), 0.0, SILENT_AFTER_GAPS * USUAL
    for hour in range(hour_of(last), hour_of(now) + 1):
        since, until = max(last, start_of(hour)), min(now, start_of(hour + 1))
        missed += hours.expected(hour) * max((until - since).total_seconds(), 0.0) / 3600
    return missed >= enough


@quick_dataclass(frozen=True, slots=True)
class _Rhythm:
    """How many photos come in which hour, by the seven days that end with the last photo."""

    photos: Mapping[int, int]
    first: int
    last: int

    @classmethod
    def of(cls, signs: Signs, first: int, last: int) -> _Rhythm:
        photos = {hour: tally.photos for hour, tally in signs.hours.items() if hour > last - _WEEK}
        return cls(photos, max(first, last - _WEEK + 1), last)

    def expected(self, hour: int) -> float:
        """Expect as many as at this time of the day, but no more than on this day of the week.

        Whoever is closed on Sundays, or by night, is not waited for then.
        """
        daily = self._mean(range(self.last - (self.last - hour) % _DAY, self.first - 1, -_DAY))
        week_ago = self.last - (self.last - hour) % _WEEK
        if week_ago <= self.first:
            return daily
        return min(daily, self._mean(range(week_ago - 1, min(week_ago + 1, self.last) + 1)))

    def _mean(self, hours: range) -> float:
        return sum(self.photos.get(hour, 0) for hour in hours) / len(hours) if hours else 0.0


def _usual_gap_seconds(signs: Signs) -> float | None:
    counted = [tally.photos for tally in signs.hours.values() if tally.photos]
    return USUAL * 3600 * len(counted) / sum(counted) if counted else None


def _clock_error_seconds(signs: Signs) -> float | None:
    measured = signs.differences_seconds[-MEASURED:]
    behind = ClockError(measured).seconds
    return None if behind is None or len(measured) < FEWEST_MEASURED else -behind


def _is_known(first: datetime, last: datetime) -> bool:
    """Tell whether a camera has been there for a day, so that its hours tell something."""
    return hour_of(last) - hour_of(first) >= _DAY


def _are_reads_falling(signs: Signs, this: int) -> bool:
    """Compare the last day with the seven days before it: a fall that chance does not explain."""
    day, before = signs.between(this - _DAY + 1, this), signs.between(this - _DAY - _WEEK + 1, this - _DAY)
    if min(day.looked_at, before.looked_at) < FEWEST_PHOTOS:
        return False
    usual, now = before.with_read / before.looked_at, day.with_read / day.looked_at
    chance = sqrt(usual * (1 - usual) * (1 / day.looked_at + 1 / before.looked_at))
    return usual - now > max(FALLEN_BY, _STANDARD_ERRORS * chance)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
