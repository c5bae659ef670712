"""What operators call, as the web sees it: for every role, and for bad input."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handler import api, bootstrap, bootstrap_alerts, bootstrap_plates
from handler.domain.audit import Action
from handler.domain.insights import Counts
from handler.domain.reconciliation import Finding, Meter
from handler.routes.alerts import ALERTS
from handler.routes.cameras import REPEATS, WATCHING
from handler.routes.parking import ANSWERING
from handler.routes.plates import PLATES
from handler.service.review_reads import ReviewReads
from handler.service.search_reads import SearchReads
from handler.service.show_changes import ShowChanges
from handler.service.show_insights import ShowInsights
from handler.service.show_plate import ShowPlate
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryCensus, MemoryInsightLog, MemoryPeople
from tests.support.fakes.sites import MemoryRegistry
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, START, WEB_ORIGIN, Clock
from tests.support.samples import a_read, an_upload
from tests.unit.entries.reviewing import GOOD, READ_ID, call


@pytest.fixture(autouse=True)
def audit(monkeypatch: pytest.MonkeyPatch) -> MemoryAuditLog:
    log, photos, clock, audit = MemoryUploadLog(), MemoryPhotoStore(), Clock(), MemoryAuditLog()
    log.add(an_upload())
    log.reads[an_upload().ref.upload_id] = [a_read()]
    reads, plates = MemoryReadLog(log, audit), MemoryPlateIndex({"AB12CDE"})
    people = MemoryPeople({OWNER: "driver@platebook.example", "an-operator": "operator@platebook.example"})
    show = ShowRead(log, ShowUploads(log, photos, clock), photos, people, audit, clock)
    monkeypatch.setattr(bootstrap, "show_read", lambda: show)
    monkeypatch.setattr(bootstrap_plates, "show_plate", lambda: ShowPlate(reads, plates, audit, clock))
    search = SearchReads(reads, plates, photos, people, audit, WEB_ORIGIN, clock, MemoryRegistry())
    monkeypatch.setattr(bootstrap, "search_reads", lambda: search)
    monkeypatch.setattr(bootstrap_plates, "search_reads", lambda: search)
    findings = {Finding.DONE: 5, Finding.FAILED: 1, Finding.PHOTO_GONE: 2, Finding.STUCK: 1, Finding.NEVER_CAME: 4}
    census = MemoryCensus(log, meter=Meter(START, START, findings, sent_again=1))
    counted: dict[str, Counts] = {
        "2026-05-04T03": {"done": 2, "seconds:5": 2},
        "2026-05-04T02": {"failed": 1, "seconds:8": 1},
    }
    insights = MemoryInsightLog(counted, {"2026-05-03T22": {"done": 3, "without_time": 1}}, has_all=False)
    monkeypatch.setattr(bootstrap, "show_insights", lambda: ShowInsights(insights, census))
    monkeypatch.setattr(bootstrap_alerts, "show_changes", lambda: ShowChanges(insights, reads, clock))
    monkeypatch.setattr(bootstrap_alerts, "review_reads", lambda: ReviewReads(log, reads, plates, show, clock))
    return audit


def test_every_route_is_tried_for_every_role() -> None:
    elsewhere = {*api.MISSED, *REPEATS, *WATCHING, *ALERTS, *ANSWERING, *PLATES} - {"POST /plates/show"}
    assert set(GOOD) == set(api.REVIEWING) - elsewhere


@pytest.mark.parametrize("route", GOOD)
def test_an_operator_may_call_it(route: str) -> None:
    assert call(route)[0] == 200


@pytest.mark.parametrize("route", GOOD)
@pytest.mark.parametrize("groups", ["", "[]", "[admins]", "[drivers, operatorsx]"])
def test_somebody_else_may_not(route: str, groups: str, audit: MemoryAuditLog) -> None:
    status, body = call(route, groups=groups, caller="somebody-else")
    assert (status, body["error"]["code"]) in {(403, "not_allowed"), (404, "not_found")}
    assert "Ask an administrator" in body["error"]["message"] or "Check the address" in body["error"]["message"]
    assert audit.entries == []


def test_the_uploader_sees_the_own_read_and_cannot_decide_on_it() -> None:
    assert call("GET /reads/{read_id}", groups="", caller=OWNER)[0] == 200
    assert call("POST /reads/{read_id}/review", groups="", caller=OWNER)[0] == 403


def test_operators_see_whose_read_it_is_and_who_decided_and_may_save_the_raw_detections() -> None:
    body = call("POST /reads/{read_id}/review")[1]
    assert body == call("GET /reads/{read_id}")[1]
    assert body["read"]["uploader_email"] == "driver@platebook.example"
    assert [(one["by"], one["by_email"]) for one in body["reviews"]] == [("an-operator", "operator@platebook.example")]
    assert body["detections_url"].startswith("https://bucket.example/detections/")


def test_a_reviewer_who_is_gone_keeps_the_id() -> None:
    call("POST /reads/{read_id}/review", caller="somebody-gone")
    (review,) = call("GET /reads/{read_id}")[1]["reviews"]
    assert (review["by"], review["by_email"]) == ("somebody-gone", None)


def test_uploaders_learn_no_addresses_and_get_no_raw_detections() -> None:
    call("POST /reads/{read_id}/review")
    body = call("GET /reads/{read_id}", groups="", caller=OWNER)[1]
    assert (body["read"]["uploader_email"], body["detections_url"]) == (None, None)
    assert [one["by_email"] for one in body["reviews"]] == [None]


@pytest.mark.parametrize("route", ["POST /reads/search", "POST /reads/export"])
@pytest.mark.parametrize(
    ("uploader", "finds"),
    [(OWNER, True), (" Driver@platebook.example ", True), ("operator@platebook.example", False), ("nobody", False)],
)
def test_an_uploader_is_named_by_id_or_address(route: str, uploader: str, finds: bool) -> None:
    status, body = call(route, {"uploader": uploader})
    assert status == 200
    assert (READ_ID in json.dumps(body)) is finds


ASKED: dict[str, Any] = {
    "plate": "AB12CDE",
    "match": "fuzzy",
    "status": "needs_review",
    "region": "gb",
    "camera_id": "gate-2",
    "uploader": OWNER,
    "plate_ground": "yellow",
    "vehicle_colour": "silver",
    "least_confidence": 0.25,
    "most_confidence": 0.75,
    "from": "2026-05-04T00:00:00+00:00",
    "to": "2026-05-05T00:00:00+00:00",
    "order": "oldest",
    "format": "jsonl",
    "with_emails": True,
    "read_ids": [READ_ID],
    "is_refresh": True,
    "purpose": {"reason": "stolen vehicle"},
}
"""What may be asked for: each of it stands in the audit."""
HOW = {"limit", "cursor", "time_zone"}
"""How an answer is cut and written, whatever it is about."""
TOLD = {
    "with_emails": "yes",
    "read_ids": READ_ID,
    "plate": None,
    "is_refresh": "refreshed",
    "purpose": "stolen vehicle",
}
TOLD_AS = {"is_refresh": "page"}


@pytest.mark.parametrize(
    ("route", "name"),
    [
        (route, field.alias or name)
        for route in ("POST /reads/search", "POST /reads/count", "POST /reads/export")
        for name, field in api.REVIEWING[route].takes.model_fields.items()
        if name not in HOW
    ],
)
def test_nothing_that_is_asked_for_goes_unwritten(route: str, name: str, audit: MemoryAuditLog) -> None:
    """A field that is added later must be told as well."""
    body = {name: ASKED[name], **({"plate": ASKED["plate"]} if name == "match" else {})}
    assert call(route, body)[0] == 200
    (entry,) = audit.entries
    told = TOLD.get(name, str(ASKED[name]))
    assert entry.details.get(TOLD_AS.get(name, name)) == told
    assert entry.target == body.get("plate", "")


def test_chosen_reads_are_exported_with_the_local_time_that_was_asked_for() -> None:
    status, body = call("POST /reads/export", {"read_ids": [READ_ID], "time_zone": "Asia/Ho_Chi_Minh"})
    assert (status, body["cursor"]) == (200, None)
    assert "2026-05-04 10:02:01,Asia/Ho_Chi_Minh,UTC+07:00" in body["content"]


def test_found_reads_are_counted() -> None:
    assert call("POST /reads/count", {"plate": "*12*", "match": "pattern"})[1] == {"count": 1, "cursor": None}
    assert call("POST /reads/count", {"plate": "XY34ZAB"})[1] == {"count": 0, "cursor": None}


def test_what_is_found_says_whose_it_is() -> None:
    (read,) = call("POST /reads/search")[1]["reads"]
    assert (read["uploader"], read["uploader_email"]) == (OWNER, "driver@platebook.example")


def test_a_search_finds_the_read_and_says_how() -> None:
    status, body = call("POST /reads/search", {"plate": "a812 cde", "match": "fuzzy"})
    assert status == 200
    (read,) = body["reads"]
    assert (read["plate"], read["closeness"], body["cursor"]) == ("AB12CDE", "confusable", None)
    assert read["thumbnail_url"].startswith("https://bucket.example/thumbnails/")


def test_a_plates_history_tells_when_it_was_seen_and_what_is_near() -> None:
    status, body = call("POST /plates/show", {"plate": "a812cde"})
    assert (status, body["plate"], body["first_seen_at"]) == (200, "A812CDE", None)
    (near,) = body["near"]
    assert (near["plate"], near["closeness"]) == ("AB12CDE", "confusable")
    assert (near["sightings"], near["has_more_sightings"]) == (1, False)
    _, body = call("POST /plates/show", {"plate": "ab12cde"})
    assert body["first_seen_at"] == body["last_seen_at"] == near["last_seen_at"]
    assert body["near"] == []


def test_an_export_is_a_table_with_its_head(audit: MemoryAuditLog) -> None:
    status, body = call("POST /reads/export", {"plate": "AB12CDE"})
    assert status == 200
    head, row, end = body["content"].split("\r\n")
    assert head.split(",")[:3] == ["read_id", "plate", "read_as"]
    assert row.split(",")[:3] == [READ_ID, "AB12CDE", "AB12CDE"]
    assert (end, body["cursor"]) == ("", None)
    assert [entry.action for entry in audit.entries] == [Action.EXPORTED]


def test_the_counts_come_by_the_hour_and_in_all() -> None:
    status, body = call("GET /insights")
    assert status == 200
    assert [one["hour"] for one in body["hours"]] == ["2026-05-04T02", "2026-05-04T03"]
    assert (body["total"]["done"], body["total"]["failed"], body["median_seconds"]) == (2, 1, 5)
    at = "2026-05-04T03:02:01Z"
    assert body["nothing_lost"] == {
        "since": at,
        "at": at,
        "received": 9,
        "done": 7,
        "failed": 1,
        "in_flight": 0,
        "waiting": 0,
        "given_up": 0,
        "unaccounted": 1,
        "sent_again": 1,
        "no_record": 0,
        "photos_gone": 2,
    }


def test_the_counts_come_by_when_the_photos_were_taken_too() -> None:
    status, body = call("GET /insights", {"from": "2026-05-01", "to": "2026-05-31", "by": "capture"})
    assert status == 200
    assert body["hours"] == [{"hour": "2026-05-03T22", "counts": {"done": 3, "without_time": 1}}]
    assert not body["is_complete"]
    assert call("GET /insights")[1]["is_complete"]


def test_one_call_tells_whether_anything_is_new_and_how_much_waits(audit: MemoryAuditLog) -> None:
    status, body = call("GET /changes")
    waiting = {"waiting": 1, "has_more_waiting": False, "alerts": 0, "has_more_alerts": False}
    assert (status, body) == (200, {"version": "first", **waiting})
    assert audit.entries == []


def test_a_decision_answers_with_how_the_read_stands() -> None:
    route = "POST /reads/{read_id}/review"
    status, body = call(route, {"decision": "correct", "plate": "xy34zab", "version": 0})
    assert status == 200
    assert (body["read"]["plate"], body["read"]["corrected_plate"]) == ("AB12CDE", "XY34ZAB")
    assert [review["decision"] for review in body["reviews"]] == ["correct"]
    status, body = call(route, {"decision": "confirm", "version": 0})
    assert (status, body["error"]["code"]) == (409, "read_changed")


def test_the_queue_hands_out_all_that_a_reviewer_needs() -> None:
    status, body = call("POST /review-queue/lease", {"order": "oldest", "count": 2})
    assert status == 200
    (item,) = body["reads"]
    assert item["read"]["read_id"] == READ_ID
    assert item["upload"]["image"]["url"]
    assert body["lease_seconds"] == 180


@pytest.mark.parametrize(
    ("route", "body", "says"),
    [
        ("POST /reads/search", {"plate": "A" * 40}, "plate: no plate has more than 16 characters"),
        ("POST /reads/search", {"plate": "A" * 80}, "plate: give at most 64 characters."),
        ("POST /reads/search", {"plate": "🚗🚗"}, "plate: this has no letter or digit"),
        ("POST /reads/search", {"plate": "*", "match": "pattern"}, "plate: this has no letter or digit"),
        ("POST /reads/search", {"plate": "*A*", "match": "pattern"}, "plate: the pattern is too general"),
        ("POST /reads/search", {"plate": "A*"}, "Search with match = pattern"),
        (
            "POST /reads/search",
            {"from": "2026-05-02T00:00:00Z", "to": "2026-05-01T00:00:00Z"},
            "to: the range ends before it begins",
        ),
        ("POST /reads/search", {"from": "yesterday"}, "from: "),
        ("POST /reads/search", {"to": 0}, "to: give a text such as 2026-05-04, not a number"),
        ("POST /reads/search", {"to": "1970-01-01T00:00:00Z"}, "to: choose a year from 1971 to 9998"),
        ("POST /reads/search", {"from": "0001-01-01T00:00:00+14:00"}, "from: choose a year from 1971 to 9998"),
        ("GET /insights", {"from": "9999-12-30", "to": "9999-12-31"}, "from: choose a year from 1971 to 9998"),
        ("POST /reads/search", {"cursor": "made up", "plate": "AB12CDE"}, "cursor: this list did not give it"),
        ("POST /reads/search", {"region": "Texas"}, "region: "),
        ("POST /reads/search", {"uploader": "nobody@platebook.example"}, "uploader: nobody has confirmed this address"),
        ("POST /reads/export", {"uploader": 'x@" or email ^= "'}, "uploader: nobody has confirmed this address"),
        ("POST /reads/search", {"uploader": " "}, "uploader: "),
        ("POST /reads/search", {"order": "upwards"}, "order: "),
        (
            "POST /reads/search",
            {"plate_ground": "silver"},
            "plate_ground: give one of 'white', 'yellow', 'black', 'blue', 'green' or 'red'.",
        ),
        ("POST /reads/count", {"plate_ground": ["white"]}, "plate_ground: give one of 'white'"),
        ("POST /reads/export", {"vehicle_colour": "pink"}, "vehicle_colour: give one of 'white', "),
        ("POST /reads/export", {"time_zone": "Europe"}, "time_zone: there is no such zone"),
        ("POST /reads/export", {"read_ids": []}, "read_ids: "),
        ("POST /reads/export", {"read_ids": ["x"]}, "read_ids"),
        ("POST /reads/count", {"limit": 5000}, "limit: "),
        ("POST /reads/{read_id}/review", {"decision": "correct", "version": 0}, "plate: a correction needs"),
        ("POST /reads/{read_id}/review", {"decision": "reject", "version": 0}, "reason: a rejection needs one of"),
        ("POST /reads/{read_id}/review", {"decision": "confirm"}, "version: this is missing"),
        ("POST /reads/{read_id}/review", {"decision": "perhaps", "version": 0}, "decision: "),
        ("POST /review-queue/lease", {"count": 100}, "count: "),
        ("GET /insights", {"from": "2026-05-02", "to": "2026-05-01"}, "to: the range ends before it begins"),
        ("GET /insights", {"from": "2025-05-02", "to": "2026-05-01"}, "to: at most 100 days"),
        ("GET /insights", {"from": "today", "to": "2026-05-01"}, "from: "),
        ("GET /insights", {}, "from: this is missing"),
    ],
)
def test_bad_input_gets_a_clear_answer(route: str, body: dict[str, Any], says: str) -> None:
    status, answer = call(route, body)
    assert (status, answer["error"]["code"]) == (400, "invalid_request")
    assert says in answer["error"]["message"]


@pytest.mark.parametrize("read_id", ["x", "..", "0" * 500, f"{'0' * 32}-99"])
def test_a_read_that_is_not_there_is_not_found(read_id: str) -> None:
    for route in ("GET /reads/{read_id}", "POST /reads/{read_id}/review"):
        assert call(route, read_id=read_id)[0] == 404


def test_a_region_that_was_corrected_is_found_told_and_exported(audit: MemoryAuditLog) -> None:
    decision = {"decision": "correct", "plate": "AB12CDE", "region": "br", "version": 0}
    body = call("POST /reads/{read_id}/review", decision)[1]
    assert (body["read"]["region"], body["read"]["corrected_region"], body["read"]["status"]) == (
        "gb",
        "br",
        "confirmed",
    )
    assert body["reviews"][-1]["corrected_region_after"] == "br"
    assert audit.entries[-1].details["region"] == "br"
    for region, finds in (("br", True), ("gb", False)):
        assert (READ_ID in json.dumps(call("POST /reads/search", {"region": region})[1])) is finds
    exported = json.loads(call("POST /reads/export", {"format": "jsonl"})[1]["content"].splitlines()[0])
    assert exported["region"] == "br"


@pytest.mark.parametrize("region", ["Brazil", "BR", "", "us_ca"])
def test_what_is_no_region_is_refused(region: str) -> None:
    decision = {"decision": "correct", "plate": "AB12CDE", "region": region, "version": 0}
    status, body = call("POST /reads/{read_id}/review", decision)
    assert (status, body["error"]["message"].startswith("region: ")) == (400, True)
