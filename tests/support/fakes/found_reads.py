"""Reads that raise alerts long after they were read, in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handler.domain.alerts.consequences import Consequences
from handler.domain.logged import LoggedRead
from tests.support.fakes.uploads import MemoryUploadLog


@dataclass
class MemoryFoundReads:
    """Reads of a memory log that name their alerts."""

    log: MemoryUploadLog
    before_mark: Callable[[], None] = lambda: None

    def mark(self, read: LoggedRead, seen: LoggedRead, made: Consequences, *, may_end_otherwise: bool) -> None:
        del may_end_otherwise
        self.before_mark()
        reads = self.log.reads[read.upload_id]
        self.log.alerts.write(made)
        self.log.reads[read.upload_id] = [read if one == seen else one for one in reads]
