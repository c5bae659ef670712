"""What is shown beside visits: pictures, and what sites, cameras and people are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import ListEntry
from handler.domain.logged import LoggedRead
from handler.domain.sites.site import Site
from handler.domain.upload import UploadRef
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.visit import End
from handler.service.parking.finding_visits import photo_of
from handler.service.ports.photos import PhotoStore
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import People
from handler.service.ports.sites import Registered, Registry
from handler.service.show_uploads import LINK_LIFETIME


@quick_dataclass(frozen=True, slots=True)
class ShownEnd:
    """One end of a visit, what its camera is called, and its picture; None where either is gone."""

    end: End
    camera: str | None
    thumbnail_url: str | None

    @property
    def upload_id(self) -> str:
        """The photo's."""
        photo = photo_of(self.end.sighting_id)
        return photo.upload_id if photo else ""

    @property
    def is_repeat(self) -> bool:
        """Whether the photo was not read, as it shows the same as another one."""
        photo = photo_of(self.end.sighting_id)
        return photo is not None and photo.is_repeat


@quick_dataclass(frozen=True, slots=True)
class ShownVisit:
    """A visit and what stands beside it.

    Attributes
    ----------
    site : Site or None
        None for one that nobody registered.
    entry, exit : ShownEnd or None
    region : str or None
        Whose plate it is, by the read of its entry, else of its exit.
    ended_by_email : str or None
    permit : ListEntry or None
        The permit that spares it; told with one visit alone.
    """

    kept: KeptVisit
    site: Site | None
    entry: ShownEnd | None
    exit: ShownEnd | None
    region: str | None
    ended_by_email: str | None
    permit: ListEntry | None = None


@quick_dataclass(frozen=True, slots=True)
class Named:
    """Sites by their ids, and what cameras are called by theirs; removed ones, too."""

    sites: Mapping[str, Site]
    cameras: Mapping[str, str]

    @classmethod
    def of(cls, registry: Registry) -> Named:
        """Ask for all."""
        return cls.among(registry.everything())

    @classmethod
    def among(cls, found: Registered) -> Named:
        """Take them from the registry's answer."""
        return cls({one.site_id: one for one in found.sites}, {one.camera_id: one.setup.name for one in found.cameras})


@quick_dataclass(frozen=True, slots=True)
class BesideVisits:
    """Puts together what is shown of visits: what the registry knows, and one request for the reads of all of them.

    Parameters
    ----------
    registry : Registry
    reads : ReadLog
    photos : PhotoStore
    people : People
    """

    registry: Registry
    reads: ReadLog
    photos: PhotoStore
    people: People

    def shown(self, visits: Sequence[KeptVisit], named: Named | None = None) -> Sequence[ShownVisit]:
        """Show visits as lists have them."""
        named = named or Named.of(self.registry)
        ends = {end.sighting_id for kept in visits for end in (kept.visit.entry, kept.visit.exit) if end}
        reads = self._reads(ends)
        emails = self.people.emails({kept.visit.ended_by for kept in visits if kept.visit.ended_by})
        return [self._one(kept, named, reads, emails) for kept in visits]

    def ends(self, ends: Iterable[End], named: Named) -> Sequence[ShownEnd]:
        """Show what cameras saw."""
        every = list(ends)
        reads = self._reads({one.sighting_id for one in every})
        return [self._end(one, named, reads) for one in every]

    def emails(self, ids: Collection[str]) -> Mapping[str, str]:
        """Get the addresses of people, by their ids."""
        return self.people.emails(ids)

    def _reads(self, read_ids: Collection[str]) -> Mapping[str, LoggedRead]:
        """Get the reads of sightings by the sightings' ids; a repeat has one where its photo has."""
        photos = {name: photo.read_id for name in read_ids if (photo := photo_of(name))}
        found = {one.read_id: one for one in self.reads.some(sorted({*photos.values()}))} if photos else {}
        return {name: found[read_id] for name, read_id in photos.items() if read_id in found}

    def _one(
        self, kept: KeptVisit, named: Named, reads: Mapping[str, LoggedRead], emails: Mapping[str, str]
    ) -> ShownVisit:
        visit = kept.visit
        known = (reads.get(end.sighting_id) for end in (visit.entry, visit.exit) if end)
        return ShownVisit(
            kept,
            named.sites.get(visit.site_id),
            self._end(visit.entry, named, reads) if visit.entry else None,
            self._end(visit.exit, named, reads) if visit.exit else None,
            next((read.current_region for read in known if read and read.current_region), None),
            emails.get(visit.ended_by or ""),
        )

    def _end(self, end: End, named: Named, reads: Mapping[str, LoggedRead]) -> ShownEnd:
        return ShownEnd(end, named.cameras.get(end.camera_id), self._picture(end, reads.get(end.sighting_id)))

    def _picture(self, end: End, read: LoggedRead | None) -> str | None:
        if read:
            ref = UploadRef(read.owner, read.upload_id)
            return self.photos.thumbnail_link(ref, LINK_LIFETIME, is_held=read.is_held)
        photo = photo_of(end.sighting_id)
        if photo is None or not photo.is_repeat:
            return None
        # It has no read that names its owner; what repeats itself are the photos that a camera brings.
        return self.photos.thumbnail_link(UploadRef(end.camera_id, photo.upload_id), LINK_LIFETIME)
