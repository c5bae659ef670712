"""Show people what became of their uploads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotFound
from handler.domain.geometry import ImageSize
from handler.domain.logged import LoggedRead, LoggedText
from handler.domain.upload import Upload
from handler.service.ports.photos import PhotoStore
from handler.service.ports.uploads import UploadLog

NO_SUCH_UPLOAD = "You have no such upload. Check the address, or look in your uploads."

LINK_LIFETIME = timedelta(minutes=15)
"""How long a link to a photo works: long enough to look at a page, short enough not to be worth passing on."""


@quick_dataclass(frozen=True, slots=True)
class PhotoLinks:
    """Where the photo can be seen, and until when."""

    photo_url: str
    thumbnail_url: str
    image_size: ImageSize
    expire_at: datetime


@quick_dataclass(frozen=True, slots=True)
class ShownUpload:
    """An upload as its owner sees it; without links until its photo was found sound."""

    upload: Upload
    reads: Sequence[LoggedRead]
    links: PhotoLinks | None


@quick_dataclass(frozen=True, slots=True)
class UploadPage:
    """Some uploads, newest first, and the cursor of the next page."""

    uploads: Sequence[ShownUpload]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ShowUploads:
    """Answer for one upload, or for a page of them.

    Parameters
    ----------
    log : UploadLog
    photos : PhotoStore
    now : callable
        Gives the time in UTC.
    """

    log: UploadLog
    photos: PhotoStore
    now: Callable[[], datetime]

    def one(self, owner: str, upload_id: str) -> ShownUpload:
        """Show one upload of one person.

        Parameters
        ----------
        owner : str
            Who asks.
        upload_id : str

        Returns
        -------
        ShownUpload

        Raises
        ------
        NotFound
            When there is no such upload, or it is somebody else's.
        """
        found = self.log.find(upload_id)
        if found is None or found[0].ref.owner != owner:
            raise NotFound(NO_SUCH_UPLOAD)
        return self.shown(*found)

    def explanation(self, owner: str, upload_id: str) -> Sequence[LoggedText]:
        """Show why one upload's reads are these: what became of every text box in its photo.

        Parameters
        ----------
        owner : str
            Who asks.
        upload_id : str

        Returns
        -------
        Sequence of LoggedText
            The photo's, then those of the closer look; empty until the upload is done.

        Raises
        ------
        NotFound
            When there is no such upload, or it is somebody else's.
        """
        whole = self.log.whole(upload_id)
        if whole is None or whole.upload.ref.owner != owner:
            raise NotFound(NO_SUCH_UPLOAD)
        return whole.texts

    def page(self, owner: str, limit: int, cursor: str | None) -> UploadPage:
        """Show some uploads of one person, newest first.

        Parameters
        ----------
        owner : str
            Who asks.
        limit : int
            Uploads a page, 1 to 100.
        cursor : str or None
            From the page before.

        Returns
        -------
        UploadPage

        Raises
        ------
        InvalidRequest
            When the cursor is not one that an earlier page gave.
        """
        found = self.log.page(owner, limit, cursor)
        reads = self.log.reads_of(found.uploads)
        shown = [self.shown(upload, reads.get(upload.ref.upload_id, [])) for upload in found.uploads]
        return UploadPage(shown, found.cursor)

    def shown(self, upload: Upload, reads: Sequence[LoggedRead]) -> ShownUpload:
        """Add what is not written down: how it stands by now, and links to the photo."""
        now = self.now()
        return ShownUpload(upload.as_of(now), reads, self._links(upload, now))

    def _links(self, upload: Upload, now: datetime) -> PhotoLinks | None:
        if upload.image_size is None:
            return None
        return PhotoLinks(
            photo_url=self.photos.photo_link(upload, LINK_LIFETIME),
            thumbnail_url=self.photos.thumbnail_link(upload.ref, LINK_LIFETIME, is_held=upload.has_held_copies),
            image_size=upload.image_size,
            expire_at=now + LINK_LIFETIME,
        )
