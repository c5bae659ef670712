"""Alerts and events are written in the transaction of what makes them, or neither is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handler.domain.alerts.alert import AlertState, acknowledged
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import AlertsChanged, Conflict, InvalidRequest, UploadBusy
from handler.domain.events.event import EventType
from handler.domain.logged import ReadStatus
from handler.domain.review import Decision
from handler.service.alerts.raise_alerts import Change, written
from tests.integration.alerts.stage import Stage
from tests.support.fakes.world import START
from tests.support.samples import a_read

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PLATE, OTHER = "AB12CDE", "XY99ZZZ"


@pytest.fixture
def stage(audit_table: DynamoDBClient) -> Stage:
    return Stage(audit_table, PLATE)


def test_a_read_is_written_with_its_alert_and_what_is_told(stage: Stage) -> None:
    (read,) = stage.finish(PLATE)
    (alert,) = stage.alerts.page(None, 10, None).alerts
    assert read.alert_ids == (alert.alert_id,)
    assert stage.alerts.one(alert.alert_id) == alert
    assert stage.book.book(read.alert_ids, []).alerts == {alert.alert_id: alert}
    assert (alert.state, alert.waits, alert.entry.plate) == (AlertState.CONFIRMED, True, PLATE)
    assert stage.events() == {"read.accepted": 1, "alert.confirmed": 1}
    told = next(one["data"] for one in stage.outbox() if one["type"] == "alert.confirmed")
    assert (told["alert_id"], told["list_name"], told["plate"]) == (alert.alert_id, "Stolen", PLATE)


def test_who_lost_the_upload_writes_neither_read_nor_alert_nor_event(stage: Stage) -> None:
    claimed = stage.claim()
    with pytest.raises(UploadBusy):
        stage.end(claimed, [a_read(plate=PLATE, status=ReadStatus.ACCEPTED)], holder="somebody-else")
    assert stage.there("alert") == []
    assert stage.outbox() == []
    found = stage.uploads.find(claimed.ref.upload_id)
    assert found is not None
    assert found[1] == []


def test_a_decision_that_came_too_late_writes_neither_alert_nor_event(stage: Stage) -> None:
    (read,) = stage.finish(PLATE)
    stage.decide(read, Decision.CONFIRM)
    before = stage.events()
    with pytest.raises(Conflict):
        stage.decide(read, Decision.REJECT)
    assert stage.events() == before
    assert stage.alerts.page(None, 10, None).alerts[0].state is AlertState.CONFIRMED


def test_a_decision_withdraws_and_tells_it(stage: Stage) -> None:
    (read,) = stage.finish(PLATE)
    stage.decide(read, Decision.CORRECT, OTHER)
    (alert,) = stage.alerts.page(AlertState.WITHDRAWN, 10, None).alerts
    assert not alert.waits
    assert stage.alerts.page(AlertState.CONFIRMED, 10, None).alerts == []
    assert stage.alerts.waiting(10) == 0
    assert stage.events() == {
        "read.accepted": 1,
        "alert.confirmed": 1,
        "read.corrected": 1,
        "alert.withdrawn": 1,
    }


def test_photos_of_one_window_count_for_one_alert(stage: Stage) -> None:
    for number in range(3):
        stage.finish(PLATE, number=number)
    (alert,) = stage.alerts.page(None, 10, None).alerts
    assert (alert.standing_count, alert.version) == (3, 3)
    assert stage.events()["alert.confirmed"] == 1


def test_who_is_beaten_to_a_window_looks_again_and_joins_it(stage: Stage) -> None:
    first, second = stage.claim(0), stage.claim(1)
    reads = {
        0: a_read(0, plate=PLATE, status=ReadStatus.ACCEPTED),
        1: a_read(1, plate=PLATE, status=ReadStatus.ACCEPTED),
    }
    real, beaten = type(stage.book).book, list[bool]()

    class Beaten:
        """The book, in which somebody writes after the first look."""

        def book(self, alert_ids: list[str], opened: list[tuple[str, str]]) -> object:
            seen = real(stage.book, alert_ids, opened)
            if not beaten:
                beaten.append(True)
                stage.end(first, [reads[0]])
            return seen

    honest = stage.raising
    stage.raising = replace(honest, alerts=Beaten())  # type: ignore[arg-type]
    stage.end(second, [reads[1]])
    (alert,) = stage.alerts.page(None, 10, None).alerts
    assert alert.standing_count == 2
    assert stage.events() == {"read.accepted": 2, "alert.confirmed": 1}


def test_an_alert_that_changes_all_the_time_leaves_the_read_unwritten(stage: Stage) -> None:
    stage.finish(PLATE)
    made = stage.raising([Change(None, a_read(1, plate=PLATE, status=ReadStatus.ACCEPTED))])
    (alert,) = made.alerts

    def always(changes: list[Change], room: int) -> object:
        del changes, room
        return replace(made, alerts=(replace(alert, version=7),))

    claimed, read = stage.claim(1), a_read(1, plate=PLATE, status=ReadStatus.ACCEPTED)
    stage.raising = always  # type: ignore[assignment]
    with pytest.raises(AlertsChanged):
        stage.end(claimed, [read])
    assert stage.there(f"upload#{read.upload_id}")[0]["status"] == "processing"
    assert stage.events()["read.accepted"] == 1


def test_a_photo_with_forty_plates_of_a_list_ends(audit_table: DynamoDBClient) -> None:
    plates = [f"AB{place:02d}CDE" for place in range(40)]
    stage = Stage(audit_table, *plates)
    reads = stage.finish(*plates)
    assert len(reads) == 40
    assert stage.events()["read.accepted"] == 40
    assert len(stage.there("filed#")) == 40
    alerts = stage.alerts.page(None, 50, None).alerts
    assert len(alerts) == sum(bool(one.alert_ids) for one in reads) > 0


def test_a_deleted_read_withdraws_its_alert(stage: Stage) -> None:
    (read,) = stage.finish(PLATE)
    written(stage.raising, [Change(read, None)], stage.book.write)
    (alert,) = stage.alerts.page(None, 10, None).alerts
    assert (alert.state, alert.face) == (AlertState.WITHDRAWN, None)
    again = stage.raising([Change(read, None)])
    assert (again.alerts, again.events) == ((), ())
    assert stage.events()["alert.withdrawn"] == 1


def test_an_acknowledgement_is_written_once_and_counted_no_more(stage: Stage) -> None:
    stage.finish(PLATE)
    (alert,) = stage.alerts.page(None, 10, None).alerts
    assert stage.alerts.waiting(10) == 1
    entry = AuditEntry(Action.ACKNOWLEDGED, "operator-1", START, alert.alert_id)
    after = acknowledged(alert, "operator-1", START, "on my way", alert.version)
    stage.alerts.acknowledge(after, entry)
    assert stage.alerts.one(alert.alert_id) == after
    assert stage.alerts.waiting(10) == 0
    with pytest.raises(Conflict):
        stage.alerts.acknowledge(after, entry)


def test_alerts_come_in_pages_newest_first(audit_table: DynamoDBClient) -> None:
    plates = [f"AB{place:02d}CDE" for place in range(5)]
    stage = Stage(audit_table, *plates)
    for number, plate in enumerate(plates):
        stage.finish(plate, number=number)
        stage.clock.time = START.replace(minute=10 + number)
    first = stage.alerts.page(None, 3, None)
    second = stage.alerts.page(None, 3, first.cursor)
    assert [one.entry.plate for one in (*first.alerts, *second.alerts)] == plates[::-1]
    assert second.cursor is None
    with pytest.raises(InvalidRequest):
        stage.alerts.page(AlertState.CONFIRMED, 3, first.cursor)


def test_an_alert_that_is_over_is_neither_shown_nor_counted(stage: Stage) -> None:
    (read,) = stage.finish(PLATE)
    stage.clock.time = read.kept_until
    assert stage.alerts.page(None, 10, None).alerts == []
    assert stage.alerts.one(read.alert_ids[0]) is None
    assert stage.alerts.waiting(10) == 0


def test_a_photo_without_a_hit_asks_for_entries_alone_and_writes_nothing_more(stage: Stage) -> None:
    stage.wanting(EventType.ALERT_CONFIRMED)
    stage.finish(OTHER)
    assert stage.calls[:2] == ["BatchGetItem", "TransactWriteItems"]
    assert stage.outbox() == stage.there("alert") == []


def test_a_photo_with_a_hit_asks_for_keys_entries_and_windows_and_writes_in_the_one_transaction(stage: Stage) -> None:
    stage.finish(PLATE)
    assert stage.calls[:4] == ["BatchGetItem"] * 3 + ["TransactWriteItems"]
