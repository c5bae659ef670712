"""Holding an upload: what protects it from its end, and from being deleted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.sites.texts import plain_text

if TYPE_CHECKING:
    from handler.domain.upload import Upload

SHORTEST_REASON: Final = 3
LONGEST_REASON: Final = 200

LAST_MOMENT: Final = timedelta(minutes=10)
"""So long before an upload's end nobody can hold it any more: what is left of it may go while it is being held."""

RELEASE_GRACE: Final = timedelta(hours=24)
"""So long an upload stays after its release at least: time to hold it again, if that was a mistake."""

LONGEST_LIFE: Final = timedelta(days=3650)
"""How old a held upload may become: the bucket's own rule for held copies leaves them as long (resources)."""


@quick_dataclass(frozen=True, slots=True)
class Hold:
    """That an upload is protected, or was.

    Attributes
    ----------
    reason : str
    by : str
        Who placed it, or changed it last; of a released one, who released it.
    at : datetime
        When that was, UTC.
    until : datetime
        UTC.
    own_end : datetime
        When the upload would end without it, UTC.
    version : int
        Counts the changes, 1 for the first.
    is_released : bool
    is_whole : bool
        Whether all about the upload follows; the comparison sees to it where a request broke off.
    """

    reason: str
    by: str
    at: datetime
    until: datetime
    own_end: datetime
    version: int = 1
    is_released: bool = False
    is_whole: bool = False

    def protects(self, now: datetime) -> bool:
        """Tell whether it protects from being deleted by hand at some moment (UTC)."""
        return not self.is_released and now < self.until

    @property
    def end(self) -> datetime:
        """When the upload ends with it, UTC."""
        return max(self.until, self.own_end)


@quick_dataclass(frozen=True, slots=True)
class HoldRequest:
    """Until when somebody wants an upload held, UTC, and why, as it was typed.

    Attributes
    ----------
    version : int
        Of the hold that they saw; 0 for none.
    """

    reason: str
    until: datetime
    version: int


def placed(upload: Upload, asked: HoldRequest, limit: timedelta, by: str, now: datetime) -> Hold:
    """Place a hold, or change the one that is there.

    Parameters
    ----------
    upload : Upload
    asked : HoldRequest
    limit : timedelta
        For how long administrators let photos be held.
    by : str
        The person's id.
    now : datetime
        UTC.

    Returns
    -------
    Hold

    Raises
    ------
    Conflict
        With ``hold_too_late`` when the upload is about to end.
    InvalidRequest
        When the reason or the end makes no sense.
    """
    if upload.kept_until - now < LAST_MOMENT:
        raise Conflict("hold_too_late")
    latest = min(now + limit, upload.created_at + LONGEST_LIFE)
    if not now < asked.until <= latest:
        raise InvalidRequest(f"until: choose a time from now until {latest:%Y-%m-%d %H:%M} UTC.")
    why = plain_text("reason", asked.reason, LONGEST_REASON)
    if len(why) < SHORTEST_REASON:
        raise InvalidRequest(f"reason: give at least {SHORTEST_REASON} characters that say why this is kept.")
    before = upload.hold
    return Hold(why, by, now, asked.until, before.own_end if before else upload.kept_until, _next(before))


def released(hold: Hold, by: str, now: datetime) -> Hold:
    """Release a hold: the upload's own end counts again, though not before a time of grace.

    Parameters
    ----------
    hold : Hold
    by : str
    now : datetime
        UTC.
    """
    until = min(hold.until, now + RELEASE_GRACE)
    return replace(hold, by=by, at=now, until=until, version=_next(hold), is_released=True, is_whole=False)


def _next(hold: Hold | None) -> int:
    return hold.version + 1 if hold else 1
