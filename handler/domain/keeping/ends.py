"""When an upload ends: by the settings, by its camera, and by whether a plate in it stands on a list."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest

HOURS_A_DAY: Final = 24

LEAST_KEPT: Final = timedelta(hours=1)
"""The shortest time that photos are kept for, whatever is set."""


@quick_dataclass(frozen=True, slots=True)
class RetentionApart:
    """How long photos are kept where a plate in them stands on a list, and where none does.

    Attributes
    ----------
    with_hit_hours : int or None
        None: as long as any photo.
    without_hit_hours : int or None
        None: as long as any photo.
    """

    with_hit_hours: int | None = None
    without_hit_hours: int | None = None

    def as_text(self) -> dict[str, str]:
        """Write it down in words."""
        hit, other = map(_told, self._both())
        return {"retention_with_hit": hit, "retention_without_hit": other}

    def at_most(self, days: int) -> RetentionApart:
        """Shorten it to what the bucket keeps."""
        most = days * HOURS_A_DAY
        return RetentionApart(*(None if one is None else min(one, most) for one in self._both()))

    def check(self, days_limit: int) -> None:
        """See that it can be kept.

        Raises
        ------
        InvalidRequest
            When one of both is less than an hour or longer than the bucket keeps photos, or a hit were kept shorter.
        """
        most = days_limit * HOURS_A_DAY
        for name, hours in zip(("with_hit_hours", "without_hit_hours"), self._both(), strict=True):
            if hours is not None and not 1 <= hours <= most:
                raise InvalidRequest(
                    f"retention_apart.{name}: choose 1 to {most} hours; the bucket keeps no photo longer."
                )
        hit, other = self._both()
        if hit is not None and other is not None and hit < other:
            raise InvalidRequest(
                "retention_apart.with_hit_hours: what stands on a list is kept at least as long as what does not. "
                f"Choose {other} or more."
            )

    def _both(self) -> tuple[int | None, int | None]:
        return self.with_hit_hours, self.without_hit_hours


NOT_APART: Final = RetentionApart()
"""Whether a plate stands on a list makes no difference."""


@quick_dataclass(frozen=True, slots=True)
class Ends:
    """When an upload ends.

    Attributes
    ----------
    with_hit : datetime
        Where a plate in it stands on a list, UTC; never before the other.
    without_hit : datetime
        Where none does, UTC.
    """

    with_hit: datetime
    without_hit: datetime

    @property
    def apart(self) -> datetime | None:
        """The end of what hits nothing; None where both end together."""
        return None if self.without_hit == self.with_hit else self.without_hit


@quick_dataclass(frozen=True, slots=True)
class Retention:
    """How long photos are kept by the settings.

    Attributes
    ----------
    common : timedelta
        Photos of which nothing else is said.
    apart : RetentionApart
    """

    common: timedelta
    apart: RetentionApart = NOT_APART

    def ends(self, announced: datetime, camera_days: int | None = None) -> Ends:
        """Tell when an upload will end.

        A camera's own retention counts in place of that of photos without a hit; what hits is kept no shorter for it.

        Parameters
        ----------
        announced : datetime
            UTC.
        camera_days : int or None
            The camera's own retention.
        """
        other = self._of(self.apart.without_hit_hours) if camera_days is None else timedelta(days=camera_days)
        hit = other if self.apart == NOT_APART else max(other, self._of(self.apart.with_hit_hours))
        return Ends(announced + hit, announced + other)

    @property
    def shortest(self) -> timedelta:
        """How long photos are kept at least, of cameras that have no retention of their own."""
        return min(self.common, self._of(self.apart.without_hit_hours))

    def _of(self, hours: int | None) -> timedelta:
        return self.common if hours is None else timedelta(hours=hours)


def _told(hours: int | None) -> str:
    if hours is None:
        return "as any photo"
    days, rest = divmod(hours, HOURS_A_DAY)
    return f"{hours} h" if rest else f"{days} d"
