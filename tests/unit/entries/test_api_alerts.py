"""Alerts over HTTP, for operators."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handler import api, bootstrap_alerts
from handler.domain.logged import ReadStatus
from handler.domain.review import Decision
from handler.service.alerts.show_alerts import ShowAlerts
from handler.service.show_changes import ShowChanges
from tests.support.alerting import Watch, stolen
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryReadLog
from tests.support.fakes.records import MemoryInsightLog, MemoryPeople
from tests.support.fakes.sites import MemoryRegistry
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.samples import an_upload

PLATE = "AB12CDE"


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch, log = Watch(stolen(PLATE, reason="Stolen on Monday")), MemoryUploadLog()
    log.uploads[an_upload().ref.upload_id] = an_upload()
    reads = MemoryReadLog(log, log.audit)
    log.reads = {an_upload().ref.upload_id: [watch.see(PLATE)]}
    show = ShowAlerts(watch.alerts, reads, MemoryPhotoStore(), MemoryRegistry(log.audit), MemoryPeople(), watch.clock)
    changes = ShowChanges(MemoryInsightLog(), reads, watch.clock, watch.alerts)
    monkeypatch.setattr(bootstrap_alerts, "show_alerts", lambda: show)
    monkeypatch.setattr(bootstrap_alerts, "show_changes", lambda: changes)
    return watch


def call(route: str, body: object = None, query: dict[str, str] | None = None, **path: str) -> tuple[Any, Any]:
    claims = {"sub": "operator-1", "token_use": "access", "cognito:groups": "[operators]"}
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": path,
        "body": json.dumps(body or {}),
        "queryStringParameters": query or {},
    }
    answer = api.reviewing(event, None)
    return answer["statusCode"], json.loads(str(answer["body"]))


def acknowledge(watch: Watch, note: str = "", version: int = 1) -> tuple[Any, Any]:
    body = {"note": note, "version": version}
    return call("POST /alerts/{alert_id}/acknowledge", body, alert_id=watch.only.alert_id)


def test_an_alert_is_shown_with_its_entry_and_its_picture(watch: Watch) -> None:
    status, page = call("GET /alerts")
    (alert,) = page["alerts"]
    assert (status, page["cursor"]) == (200, None)
    assert (alert["state"], alert["entry_plate"], alert["list_name"]) == ("confirmed", PLATE, "Stolen")
    assert (alert["reason"], alert["how"], alert["sightings"]) == ("Stolen on Monday", "exact", 1)
    assert alert["read"]["read_id"] == watch.only.sightings[0].read_id
    assert alert["thumbnail_url"]


def test_alerts_are_told_apart_by_their_state(watch: Watch) -> None:
    assert len(call("GET /alerts", query={"state": "confirmed"})[1]["alerts"]) == 1
    assert call("GET /alerts", query={"state": "withdrawn"})[1]["alerts"] == []
    watch.decide(watch.only.sightings[0].read_id, Decision.REJECT)
    assert len(call("GET /alerts", query={"state": "withdrawn"})[1]["alerts"]) == 1


def test_an_alert_whose_photo_was_deleted_is_shown_without_it(watch: Watch) -> None:
    watch.delete(watch.only.sightings[0].read_id)
    (alert,) = call("GET /alerts")[1]["alerts"]
    assert (alert["state"], alert["because"]) == ("withdrawn", "deleted")
    assert (alert["plate"], alert["read"], alert["thumbnail_url"]) == (None, None, None)


def test_who_looked_is_written_down_with_the_note(watch: Watch) -> None:
    status, alert = acknowledge(watch, "  on   my way ")
    assert (status, alert["waits"], alert["acknowledged"]["note"], alert["version"]) == (200, False, "on my way", 2)
    (entry,) = watch.alerts.acknowledgements
    assert (entry.by, entry.target, entry.details) == (
        "operator-1",
        alert["alert_id"],
        {"state": "confirmed", "note": "on my way"},
    )


def test_an_alert_that_changed_since_is_not_acknowledged(watch: Watch) -> None:
    watch.see(PLATE, status=ReadStatus.ACCEPTED)
    status, answer = acknowledge(watch)
    assert (status, answer["error"]["code"]) == (409, "alert_changed")


def test_a_note_has_an_end(watch: Watch) -> None:
    status, answer = acknowledge(watch, "x" * 501)
    assert (status, answer["error"]["code"]) == (400, "invalid_request")


def test_an_alert_that_is_not_there_is_not_found(watch: Watch) -> None:
    body = {"version": 1}
    assert call("POST /alerts/{alert_id}/acknowledge", body, alert_id="0" * 32)[0] == 404


def test_changes_count_the_alerts_that_nobody_has_looked_at(watch: Watch) -> None:
    assert call("GET /changes")[1]["alerts"] == 1
    acknowledge(watch)
    assert not watch.only.waits
