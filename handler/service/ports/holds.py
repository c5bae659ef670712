"""Where uploads are held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from handler.domain.audit import AuditEntry
from handler.domain.keeping.hold import Hold
from handler.domain.upload import Upload, UploadRef


class Holds(Protocol):
    """Holds of uploads."""

    def put(self, upload: Upload, hold: Hold, entry: AuditEntry) -> None:
        """Let an upload end as a hold says, note that the rest has to follow, and write down who did it.

        All or nothing; raises Conflict when somebody was faster, deletes it or reads it.
        """

    def follow(self, upload_id: str) -> frozenset[str]:
        """Let all about an upload end with it; gives the plates that its reads count for. May be repeated."""

    def complete(self, ref: UploadRef, hold: Hold) -> bool:
        """Note that all follows; gives False where the hold has changed meanwhile."""

    def incomplete(self) -> Iterable[str]:
        """Get the ids of the uploads whose holds are not complete, or whose ends are to be looked at."""

    def drop(self, upload_id: str) -> None:
        """Note that there is nothing to complete of an upload."""


class Ends(Protocol):
    """When uploads end that were read, as their reads change."""

    def move(self, seen: Upload, upload: Upload, now: datetime) -> bool:
        """Let an upload end otherwise, and note that the rest has to follow; gives False where it changed meanwhile."""

    def follow(self, upload_id: str) -> frozenset[str]:
        """Let all about an upload end with it; gives the plates that its reads count for. May be repeated."""

    def settled(self, upload: Upload) -> bool:
        """Note that all follows; gives False where the upload ends otherwise by now."""

    def drop(self, upload_id: str) -> None:
        """Note that there is nothing to look at of an upload."""


class HeldCopies(Protocol):
    """Photos that stay when the bucket's own rules remove the others."""

    def keep(self, upload: Upload) -> None:
        """Copy the photo and what was made of it to where nothing ends by itself; may be repeated."""
