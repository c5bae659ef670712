from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from rich.console import Console

from handler.domain.characters import plate_characters
from handler.domain.formats.plate import interpret
from handler.domain.formats.region import Format, Region
from handler.domain.formats.world import WORLD, World
from handler.domain.reading.acceptance import Acceptance
from lab.formats import Count, Series, all_series, evaluate_formats, measure
from lab.pictures.plate_texts import noisy, plate_text

REGION = Region(
    "xx", (Format("{code} AA-000", 3, "cars"), Format("t 0000", 1, "trailers")), frozenset({"K", "KB"}), letters="XYZ"
)


def test_a_drawn_plate_follows_its_format() -> None:
    drawn = {plate_text(REGION, "{code} AA-0[78]qc", Random(seed)) for seed in range(200)}
    assert all(re.fullmatch(r"KB? [XYZ]{2}-\d[78]QC", one) for one in drawn)
    assert len(drawn) > 150


def test_noise_changes_some_characters_and_not_how_many_there_are() -> None:
    plates = [f"AB{number:04d}CO" for number in range(300)]
    written = [noisy(one, Random(place)) for place, one in enumerate(plates)]
    assert 0.1 < sum(map(str.__ne__, plates, written)) / len(plates) < 0.9
    assert {len(plate_characters(one)) for one in written} == {8}


def test_a_world_without_a_series_knows_the_others_of_its_region() -> None:
    world = World((REGION,), frozenset())
    assert set(interpret("T1234", world=world).regions) == {"xx"}
    assert not interpret("T1234", world=world.without("xx", "trailers")).regions
    assert set(interpret("KXY123", world=world.without("xx", "trailers")).regions) == {"xx"}
    assert not interpret("KXY123", world=world.without("xx")).regions


def test_series_of_the_table_are_measured_each_in_every_case() -> None:
    series = [one for one in all_series(WORLD, 5) if one.region.code == "ro"]
    counts = measure(series[0])
    assert {count.plates for count in counts.values()} == {5}
    assert counts["known, expected", "clean"].right == 5


def test_counts_tell_what_was_accepted_though_wrong() -> None:
    series = Series(REGION, "cars", 3)
    assert [one.notation for one in series.formats] == ["{code} AA-000"]
    count = Count()
    count.add("AB123", None, Acceptance(0.9, 0.9))
    assert (count.plates, count.right, count.accepted, count.accepted_wrong) == (1, 0, 0, 0)


def test_the_table_and_the_file_name_every_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "formats.json"
    evaluate_formats(Console(width=200), 2, ["lv", "lt"], file)
    shown = capsys.readouterr().out
    assert re.search(r"^\s+lv\s", shown, re.MULTILINE)
    assert {one["region"] for one in json.loads(file.read_text())} == {"lv", "lt"}
