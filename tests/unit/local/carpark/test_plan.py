"""Who comes to the car park of the laptop, and what is told of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from random import Random

import pytest
from PIL import Image

from local.camera.door import Heard
from local.carpark.__main__ import begins, line, main
from local.carpark.pictures import SIZE_PX, Camera
from local.carpark.plan import EVERY, FREE_MINUTES, Seen, drawn_plan, every_at
from scripts.client import OUTPUTS


def day(seed: int, minutes: float = 600.0) -> list[Seen]:
    plates: Iterator[int] = count(10_000)
    return drawn_plan(minutes, EVERY, lambda: f"AB{next(plates)}", Random(seed))


def test_the_same_seed_draws_the_same_day_and_another_one_another() -> None:
    assert day(1) == day(1)
    assert day(1) != day(2)


def test_vehicles_pass_in_the_order_of_time_and_none_after_the_end() -> None:
    times = [one.after for one in day(1)]
    assert times == sorted(times)
    assert times[-1] <= timedelta(minutes=600)


def test_every_vehicle_comes_before_it_leaves_and_leaves_before_it_comes_again() -> None:
    by_plate: dict[str, list[bool]] = {}
    for one in day(1):
        by_plate.setdefault(one.plate, []).append(one.is_coming)
    assert all(ways == [place % 2 == 0 for place in range(len(ways))] for ways in by_plate.values())
    assert any(len(ways) > 2 for ways in by_plate.values())


def test_a_day_has_regulars_overstays_dirty_plates_and_some_who_leave_unseen() -> None:
    seen = day(1)
    assert any(one.overstays for one in seen)
    assert any(one.is_dirty for one in seen)
    assert any(one.is_unseen for one in seen)
    assert not any(one.is_unseen for one in seen if one.is_coming)


def test_somebody_has_stayed_too_long_before_an_hour_is_over() -> None:
    for seed in range(5):
        first = next(one for one in day(seed, 60) if one.overstays)
        assert first.after < timedelta(minutes=1)


def test_who_does_not_overstay_leaves_within_the_free_time() -> None:
    came: dict[str, timedelta] = {}
    for one in day(1):
        if one.is_coming:
            came[one.plate] = one.after
        else:
            is_long = one.after - came[one.plate] > timedelta(minutes=FREE_MINUTES)
            assert is_long == one.overstays


def test_the_faster_it_goes_the_fewer_come_so_that_all_can_be_read() -> None:
    assert every_at(1) == every_at(20) == EVERY
    assert every_at(60) == timedelta(minutes=4)


def test_the_last_photo_is_taken_when_it_is_sent_and_none_ahead_of_its_arrival() -> None:
    started = datetime.now(UTC)
    began = begins(Namespace(minutes=60.0, speed=30.0))
    assert abs(began + timedelta(minutes=60) - (started + timedelta(minutes=2))) < timedelta(seconds=30)
    assert abs(begins(Namespace(minutes=5.0, speed=1.0)) - started) < timedelta(seconds=30)


def test_a_vehicle_is_drawn_as_a_jpeg_and_mud_changes_its_plate_alone() -> None:
    clean, dirty = (Camera("entry").photo("AB12CDE", Random(1), is_dirty=one) for one in (False, True))
    with Image.open(BytesIO(clean)) as photo:
        assert (photo.format, photo.size) == ("JPEG", SIZE_PX)
    assert clean != dirty


def test_a_line_says_who_passed_and_what_was_read() -> None:
    at = datetime(2026, 5, 4, 8, tzinfo=UTC)
    seen = Seen(timedelta(0), True, "AB12CDE", is_dirty=True)
    assert "comes   AB12CDE     read: 200" in line(seen, at, Heard(200, b""))
    assert line(seen, at, Heard(200, b"")).endswith("(dirty plate)")
    assert line(Seen(timedelta(0), False, "AB12CDE", is_unseen=True), at, None).endswith("no camera sees it")


def test_where_no_stack_runs_it_says_how_to_start_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLATEBOOK_OUTPUTS", str(OUTPUTS.parent / "no-such-outputs.json"))
    assert main([]) == 1
    assert "npm start" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--speed", "0.5"], ["--minutes", "0"], ["--minutes", "x"], ["--speed", "1e9"]])
def test_what_cannot_be_played_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert "give" in capsys.readouterr().err or arguments[1] == "x"
