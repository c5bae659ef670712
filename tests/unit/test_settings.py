from __future__ import annotations

from datetime import timedelta

import pytest

from handler.settings import Settings, SettingsError, look_back_span, loopback_allowed

GOOD = {
    "PLATEBOOK_TABLE": "table",
    "PLATEBOOK_RETENTION_DAYS": "90",
    "PLATEBOOK_READING_SECONDS": "60",
    "PLATEBOOK_SETTINGS_KEPT_SECONDS": "60",
}


def test_the_environment_is_taken() -> None:
    assert Settings.read({**GOOD, "PLATE_REGIONS": " RO, eu,"}) == Settings(
        "table",
        retention=timedelta(days=90),
        expected_regions=frozenset({"ro", "eu"}),
        second_look=True,
        accept_error_rate=0.01,
        reading_time=timedelta(seconds=60),
        policy_kept=timedelta(seconds=60),
    )


def test_rekognition_reads_where_no_function_is_named() -> None:
    assert Settings.read(GOOD).own_reader == ""
    assert Settings.read({**GOOD, "PLATEBOOK_OWN_READER": "finding"}).own_reader == "finding"


def test_no_regions_means_anywhere() -> None:
    assert Settings.read(GOOD).expected_regions == frozenset()


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_variable_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.read({**GOOD, name: ""})


@pytest.mark.parametrize("days", ["0", "-1", "ten", "1.5"])
def test_retention_must_be_whole_days(days: str) -> None:
    with pytest.raises(SettingsError, match="PLATEBOOK_RETENTION_DAYS"):
        Settings.read({**GOOD, "PLATEBOOK_RETENTION_DAYS": days})


@pytest.mark.parametrize(("value", "is_on"), [("on", True), ("off", False), (" OFF ", False)])
def test_the_second_look_is_switched(value: str, is_on: bool) -> None:
    assert Settings.read({**GOOD, "PLATE_SECOND_LOOK": value}).second_look is is_on


def test_a_switch_that_is_neither_on_nor_off_is_named() -> None:
    with pytest.raises(SettingsError, match="PLATE_SECOND_LOOK must be on or off"):
        Settings.read({**GOOD, "PLATE_SECOND_LOOK": "maybe"})


def test_the_error_rate_of_accepted_reads_is_taken() -> None:
    assert Settings.read({**GOOD, "PLATE_ACCEPT_ERROR": "0.03"}).accept_error_rate == 0.03


@pytest.mark.parametrize("share", ["1 %", "-0.1", "1.5", "nan"])
def test_an_error_rate_that_is_no_share_is_named(share: str) -> None:
    with pytest.raises(SettingsError, match="PLATE_ACCEPT_ERROR must be a share between 0 and 1"):
        Settings.read({**GOOD, "PLATE_ACCEPT_ERROR": share})


@pytest.mark.parametrize("nothing", ["", " "])
def test_what_is_set_to_nothing_is_as_if_it_were_not_set(nothing: str) -> None:
    empty = dict.fromkeys(("PLATE_REGIONS", "PLATE_SECOND_LOOK", "PLATE_ACCEPT_ERROR"), nothing)
    assert Settings.read({**GOOD, **empty}) == Settings.read(GOOD)


@pytest.mark.parametrize("nothing", ["", " ", None])
def test_webhooks_go_nowhere_near_the_machine_where_nothing_is_said(
    nothing: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLATEBOOK_LOOPBACK", raising=False)
    if nothing is not None:
        monkeypatch.setenv("PLATEBOOK_LOOPBACK", nothing)
    loopback_allowed.cache_clear()
    assert not loopback_allowed()
    loopback_allowed.cache_clear()


@pytest.mark.parametrize(("hours", "span"), [("0", timedelta()), ("24", timedelta(hours=24))])
def test_how_far_it_is_looked_back_may_be_nothing(hours: str, span: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    look_back_span.cache_clear()
    monkeypatch.setenv("PLATEBOOK_LOOK_BACK_HOURS", hours)
    assert look_back_span() == span
    look_back_span.cache_clear()
    monkeypatch.setenv("PLATEBOOK_LOOK_BACK_HOURS", "-1")
    with pytest.raises(SettingsError, match="PLATEBOOK_LOOK_BACK_HOURS"):
        look_back_span()
    look_back_span.cache_clear()
