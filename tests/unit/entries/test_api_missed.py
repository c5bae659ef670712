"""Typing plates, doubting reads and looking at photos without a plate, as the web sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handler import api, bootstrap, bootstrap_alerts
from handler.domain.logged import ReadStatus
from handler.domain.no_plate import NoPlate
from handler.service.no_plate_queue import NoPlateQueue
from handler.service.own_word import OwnWord
from handler.service.review_reads import ReviewReads
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from handler.service.type_plates import TypePlates
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryMissedPlates, MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import a_read, an_upload

OPERATOR = "an-operator"
WITHOUT, WITH = (an_upload(number).ref.upload_id for number in (0, 1))
TYPE, JUDGE = "POST /uploads/{upload_id}/reads", "POST /uploads/{upload_id}/no-plate"
DOUBT, TAKE_BACK, LEASE = "POST /reads/{read_id}/doubt", "POST /reads/{read_id}/take-back", "POST /no-plate-queue/lease"
BOX = {"left": 0.25, "top": 0.5, "width": 0.25, "height": 0.125}


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadLog:
    log, photos, clock, audit = MemoryUploadLog(), MemoryPhotoStore(), Clock(), MemoryAuditLog()
    upload = an_upload(0, read_count=0)
    log.add(upload)
    log.no_plates[WITHOUT] = NoPlate(WITHOUT, upload.seen_at, upload.kept_until)
    log.add(an_upload(1))
    log.reads[WITH] = [a_read(1, status=ReadStatus.ACCEPTED)]
    people = MemoryPeople({OWNER: "driver@platebook.example", OPERATOR: "operator@platebook.example"})
    uploads, plates = ShowUploads(log, photos, clock), MemoryPlateIndex(log=log)
    show, missed = ShowRead(log, uploads, photos, people, audit, clock), MemoryMissedPlates(log, audit)
    review = ReviewReads(log, MemoryReadLog(log, audit), plates, show, clock)
    queue = NoPlateQueue(log, missed, uploads, people, audit, clock)
    monkeypatch.setattr(bootstrap_alerts, "type_plates", lambda: TypePlates(log, missed, plates, show, clock))
    monkeypatch.setattr(bootstrap_alerts, "review_reads", lambda: review)
    monkeypatch.setattr(bootstrap_alerts, "own_word", lambda: OwnWord(log, review.carry_out))
    monkeypatch.setattr(bootstrap, "no_plate_queue", lambda: queue)
    return log


def call(route: str, body: Any, caller: str = OPERATOR, **path: str) -> tuple[int, dict[str, Any]]:
    groups = "[operators]" if caller == OPERATOR else ""
    claims = {"sub": caller, "token_use": "access", "cognito:groups": groups}
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": {"upload_id": WITHOUT, "read_id": f"{WITH}-0", **path},
        "body": json.dumps(body),
    }
    answer = api.reviewing(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def test_each_route_is_tried() -> None:
    assert set(api.MISSED) == {TYPE, JUDGE, DOUBT, TAKE_BACK, LEASE}


@pytest.mark.parametrize(("caller", "status"), [(OWNER, "needs_review"), (OPERATOR, "confirmed")])
def test_a_typed_plate_is_a_read_by_a_person_on_the_wire(caller: str, status: str) -> None:
    code, body = call(TYPE, {"plate": "ab-12 cde", "bounding_box": BOX}, caller)
    assert code == 201
    read = body["read"]
    assert (read["plate"], read["source"], read["typed_by"], read["status"]) == ("AB12CDE", "person", caller, status)
    assert (read["confidence"], read["region"], read["candidates"], read["characters"]) == (None, None, [], [])
    assert read["bounding_box"] == BOX
    assert read["polygon"][2] == {"x": 0.5, "y": 0.625}
    assert [one["read_id"] for one in body["upload"]["reads"]] == [read["read_id"]]
    email = "operator@platebook.example" if caller == OPERATOR else None
    assert read["typed_by_email"] == email


def test_a_plate_may_be_typed_without_saying_where_it_is() -> None:
    read = call(TYPE, {"plate": "AB12CDE"})[1]["read"]
    assert (read["bounding_box"], read["polygon"]) == (None, [])


def test_the_machines_reads_say_that_they_are() -> None:
    read = call(DOUBT, {"version": 0}, OWNER)[1]["read"]
    assert (read["source"], read["typed_by"], read["typed_by_email"], read["confidence"]) == (
        "machine",
        None,
        None,
        0.75,
    )


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "plate: this is missing"),
        ({"plate": "uh1-f0f!é"}, "plate: ! cannot be part of a plate"),
        ({"plate": "AB12CDE", "bounding_box": BOX | {"width": 0}}, "bounding_box.width: give more than 0"),
        ({"plate": "AB12CDE", "bounding_box": BOX | {"left": 1.5}}, "bounding_box.left: give 1"),
        ({"plate": "AB12CDE", "bounding_box": BOX | {"left": 0.9}}, "bounding_box: it is not inside the photo"),
        ({"plate": "AB12CDE", "confidence": 1}, "confidence: there is no such field"),
    ],
)
def test_bad_input_gets_a_clear_answer(body: dict[str, Any], says: str, log: MemoryUploadLog) -> None:
    code, answer = call(TYPE, body)
    assert (code, answer["error"]["code"]) == (400, "invalid_request")
    assert says in answer["error"]["message"]
    assert WITHOUT not in log.reads


def test_a_doubt_is_seen_on_the_read_and_taken_back() -> None:
    code, body = call(DOUBT, {"version": 0}, OWNER)
    assert (code, body["read"]["is_doubted"], body["read"]["status"]) == (200, True, "needs_review")
    assert [one["decision"] for one in body["reviews"]] == ["doubt"]
    code, body = call(TAKE_BACK, {"version": 1}, OWNER)
    assert (code, body["read"]["is_doubted"], body["read"]["status"]) == (200, False, "accepted")
    code, body = call(TAKE_BACK, {"version": 2}, OWNER)
    assert (code, body["error"]["code"]) == (409, "nothing_to_take_back")


def test_who_says_that_a_read_is_wrong_after_somebody_decided_is_told_so() -> None:
    decide = "POST /reads/{read_id}/review"
    assert call(decide, {"decision": "confirm", "version": 0})[0] == 200
    code, body = call(DOUBT, {"version": 0}, OWNER)
    assert (code, body["error"]["code"]) == (409, "decided_meanwhile")
    assert body["error"]["message"].startswith("Somebody has decided on this read meanwhile.")
    assert call(decide, {"decision": "reject", "reason": "other", "version": 1})[0] == 200
    code, body = call(DOUBT, {"version": 0}, OWNER)
    assert (code, body["error"]["code"]) == (409, "read_rejected")


def test_what_the_uploader_says_is_no_decision_of_an_operator() -> None:
    for decision in ("doubt", "withdraw"):
        code, body = call("POST /reads/{read_id}/review", {"decision": decision, "version": 0})
        assert (code, body["error"]["message"][:10]) == (400, "decision: ")


def test_the_queue_hands_out_photos_with_all_that_an_operator_needs() -> None:
    code, body = call(LEASE, {})
    assert (code, body["waiting"], body["lease_seconds"]) == (200, 1, 180)
    (photo,) = body["photos"]
    assert (photo["upload"]["upload_id"], photo["version"], photo["is_waiting"]) == (WITHOUT, 0, True)
    assert photo["upload"]["image"]["url"]
    assert photo["uploader_email"] == "driver@platebook.example"


def test_an_operator_says_that_there_is_no_plate_and_takes_it_back() -> None:
    code, body = call(JUDGE, {"decision": "no_plate", "version": 0})
    assert (code, body["is_waiting"], body["judged_by_email"]) == (200, False, "operator@platebook.example")
    assert call(LEASE, {})[1] == {"photos": [], "waiting": 0, "lease_seconds": 180}
    assert call(JUDGE, {"decision": "undo", "version": 1})[1]["is_waiting"]
    assert call(JUDGE, {"decision": "no_plate", "version": 0})[0] == 409


@pytest.mark.parametrize("route", [LEASE, JUDGE])
def test_only_operators_get_the_queue(route: str) -> None:
    body = {} if route == LEASE else {"decision": "no_plate", "version": 0}
    assert call(route, body, OWNER)[0] == 403
