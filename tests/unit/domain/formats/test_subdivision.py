"""The issuing office that a plate itself names."""

from __future__ import annotations

import pytest

from handler.domain.formats.region import Format, Region, layouts_of
from handler.domain.formats.subdivision import subdivision_of
from tests.support.boxes import line, page, reading


@pytest.mark.parametrize(
    ("country", "raw_text", "office"),
    [
        ("at", "KL 482 KT", "KL"),
        ("bg", "CB 4821 KT", "CB"),
        ("ch", "ZH 482137", "ZH"),
        ("cz", "BRK 48-21", "BR"),
        ("de", "M·KT 4821", "M"),
        ("de", "MA·K 4821", "MA"),
        ("hr", "ZG 4821-KT", "ZG"),
        ("in", "KA 05 MK 4821", "KA"),
        ("in", "DL 3C AB 4821", "DL"),
        ("me", "PG KT482", "PG"),
        ("pl", "WX 48213", "WX"),
        ("pl", "WPR K482", "WPR"),
        ("ro", "CJ 07 VNE", "CJ"),
        ("ro", "B 247 NXS", "B"),
        ("ro", "B 047182", "B"),
        ("si", "LJ KT-482", "LJ"),
        ("sk", "ZA-482CK", "ZA"),
        ("tr", "34 KT 482", "34"),
        ("vn", "51H-327.18", "51"),
        ("vn", "29-AA 194.37", "29"),
        ("vn", "80-NG-271-05", "80"),
        ("za", "KT 48 VN GP", "GP"),
    ],
)
def test_the_office_is_named_as_the_plate_spells_it(country: str, raw_text: str, office: str) -> None:
    plate = "".join(character for character in raw_text if character.isalnum())
    told, probability = subdivision_of(plate, country, raw_text)
    assert told == office
    assert probability is not None
    assert 0.6 <= probability <= 1.0


@pytest.mark.parametrize(
    ("country", "raw_text"),
    [
        ("fr", "AB-482-CD"),  # the department stands beside the number
        ("br", "KQD-4821"),
        ("vn", "TM-47 18"),  # the army's
        ("in", "22 BH 4821 AA"),  # all of India
        ("ro", "QQ 07 VNE"),  # no county
        ("us", "7KTV318"),
        ("de", "M"),
        (None, "CJ 07 VNE"),
    ],
)
def test_where_the_plate_names_no_office_there_is_none(country: str | None, raw_text: str) -> None:
    plate = "".join(character for character in raw_text if character.isalnum())
    assert subdivision_of(plate, country, raw_text) == (None, None)


def test_the_gaps_of_a_text_of_another_length_tell_nothing() -> None:
    assert subdivision_of("CJ07VNE", "ro", "8 CJ 07 VNE")[0] == "CJ"


def test_the_office_is_as_sure_as_the_gaps_tell_where_codes_of_several_lengths_fit() -> None:
    (by_gaps, apart), (_, together) = (subdivision_of("MAK4821", "de", text) for text in ("MA·K 4821", "MAK4821"))
    assert by_gaps == "MA"
    assert apart is not None
    assert apart > 0.95
    # M-AK or MA-K.
    assert together is not None
    assert 0.6 <= together < 0.9


def test_a_read_names_its_subdivision_beside_its_country() -> None:
    (read,) = reading(page(line("CJ 07 VNE")), "ro").reads
    assert (read.region, read.subdivision) == ("ro", "CJ")
    assert read.subdivision_confidence == pytest.approx(1.0)
    (read,) = reading(page(line("KQD-4821")), "br").reads
    assert (read.region, read.subdivision, read.subdivision_confidence) == ("br", None, None)


def test_an_office_may_be_written_out_or_be_a_letter_longer_than_listed() -> None:
    ((layout,),) = layouts_of([Region("xx", (Format("{code}{A} 00"),), frozenset({"KT"}))]).values()
    assert [(one.office_start, one.office_end) for one in layout.grammars] == [(0, 3)]
    ((layout,),) = layouts_of([Region("xx", (Format("000 A {gp}"),))]).values()
    assert layout.places[4:] == ("G", "P")
    assert [(one.office_start, one.office_end) for one in layout.grammars] == [(4, 6)]
