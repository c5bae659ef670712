"""The wire: a plate's dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from handler.domain.lists.entry import ListEntry, ListKind
from handler.service.lookups.make_dossier import MOST_COUNTED, Dossier, DossierRequest, Sighting
from handler.service.lookups.note_plate import ShownNotes
from handler.service.ports.sites import CameraName
from handler.wire.common import Cursor, Moment, Wire
from handler.wire.holds import HoldView
from handler.wire.lists import EntryView
from handler.wire.notes import NotedView
from handler.wire.purpose import PurposeInput, stated
from handler.wire.reads import ReadView
from handler.wire.review import ReviewView
from handler.wire.search import PlateText
from handler.wire.uploads import ImageView


class DossierInput(Wire):
    """Of which plate and which period a dossier is made. A POST, so that the plate stands in no address and no log."""

    plate: PlateText
    since: Moment | None = Field(default=None, alias="from", description="Seen then or later.")
    until: Moment | None = Field(default=None, alias="to", description="Seen before then.")
    limit: int = Field(default=25, ge=1, le=50, strict=True, description="Sightings a page.")
    cursor: Cursor | None = None
    purpose: PurposeInput | None = None

    def to_domain(self) -> DossierRequest:
        """Hand the request to the service in its own words."""
        return DossierRequest(self.plate, self.since, self.until, self.limit, self.cursor, stated(self.purpose))


class PlaceView(Wire):
    """How a registered camera and its site are called."""

    camera: str
    site: str

    @classmethod
    def of(cls, called: CameraName | None) -> PlaceView | None:
        """Write it as the API sends it; None for none."""
        return cls(camera=called.camera, site=called.site) if called else None


class SightingView(Wire):
    """A read that counts for the plate, its photo, and what people decided. Of other plates in the photo: nothing."""

    read: ReadView
    place: PlaceView | None = Field(description="Null where no registered camera brought the photo.")
    file_name: str | None = Field(description="Null where the photo has been deleted a moment ago.")
    arrived_at: datetime | None = Field(description="When the photo was announced.")
    image: ImageView | None = Field(description="Null where there is no photo to show.")
    sha256: str | None = Field(description="Of the photo as it was sent; null of photos that are older than this.")
    size_bytes: int | None = Field(description="Of the photo as it was sent.")
    reviews: list[ReviewView] = Field(description="Oldest first.")
    hold: HoldView | None = Field(description="What holds the photo longer than its time, or did.")

    @classmethod
    def of(cls, one: Sighting, cameras: Mapping[str, CameraName], emails: Mapping[str, str]) -> SightingView:
        """Write a sighting as the API sends it."""
        upload = one.upload.upload if one.upload else None
        facts, links = (upload.object_facts if upload else None), (one.upload.links if one.upload else None)
        return cls(
            read=ReadView.of(one.read, emails),
            place=PlaceView.of(cameras.get(one.read.camera_id or "")),
            file_name=upload.file_name if upload else None,
            arrived_at=upload.created_at if upload else None,
            image=ImageView.of(links) if links else None,
            sha256=facts.sha256 if facts else None,
            size_bytes=facts.size_bytes if facts else None,
            reviews=[ReviewView.of(review, emails) for review in one.reviews],
            hold=HoldView.of(upload.hold, emails) if upload and upload.hold else None,
        )


class ListedView(Wire):
    """An entry of a list that the plate hits, wherever and whenever it holds."""

    list_name: str
    kind: ListKind
    entry: EntryView

    @classmethod
    def of(cls, entry: ListEntry, emails: Mapping[str, str]) -> ListedView:
        """Write it as the API sends it."""
        return cls(list_name=entry.list_name, kind=entry.kind, entry=EntryView.of(entry, emails))


class DossierView(Wire):
    """A page of a plate's dossier."""

    plate: str
    made_by: str = Field(description="Id of the person.")
    made_by_email: str | None = Field(description="Confirmed; null when there is none.")
    made_at: datetime
    first_seen_at: datetime | None = Field(description="As far back as reads are kept; null when it was never seen.")
    count: int | None = Field(
        description=f"Sightings in the period, counted up to {MOST_COUNTED}; null on further pages."
    )
    has_more: bool = Field(description="Whether there are more than were counted.")
    noted: NotedView
    entries: list[ListedView]
    sightings: list[SightingView] = Field(description="Newest first.")
    cursor: str | None = Field(description="Give it back for the next page; null on the last one.")

    @classmethod
    def of(cls, made: Dossier) -> DossierView:
        """Write a page of a dossier as the API sends it."""
        return cls(
            plate=made.plate,
            made_by=made.made_by,
            made_by_email=made.emails.get(made.made_by),
            made_at=made.made_at,
            first_seen_at=made.first_seen_at,
            count=made.count,
            has_more=made.has_more,
            noted=NotedView.of(ShownNotes(made.noted, made.emails)),
            entries=[ListedView.of(one, made.emails) for one in made.entries],
            sightings=[SightingView.of(one, made.cameras, made.emails) for one in made.sightings],
            cursor=made.cursor,
        )
