"""When an upload ends after people changed what stands in it: a hit lengthens its time, one that went shortens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from handler.domain.keeping.hold import LAST_MOMENT

if TYPE_CHECKING:
    from handler.domain.upload import Upload

HIT_GONE_GRACE: Final = timedelta(hours=24)
"""So long an upload stays at least when its hit has gone: time to undo the decision, if that was a mistake."""


def kept_by_hits(upload: Upload, now: datetime, *, has_hit: bool) -> Upload:
    """Give an upload the end that counts for its reads as they stand; what holds it goes on holding it.

    Parameters
    ----------
    upload : Upload
        That was read.
    now : datetime
        UTC.
    has_hit : bool
        Whether one of its reads hits a list, to watch or to permit.

    Returns
    -------
    Upload
        The same where nothing changes: also where it is about to end, as what is left of it may go any moment.
    """
    with_hit, without_hit = upload.kept_with_hit_until, upload.kept_without_hit_until
    if with_hit is None or without_hit is None or upload.kept_until - now < LAST_MOMENT:
        return upload
    own_end = upload.hold.own_end if upload.hold else upload.kept_until
    wanted = max(own_end, with_hit) if has_hit else min(own_end, max(without_hit, now + HIT_GONE_GRACE))
    wanted = wanted.replace(microsecond=0)  # the table ends things by whole seconds
    if upload.hold is None:
        return replace(upload, kept_until=wanted)
    hold = replace(upload.hold, own_end=wanted)
    return replace(upload, hold=hold, kept_until=hold.end)
