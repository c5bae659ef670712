from __future__ import annotations

import pytest

from handler.domain.judging.evidence import scene_of
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.other_numbers import may_be_another_number
from handler.domain.reading.read import judged_spans
from tests.support.boxes import PICTURE, line, page, plates, reading

ACCEPTANCE = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)


@pytest.mark.parametrize("text", ["BUS739", "LOT4821", "BOX513", "CAB5137", "TRACK51", "UNIT372", "ROOM513"])
def test_a_label_with_its_number_in_one_word_is_not_accepted(text: str) -> None:
    assert not any(ACCEPTANCE.accepts(read.confidence, 0) for read in reading(page(line(text))).reads)


@pytest.mark.parametrize(
    "text", ["TGX 18.510", "PIN 4182", "KTM 417", "EXP 05 27", "TGV4182", "417 NYPD", "CA 417728", "S14 HSE"]
)
def test_a_name_with_its_number_is_not_accepted(text: str) -> None:
    assert not any(ACCEPTANCE.accepts(read.confidence, 0) for read in reading(page(line(text))).reads)


@pytest.mark.parametrize(("text", "is_model"), [("EQS 450", True), ("CLA200", True), ("EQT 482", False)])
def test_a_models_name_is_for_a_person_whatever_it_stands_on(text: str, *, is_model: bool) -> None:
    """On a white board in the plate's place its pixels say that it is a plate."""
    judged, *_ = judged_spans(page(line(text)), PICTURE, frozenset({"us"}))
    assert may_be_another_number(judged, scene_of((), (), (), PICTURE), frozenset({"us"})) is is_model


@pytest.mark.parametrize(("text", "other"), [("C-BR 482", "C-BK 482"), ("K-TM 482", "K-TP 482")])
def test_letters_that_stand_apart_are_no_name(text: str, other: str) -> None:
    (read,), (as_sure,) = reading(page(line(text)), "de").reads, reading(page(line(other)), "de").reads
    assert read.confidence == pytest.approx(as_sure.confidence, abs=0.03)


@pytest.mark.parametrize(
    ("text", "region"), [("BUS 482", "se"), ("MAX 482", "fi"), ("CAB 417", "co"), ("GAS 48K", "se")]
)
def test_a_plate_with_the_letters_of_a_label_is_read_where_it_is_expected(text: str, region: str) -> None:
    (read,) = reading(page(line(text)), region).reads
    assert read.plate == text.replace(" ", "")
    assert not ACCEPTANCE.accepts(read.confidence, 0)


@pytest.mark.parametrize("regions", [(), ("de",), ("fr",)])
def test_a_label_with_its_number_is_no_plate_where_none_is_written_so(regions: tuple[str, ...]) -> None:
    assert plates(page(line("FAX 482")), *regions) == []


@pytest.mark.parametrize("text", ["513728", "51-372-84", "513-7284", "5137284", "51372", "513 728"])
def test_digits_alone_are_not_accepted_where_nothing_tells_a_country_that_writes_them(text: str) -> None:
    assert not any(ACCEPTANCE.accepts(read.confidence, 0) for read in reading(page(line(text))).reads)


def test_digits_alone_are_accepted_where_their_country_is_expected() -> None:
    (read,) = reading(page(line("51-372-84")), "il").reads
    assert ACCEPTANCE.accepts(read.confidence, 0)


def test_digits_alone_are_accepted_where_the_plate_names_who_issued_it() -> None:
    state = line("NEW HAMPSHIRE", top=405, height=18)
    (read,) = reading(page(line("513 7284"), state)).reads
    assert ACCEPTANCE.accepts(read.confidence, 0)


@pytest.mark.parametrize("text", ["BUK 739", "BUS 739 K"])
def test_letters_that_are_no_label_are_read_as_ever(text: str) -> None:
    assert plates(page(line(text)))
