from __future__ import annotations

import random
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest
import yaml

from lab.scale.__main__ import cap_of, limits
from lab.scale.limits import API_REQUESTS_PER_SECOND, DEFAULT_CONCURRENCY, EVENT_LIFETIME_SECONDS
from lab.scale.simulate import By, World, arrivals, simulate

ROOT = Path(__file__).parents[3]
CALM = World(rate=1, calls_per_second=50, concurrency=DEFAULT_CONCURRENCY, by=By.EVENT, photos=500)
FULL = replace(CALM, rate=10, calls_per_second=5, photos=2000)


def test_the_same_seed_gives_the_same_result() -> None:
    assert simulate(FULL) == simulate(FULL)
    assert simulate(FULL) != simulate(replace(FULL, seed=22))


def test_photos_come_at_the_rate_that_was_asked_for_bursts_included() -> None:
    moments = list(arrivals(10, 30_000, random.Random(1)))
    assert len(moments) / moments[-1] == pytest.approx(10, rel=0.05)


@pytest.mark.parametrize("world", [CALM, FULL, replace(FULL, by=By.QUEUE, concurrency=4), replace(FULL, concurrency=4)])
def test_every_photo_ends_once(world: World) -> None:
    result = simulate(world)
    assert len(result.seconds) + result.given_up == world.photos


def test_where_there_is_room_nobody_waits() -> None:
    result = simulate(CALM)
    assert (result.given_up, result.throttled, result.no_room) == (0, 0, 0)
    assert result.at(0.95) < 3


def test_above_the_rate_of_detect_text_events_are_given_up_and_a_queue_with_a_cap_gives_none_up() -> None:
    assert simulate(FULL).given_up > FULL.photos / 10
    assert simulate(replace(FULL, by=By.QUEUE, concurrency=cap_of(5))).given_up == 0


def test_an_event_without_room_is_given_up_once_it_is_too_old_and_not_before() -> None:
    hopeless = replace(CALM, concurrency=0, photos=10)
    assert simulate(hopeless).given_up == 10
    waiting = simulate(replace(FULL, concurrency=2, photos=3000))
    assert waiting.given_up
    assert max(waiting.seconds) < EVENT_LIFETIME_SECONDS + 600


def test_the_cap_just_uses_up_the_rate() -> None:
    assert (cap_of(5), cap_of(50), cap_of(inf)) == (4, 47, DEFAULT_CONCURRENCY)


def test_the_limits_come_in_the_order_in_which_they_fill_up() -> None:
    rates = [rate for _, rate in limits()]
    assert rates == sorted(rates)
    assert limits()[0][0] == "DetectText, most regions"


def test_our_own_limits_are_those_of_the_stack() -> None:
    api = yaml.safe_load((ROOT / "resources" / "api.yml").read_text().replace("!Sub ", ""))
    settings = api["extensions"]["HttpApiStage"]["Properties"]["DefaultRouteSettings"]
    assert settings["ThrottlingRateLimit"] == API_REQUESTS_PER_SECOND
    functions = (ROOT / "serverless.yml").read_text()
    assert f"maximumEventAge: {EVENT_LIFETIME_SECONDS:.0f}" in functions


def test_every_key_that_is_called_hot_is_there() -> None:
    table = (ROOT / "resources" / "platebook_table.yml").read_text()
    data = (ROOT / "docs" / "data.md").read_text()
    names = [name.removeprefix("DynamoDB, ") for name, _ in limits() if name.startswith("DynamoDB, ")]
    assert names
    assert [
        name for name in names if f"IndexName: {name.partition(',')[0]}" not in table and f"`{name}`" not in data
    ] == []
