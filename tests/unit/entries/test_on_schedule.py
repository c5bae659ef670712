from __future__ import annotations

import contextlib
import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import bootstrap_alerts, bootstrap_cameras, bootstrap_plates, on_schedule
from handler.adapters.telemetry.metric_lines import MetricLines
from handler.domain.reconciliation import Finding, Meter
from handler.domain.sites.health import Ailment
from handler.service.sites.check_cameras import CameraCount
from tests.support.fakes.world import START, Clock
from tests.unit.entries.test_on_upload import Context

FINDINGS = {Finding.DONE: 3, Finding.EVENT_LOST: 1, Finding.GIVEN_UP: 2}
METER = Meter(START - timedelta(hours=26), START, FINDINGS, sent_again=1, oldest_in_work=START - timedelta(minutes=15))
SEEN = CameraCount(START, 5, {Ailment.SILENT: 2, Ailment.CLOCK_OFF: 1, Ailment.READS_FALLING: 0})

ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[timedelta | None]:
    windows: list[timedelta | None] = []

    def reconcile(window: timedelta | None, holder: str, *, read_given_up: bool) -> Meter:
        assert holder == Context.aws_request_id
        assert not read_given_up
        windows.append(window)
        return METER

    monkeypatch.setattr(bootstrap_alerts, "reconcile", lambda: reconcile)
    monkeypatch.setattr(bootstrap_cameras, "check_cameras", lambda: lambda: SEEN)
    monkeypatch.setattr(bootstrap_plates, "mend_holds", lambda _keep_by_hits: 0)
    monkeypatch.setattr(bootstrap_alerts, "keep_by_hits", lambda: lambda _upload_id: None)
    monkeypatch.setattr(bootstrap_alerts, "resume_waiting", lambda: lambda: 3)
    monkeypatch.setattr(bootstrap_alerts, "measure", lambda: MetricLines("prod", Clock()))
    return windows


def test_the_window_is_in_the_event(asked: list[timedelta | None]) -> None:
    on_schedule.handle({"window_hours": 26}, Context())
    on_schedule.handle({}, Context())
    assert asked == [timedelta(hours=26), None]


@pytest.mark.parametrize("hours", ["26", -1, 0, 1e9, float("nan"), [26]])
def test_a_window_that_is_no_time_is_refused(asked: list[timedelta | None], hours: object) -> None:
    with pytest.raises(ValueError, match="window_hours must be"):
        on_schedule.handle({"window_hours": hours}, Context())
    assert asked == []


@given(st.dictionaries(st.sampled_from(["window_hours", "time", "detail"]), ANYTHING))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_event_is_a_window_or_refused(asked: list[timedelta | None], event: dict[str, object]) -> None:
    asked.clear()
    with contextlib.suppress(ValueError):
        on_schedule.handle(event, Context())
    assert all(window is None or window > timedelta() for window in asked)
    assert asked or event["window_hours"] is not None


def test_the_numbers_are_given_back_and_written_as_metrics(
    asked: list[timedelta | None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = on_schedule.handle({}, Context())
    assert (answer["received"], answer["unaccounted"], answer["sent_again"]) == (6, 1, 1)
    assert answer["findings"] == {"done": 3, "event_lost": 1, "given_up": 2}
    first, second = capsys.readouterr().out.splitlines()
    assert metrics_in(second) == {
        "cameras": 5,
        "cameras_silent": 2,
        "cameras_clock_off": 1,
        "cameras_reads_falling": 0,
    }
    assert (answer["cameras_silent"], answer["resumed"]) == (2, 3)
    assert metrics_in(first) == {
        "compared": 1,
        "oldest_in_work_seconds": 900,
        "received": 6,
        "done": 3,
        "failed": 0,
        "in_flight": 0,
        "waiting": 0,
        "given_up": 2,
        "unaccounted": 1,
        "needs_a_person": 3,
    }


def metrics_in(written: str) -> dict[str, object]:
    line = json.loads(written)
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert (directive["Namespace"], directive["Dimensions"], line["stage"]) == ("Platebook", [["stage"]], "prod")
    return {one["Name"]: line[one["Name"]] for one in directive["Metrics"]}


@pytest.mark.parametrize("word", [True, False, None, "true", 1])
def test_photos_that_were_given_up_are_read_when_a_person_asks(monkeypatch: pytest.MonkeyPatch, word: object) -> None:
    asked: list[bool] = []

    def reconcile(_window: timedelta | None, _holder: str, *, read_given_up: bool) -> Meter:
        asked.append(read_given_up)
        return METER

    monkeypatch.setattr(bootstrap_alerts, "resume_waiting", lambda: lambda: 0)
    monkeypatch.setattr(bootstrap_alerts, "reconcile", lambda: reconcile)
    monkeypatch.setattr(bootstrap_cameras, "check_cameras", lambda: lambda: SEEN)
    monkeypatch.setattr(bootstrap_plates, "mend_holds", lambda _keep_by_hits: 0)
    monkeypatch.setattr(bootstrap_alerts, "keep_by_hits", lambda: lambda _upload_id: None)
    on_schedule.handle({"read_given_up": word}, Context())
    assert asked == [word is True]
