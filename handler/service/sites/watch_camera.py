"""Show a camera's newest photos as they arrive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotFound
from handler.domain.sites import ids
from handler.service.ports.records import AuditInbox
from handler.service.show_uploads import ShownUpload, ShowUploads


@quick_dataclass(frozen=True, slots=True)
class WatchCamera:
    """Answers whoever watches a camera, and writes down that they did whenever they are shown something.

    Parameters
    ----------
    uploads : ShowUploads
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    uploads: ShowUploads
    audit: AuditInbox
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, camera_id: str, after: datetime | None, limit: int) -> Sequence[ShownUpload]:
        """Show the photos that a camera brought by itself.

        Parameters
        ----------
        caller : Caller
        camera_id : str
            Of a removed one, too, as long as its photos are kept.
        after : datetime or None
            Only what arrived later than that; None for the newest ones.
        limit : int
            Photos at most: the newest.

        Returns
        -------
        Sequence of ShownUpload
            Newest first; those that are being read, too.

        Raises
        ------
        NotAllowed
            When the caller is neither operator nor administrator.
        NotFound
            When it cannot be the id of a camera. People's photos stay theirs: their ids are none.
        """
        caller.require(OPERATORS, ADMINS)
        if not ids.is_id(ids.CAMERA, camera_id):
            raise NotFound("There is no such camera. Choose one on the page Cameras.")
        found = self.uploads.log.latest(camera_id, after, limit)
        if found:
            details = {"page": "refreshed" if after else "first", "photos": str(len(found))}
            self.audit.add(AuditEntry(Action.WATCHED_CAMERA, caller.owner, self.now(), camera_id, details))
        reads = self.uploads.log.reads_of(found)
        return [self.uploads.shown(one, reads.get(one.ref.upload_id, [])) for one in found]
