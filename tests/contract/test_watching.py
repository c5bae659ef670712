"""What watches a stack goes by what the functions really write, and tells people what to do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from handler.domain.telemetry.metrics import METRICS, NAMESPACE
from scripts.drill.drills import DRILLS
from tests.support.template import resources

ROOT: Final = Path(__file__).parents[2]
RUNBOOK: Final = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
OF_AWS: Final = {
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName"),
    ("AWS/Lambda", "Errors", "FunctionName"),
    ("AWS/Lambda", "Throttles", "FunctionName"),
    ("AWS/Lambda", "AsyncEventAge", "FunctionName"),
    ("AWS/ApiGateway", "5xx", "ApiId"),
    ("AWS/ApiGateway", "Count", "ApiId"),
    ("AWS/ApiGateway", "Latency", "ApiId"),
}
"""What AWS writes of itself, with the dimension that it has (user guides of the three services)."""


@pytest.fixture(scope="module")
def alarms(template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = resources(template, "AWS::CloudWatch::Alarm")
    assert len(found) == 10
    return found


@pytest.fixture(scope="module")
def widgets(template: dict[str, Any]) -> list[dict[str, Any]]:
    (dashboard,) = resources(template, "AWS::CloudWatch::Dashboard").values()
    body = re.sub(r"\$\{[\w.:]+\}", "x", dashboard["DashboardBody"]["Fn::Sub"])
    found: list[dict[str, Any]] = json.loads(body)["widgets"]
    return found


def metrics_of(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """The metrics that an alarm looks at: one, or those that it adds up."""
    if "Metrics" not in alarm:
        return [alarm]
    return [one["MetricStat"]["Metric"] for one in alarm["Metrics"] if "MetricStat" in one]


def is_written(namespace: str, name: str, dimension: str) -> bool:
    if namespace == NAMESPACE:
        return name in METRICS and dimension == "stage"
    return (namespace, name, dimension) in OF_AWS


def test_every_alarm_tells_the_topic(alarms: dict[str, dict[str, Any]]) -> None:
    assert {name for name, one in alarms.items() if one["AlarmActions"] != [{"Ref": "FailureTopic"}]} == set()


def test_every_alarm_goes_by_metrics_that_are_written(alarms: dict[str, dict[str, Any]]) -> None:
    for name, alarm in alarms.items():
        metrics = metrics_of(alarm)
        assert metrics, name
        for one in metrics:
            (dimension,) = one["Dimensions"]
            assert is_written(one["Namespace"], one["MetricName"], dimension["Name"]), name


def test_what_is_added_up_is_of_every_function_that_nobody_waits_for(
    template: dict[str, Any], alarms: dict[str, dict[str, Any]]
) -> None:
    functions = set(resources(template, "AWS::Lambda::Function"))
    integrations = resources(template, "AWS::ApiGatewayV2::Integration").values()
    of_api = {one["IntegrationUri"]["Fn::GetAtt"][0] for one in integrations}
    (pool,) = resources(template, "AWS::Cognito::UserPool").values()
    # Whom it does not admit it tells by an error, which is Cognito's way.
    of_pool = {one["Fn::GetAtt"][0] for one in pool["LambdaConfig"].values()}
    for name in ("ErrorsAlarm", "ThrottlesAlarm"):
        assert {
            one["Dimensions"][0]["Value"]["Ref"] for one in metrics_of(alarms[name])
        } == functions - of_api - of_pool


def test_every_alarm_has_a_part_of_the_runbook_and_its_description_names_a_document(
    alarms: dict[str, dict[str, Any]],
) -> None:
    parts = set(re.findall(r"^\| `(\w+Alarm)` \| \S.* \| \S", RUNBOOK, re.MULTILINE))
    assert parts == set(alarms)
    for name, alarm in alarms.items():
        (document,) = re.findall(r"docs/\w+\.md", alarm["AlarmDescription"])
        assert (ROOT / document).is_file(), name


def test_every_alarm_has_a_drill(alarms: dict[str, dict[str, Any]]) -> None:
    assert set(DRILLS) == set(alarms)


def test_what_is_spent_in_a_day_is_a_parameter(alarms: dict[str, dict[str, Any]]) -> None:
    alarm = alarms["DetectTextAlarm"]
    assert (alarm["Statistic"], alarm["Period"], int(alarm["Threshold"])) == ("Sum", 86400, 10_000)


def test_every_function_knows_its_stage(template: dict[str, Any]) -> None:
    functions = resources(template, "AWS::Lambda::Function").values()
    assert {one["Environment"]["Variables"]["PLATEBOOK_STAGE"] for one in functions} == {"prod"}


def test_the_browser_may_send_its_id(template: dict[str, Any]) -> None:
    (api,) = resources(template, "AWS::ApiGatewayV2::Api").values()
    assert "x-correlation-id" in api["CorsConfiguration"]["AllowHeaders"]


def test_the_dashboard_shows_every_metric_and_none_that_is_not_written(widgets: list[dict[str, Any]]) -> None:
    shown = [one for widget in widgets for one in widget["properties"].get("metrics", [])]
    plain = [one for one in shown if isinstance(one[0], str)]
    for namespace, name, dimension, *_rest in plain:
        assert is_written(namespace, name, dimension), name
    searches = [one[0]["expression"] for one in shown if isinstance(one[0], dict)]
    by_code = {name for one in searches for name in re.findall(r'MetricName="(\w+)"', one)}
    assert by_code == {name for name, metric in METRICS.items() if metric.by_code}
    ours = {name for namespace, name, *_rest in plain if namespace == NAMESPACE}
    of_comparison = {"received", "done", "failed", "in_flight", "waiting", "needs_a_person", "whole_age_hours"}
    assert set(METRICS) - ours == {"attempts_failed", *of_comparison}


def test_the_dashboard_is_of_rows_that_ask_and_of_widgets_that_do_not_overlap(widgets: list[dict[str, Any]]) -> None:
    questions = [one["properties"]["markdown"] for one in widgets if one["type"] == "text"]
    assert questions
    assert all(one.startswith("## ") and one.endswith("?") for one in questions)
    cells = [
        (x, y)
        for one in widgets
        for x in range(one["x"], one["x"] + one["width"])
        for y in range(one["y"], one["y"] + one["height"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
