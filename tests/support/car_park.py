"""A car park with its use cases in memory: cameras see vehicles, and people ask and say something of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from handler.domain.audit import AuditEntry
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.candidate import Candidate
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.occupancy.count import Anchor
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites.camera import Camera, CameraRole, CameraSetup
from handler.domain.sites.site import Site, SiteSetup
from handler.domain.upload import UploadRef
from handler.domain.visits.changes import Change, changes
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Decision, Facts
from handler.domain.visits.sighting import Sighting, Trust
from handler.domain.visits.standing import InForce, Said, Standing, StandingState, TimeOver, standing_of
from handler.domain.visits.visit import Visit
from handler.service.parking.answer_visit import AnswerVisit
from handler.service.parking.beside_visits import BesideVisits
from handler.service.parking.change_parking import ChangeParking, ShowParking
from handler.service.parking.change_visits import ChangeVisits
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.derive_visits import DeriveVisits
from handler.service.parking.exchange import Exchange
from handler.service.parking.export_visits import ExportVisits
from handler.service.parking.places import ParkingPlaces
from handler.service.parking.rederive import RederiveVisits
from handler.service.parking.show_charts import ShowCharts
from handler.service.parking.show_now import ShowNow
from handler.service.parking.show_occupancy import ShowOccupancy
from handler.service.parking.show_visits import ShowVisits
from handler.service.ports.parking import KeptChange, SeenRead
from handler.service.review_reads import ReviewReads
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from tests.support.fakes.alerts import FixedSubscriptions, MemoryAlerts
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.lists import MemoryLists
from tests.support.fakes.parking import MemoryCounts, MemoryMarks, MemorySetups, MemorySightings, MemoryVisits
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import SITE_ID, MemoryRegistry
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import WEB_ORIGIN, Clock
from tests.support.samples import a_read, an_upload

IN, OUT, SPOT, BACK = "cam-0000000001", "cam-0000000002", "cam-0000000003", "cam-0000000004"
ROLES: Final = {IN: CameraRole.ENTRY, OUT: CameraRole.EXIT, SPOT: CameraRole.SPOT, BACK: CameraRole.EXIT}
EIGHT: Final = datetime(2026, 5, 4, 8, tzinfo=UTC)
"""On a Monday."""

OPERATOR: Final = Caller("an-operator", frozenset({OPERATORS}))
ADMIN: Final = Caller("an-admin", frozenset({ADMINS}))
EMAIL: Final = "operator@platebook.example"
_DECIDED: Final = (ReadStatus.CONFIRMED, ReadStatus.CORRECTED, ReadStatus.REJECTED)


@dataclass
class MemoryActs:
    """What persons set, and who did."""

    counts: MemoryCounts
    setups: MemorySetups
    audit: MemoryAuditLog

    def set_count(self, site_id: str, anchor: Anchor, entry: AuditEntry) -> None:
        self.counts.set_count(site_id, anchor)
        self.audit.add(entry)

    def set_up(self, site_id: str, setup: ParkingSetup, seen_version: int, entry: AuditEntry) -> bool:
        if is_kept := self.setups.save(site_id, setup, seen_version):
            self.audit.add(entry)
        return is_kept


class CarPark:
    """A site in Berlin with an entry, two exits and a watched spot.

    Parameters
    ----------
    time_zone : str
        The site's.
    audit : MemoryAuditLog or None
        None for one of its own.
    """

    def __init__(self, time_zone: str = "Europe/Berlin", audit: MemoryAuditLog | None = None) -> None:
        self.clock, self.people = Clock(EIGHT), MemoryPeople({OPERATOR.owner: EMAIL})
        self.audit = MemoryAuditLog() if audit is None else audit
        self.registry = MemoryRegistry(self.audit, {SITE_ID: Site(SITE_ID, SiteSetup("Central", time_zone), EIGHT)})
        for camera_id, role in ROLES.items():
            setup = CameraSetup(f"{role.value} {camera_id[-1]}", role=role)
            self.registry.cameras[camera_id] = Camera(camera_id, SITE_ID, setup, EIGHT)
        self.sightings, self.visits, self.setups = MemorySightings(), MemoryVisits(), MemorySetups()
        self.counts, self.lists, self.alerts = MemoryCounts(self.visits), MemoryLists(), MemoryAlerts()
        self.log, self.photos = MemoryUploadLog(audit=self.audit), MemoryPhotoStore()
        self.reads = MemoryReadLog(self.log, self.audit)
        uploads = ShowUploads(self.log, self.photos, self.clock)
        show_read = ShowRead(self.log, uploads, self.photos, self.people, self.audit, self.clock)
        self.review = ReviewReads(self.log, self.reads, MemoryPlateIndex(), show_read, self.clock)
        self.marks, self.beside = MemoryMarks(), self._beside()
        self.rederive = self._rederive()
        about = self.audit, self.clock
        self.show = ShowVisits(self.visits, self.sightings, self.beside, self.lists, *about)
        self.change = ChangeVisits(self.visits, self.rederive, self.show, *about)
        self.answer = AnswerVisit(self.visits, self.review, self.rederive, self.show, *about)
        self.export = ExportVisits(self.visits, self.registry, self.audit, WEB_ORIGIN, self.clock)
        self.count = CountVehicles(self.counts)
        acts = MemoryActs(self.counts, self.setups, self.audit)
        self.occupancy = ShowOccupancy(self.registry, self.setups, self.count, self.people, acts, self.clock)
        self.now = ShowNow(self.visits, self.beside, self.occupancy, self.alerts, self.clock)
        self.charts = ShowCharts(self.visits, self.registry, self.setups, self.count, self.clock)
        self.show_setup = ShowParking(self.registry, self.setups)
        self.set_up = ChangeParking(self.registry, self.setups, acts, self.rederive, self.clock)
        kept = self.registry, self.setups, self.visits, self.sightings, self.reads, self.count
        self.exchange = Exchange(*kept, self.audit, "platebook.example", self.clock)

    def use_cases(self) -> dict[str, object]:
        """Give what `bootstrap_parking_pages` builds, by its names there."""
        return {
            "show_now": self.now,
            "show_visits": self.show,
            "export_visits": self.export,
            "change_visits": self.change,
            "answer_visit": self.answer,
            "show_occupancy": self.occupancy,
            "show_charts": self.charts,
            "show_parking": self.show_setup,
            "change_parking": self.set_up,
            "exchange": self.exchange,
        }

    def sees(
        self, plate: str, camera_id: str, at: datetime | None = None, *, is_followed: bool = True, **about: Any
    ) -> str:
        """Let a camera see a vehicle, now unless the test says otherwise; gives the read's id."""
        at = at or self.clock.time
        number = len(self.log.uploads)
        ref = UploadRef(camera_id, f"{number:032x}")
        self.log.uploads[ref.upload_id] = an_upload(number, ref=ref, camera_id=camera_id)
        status = about.pop("status", ReadStatus.ACCEPTED)
        read = replace(
            a_read(number, plate=plate, status=status, seen_at=at, camera_id=camera_id, **about), owner=camera_id
        )
        self.log.reads[ref.upload_id] = [read]
        self.clock.time = max(self.clock.time, at)
        if is_followed:
            self.take_in(read)
        return read.read_id

    def take_in(self, *changed: LoggedRead) -> None:
        """File reads as they stand, all of them unless some are named, and derive."""
        every = [read for reads in self.log.reads.values() for read in reads]
        for read in changed or every:
            self.sightings.file(_seen(read))
        self.derive()

    def derive(self) -> None:
        """Derive the site anew."""
        setup, now = self.setups.get(SITE_ID), self.clock.time
        derived = Derivation(Facts(self.sightings.facts(SITE_ID)), setup.visits, now).all_visits()
        kept = self.visits.kept
        found = [
            KeptChange(
                change,
                self.standing(change.after) if change.after else None,
                kept[visit_id].said if (visit_id := _id(change)) in kept else (),
            )
            for change in changes(kept, derived)
        ]
        assert self.visits.write(found, [], now)

    def standing(self, visit: Visit, said: tuple[Said, ...] = ()) -> Standing:
        """Tell how a visit stands."""
        rules, zone = self.setups.get(SITE_ID).rules, ZoneInfo(self.registry.sites[SITE_ID].setup.time_zone)
        return standing_of(visit, InForce(rules, zone, lambda _plate, _at: None), said, self.clock.time)

    def move(self, **step: float) -> None:
        """Let time pass."""
        self.clock.move(timedelta(**step))

    @property
    def only(self) -> str:
        """The id of the only visit that there is."""
        (found,) = [name for name, one in self.visits.kept.items() if not one.is_withdrawn]
        return found

    def _rederive(self) -> RederiveVisits:
        places = ParkingPlaces(self.registry, self.setups, self.clock)
        about = self.sightings, self.visits, places, self.lists, FixedSubscriptions(), WEB_ORIGIN, self.clock
        return RederiveVisits(self.sightings, self.marks, DeriveVisits(*about), self.clock)

    def _beside(self) -> BesideVisits:
        return BesideVisits(self.registry, self.reads, self.photos, self.people)


VISIT_THERE, VISIT_OVER = f"{0:032x}-0", f"{1:032x}-0"


def a_busy_car_park(audit: MemoryAuditLog) -> CarPark:
    """Give a car park with a vehicle that is there, AB12CDE, and one that left, each a visit of its first version."""
    park = CarPark(audit=audit)
    park.sees("AB12CDE", IN, EIGHT)
    park.sees("KL34MNP", IN, EIGHT + timedelta(minutes=1), is_followed=False)
    park.sees("KL34MNP", OUT, EIGHT + timedelta(hours=1), is_followed=False)
    park.take_in()
    return park


def be_too_long(park: CarPark, visit_id: str) -> None:
    """Have a person asked about a visit, whatever the rules are."""
    kept = park.visits.kept[visit_id]
    standing = Standing(StandingState.VALID, EIGHT, TimeOver.FREE_TIME_OVER, True, False, None)
    park.visits.kept[visit_id] = replace(kept, standing=standing)


def _id(change: Change) -> str:
    visit = change.after or change.before
    assert visit
    return visit.visit_id


def _seen(read: LoggedRead) -> SeenRead:
    camera_id = str(read.camera_id)
    sighting = Sighting(
        sighting_id=read.read_id,
        site_id=SITE_ID,
        gate=camera_id,
        camera_id=camera_id,
        role=ROLES[camera_id],
        movement=None,
        candidates=(Candidate(read.plate, 0.97),),
        trust=Trust.IN_DOUBT if read.status is ReadStatus.NEEDS_REVIEW else Trust.ACCEPTED,
        taken_at=read.seen_at,
        arrived_at=read.seen_at + timedelta(seconds=3),
    )
    name = f"{read.read_id}-{read.version}"
    decision = Decision(name, read.read_id, read.current_plate, "somebody", read.seen_at + timedelta(days=1))
    is_decided = read.status in _DECIDED
    return SeenRead(sighting, decision if is_decided else None, read.version, read.kept_until)
