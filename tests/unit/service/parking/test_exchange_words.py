"""Visits, sightings and places in the words of APDS: every answer fits its published document."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler.domain.errors import NotFound
from handler.domain.judging.colour import Colour, Colours, ToldColour
from handler.domain.logged import ReadStatus
from handler.domain.occupancy.count import Anchor
from handler.domain.occupancy.setup import Gate, GateCamera, ParkingSetup
from handler.domain.sites.site import Site, SiteSetup
from handler.service.parking import shared
from handler.service.parking.exchange import Exchange
from handler.service.parking.shared import Wanted
from handler.wire.apds.observations import ApdsObservation, ApdsObservations
from handler.wire.apds.places import ApdsPlace, ApdsPlaces
from handler.wire.apds.sessions import ApdsSession, ApdsSessions
from tests.support.apds import DAY, MORNING, errors, observations, sessions, told
from tests.support.car_park import BACK, EIGHT, IN, OPERATOR, OUT, CarPark
from tests.support.fakes.sites import SITE_ID

OTHER = "site-0000000002"


@pytest.fixture
def park() -> CarPark:
    return CarPark()


@pytest.fixture
def exchange(park: CarPark) -> Exchange:
    return park.exchange


def place(exchange: Exchange) -> dict[str, Any]:
    return told(ApdsPlace.of(exchange.place(OPERATOR, SITE_ID, with_occupancy=True)), "Place")


class TestSessions:
    def test_a_visit_is_a_session_with_a_start_an_end_and_the_plate(self, park: CarPark, exchange: Exchange) -> None:
        entry_id = park.sees("AB12CDE", IN, EIGHT)
        park.sees("AB12CDE", OUT, EIGHT + timedelta(hours=2))

        (session,) = sessions(exchange)

        assert session["id"] == entry_id
        assert (session["actualStart"], session["actualEnd"]) == ("2026-05-04T08:00:00Z", "2026-05-04T10:00:00Z")
        assert session["identifiedCredentials"] == [
            {
                "type": "licensePlate",
                "credentialAssignedType": "vehicle",
                "identifier": {"id": "AB12CDE", "className": "LicensePlate"},
            }
        ]
        assert session["hierarchyElement"] == {"id": SITE_ID, "version": 1, "className": "Place"}
        assert session["initiator"] == {"id": "platebook.example", "version": 1, "className": "Organisation"}
        assert session["version"] == park.visits.kept[entry_id].version == 2

    def test_an_open_visit_has_no_end_and_no_notes(self, park: CarPark, exchange: Exchange) -> None:
        park.sees("AB12CDE", IN, EIGHT)

        (session,) = sessions(exchange)

        assert "actualEnd" not in session
        assert "actualEnd" not in session["segments"][0]
        assert "notes" not in session["segments"][0]

    def test_a_visit_that_ended_unseen_says_so_since_it_has_no_end(self, park: CarPark, exchange: Exchange) -> None:
        park.sees("AB12CDE", IN, EIGHT)
        park.sees("AB12CDE", IN, EIGHT + timedelta(hours=3))

        first, second = sessions(exchange)

        assert "actualEnd" not in first
        assert "when it left is not known" in first["segments"][0]["notes"][0]["string"]
        assert "notes" not in second["segments"][0]

    def test_an_exit_without_entry_is_left_out_for_it_has_no_start(self, park: CarPark, exchange: Exchange) -> None:
        visit_id = park.sees("AB12CDE", OUT, EIGHT)

        assert sessions(exchange) == []
        with pytest.raises(NotFound):
            exchange.visit(OPERATOR, visit_id)

    def test_the_right_that_is_used_is_what_is_set_at_the_site(self, park: CarPark, exchange: Exchange) -> None:
        park.setups.kept[SITE_ID] = ParkingSetup(version=6)
        park.sees("AB12CDE", IN, EIGHT)

        right = sessions(exchange)[0]["segments"][0]["assignedRight"]

        assert right == {"id": f"{SITE_ID}-rules", "version": 7, "className": "AssignedRight"}

    def test_adjoining_times_tell_each_visit_once(self, park: CarPark, exchange: Exchange) -> None:
        noon = EIGHT + timedelta(hours=4)
        for hour, plate in enumerate(("AB12CDE", "BC23DEF", "CD34EFG")):
            park.sees(plate, IN, EIGHT + timedelta(hours=2 * hour))

        halves = [Wanted((), DAY.since, noon), Wanted((), noon, DAY.until)]

        assert [len(sessions(exchange, one)) for one in halves] == [2, 1]

    def test_only_those_that_ended_in_a_time_where_it_is_asked_for(self, park: CarPark, exchange: Exchange) -> None:
        ten, noon = EIGHT + timedelta(hours=2), EIGHT + timedelta(hours=4)
        for plate in ("AB12CDE", "BC23DEF", "XY98ZWV"):
            park.sees(plate, IN, EIGHT)
        park.sees("AB12CDE", OUT, ten)
        park.sees("BC23DEF", OUT, noon)

        def plates(**ended: Any) -> list[str]:
            found = sessions(exchange, replace(DAY, **ended))
            return [one["identifiedCredentials"][0]["identifier"]["id"] for one in found]

        assert plates(ended_since=ten) == ["AB12CDE", "BC23DEF"]
        assert plates(ended_until=noon) == ["AB12CDE"]
        assert plates(ended_since=noon, ended_until=noon + timedelta(seconds=1)) == ["BC23DEF"]

    def test_one_session_by_its_id(self, park: CarPark, exchange: Exchange) -> None:
        visit_id = park.sees("AB12CDE", IN, EIGHT + timedelta(microseconds=999_999))

        session = told(ApdsSession.of(exchange.visit(OPERATOR, visit_id)), "Session")

        assert (session["id"], session["actualStart"]) == (visit_id, "2026-05-04T08:00:00Z")

    def test_pages_say_how_many_there_are_and_hold_each_once(
        self, park: CarPark, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shared, "PAGE_SIZE", 2)
        for minute in range(5):
            park.sees(f"AB12CD{minute}", IN, EIGHT + timedelta(minutes=30 * minute))

        pages = [ApdsSessions.of(exchange.some_visits(OPERATOR, replace(DAY, page=page))) for page in (1, 2, 3, 4)]

        assert [len(page.data) for page in pages] == [2, 2, 1, 0]
        assert [(page.meta.offset, page.meta.total) for page in pages] == [(0, 5), (2, 5), (4, 5), (6, 5)]
        assert len({one.id for page in pages for one in page.data}) == 5

    def test_visits_of_other_sites_come_only_where_they_are_asked_for(self, park: CarPark, exchange: Exchange) -> None:
        park.registry.sites[OTHER] = Site(OTHER, SiteSetup("North", "UTC"), EIGHT)
        park.sees("AB12CDE", IN, EIGHT)

        assert len(sessions(exchange)) == 1
        assert sessions(exchange, replace(DAY, site_ids=(OTHER,))) == []
        with pytest.raises(NotFound):
            sessions(exchange, replace(DAY, site_ids=("site-0000000009",)))


class TestObservations:
    def test_a_sighting_is_an_observation_with_plate_time_and_camera(self, park: CarPark, exchange: Exchange) -> None:
        colours = Colours(vehicle=ToldColour(Colour.SILVER, 0.9))
        read_id = park.sees("AB12CDE", IN, EIGHT, colours=colours)

        (seen,) = observations(exchange)

        assert seen["id"] == read_id
        assert (seen["method"], seen["type"], seen["observedCredentialId"]) == ("anpr", "licensePlate", "AB12CDE")
        assert (seen["observationStartTime"], seen["creationDateTime"]) == (
            "2026-05-04T08:00:00Z",
            "2026-05-04T08:00:03Z",
        )
        assert seen["images"] == [{"id": read_id.rpartition("-")[0], "imageType": "overview", "cameraID": IN}]
        assert seen["elementIds"] == {"id": SITE_ID, "version": 1, "className": "Place"}
        assert seen["vehicleAncillaryIdentification"] == {"country": "GB", "color": "silver"}
        assert seen["confidence"] == {"overallConfidence": 0.97}
        assert seen["version"] == 1

    def test_no_place_is_made_up_for_a_camera_of_which_nobody_said_where_it_is(
        self, park: CarPark, exchange: Exchange
    ) -> None:
        park.sees("AB12CDE", IN, EIGHT)

        location = observations(exchange)[0]["location"]

        assert location["observerLocation"] == {"type": "GeometryCollection", "geometries": []}
        assert location["observedLocationTextual"] == [{"language": "en", "string": "Central, entry 1"}]

    def test_a_corrected_plate_is_told_as_it_stands_in_another_version(self, park: CarPark, exchange: Exchange) -> None:
        about: dict[str, Any] = {"status": ReadStatus.CORRECTED, "corrected_plate": "AB12CDF", "version": 1}
        park.sees("AB12CDE", IN, EIGHT, **about)

        (seen,) = observations(exchange)

        assert (seen["observedCredentialId"], seen["version"]) == ("AB12CDF", 2)

    def test_what_a_person_rejected_is_no_observation(self, park: CarPark, exchange: Exchange) -> None:
        read_id = park.sees("AB12CDE", IN, EIGHT, status=ReadStatus.REJECTED, version=1)

        assert observations(exchange) == []
        with pytest.raises(NotFound):
            exchange.sighting(OPERATOR, read_id)

    def test_a_state_of_a_country_is_told_beside_it(self, park: CarPark, exchange: Exchange) -> None:
        park.sees("AB12CDE", IN, EIGHT, region="us-ca")

        assert observations(exchange)[0]["vehicleAncillaryIdentification"] == {"country": "US", "stateProvince": "CA"}

    def test_nothing_is_said_of_the_vehicle_where_the_country_is_not_known(
        self, park: CarPark, exchange: Exchange
    ) -> None:
        park.sees("AB12CDE", IN, EIGHT, region=None)

        assert "vehicleAncillaryIdentification" not in observations(exchange)[0]

    def test_a_photo_that_repeats_another_one_is_one_too_though_it_has_no_read(
        self, park: CarPark, exchange: Exchange
    ) -> None:
        read_id = park.sees("AB12CDE", IN, EIGHT)
        seen = park.sightings.seen[read_id]
        again = replace(seen.sighting, sighting_id="again-0", taken_at=EIGHT + timedelta(minutes=5))
        park.sightings.file(replace(seen, sighting=again))

        first, second = observations(exchange)

        assert (first["observedCredentialId"], second["observedCredentialId"]) == ("AB12CDE", "AB12CDE")
        assert (second["id"], second["version"]) == ("again-0", 1)

    def test_cameras_of_a_gate_are_asked_by_its_name(self, park: CarPark, exchange: Exchange) -> None:
        park.setups.kept[SITE_ID] = ParkingSetup(gates=(Gate("South", (GateCamera(OUT), GateCamera(BACK))),))
        read_id = park.sees("AB12CDE", OUT, EIGHT)
        seen = park.sightings.seen[read_id]
        park.sightings.seen[read_id] = replace(seen, sighting=replace(seen.sighting, gate="South"))

        assert [one["id"] for one in observations(exchange)] == [read_id]

    def test_adjoining_times_tell_each_sighting_once(self, park: CarPark, exchange: Exchange) -> None:
        ten = EIGHT + timedelta(hours=2)
        park.sees("AB12CDE", IN, EIGHT)
        park.sees("AB12CDE", OUT, ten)

        halves = [Wanted((), EIGHT, ten), Wanted((), ten, ten + timedelta(hours=1))]

        assert [len(observations(exchange, one)) for one in halves] == [1, 1]

    def test_one_observation_by_its_id(self, park: CarPark, exchange: Exchange) -> None:
        read_id = park.sees("AB12CDE", IN, EIGHT)

        seen = told(ApdsObservation.of(exchange.sighting(OPERATOR, read_id)), "ObservationElement")

        assert seen["id"] == read_id

    def test_the_figures_of_the_list_stand_beside_its_data_and_below_meta(self, exchange: Exchange) -> None:
        answer = told(ApdsObservations.of_sightings(exchange.some_sightings(OPERATOR, MORNING)), "ObservationList")

        figures = {"referenceInstant": int(EIGHT.timestamp()), "offset": 0, "pageSize": 500, "total": 0}
        assert answer == {**figures, "meta": figures, "data": []}


class TestPlaces:
    def test_a_site_is_a_place_with_supply_and_demand(self, park: CarPark, exchange: Exchange) -> None:
        park.setups.kept[SITE_ID] = ParkingSetup(spaces=8)
        park.counts.set_count(SITE_ID, Anchor(EIGHT, 3, "somebody", "counted"))
        park.sees("AB12CDE", IN, EIGHT + timedelta(minutes=4))
        park.move(minutes=1)

        shown = place(exchange)

        assert shown["name"] == [{"language": "en", "string": "Central"}]
        assert (shown["type"], shown["layer"], shown["timeZone"]) == ("place", 0, "Europe/Berlin")
        occupancy = shown["hierarchyElementReference"]
        assert occupancy["supply"] == [{"supplyViewType": "spaceView", "supplyQuantity": 8}]
        (table,) = occupancy["demandTable"]
        assert table["demandType"] == [
            {
                "count": 4,
                "percentage": 50.0,
                "occupancyCalculation": "counted",
                "recordDateTime": "2026-05-04T08:05:00Z",
            }
        ]

    def test_more_vehicles_than_spaces_are_a_hundred_per_cent(self, park: CarPark, exchange: Exchange) -> None:
        park.setups.kept[SITE_ID] = ParkingSetup(spaces=2)
        park.counts.set_count(SITE_ID, Anchor(EIGHT, 3, "somebody", "counted"))

        demand = place(exchange)["hierarchyElementReference"]["demandTable"][0]["demandType"][0]

        assert (demand["count"], demand["percentage"]) == (3, 100.0)

    @pytest.mark.parametrize("spaces", [None, 0])
    def test_no_percentage_without_spaces(self, park: CarPark, exchange: Exchange, spaces: int | None) -> None:
        park.setups.kept[SITE_ID] = ParkingSetup(spaces=spaces)
        park.counts.set_count(SITE_ID, Anchor(EIGHT, 3, "somebody", "counted"))

        demand = place(exchange)["hierarchyElementReference"]["demandTable"][0]["demandType"][0]

        assert "percentage" not in demand

    def test_no_demand_while_nobody_counted(self, exchange: Exchange) -> None:
        assert "demandTable" not in place(exchange)["hierarchyElementReference"]

    def test_lists_have_no_occupancy_unless_it_is_asked_for(self, exchange: Exchange) -> None:
        plain, whole = (
            told(ApdsPlaces.of(exchange.places(OPERATOR, 1, with_occupancy=wanted)), "HierarchyElementList")["data"]
            for wanted in (False, True)
        )

        assert "hierarchyElementReference" not in plain[0]
        assert whole[0]["hierarchyElementReference"]["elementId"]["id"] == SITE_ID

    def test_a_removed_site_is_no_longer_listed_but_can_be_named(self, park: CarPark, exchange: Exchange) -> None:
        park.registry.sites[SITE_ID] = replace(park.registry.sites[SITE_ID], removed_at=EIGHT)

        assert exchange.places(OPERATOR, 1, with_occupancy=False).total == 0
        assert place(exchange)["id"] == SITE_ID


def test_the_document_is_strict_enough_to_refuse_what_is_wrong(park: CarPark, exchange: Exchange) -> None:
    park.sees("AB12CDE", IN, EIGHT)
    (session,) = sessions(exchange)

    for spoilt in (
        {**session, "actualEnd": None},
        {**session, "version": 0},
        {**session, "identifiedCredentials": []},
        {**session, "actualStart": "2026-05-04T08:00:00.5Z"},
        {name: value for name, value in session.items() if name != "initiator"},
        {**session, "segments": [{**session["segments"][0], "validationType": ["plate"]}]},
    ):
        assert list(errors(spoilt, "Session"))
