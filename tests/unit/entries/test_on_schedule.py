from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import bootstrap, bootstrap_alerts, bootstrap_cameras, bootstrap_plates, on_schedule
from handler.adapters.telemetry.metric_lines import MetricLines
from handler.domain.reconciliation import Finding, Meter, Whole
from handler.domain.sites.health import Ailment
from handler.service.sites.check_cameras import CameraCount
from tests.support.fakes.world import START, Clock
from tests.unit.entries.test_on_upload import Context

FINDINGS = {Finding.DONE: 3, Finding.EVENT_LOST: 1, Finding.GIVEN_UP: 2}
METER = Meter(START - timedelta(hours=26), START, FINDINGS, sent_again=1, oldest_in_work=START - timedelta(minutes=15))
SEEN = CameraCount(START, 5, {Ailment.SILENT: 2, Ailment.CLOCK_OFF: 1, Ailment.READS_FALLING: 0})
OVER = Whole(METER, START - timedelta(hours=3), is_over=True)
UNDER_WAY = Whole(METER, START - timedelta(hours=30), after="uploads/somebody/some photo")

ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())


class Comparing:
    """Stands where the comparison is; tells what it was asked for: a window, or None for all."""

    def __init__(self, windows: list[timedelta | None], whole: Whole = OVER) -> None:
        self.windows, self.whole = windows, whole
        self.untils: list[datetime] = []
        self.given_up: list[bool] = []

    def __call__(self, window: timedelta, holder: str, *, read_given_up: bool) -> Meter:
        assert holder == Context.aws_request_id
        self.given_up.append(read_given_up)
        self.windows.append(window)
        return METER

    def go_on(self, holder: str, until: datetime, *, begin: bool = False, read_given_up: bool = False) -> Whole:
        assert holder == Context.aws_request_id
        self.untils.append(until)
        if begin:
            self.given_up.append(read_given_up)
            self.windows.append(None)
        return self.whole


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[timedelta | None]:
    windows: list[timedelta | None] = []

    monkeypatch.setattr(bootstrap_alerts, "reconcile", lambda: Comparing(windows))
    monkeypatch.setattr(bootstrap, "now", Clock())
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
    assert (answer["whole_is_over"], answer["whole_photos_compared"]) == (True, 0)
    assert metrics_in(first) == {
        "compared": 1,
        "whole_age_hours": 3,
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
    comparing = Comparing([])
    monkeypatch.setattr(bootstrap_alerts, "resume_waiting", lambda: lambda: 0)
    monkeypatch.setattr(bootstrap_alerts, "reconcile", lambda: comparing)
    monkeypatch.setattr(bootstrap_cameras, "check_cameras", lambda: lambda: SEEN)
    monkeypatch.setattr(bootstrap_plates, "mend_holds", lambda _keep_by_hits: 0)
    monkeypatch.setattr(bootstrap_alerts, "keep_by_hits", lambda: lambda _upload_id: None)
    on_schedule.handle({"read_given_up": word}, Context())
    on_schedule.handle({"read_given_up": word, "window_hours": 26}, Context())
    assert comparing.given_up == [word is True] * 2


def test_a_comparison_of_all_uploads_goes_on_each_hour_and_tells_how_far_it_is(
    asked: list[timedelta | None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    comparing = Comparing(asked, UNDER_WAY)
    monkeypatch.setattr(bootstrap_alerts, "reconcile", lambda: comparing)
    nightly = on_schedule.handle({}, Context())
    hourly = on_schedule.handle({"window_hours": 26}, Context())
    for answer in (nightly, hourly):
        told = (answer["whole_is_over"], answer["whole_photos_compared"], answer["whole_age_hours"])
        assert told == (False, sum(FINDINGS.values()), 30)
    # What is counted of a part would be taken for what there is.
    first, _, second, _ = map(metrics_in, capsys.readouterr().out.splitlines())
    assert first == {"compared": 1, "whole_age_hours": 30}
    assert second["received"] == METER.received
    assert comparing.untils == [START + timedelta(minutes=15) - on_schedule.RESERVE] * 2


def test_what_all_uploads_were_found_to_be_is_told_by_the_hour_in_which_their_comparison_ends(
    asked: list[timedelta | None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = replace(METER, findings={Finding.STUCK: 7})
    ended = Comparing(asked, replace(OVER, meter=found, last_end=START))
    monkeypatch.setattr(bootstrap_alerts, "reconcile", lambda: ended)
    on_schedule.handle({"window_hours": 26}, Context())
    of_hour, of_all, _ = map(metrics_in, capsys.readouterr().out.splitlines())
    assert (of_hour["needs_a_person"], of_all["needs_a_person"]) == (3, 7)
