from __future__ import annotations

import pytest

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from tests.support.boxes import line, page, plates, reading

ACCEPTANCE = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)


@pytest.mark.parametrize("text", ["BUS739", "LOT4821", "BOX513", "CAB5137", "TRACK51", "UNIT372", "ROOM513"])
def test_a_label_with_its_number_in_one_word_is_not_accepted(text: str) -> None:
    assert not any(ACCEPTANCE.accepts(read.confidence, 0) for read in reading(page(line(text))).reads)


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
