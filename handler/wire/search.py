"""The wire of searches: reads found, counted and exported, and the history of a plate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handler.domain.export import COLUMNS, EMAIL_COLUMNS, ExportForm, ExportFormat, zone_named
from handler.domain.judging.colour import Colour
from handler.domain.logged import ReadStatus
from handler.domain.plate_search import Closeness
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.service.search_reads import CountedPage, ExportedPage, FoundPage, FoundRead, Match, Search
from handler.service.show_plate import MOST_COUNTED, MOST_NEAR, ShownPlate
from handler.wire.common import Confidence, Cursor, Moment, Wire
from handler.wire.notes import NotedView
from handler.wire.purpose import PurposeInput, stated
from handler.wire.reads import ReadView

PlateText = Annotated[str, StringConstraints(max_length=64)]
"""Longer than any plate, so that the domain's sentence is what people read."""

PlateGround = Literal["white", "yellow", "black", "blue", "green", "red"]
"""Of the colours those that a plate's ground is told to have."""

_CLOSENESS: dict[Closeness, Literal["exact", "confusable", "one_edit"]] = {
    Closeness.EXACT: "exact",
    Closeness.CONFUSABLE: "confusable",
    Closeness.ONE_EDIT: "one_edit",
}


class Conditions(Wire):
    """Which reads are meant. A POST, so that no plate stands in an address or an access log."""

    plate: PlateText | None = Field(default=None, description="As people type it; * and ? in a pattern. None for any.")
    match: Match = Match.EXACT
    status: ReadStatus | None = None
    region: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z0-9]{1,3})?$")] | None = None
    camera_id: Annotated[str, StringConstraints(max_length=64)] | None = None
    uploader: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=254)] | None = Field(
        default=None,
        description="Id or confirmed e-mail address of a person; 400 when nobody has it. Who is gone is found by id.",
    )
    plate_ground: PlateGround | None = Field(
        default=None, description="The colour that the plate's characters stand on. Where it was not told, none fits."
    )
    vehicle_colour: Colour | None = Field(
        default=None, description="The colour of the vehicle's bodywork. Where it was not told, none fits."
    )
    least_confidence: Confidence = 0.0
    most_confidence: Confidence = 1.0
    since: Moment | None = Field(default=None, alias="from", description="Seen then or later.")
    until: Moment | None = Field(default=None, alias="to", description="Seen before then.")
    order: ReadOrder = Field(default=ReadOrder.NEWEST, description="By when they were seen: of each plate, or of all.")
    limit: int = Field(default=20, ge=1, le=100, description="Reads a page.")
    cursor: Cursor | None = None
    purpose: PurposeInput | None = None

    def to_domain(self) -> Search:
        """Hand the request to the service in its own words."""
        wanted = ReadFilter(
            status=self.status,
            region=self.region,
            camera_id=self.camera_id,
            uploader=self.uploader,
            plate_ground=Colour(self.plate_ground) if self.plate_ground else None,
            vehicle_colour=self.vehicle_colour,
            least_confidence=self.least_confidence,
            most_confidence=self.most_confidence,
            since=self.since,
            until=self.until,
        )
        return Search(self.plate, self.match, wanted, self.limit, self.cursor, self.order, stated(self.purpose))


class SearchRequest(Conditions):
    """Which reads are looked for."""

    is_refresh: bool = Field(
        default=False,
        strict=True,
        description="Whether a program looks again by itself at what a person looked for: the audit tells them apart.",
    )


class FoundReadView(ReadView):
    """A read that was found."""

    closeness: Literal["exact", "confusable", "one_edit"] | None = Field(
        description="How its plate matches the one asked for; null when none was, or a pattern."
    )
    thumbnail_url: str = Field(description="Presigned link to a small JPEG of the photo.")
    is_held: bool = Field(description="Whether its photo is held longer than its time.")
    tags: list[str] = Field(description="Of its plate as it stands.")

    @classmethod
    def found(cls, found: FoundRead, emails: Mapping[str, str]) -> FoundReadView:
        """Write a find as the API sends it."""
        how = _CLOSENESS[found.closeness] if found.closeness is not None else None
        read, link = ReadView.of(found.read, emails).model_dump(), found.thumbnail_url
        is_held, tags = found.read.is_protected, list(found.tags)
        return cls(**read, closeness=how, thumbnail_url=link, is_held=is_held, tags=tags)


class FoundReads(Wire):
    """One page of what was found: the closest plates first, of each its reads in order, rejected ones last.

    A rejected read is found without a plate, or by its plate as typed (`match` is `exact`).
    """

    reads: list[FoundReadView]
    cursor: str | None = Field(description="Give it back for the next page, which may be empty; null on the last one.")

    @classmethod
    def of(cls, page: FoundPage) -> FoundReads:
        """Write a page as the API sends it."""
        return cls(reads=[FoundReadView.found(one, page.emails) for one in page.reads], cursor=page.cursor)


class CountRequest(Conditions):
    """Which reads are counted."""

    limit: int = Field(default=1000, ge=1, le=1000, description="Reads that are counted at a time.")


class CountedReads(Wire):
    """How many of the reads were found so far: add those of what follows."""

    count: int
    cursor: str | None = Field(description="Give it back to go on counting; null when these were the last.")

    @classmethod
    def of(cls, page: CountedPage) -> CountedReads:
        """Write a count as the API sends it."""
        return cls(count=page.count, cursor=page.cursor)


ReadId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}-[0-9]{1,3}$")]


class ExportRequest(Conditions):
    """Which reads are written into a file, and how."""

    limit: int = Field(default=100, ge=1, le=500, description="Reads a piece.")
    format: ExportFormat = ExportFormat.CSV
    time_zone: Annotated[str, StringConstraints(max_length=64)] = Field(
        default="UTC", description="Of the local times, by its name in the time zone database.", examples=["Asia/Tokyo"]
    )
    with_emails: bool = Field(
        default=False, strict=True, description=f"Whether these are columns, too: {', '.join(EMAIL_COLUMNS)}."
    )
    read_ids: Annotated[list[ReadId], Field(min_length=1, max_length=500)] | None = Field(
        default=None, description="Exactly these reads, in one piece; what else is looked for does not count then."
    )

    def form(self) -> ExportForm:
        """Say how the file is to be in the words of the domain."""
        return ExportForm(self.format, zone_named(self.time_zone), self.with_emails)


class ExportPiece(Wire):
    """A piece of a file; put the pieces after one another."""

    content: str = Field(description=f"The columns: {', '.join(COLUMNS)}. docs/data.md says what they hold.")
    cursor: str | None = Field(description="Give it back for the next piece, which may be empty; null on the last one.")

    @classmethod
    def of(cls, page: ExportedPage) -> ExportPiece:
        """Write a piece as the API sends it."""
        return cls(content=page.content, cursor=page.cursor)


class PlateRequest(Wire):
    """Which plate. A POST, so that it stands in no address and in no access log."""

    plate: PlateText
    purpose: PurposeInput | None = None


class NearPlateView(Wire):
    """Another plate that was seen, and how near it is."""

    plate: str
    closeness: Literal["exact", "confusable", "one_edit"]
    last_seen_at: datetime
    sightings: int = Field(ge=1, le=MOST_COUNTED, description=f"Counted up to {MOST_COUNTED}.")
    has_more_sightings: bool = Field(description="Whether there are more than were counted.")


class PlateView(Wire):
    """A plate's history in short; search for it to get its reads."""

    plate: str
    first_seen_at: datetime | None = Field(description="As far back as reads are kept; null when it was never seen.")
    last_seen_at: datetime | None
    near: list[NearPlateView] = Field(description=f"Plates that may be the same, the nearest {MOST_NEAR} at most.")
    noted: NotedView | None = Field(description="What people note of it.")

    @classmethod
    def of(cls, shown: ShownPlate) -> PlateView:
        """Write a plate's history as the API sends it."""
        near = [
            NearPlateView(
                plate=one.plate,
                closeness=_CLOSENESS[one.closeness],
                last_seen_at=one.last_seen_at,
                sightings=one.sightings,
                has_more_sightings=one.has_more,
            )
            for one in shown.near
        ]
        return cls(
            plate=shown.plate,
            first_seen_at=shown.first_seen_at,
            last_seen_at=shown.last_seen_at,
            near=near,
            noted=NotedView.of(shown.noted) if shown.noted else None,
        )
