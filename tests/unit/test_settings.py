from __future__ import annotations

from datetime import timedelta

import pytest

from handler.settings import Settings, SettingsError

GOOD = {"PLATEBOOK_TABLE": "table", "PLATEBOOK_RETENTION_DAYS": "90"}


def test_the_environment_is_taken() -> None:
    assert Settings.read({**GOOD, "PLATE_REGIONS": " RO, eu,"}) == Settings(
        "table", timedelta(days=90), frozenset({"ro", "eu"})
    )


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
