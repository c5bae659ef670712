"""Disagreements with a peer that judges, and with one that makes plates up; both are made up here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

import pytest

from handler.domain.formats.region import Format, Region
from handler.domain.formats.region_table import REGIONS
from lab.validators.comparison import MANY, compare
from lab.validators.listed import Lack, Listed
from lab.validators.peers import Peer
from lab.validators.texts import guesses, shape, shapes, spellings

REGION = Region(
    "xx", (Format("{code} AA-000", 3, "cars"), Format("t 0000", 1, "trailers")), frozenset({"K", "KB"}), letters="XYZ"
)
JUDGE = Peer("judge", "1.0", "pip", "MIT", {"xx": "XX"})
MAKER = Peer("maker", "1.0", "npm", "MIT", {"xx": "Xland"}, makes=True)


class Fake:
    """Takes what its pattern matches whole, or gives the plates that it was given."""

    def __init__(self, pattern: str, plates: Sequence[str] = ()) -> None:
        self.pattern = pattern
        self.plates = plates
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def takes(self, plates: Sequence[tuple[str, tuple[str, ...]]]) -> list[bool]:
        self.asked += plates
        return [any(re.fullmatch(self.pattern, text) for text in texts) for _, texts in plates]

    def made(self, regions: Sequence[str], count: int) -> list[list[str]]:
        assert (regions, count > 100) == (["Xland"], True)
        return [list(self.plates)]


def found(peer: Peer, fake: Fake) -> dict[tuple[str, str], str]:
    return {(one.way, one.series): one.example for one in compare(peer, fake, [REGION])}


def test_a_peer_that_takes_just_our_plates_agrees() -> None:
    fake = Fake(r"KB? [XYZ]{2}-\d{3}|T \d{4}")
    assert found(JUDGE, fake) == {}
    assert {region for region, _ in fake.asked} == {"XX"}


def test_a_series_that_is_refused_is_one_disagreement_with_an_example() -> None:
    (one,) = compare(JUDGE, Fake(r"KB?[XYZ]{2}\d{3}"), [REGION])
    assert one.key == ("judge", "xx", "refused", "trailers")
    assert (one.share, bool(re.fullmatch(r"T \d{4}", one.example))) == (1.0, True)


def test_a_series_that_is_refused_in_part_is_one_too() -> None:
    (one,) = compare(JUDGE, Fake(r"KB?[XY]{2}\d{3}|T\d{4}"), [REGION])
    assert (one.series, 0 < one.share < 1, "Z" in one.example) == ("cars", True, True)


def test_what_the_table_lacks_is_told_by_what_is_lacking() -> None:
    shapes_taken = found(JUDGE, Fake(r"[A-Z]{1,2}[A-Z]{2}\d{3}|T\d{4}|\d{5}"))
    assert set(shapes_taken) == {("unlisted", "00000"), ("unlisted", "characters"), ("unlisted", "office codes")}
    assert shapes_taken["unlisted", "00000"].isdigit()


def test_a_peer_that_takes_nearly_everything_is_one_disagreement() -> None:
    assert len(set(shapes())) > MANY
    assert ("unlisted", "many shapes") in found(JUDGE, Fake(".*"))


def test_made_up_plates_are_looked_up() -> None:
    fake = Fake("", ["K XY-123", "KBXX999", "T 1234", "123 456", "Q XY-123", "K AB-123", "42"])
    assert found(MAKER, fake) == {
        ("unlisted", "000000"): "123 456",
        ("unlisted", "office codes"): "Q XY-123",
        ("unlisted", "characters"): "K AB-123",
        ("unlisted", "00"): "42",
    }


def test_each_run_asks_the_same() -> None:
    first, second = Fake("none"), Fake("none")
    assert compare(JUDGE, first, [REGION]) == compare(JUDGE, second, [REGION])
    assert first.asked == second.asked


def test_a_plate_is_taken_whole_and_as_it_stands() -> None:
    listed = Listed([REGION])
    said = {text: listed.lack(text) for text in ("KB-XY 123", "KXY12", "KBXY1234", "QXY123", "KXO123", "T12E4")}
    assert list(said.values()) == [Lack.NONE, Lack.SHAPE, Lack.SHAPE, Lack.CODE, Lack.CHARACTERS, Lack.SHAPE]


@pytest.mark.parametrize(
    ("region", "plate", "no_plate"),
    [("de", "LIP MQ 758", "LIP M 0758"), ("pl", "SL 8772N", "SL 8772O"), ("nl", "46-LT-VN", "46-LT-WY")],
)
def test_what_the_packages_were_right_about_is_mended(region: str, plate: str, no_plate: str) -> None:
    listed = Listed(one for one in REGIONS if one.code == region)
    assert (listed.lack(plate), listed.lack(no_plate)) == (Lack.NONE, Lack.CHARACTERS)


def test_spellings_are_those_that_people_use() -> None:
    assert set(spellings("K XY-123")) >= {
        "K XY-123",
        "K XY 123",
        "K-XY-123",
        "KXY123",
        "KXY-123",
        "K-XY 123",
        "K-XY123",
    }


def test_guesses_are_of_every_shape_and_near_the_plates() -> None:
    texts = guesses(REGION, Random(1))
    assert {shape(one) for one in texts} >= set(shapes())
    assert any(one.startswith(("K ", "KB ", "T ")) for one in texts)
    assert {len(one) for one in shapes()} == set(range(2, 9))
