"""Times, as devices write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.cameras.said_time import SaidTime, Zone, epoch_time, said_time, time_in_name

LOCAL = datetime(2026, 3, 15, 11, 27, 40)  # noqa: DTZ001 -- what a clock on a wall shows


def in_zone(hours: float, microsecond: int = 0) -> datetime:
    return LOCAL.replace(microsecond=microsecond, tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-15T11:27:40+07:00", in_zone(7)),
        ("2026-03-15T11:27:40Z", in_zone(0)),
        ("2026-03-15T11:27:40.123456Z", in_zone(0, 123456)),
        ("2026-03-15 11:27:40.123456 00:00", in_zone(0, 123456)),
        ("2026-03-15 11:27:40.5+05:30", in_zone(5.5, 500000)),
        ("20260315T112740-300", in_zone(-3)),
        ("20260315T112740+700", in_zone(7)),
        ("20260315T112740 700", in_zone(7)),
        ("20260315T112740+0530", in_zone(5.5)),
        ("20260315 112740123 +0200", in_zone(2, 123000)),
        ("  2026-03-15T11:27:40,7Z ", in_zone(0, 700000)),
        ("2026-03-15T11:27:40.123456789Z", in_zone(0, 123456)),
    ],
)
def test_a_time_with_its_offset_is_aware(text: str, at: datetime) -> None:
    assert said_time(text, "dateTime") == SaidTime(at, Zone.OFFSET, "dateTime")


@pytest.mark.parametrize(
    "text", ["2026-03-15 11:27:40", "2026-03-15T11:27:40", "20260315112740", "2026/03/15 11:27:40", "20260315 112740"]
)
def test_a_time_without_an_offset_is_the_clocks_own_or_utc_where_documents_say_so(text: str) -> None:
    assert said_time(text, "t") == SaidTime(LOCAL, Zone.LOCAL, "t")
    assert said_time(text, "t", Zone.UTC) == SaidTime(LOCAL.replace(tzinfo=UTC), Zone.UTC, "t")


def test_milliseconds_without_a_dot_are_read() -> None:
    assert said_time("20260315112740123", "absTime") == SaidTime(
        LOCAL.replace(microsecond=123000), Zone.LOCAL, "absTime"
    )


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "now",
            "2026-02-30T11:27:40",
            "2026-03-15T25:27:40",
            "2026-03-15",
            "0000-00-00 00:00:00",
            None,
            7,
            ["2026"],
        ),
        *("2026-03-15T11:27:40+99:99", "2026-03-15T11:27:40" + "0" * 50, "२०२६-03-15T11:27:40"),
    ],
)
def test_what_is_no_time_is_none(value: object) -> None:
    assert said_time(value, "t") is None


@pytest.mark.parametrize(
    ("value", "per_second", "at"),
    [
        ("1773548860123", 1000, datetime(2026, 3, 15, 4, 27, 40, 123000, tzinfo=UTC)),
        (1773548860, 1, datetime(2026, 3, 15, 4, 27, 40, tzinfo=UTC)),
        ("0", 1000, datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_count_since_1970_is_utc(value: object, per_second: int, at: datetime) -> None:
    said = epoch_time(value, "epoch_time", per_second)
    assert said
    assert abs(said.at - at) < timedelta(milliseconds=1)
    assert said.zone is Zone.UTC


@pytest.mark.parametrize("value", ["", "x", None, True, 1e300, -1e300, "1e999", "nan"])
def test_what_is_no_count_is_none(value: object) -> None:
    assert epoch_time(value, "epoch_time", 1) is None


@pytest.mark.parametrize(
    "name",
    [
        "192.0.2.64_01_20260315112740_VEHICLE_DETECTION.jpg",
        "gate_2026-03-15_11-27-40.jpg",
        "2026-03-15T11:27:40.jpg",
        "20260315_112740.jpg",
        "99999999999999_20260315112740.jpg",
        "gate-e39d9818_01_20260315112740000_VEHICLE_DETECTION.jpg",
        "a2026_01_20260315112740.jpg",
        "20260315991122_20260315112740.jpg",
    ],
)
def test_a_files_name_tells_the_time(name: str) -> None:
    assert time_in_name(name, "file name") == SaidTime(LOCAL, Zone.LOCAL, "file name")


@pytest.mark.parametrize(
    "name", ["photo.jpg", "20260315.jpg", "1234567890123456789012345.jpg", "9818_01_20_112740.jpg", ""]
)
def test_a_files_name_may_tell_none(name: str) -> None:
    assert time_in_name(name, "file name") is None


@given(st.text(max_size=60), st.datetimes())
def test_no_text_does_harm(text: str, at: datetime) -> None:
    for one in (text, f"{at}{text}", f"{text}{at}", at.isoformat()):
        assert isinstance(said_time(one, "t"), SaidTime | None)
        assert isinstance(time_in_name(one, "t"), SaidTime | None)
