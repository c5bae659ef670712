"""The wire of what is done with lists: files in and out, entries tried before they are saved, and permits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.lists.entry import Tolerance
from handler.domain.lists.entry_checks import listed_plate
from handler.domain.lists.permits import Permission, PermitAnswer
from handler.domain.logged import ReadStatus
from handler.service.lists.import_entries import MOST_LINES, MOST_ROWS, CsvPiece, CsvRow, Outcome, RowResult
from handler.service.lists.show_lists import WrittenEntries
from handler.service.lists.try_entry import LOOKED_BACK, Tried
from handler.wire.common import Cursor, Moment, Wire
from handler.wire.lists import WHAT_FOLLOWS, EntryView, Id, ShortText
from handler.wire.sharing import ShareView


class EntriesExportRequest(Wire):
    """Which piece of the file is asked for."""

    cursor: Cursor | None = None


class EntriesPiece(Wire):
    """A piece of a CSV; put after one another, pieces are one file."""

    content: str
    cursor: str | None = Field(description=WHAT_FOLLOWS)

    @classmethod
    def of(cls, piece: WrittenEntries) -> EntriesPiece:
        """Write a piece as the API sends it."""
        return cls(content=piece.content, cursor=piece.cursor)


class CsvRowInput(Wire):
    """A row of a CSV."""

    line: int = Field(ge=2, strict=True, description="On which line of the file it begins.")
    text: Annotated[str, StringConstraints(max_length=4000)]

    def to_domain(self) -> CsvRow:
        """Hand the row to the service in its own words."""
        return CsvRow(self.line, self.text)


class ImportInput(Wire):
    """A piece of a CSV. The same piece may be sent again; what it says is there then already."""

    import_id: Id = Field(min_length=1, description="Yours, the same for all pieces of a file; for the audit.")
    file_name: ShortText = Field(default="", description="For the audit.")
    header: Annotated[str, StringConstraints(max_length=1000)] = Field(
        description="The file's first line.", examples=["plate,reason,until"]
    )
    rows: list[CsvRowInput] = Field(
        min_length=1, max_length=MOST_ROWS, description=f"Of a file of at most {MOST_LINES - 1:,} entries."
    )
    time_zone: Id = Field(default="UTC", description="In which days begin and times without an offset are meant.")
    is_dry_run: bool = Field(strict=True, description="Whether it is only told what would change.")

    def to_domain(self) -> CsvPiece:
        """Hand the piece to the service in its own words."""
        rows = [one.to_domain() for one in self.rows]
        return CsvPiece(self.import_id, self.file_name, self.header, rows, self.time_zone)


class RowView(Wire):
    """What a row did, or would do."""

    line: int
    outcome: Outcome
    entry_id: str | None = Field(
        description="The same for the same plate: by it, plates are found that are in a file twice, and entries that "
        "are not in it. Null when the row was refused."
    )
    message: str | None = Field(description="Why it was refused.")
    rule: str | None = Field(description="Which rule it breaks, to say that in another language.")
    values: dict[str, str] = Field(description="What stands in the sentence, by names.")


class ImportView(Wire):
    """What the rows did, or would do, in their order."""

    rows: list[RowView]

    @classmethod
    def of(cls, results: Sequence[RowResult]) -> ImportView:
        """Write what came of a piece as the API sends it."""
        return cls(rows=[RowView(**{name: getattr(one, name) for name in RowView.model_fields}) for one in results])


class TriedReadView(Wire):
    """A read that an entry would have hit."""

    read_id: str
    plate: str = Field(description="As it stands.")
    status: ReadStatus
    seen_at: datetime
    camera_id: str | None
    tolerance: Tolerance = Field(description="The strictest that it meets.")


class TriedView(Wire):
    """What an entry would have hit."""

    days: int
    reads: list[TriedReadView]
    is_more: bool = Field(description="Whether there may be more than these.")

    @classmethod
    def of(cls, tried: Tried) -> TriedView:
        """Write what was found as the API sends it."""
        reads = [
            TriedReadView(
                read_id=one.read.read_id,
                plate=one.read.current_plate or one.read.plate,
                status=one.read.status,
                seen_at=one.read.seen_at,
                camera_id=one.read.camera_id,
                tolerance=one.tolerance,
            )
            for one in tried.reads
        ]
        return cls(days=LOOKED_BACK.days, reads=reads, is_more=tried.is_more)


class PermitQuestion(Wire):
    """Whether a plate may be at a site."""

    plate: ShortText
    site_id: Id
    at: Moment | None = Field(default=None, description="Null for now.")


class PermitView(Wire):
    """What the permits say."""

    answer: Permission = Field(
        description="`allowed_likely`: by the permit's tolerance. `wrong_time`: not yet, or not at this hour. "
        "`shared_in_use`: as many others of its group are inside as may be there."
    )
    opens_gate: bool = Field(
        description="True for the permit's own plate alone, or for one that looks like it where the permit's region "
        "writes no other that does. Tolerance may spare a driver; it never opens a gate."
    )
    share: ShareView | None = Field(
        description="Of a permit that holds and that several plates share, so many at a time; else null."
    )
    plate: str = Field(description="As it was understood.")
    tolerance: Tolerance | None = Field(description="How near it is to the permit's plate.")
    list_id: str | None
    list_name: str | None
    entry: EntryView | None = Field(description="The permit that says most for it; null without one.")

    @classmethod
    def of(cls, plate: str, answer: PermitAnswer) -> PermitView:
        """Write the answer as the API sends it."""
        hit = answer.hit
        return cls(
            answer=answer.permission,
            opens_gate=answer.opens_gate,
            share=ShareView.of(answer.share),
            plate=listed_plate(plate),
            tolerance=hit.tolerance if hit else None,
            list_id=hit.entry.list_id if hit else None,
            list_name=hit.entry.list_name if hit else None,
            entry=EntryView.of(hit.entry) if hit else None,
        )
