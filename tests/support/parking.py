"""A site whose cameras are followed, with the table of parking in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from handler.domain.candidate import Candidate
from handler.domain.events.event import Event, EventType
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.no_plate import NoPlate
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites.camera import Camera, CameraRole, CameraSetup
from handler.domain.sites.ids import CAMERA, made_id
from handler.domain.sites.site import Site, SiteSetup
from handler.domain.upload import Upload, UploadRef
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Facts
from handler.domain.visits.visit import Visit
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.derive_visits import DeriveVisits
from handler.service.parking.follow_reads import FollowReads
from handler.service.parking.places import ParkingPlaces
from handler.service.parking.rederive import RederiveVisits
from handler.service.parking.sweep_due import SweepDue
from handler.service.ports.parking import Counts, Marks, ParkingSetups, Sightings, Visits
from tests.support.fakes.alerts import FixedSubscriptions
from tests.support.fakes.lists import MemoryLists
from tests.support.fakes.parking import MemoryCounts, MemoryMarks, MemorySetups, MemorySightings, MemoryVisits
from tests.support.fakes.sites import SITE_ID, MemoryRegistry
from tests.support.fakes.world import WEB_ORIGIN, Clock
from tests.support.samples import a_read
from tests.support.sightings import MONDAY, after

CAMERAS = {role.value: made_id(CAMERA, number) for number, role in enumerate(CameraRole)}
"""The ids of the cameras, by what each is there for."""


@dataclass
class Photos:
    """The log's photos and reads."""

    uploads: dict[str, Upload] = field(default_factory=dict)
    reads: dict[str, LoggedRead] = field(default_factory=dict)

    def alone(self, upload_id: str) -> Upload | None:
        return self.uploads.get(upload_id)

    def find(self, upload_id: str) -> tuple[Upload, list[LoggedRead]] | None:
        upload = self.uploads.get(upload_id)
        return (upload, [one for one in self.reads.values() if one.upload_id == upload_id]) if upload else None


class CarPark:
    """An entry, an exit, a camera for both directions and one on a spot; what happens is followed at once."""

    def __init__(
        self,
        sightings: Sightings | None = None,
        visits: Visits | None = None,
        counts: Counts | None = None,
        setups: ParkingSetups | None = None,
        marks: Marks | None = None,
    ) -> None:
        self.clock, self.log, self.lists = Clock(after(1)), Photos(), MemoryLists()
        self.memory, self.kept = MemorySightings(), MemoryVisits()
        self.sightings: Sightings = sightings or self.memory
        self.visits: Visits = visits or self.kept
        self.noted = MemoryCounts(self.kept)
        self.counts: Counts = counts or self.noted
        self.setups: ParkingSetups = setups or MemorySetups()
        self.marks: Marks = marks or MemoryMarks()
        self.subscriptions = FixedSubscriptions()
        site = Site(SITE_ID, SiteSetup("Riverside", "Europe/London"), MONDAY)
        cameras = {
            name: Camera(name, SITE_ID, CameraSetup(role, CameraRole(role)), MONDAY) for role, name in CAMERAS.items()
        }
        self.registry = MemoryRegistry(sites={SITE_ID: site}, cameras=cameras)
        self.follow = self.another()

    def another(self) -> FollowReads:
        """Give another process that follows the same."""
        places = ParkingPlaces(self.registry, self.setups, self.clock)
        derive = DeriveVisits(
            self.sightings,
            self.visits,
            places,
            self.lists,
            self.subscriptions,
            WEB_ORIGIN,
            self.clock,
            count=CountVehicles(self.counts),
        )
        return FollowReads(self.log, places, self.sightings, self.counts, derive)

    @property
    def sweep(self) -> SweepDue:
        return SweepDue(self.visits, self.marks, self.follow.places, self.follow.derive, self.clock)

    @property
    def rederive(self) -> RederiveVisits:
        return RederiveVisits(self.sightings, self.marks, self.follow.derive, self.clock)

    def set_up(self, **about: Any) -> None:
        kept = self.setups.get(SITE_ID)
        assert self.setups.save(SITE_ID, replace(kept, **about), kept.version)
        self.follow.places.look_again(SITE_ID)

    def photo(self, role: str, at: datetime, number: int, **about: Any) -> Upload:
        """Keep a photo of a camera."""
        name = f"{number:032x}"
        upload = Upload(
            ref=UploadRef(CAMERAS[role], name),
            file_name="photo.jpg",
            content_type="image/jpeg",
            size_bytes=1,
            created_at=at + timedelta(seconds=2),
            promise_ends_at=at,
            kept_until=at + timedelta(days=90),
            captured_at=at,
            camera_id=CAMERAS[role],
        )
        self.log.uploads[name] = replace(upload, **about)
        return self.log.uploads[name]

    def read(self, role: str, plate: str, at: datetime, number: int, **about: Any) -> LoggedRead:
        """Keep a photo with a read, without following it."""
        upload = self.photo(role, at, number)
        read = a_read(
            read_id=upload.read_id(0),
            upload_id=upload.ref.upload_id,
            plate=plate,
            confidence=0.98,
            candidates=(Candidate(plate, 0.98),),
            status=ReadStatus.ACCEPTED,
            refusal=None,
            version=0,
            owner=upload.ref.owner,
            camera_id=upload.camera_id,
            seen_at=at,
            kept_until=upload.kept_until,
        )
        self.log.reads[read.read_id] = replace(read, **about)
        return self.log.reads[read.read_id]

    def see(self, role: str, plate: str, at: datetime, number: int, **about: Any) -> LoggedRead:
        """Have a camera see a plate."""
        read = self.read(role, plate, at, number, **about)
        self.clock.time = max(self.clock.time, at)
        self.follow.read(None, read)
        return read

    def change(self, read: LoggedRead, **about: Any) -> LoggedRead:
        """Have a read changed, such as by a person."""
        changed = replace(read, **({"version": read.version + 1} | about))
        self.log.reads[read.read_id] = changed
        self.follow.read(read, changed)
        return changed

    def correct(self, read: LoggedRead, plate: str) -> LoggedRead:
        return self.change(read, status=ReadStatus.CORRECTED, corrected_plate=plate)

    def reject(self, read: LoggedRead) -> LoggedRead:
        return self.change(read, status=ReadStatus.REJECTED, corrected_plate=None)

    def delete(self, read: LoggedRead) -> None:
        self.log.uploads.pop(read.upload_id, None)
        self.log.reads.pop(read.read_id, None)
        self.follow.read(read, None)

    def unread(self, role: str, at: datetime, number: int) -> NoPlate:
        upload = self.photo(role, at, number)
        self.clock.time = max(self.clock.time, at)
        no_plate = NoPlate(upload.ref.upload_id, at, upload.kept_until)
        self.follow.no_plate(no_plate)
        return no_plate

    def shown(self) -> list[tuple[str, str | None, str | None]]:
        """Give what visits are kept: the plate, and the hours of coming and leaving."""
        some = [one.visit for one in self.kept.kept.values() if not one.is_withdrawn]
        ordered = sorted(some, key=lambda one: (one.last_seen_at, one.visit_id))
        return [(one.plate, _hour(one.entry.at if one.entry else None), _hour(one.ended_at)) for one in ordered]

    def of_all_facts(self) -> Mapping[str, Visit]:
        """Derive everything at once."""
        at = self.follow.places.at(SITE_ID)
        assert at
        return Derivation(Facts(self.memory.facts(SITE_ID)), at.visits, self.clock()).all_visits()

    def standing_visits(self) -> Mapping[str, Visit]:
        return {name: one.visit for name, one in self.kept.kept.items() if not one.is_withdrawn}

    def told(self, *types: EventType) -> list[Event]:
        return [one for one in self.kept.told if one.type in types]


def parking(**about: Any) -> ParkingSetup:
    return ParkingSetup(**about)


def between_any_steps(park: CarPark, others: list[Callable[[], object]]) -> Callable[[], None]:
    """Have something else happen before each step; gives what ends that."""

    def step(_name: str) -> None:
        if others:
            others.pop(0)()

    park.memory.before = park.kept.before = step

    def end() -> None:
        park.memory.before = park.kept.before = lambda _: None

    return end


def _hour(at: datetime | None) -> str | None:
    return f"{at:%H:%M}" if at else None
