"""Operators look at visits: by the pile, by the plate, and at one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handler.domain.caller import Caller
from handler.domain.errors import InvalidRequest, NotAllowed, NotFound, PurposeNeeded
from handler.domain.lists.entry import ListEntry, ListKind
from handler.domain.lists.plate_list import ListSetup
from handler.domain.lookups.purpose import Purpose
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites.site import SiteSetup
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.standing import Standing, StandingState
from handler.domain.visits.visit import Ending, VisitState
from handler.service.parking.show_visits import VisitSearch
from handler.service.ports.lists import Named
from handler.service.ports.parking import Pile
from tests.support.car_park import EIGHT, EMAIL, IN, OPERATOR, OUT, SPOT, CarPark
from tests.support.fakes.lists import LIST_ID, a_list, an_entry
from tests.support.fakes.sites import SITE_ID, a_site

HOUR = timedelta(hours=1)
BY_PILE = VisitSearch(SITE_ID, Pile.ALL, None, None, None, 25, None)
BY_PLATE = replace(BY_PILE, site_id=None, plate="ab-12 cde")


@pytest.fixture
def park() -> CarPark:
    """Give a car park where one vehicle came and left, and two are there, one of them too long."""
    park = CarPark()
    park.setups.kept[SITE_ID] = ParkingSetup(rules=SiteRules(free_minutes=60))
    park.sees("AB12CDE", IN, EIGHT)
    park.sees("AB12CDE", OUT, EIGHT + HOUR / 2)
    park.sees("KL34MNP", IN, EIGHT + HOUR)
    park.sees("XY99ZZZ", IN, EIGHT + 3 * HOUR)
    park.visits.kept = {name: replace(one, standing=park.standing(one.visit)) for name, one in park.visits.kept.items()}
    return park


def plates(park: CarPark, search: VisitSearch) -> list[str]:
    return [one.kept.visit.plate for one in park.show.search(OPERATOR, search).visits]


def test_a_pile_has_its_visits_the_newest_first_but_for_the_longest_over(park: CarPark) -> None:
    found = {pile: plates(park, replace(BY_PILE, pile=pile)) for pile in Pile}
    assert found == {
        Pile.ALL: ["XY99ZZZ", "KL34MNP", "AB12CDE"],
        Pile.INSIDE: ["XY99ZZZ", "KL34MNP"],
        Pile.OVERSTAYED: ["KL34MNP"],
        Pile.QUESTIONS: [],
    }


def test_a_time_is_that_of_the_beginning_with_its_end_left_out(park: CarPark) -> None:
    search = replace(BY_PILE, since=EIGHT + HOUR, until=EIGHT + 3 * HOUR)
    assert plates(park, search) == ["KL34MNP"]
    assert plates(park, replace(BY_PLATE, since=EIGHT, until=EIGHT + HOUR)) == ["AB12CDE"]
    assert plates(park, replace(BY_PLATE, since=EIGHT + HOUR)) == []


def test_a_plate_is_found_as_people_type_it_at_all_sites_or_at_one(park: CarPark) -> None:
    park.registry.sites["site-0000000009"] = a_site(site_id="site-0000000009")
    assert plates(park, BY_PLATE) == ["AB12CDE"]
    assert plates(park, replace(BY_PLATE, site_id=SITE_ID)) == ["AB12CDE"]
    assert plates(park, replace(BY_PLATE, site_id="site-0000000009")) == []
    assert plates(park, replace(BY_PLATE, pile=Pile.INSIDE)) == []


def test_a_plate_needs_a_purpose_where_administrators_decided_so_and_a_pile_does_not(park: CarPark) -> None:
    park.show = replace(park.show, needs_purpose=lambda: True)
    with pytest.raises(PurposeNeeded):
        plates(park, BY_PLATE)
    assert park.audit.entries == []
    plates(park, replace(BY_PLATE, purpose=Purpose("A driver complains", "7")))
    assert plates(park, BY_PILE)
    by_plate, by_pile = park.audit.entries
    assert (by_plate.target, by_plate.details["purpose"], by_plate.details["reference"]) == (
        "AB12CDE",
        "A driver complains",
        "7",
    )
    assert by_pile.details == {"site": SITE_ID, "pile": "all", "page": "first", "visits": "3"}


@pytest.mark.parametrize(
    ("search", "error"),
    [
        (replace(BY_PILE, site_id=None), InvalidRequest),
        (replace(BY_PILE, site_id="site-0000000009"), NotFound),
        (replace(BY_PILE, site_id="../x"), NotFound),
        (replace(BY_PLATE, plate="?"), InvalidRequest),
    ],
)
def test_what_names_nothing_is_refused(park: CarPark, search: VisitSearch, error: type[Exception]) -> None:
    with pytest.raises(error):
        park.show.search(OPERATOR, search)


def test_who_is_no_operator_sees_no_visit(park: CarPark) -> None:
    for caller in (Caller("somebody", frozenset()), Caller("an-admin", frozenset({"admins"}))):
        with pytest.raises(NotAllowed):
            park.show.search(caller, BY_PILE)
        with pytest.raises(NotAllowed):
            park.show.one(caller, next(iter(park.visits.kept)))
    assert park.audit.entries == []


def test_a_visit_is_shown_with_both_ends_its_photos_and_its_history(park: CarPark) -> None:
    found = park.show.search(OPERATOR, BY_PLATE).visits[0]
    whole = park.show.one(OPERATOR, found.kept.visit.visit_id)
    assert whole.shown.entry
    assert whole.shown.exit
    assert (whole.shown.entry.camera, whole.shown.exit.camera) == ("entry 1", "exit 2")
    assert [one.end.sighting_id for one in whole.photos] == [
        whole.shown.entry.end.sighting_id,
        whole.shown.exit.end.sighting_id,
    ]
    assert all(one.thumbnail_url and one.upload_id in one.thumbnail_url for one in whole.photos)
    assert whole.shown.region == "gb"
    assert [(one.kind, one.version) for one in whole.history] == [("visit.opened", 1), ("visit.closed", 2)]
    assert park.audit.entries[-1].target == found.kept.visit.visit_id


def test_a_photo_that_is_gone_leaves_its_end_without_a_picture(park: CarPark) -> None:
    whole = park.show.one(OPERATOR, park.show.search(OPERATOR, BY_PLATE).visits[0].kept.visit.visit_id)
    assert whole.shown.entry
    park.log.reads[whole.shown.entry.upload_id] = []
    again = park.show.whole(whole.shown.kept)
    assert again.shown.entry
    assert again.shown.exit
    assert (again.shown.entry.thumbnail_url, bool(again.shown.exit.thumbnail_url)) == (None, True)


def test_a_photo_that_repeats_another_one_has_its_picture_and_says_that_it_was_not_read(park: CarPark) -> None:
    visit_id = next(name for name, one in park.visits.kept.items() if one.visit.plate == "XY99ZZZ")
    seen = park.sightings.seen[visit_id]
    names = (f"{7:032x}~-0", f"{visit_id[:32]}~3-0")
    for minute, name in enumerate(names):
        at = seen.sighting.taken_at + timedelta(seconds=minute + 1)
        again = replace(seen.sighting, sighting_id=name, taken_at=at, arrived_at=at + HOUR)
        park.sightings.file(replace(seen, sighting=again))
    park.derive()
    photos = {one.end.sighting_id: one for one in park.show.one(OPERATOR, visit_id).photos}
    assert {name: one.is_repeat for name, one in photos.items()} == {visit_id: False, **dict.fromkeys(names, True)}
    own, of_the_read = (photos[name].thumbnail_url or "" for name in names)
    assert f"{IN}/{7:032x}" in own
    assert visit_id[:32] in of_the_read


def test_a_camera_or_a_site_that_was_removed_keeps_its_name_beside_old_visits(park: CarPark) -> None:
    park.registry.cameras[IN] = replace(park.registry.cameras[IN], removed_at=park.clock.time)
    park.registry.sites[SITE_ID] = replace(park.registry.sites[SITE_ID], removed_at=park.clock.time)
    (found,) = park.show.search(OPERATOR, BY_PLATE).visits
    assert found.site
    assert found.entry
    assert (found.site.setup.name, found.entry.camera) == ("Central", "entry 1")


def test_a_camera_that_was_moved_from_exit_to_entry_changes_no_visit(park: CarPark) -> None:
    before = park.show.search(OPERATOR, BY_PLATE).visits[0].kept
    moved = replace(park.registry.cameras[OUT].setup, role=park.registry.cameras[IN].setup.role)
    park.registry.cameras[OUT] = replace(park.registry.cameras[OUT], setup=moved)
    park.derive()
    assert park.show.search(OPERATOR, BY_PLATE).visits[0].kept == before


def permits(park: CarPark) -> dict[str, tuple[str | None, str] | None]:
    """Give the holder and the list of each visit's permit, by its plate."""
    found = ((kept.visit.plate, park.show.one(OPERATOR, name).shown.permit) for name, kept in park.visits.kept.items())
    return {plate: (permit.holder, permit.list_name) if permit else None for plate, permit in found}


@pytest.fixture
def residents(park: CarPark) -> dict[str, ListEntry]:
    residents = park.lists.lists[LIST_ID] = a_list(setup=ListSetup("Residents", ListKind.PERMIT))
    entries = {
        plate: an_entry(plate, residents, holder=holder)
        for plate, holder in (("AB12CDE", "flat 12"), ("KL34MNP", None))
    }
    park.lists.entries |= {(LIST_ID, Named(plate, None)): entry for plate, entry in entries.items()}
    return entries


def stand(park: CarPark, over_at: datetime | None, spared_by: dict[str, str]) -> None:
    for name, kept in list(park.visits.kept.items()):
        by = spared_by.get(kept.visit.plate)
        standing = Standing(StandingState.VALID, over_at, None, False, False, None, by)
        park.visits.kept[name] = replace(kept, standing=standing)


@pytest.mark.usefixtures("residents")
def test_where_time_is_not_limited_the_permit_of_a_plate_is_told(park: CarPark) -> None:
    stand(park, None, {})
    told = {"AB12CDE": ("flat 12", "Residents"), "KL34MNP": (None, "Residents"), "XY99ZZZ": None}
    assert permits(park) == told


def test_the_permit_that_spares_a_visit_is_told_and_none_where_none_does(
    park: CarPark, residents: dict[str, ListEntry]
) -> None:
    stand(park, EIGHT, {"AB12CDE": residents["AB12CDE"].entry_id})  # others have the places of the second one's
    assert permits(park) == {"AB12CDE": ("flat 12", "Residents"), "KL34MNP": None, "XY99ZZZ": None}


def test_of_a_vehicle_on_a_watched_spot_the_first_and_the_last_photos_are_shown() -> None:
    park = CarPark()
    for minute in range(50):
        park.sees("AB12CDE", SPOT, EIGHT + timedelta(minutes=minute))
    whole = park.show.one(OPERATOR, park.only)
    assert (len(whole.shown.kept.visit.sighting_ids), len(whole.photos)) == (40, 40)
    shown = [one.end.at for one in whole.photos]
    assert shown == [EIGHT + timedelta(minutes=at) for at in (*range(20), *range(30, 50))]
    assert not whole.photos[0].end.is_at_gate


def test_a_visit_that_is_none_any_more_is_not_there(park: CarPark) -> None:
    for visit_id in ("0", "x" * 64, "", f"{9:032x}-0", f"{9:032x}-0\n", "\ud800"):
        with pytest.raises(NotFound, match="look for its plate"):
            park.show.one(OPERATOR, visit_id)


def test_who_said_that_a_vehicle_has_left_is_told_by_address(park: CarPark) -> None:
    inside = park.show.search(OPERATOR, replace(BY_PILE, pile=Pile.INSIDE)).visits[0].kept
    park.change.left(OPERATOR, inside.visit.visit_id, inside.visit.last_seen_at, inside.version)
    whole = park.show.one(OPERATOR, inside.visit.visit_id)
    assert whole.shown.ended_by_email == EMAIL
    assert (whole.shown.kept.visit.state, whole.shown.kept.visit.ending) == (VisitState.CLOSED, Ending.SAID)


def test_a_site_in_another_zone_shows_the_hour_that_its_clocks_show_twice() -> None:
    park = CarPark("America/New_York")
    first = datetime.fromisoformat("2026-11-01T05:30:00+00:00")
    park.sees("AB12CDE", IN, first)
    park.sees("AB12CDE", OUT, first + HOUR)
    (found,) = park.show.search(OPERATOR, BY_PLATE).visits
    assert found.kept.visit.stay == HOUR
    assert found.site
    assert found.site.setup == SiteSetup("Central", "America/New_York")
