"""The colours of plates' grounds, country by country, and what one that was seen tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.formats import grounds
from handler.domain.formats.grounds import ANYWHERE, GROUNDS, countries_given, likelihood_of
from handler.domain.formats.region_names import EXPECTABLE
from handler.domain.tables import rows_of

ROWS = rows_of(Path(grounds.__file__).with_name("grounds.csv"))
COUNTRIES = st.sampled_from([row["region"] for row in ROWS if row["region"] != ANYWHERE] + ["de", "us"])


def test_a_row_is_of_a_country_that_is_known_once() -> None:
    countries = [row["region"] for row in ROWS]
    assert len(countries) == len(set(countries))
    assert set(countries) - {ANYWHERE} <= set(EXPECTABLE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["region"])
def test_a_row_shares_all_plates_out(row: dict[str, str]) -> None:
    assert sum(float(row[name]) for name in GROUNDS) == pytest.approx(100)
    assert row["source"]


def test_a_black_ground_makes_malaysia_of_what_may_be_american() -> None:
    seen = countries_given({"us": 0.68, "my": 0.08}, "black", 0.95)
    assert seen["my"] > seen["us"]


def test_a_country_without_black_plates_is_never_ruled_out() -> None:
    assert likelihood_of("nl", "black", 1.0) > 0
    assert countries_given({"be": 1.0}, "black", 0.9)["be"] == pytest.approx(1.0)


def test_what_nobody_listed_keeps_its_share() -> None:
    seen = countries_given({"de": 0.5}, "white", 0.9)
    assert seen["de"] == pytest.approx(0.5)


def test_a_colour_that_was_hardly_seen_tells_little() -> None:
    before = {"us": 0.7, "my": 0.2}
    sure, unsure = (countries_given(before, "black", probability)["my"] for probability in (0.95, 0.35))
    assert before["my"] < unsure < sure


@given(
    st.dictionaries(COUNTRIES, st.floats(0, 1), max_size=6),
    st.sampled_from(GROUNDS),
    st.floats(0.2, 1),
)
def test_shares_stay_shares(masses: dict[str, float], ground: str, probability: float) -> None:
    total = max(sum(masses.values()), 1)
    seen = countries_given({country: mass / total for country, mass in masses.items()}, ground, probability)
    assert set(seen) == set(masses)
    assert all(0 <= share <= 1 + 1e-9 for share in seen.values())
    assert sum(seen.values()) <= 1 + 1e-9
