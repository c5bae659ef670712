"""Charts, the page Now, what is set for parking, and files of visits."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound, PurposeNeeded
from handler.domain.export import ExportFormat
from handler.domain.lookups.purpose import Purpose
from handler.domain.occupancy.count import Anchor
from handler.domain.occupancy.setup import Gate, GateCamera, ParkingSetup
from handler.domain.sites.site import SiteSetup
from handler.domain.visits.rules import SiteRules
from handler.service.parking import export_visits, show_charts
from handler.service.parking.export_visits import WantedFile
from tests.support.alerting import Watch, stolen
from tests.support.car_park import ADMIN, BACK, EIGHT, IN, OPERATOR, OUT, CarPark
from tests.support.fakes.sites import SITE_ID, a_site

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = date(2026, 5, 4)


@pytest.fixture
def park() -> CarPark:
    """Give a car park with a vehicle on two days, and another that is there."""
    park = CarPark()
    park.counts.set_count(SITE_ID, Anchor(EIGHT, 0, OPERATOR.owner, "empty"))
    for days in (0, 1):
        park.sees("AB12CDE", IN, EIGHT + days * DAY + HOUR)
        park.sees("AB12CDE", OUT, EIGHT + days * DAY + 2 * HOUR)
    park.sees("KL34MNP", IN, EIGHT + DAY + 3.5 * HOUR)
    return park


# ---- charts


def test_charts_are_by_the_time_that_photos_were_taken_in_the_sites_zone(park: CarPark) -> None:
    shown = park.charts(OPERATOR, SITE_ID, MONDAY, MONDAY + DAY)
    assert shown.hours[0].at == datetime.fromisoformat("2026-05-04T00:00:00+02:00")
    busy = {
        f"{one.at:%d %H}": (one.tally.entered, one.tally.left, one.vehicles)
        for one in shown.hours
        if one.tally.crossings
    }
    assert busy == {"04 09": (1, 0, 1), "04 10": (0, 1, 0), "05 09": (1, 0, 1), "05 10": (0, 1, 0), "05 11": (1, 0, 1)}
    assert [one.visits for one in shown.stays if one.up_to_minutes == 60] == [2]
    assert [(one.vehicles, one.returning) for one in shown.vehicles.days] == [(1, 0), (2, 1)]
    assert (shown.vehicles.unique, shown.vehicles.returning, shown.is_complete) == (2, 1, True)


def test_the_hours_of_the_time_to_come_are_not_shown(park: CarPark) -> None:
    shown = park.charts(OPERATOR, SITE_ID, MONDAY + DAY, MONDAY + 3 * DAY)
    assert shown.hours[-1].at == EIGHT + DAY + 3 * HOUR
    assert park.charts(OPERATOR, SITE_ID, MONDAY + 9 * DAY, MONDAY + 9 * DAY).hours == []
    assert len(shown.vehicles.days) == 3


def test_more_visits_than_can_be_looked_at_are_told(park: CarPark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show_charts, "MOST_VISITS", 2)
    monkeypatch.setattr(show_charts, "_A_PAGE", 1)
    assert not park.charts(OPERATOR, SITE_ID, MONDAY, MONDAY + DAY).is_complete
    monkeypatch.setattr(show_charts, "MOST_VISITS", 3)
    assert park.charts(OPERATOR, SITE_ID, MONDAY, MONDAY + DAY).is_complete


def test_days_that_are_none_and_sites_that_are_none_are_refused(park: CarPark) -> None:
    with pytest.raises(InvalidRequest):
        park.charts(OPERATOR, SITE_ID, MONDAY, MONDAY - DAY)
    with pytest.raises(NotFound):
        park.charts(OPERATOR, "site-0000000009", MONDAY, MONDAY)
    with pytest.raises(NotAllowed):
        park.charts(ADMIN, SITE_ID, MONDAY, MONDAY)


# ---- now


def test_now_has_each_site_with_its_count_its_piles_and_who_came_last(park: CarPark) -> None:
    park.registry.sites["site-0000000008"] = a_site(site_id="site-0000000008", setup=SiteSetup("Annex", "UTC"))
    park.registry.sites["site-0000000009"] = a_site(site_id="site-0000000009", removed_at=EIGHT)
    annex, central = park.now(OPERATOR).sites
    assert (annex.count.site.setup.name, annex.count.counted.count, annex.inside, annex.last, annex.cameras) == (
        "Annex",
        None,
        0,
        None,
        0,
    )
    assert central.count.counted.count
    assert (central.count.counted.count.vehicles, central.inside, central.cameras, central.silent_cameras) == (
        1,
        1,
        4,
        0,
    )
    assert central.last
    assert central.last.kept.visit.plate == "KL34MNP"
    assert central.last.entry
    assert central.last.entry.thumbnail_url


def test_now_counts_the_alerts_of_each_site_that_wait(park: CarPark) -> None:
    watch = Watch(stolen("AB12CDE"))
    watch.see("AB12CDE")
    (alert,) = watch.alerts.alerts.values()
    park.alerts.alerts[alert.alert_id] = replace(alert, site_id=SITE_ID)
    (central,) = park.now(OPERATOR).sites
    assert central.waiting_alerts == 1
    with pytest.raises(NotAllowed):
        park.now(ADMIN)


# ---- what is set

NORTH = Gate("North", (GateCamera(OUT), GateCamera(BACK)))


def test_what_is_set_is_kept_audited_and_followed(park: CarPark) -> None:
    asked = ParkingSetup(spaces=50, gates=(NORTH,))
    shown = park.set_up(ADMIN, SITE_ID, asked)
    assert shown.setup == replace(asked, version=1) == park.show_setup(OPERATOR, SITE_ID).setup
    assert list(park.marks.marked()) == [SITE_ID]
    (entry,) = park.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.CHANGED_PARKING, ADMIN.owner, SITE_ID)
    assert entry.details == {"from": "spaces none, gates none", "to": f"spaces 50, gates North: {OUT}, {BACK}"}


def test_the_same_again_changes_nothing(park: CarPark) -> None:
    park.set_up(ADMIN, SITE_ID, ParkingSetup(spaces=50))
    shown = park.set_up(ADMIN, SITE_ID, ParkingSetup(spaces=50, version=1))
    assert (shown.setup.version, len(park.audit.entries)) == (1, 1)


def test_what_somebody_else_changed_meanwhile_is_not_written_over(park: CarPark) -> None:
    park.set_up(ADMIN, SITE_ID, ParkingSetup(spaces=50))
    with pytest.raises(Conflict) as seen_before:
        park.set_up(ADMIN, SITE_ID, ParkingSetup(spaces=60))
    park.setups.save = lambda *_about: False  # type: ignore[method-assign]
    with pytest.raises(Conflict) as at_the_same_moment:
        park.set_up(ADMIN, SITE_ID, ParkingSetup(spaces=60, version=1))
    assert {seen_before.value.code, at_the_same_moment.value.code} == {"parking_changed"}
    assert len(park.audit.entries) == 1


def test_a_gates_camera_is_at_the_site_and_was_not_removed(park: CarPark) -> None:
    park.registry.cameras[BACK] = replace(park.registry.cameras[BACK], site_id="site-0000000009")
    with pytest.raises(InvalidRequest, match=f"camera {BACK} is not at this site"):
        park.set_up(ADMIN, SITE_ID, ParkingSetup(gates=(NORTH,)))
    park.registry.cameras[BACK] = replace(park.registry.cameras[BACK], site_id=SITE_ID, removed_at=EIGHT)
    with pytest.raises(InvalidRequest, match="was removed"):
        park.set_up(ADMIN, SITE_ID, ParkingSetup(gates=(NORTH,)))
    assert park.audit.entries == []


def test_administrators_set_and_operators_only_look(park: CarPark) -> None:
    for caller, sees in ((OPERATOR, True), (ADMIN, True), (Caller("somebody", frozenset()), False)):
        if sees:
            assert park.show_setup(caller, SITE_ID).setup == ParkingSetup()
            continue
        with pytest.raises(NotAllowed):
            park.show_setup(caller, SITE_ID)
    with pytest.raises(NotAllowed):
        park.set_up(OPERATOR, SITE_ID, ParkingSetup())


def test_at_a_site_that_was_removed_nothing_is_set(park: CarPark) -> None:
    park.registry.sites[SITE_ID] = replace(park.registry.sites[SITE_ID], removed_at=EIGHT)
    with pytest.raises(NotFound):
        park.set_up(ADMIN, SITE_ID, ParkingSetup())
    assert park.show_setup(ADMIN, SITE_ID).site.is_removed


# ---- files

WHOLE = WantedFile(SITE_ID, EIGHT - DAY, EIGHT + 9 * DAY, ExportFormat.CSV, None)


def test_a_file_has_the_sites_times_beside_those_in_utc_and_pieces_fit_together(
    park: CarPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_visits, "VISITS_A_PIECE", 2)
    first = park.export(OPERATOR, WHOLE)
    second = park.export(OPERATOR, replace(WHOLE, cursor=first.cursor))
    assert second.cursor is None
    rows = list(csv.DictReader(io.StringIO(first.text + second.text)))
    assert [one["plate"] for one in rows] == ["AB12CDE", "AB12CDE", "KL34MNP"]
    assert (rows[0]["entered_at"], rows[0]["entered_at_local"], rows[0]["left_at_local"]) == (
        "2026-05-04T09:00:00+00:00",
        "2026-05-04 11:00:00",
        "2026-05-04 12:00:00",
    )
    assert (rows[0]["stay_minutes"], rows[0]["time_zone"], rows[0]["exit_camera"]) == (
        "60.0",
        "Europe/Berlin",
        "exit 2",
    )
    assert rows[0]["link"].endswith(f"/visits/{rows[0]['visit_id']}")
    assert (rows[2]["left_at"], rows[2]["state"]) == ("", "open")
    assert [one.details["page"] for one in park.audit.entries] == ["first", "further"]


def test_what_a_spreadsheet_would_run_is_made_harmless_and_json_has_it_as_it_is(park: CarPark) -> None:
    site = park.registry.sites[SITE_ID]
    park.registry.sites[SITE_ID] = replace(site, setup=replace(site.setup, name="=1+1"))
    (row, *_) = csv.DictReader(io.StringIO(park.export(OPERATOR, WHOLE).text))
    lines = park.export(OPERATOR, replace(WHOLE, how=ExportFormat.JSON_LINES)).text.splitlines()
    assert (row["site"], json.loads(lines[0])["site"], len(lines)) == ("'=1+1", "=1+1", 3)


def test_a_plate_that_looks_like_a_date_stays_a_plate() -> None:
    park = CarPark()
    park.sees("MAY12", IN, EIGHT)
    (row,) = csv.DictReader(io.StringIO(park.export(OPERATOR, WHOLE).text))
    assert row["plate"] == "'MAY12"


def test_a_file_holds_a_year_at_most_and_a_time_that_is_one(park: CarPark) -> None:
    assert park.export(OPERATOR, replace(WHOLE, until=WHOLE.since + 366 * DAY)).text
    for until, says in ((WHOLE.since + 366 * DAY + HOUR, "366 days at most"), (WHOLE.since, "not after from")):
        with pytest.raises(InvalidRequest, match=says):
            park.export(OPERATOR, replace(WHOLE, until=until))


def test_a_file_of_plates_needs_a_purpose_where_administrators_decided_so(park: CarPark) -> None:
    park.export = replace(park.export, needs_purpose=lambda: True)
    with pytest.raises(PurposeNeeded):
        park.export(OPERATOR, WHOLE)
    assert park.audit.entries == []
    park.export(OPERATOR, replace(WHOLE, purpose=Purpose("The month's figures")))
    assert park.audit.entries[0].details["purpose"] == "The month's figures"
    with pytest.raises(NotAllowed):
        park.export(ADMIN, WHOLE)


def test_a_visit_that_is_too_long_says_since_when(park: CarPark) -> None:
    park.setups.kept[SITE_ID] = ParkingSetup(rules=SiteRules(free_minutes=10, grace_minutes=0))
    park.visits.kept = {name: replace(one, standing=park.standing(one.visit)) for name, one in park.visits.kept.items()}
    (row, *_) = csv.DictReader(io.StringIO(park.export(OPERATOR, WHOLE).text))
    assert (row["standing"], row["reason"], row["over_at_local"]) == (
        "violation",
        "free_time_over",
        "2026-05-04 11:10:00",
    )
