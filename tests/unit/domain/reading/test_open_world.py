"""A format overrules nothing that was seen clearly, and no character of a plate falls off."""

from __future__ import annotations

import pytest

from handler.domain.characters import CLEAR, UNSURE, plate_characters
from handler.domain.formats.plate import Sight, interpret
from handler.domain.formats.world import WORLD
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.read import read_plates
from handler.domain.text.detection import Detection
from tests.support.boxes import PICTURE, line, page, plates, reading

ACCEPTS = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts
KINDS = {
    "outer letter": [
        ("E 5137 KRT", "es"), ("H 5137 KRT", "es"), ("P 5137 KRT", ""), ("SKX 5137 H", "sg"), ("SLK 51 P", ""),
        ("B 5137 KXW", "id"), ("F 5137 KW", ""), ("T513742C", "us-ny"), ("AG 5137 U", "ch"), ("VD 5137 U", ""),
        ("WK 5137 C", "my"),
    ],
    "ending": [("HH K 51E", "de"), ("OHZ X 513H", "de"), ("K AX 5137E", "de")],
    "rewritten by a nearer format": [
        ("Y-KXT-513", "be"), ("O-KDA-513", "be"), ("513 KX7", "au-qld"), ("1HKX 513", "au-wa"), ("Q513 KXT", "gb"),
        ("JIG 5137", "gb"), ("V-51-KLT", "nl"), ("DL 1V 5137", "in"), ("A 51372 D", "cn"), ("Y-513742", "de"),
        ("0513 KM 77", "ru"), ("KM 0513 77", "ru"), ("MB-05137", "de"),
    ],
    "country that few reckon with": [
        ("EKX 513 AA", ""), ("LEX 513 AA", "ng"), ("KCX 513T", "ke"), ("UAX 513T", "ug"), ("35 CX 513", "am"),
        ("513 KXT 08", "kz"), ("OO-513-KX", "ge"), ("ML 513", ""), ("H 51372", "ae"), ("N 51372", ""), ("F 5137", "ae"),
    ],
    "short": [("ZH 37", "ch"), ("B-513", "be"), ("B 37 KX", "id")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [case for cases in KINDS.values() for case in cases], ids=lambda one: one or "anywhere"
)
def test_a_clear_text_is_read_as_it_stands(text: str, expected: str) -> None:
    plate = "".join(filter(str.isalnum, text))
    assert plates(page(line(text)), *filter(None, [expected])) == [plate]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [("F", "KX 513", "de"), ("S", "KX 51", "de"), ("W", "5137 K", "at"), ("L", "5137", "")],
)
def test_a_single_letter_above_belongs_to_the_plate(above: str, below: str, expected: str) -> None:
    wide = line(below, 600, 430)
    middle = 600 + 48 * 0.48 * len(below) / 2
    over = line(above, middle - 48 * 0.48 / 2, 430 - 53)
    assert plates(page(over, wide), *filter(None, [expected])) == [(above + below).replace(" ", "")]


@pytest.mark.parametrize(("above", "below"), [("B", "K 513"), ("M", "KX 5137"), ("HH", "KX 513")])
def test_an_office_above_at_the_left_with_a_seal_beside_it_belongs_to_the_plate(above: str, below: str) -> None:
    over = line(above, 600 - 12, 430 - 53)
    assert plates(page(over, line(below, 600, 430)), "de") == [(above + below).replace(" ", "")]


def test_below_a_single_letter_a_whole_number_may_stand() -> None:
    assert plates(page(line("H", 670, 430 - 53), line("5137 KRT", 600, 430)), "es") == ["H5137KRT"]


@pytest.mark.parametrize("text", ["KXB 5137R", "VOT 7316K", "PKM 2096H"])
def test_a_last_letter_is_kept_where_the_table_knows_the_plate_without_it(text: str) -> None:
    assert plates(page(line(text))) == [text.replace(" ", "")]


@pytest.mark.parametrize(("text", "expected"), [("H 3", "de"), ("KT 4", "gb"), ("B 7K", "id"), ("ZH 8", "ch")])
def test_two_or_three_characters_are_a_plate_only_where_the_expected_region_issues_such(
    text: str, expected: str
) -> None:
    assert plates(page(line(text)), expected) == [text.replace(" ", "")]
    assert plates(page(line(text))) == []
    assert plates(page(line(text)), "br") == []


@pytest.mark.parametrize(
    "name",
    [
        "DVR 0731", "NVR-12", "PTZ 5137", "IPC1080", "CAMERA 3", "CH 0513", "HIK-0731", "UNV 0731", "KAM 0513",
        "NVR4-CH3", "REC 0051", "FHD 1080", "N48.5137", "SITE 0513",
    ],
)  # fmt: skip
@pytest.mark.parametrize("top", [8, 682])
def test_a_cameras_name_at_the_edge_is_no_plate(name: str, top: float) -> None:
    assert plates(page(line(name, 20, top, 30))) == []


def test_what_ocr_is_sure_of_is_rewritten_less_than_what_it_is_unsure_of() -> None:
    shares = [
        {one.plate: one.confidence for one in interpret("KTB48S2", sight=Sight(confusions)).ranked}
        for confusions in (CLEAR, UNSURE)
    ]
    assert shares[0]["KTB48S2"] > shares[1]["KTB48S2"]
    assert shares[0].get("KTB4852", 0) < shares[1]["KTB4852"]


@pytest.mark.parametrize("text", ["P-KTX-513", "Q-DRJ-059"])
def test_of_a_clear_text_no_first_letter_is_dropped_to_make_it_a_plate_of_another_country(text: str) -> None:
    (read,) = read_plates(page(line(text)), PICTURE, world=WORLD.without("be")).reads
    assert read.plate == text.replace("-", "")


def test_a_clear_text_has_fewer_characters_that_no_plate_has_than_an_unclear_one() -> None:
    shares = [
        {one.plate: one.confidence for one in interpret("PKTX513", sight=Sight(confusions)).ranked}
        for confusions in (CLEAR, UNSURE)
    ]
    assert shares[0].get("KTX513", 0) < shares[1]["KTX513"]


@pytest.mark.parametrize(("text", "region"), [("51-372", "il"), ("51 372", "dk"), ("5137", "bh"), ("514-3752", "sk")])
def test_digits_alone_are_a_read_for_a_person_where_a_region_is_expected_that_writes_them(
    text: str, region: str
) -> None:
    (read,) = reading(page(line(text)), region).reads
    assert read.plate == plate_characters(text)
    assert not ACCEPTS(read.confidence, 0)


@pytest.mark.parametrize(
    ("text", "plate"), [("VWI-KOD", "VW1K0D"), ("KBO-BIZ", "KB0B1Z"), ("GAI-KOF", "GA1K0F"), ("FHI-KOW", "FH1K0W")]
)
def test_letters_that_a_format_has_as_digits_are_a_read_for_a_person(text: str, plate: str) -> None:
    (read,) = reading(page(line(text)), "us").reads
    assert read.plate == plate
    assert not ACCEPTS(read.confidence, 0)


@pytest.mark.parametrize("text", ["BISTRO", "BIO-SOL", "OASIS", "GOSSIP", "MOBILIS", "OSLO"])
def test_letters_that_may_be_digits_are_no_plate_where_no_format_has_them_so(text: str) -> None:
    assert not reading(page(line(text))).reads


@pytest.mark.parametrize("text", ["G 513", "G-731"])
def test_a_short_text_that_a_rare_series_may_have_is_a_read_for_a_person(text: str) -> None:
    (read,) = reading(page(line(text))).reads
    assert read.plate == plate_characters(text)
    assert not ACCEPTS(read.confidence, 0)


@pytest.mark.parametrize("text", ["51-372", "51 372", "5137", "514-3752"])
@pytest.mark.parametrize("expected", ["", "es", "br"])
def test_they_are_none_elsewhere(text: str, expected: str) -> None:
    assert plates(page(line(text)), *filter(None, [expected])) == []


def test_glyphs_that_fonts_share_stay_in_doubt_however_sure_ocr_is() -> None:
    assert max(CLEAR.originals("0"), key=lambda one: CLEAR.originals("0")[one] if one != "0" else -99) == "O"
    assert CLEAR.originals("C")["G"] > CLEAR.originals("B")["8"]


@pytest.mark.parametrize(("upper", "part", "right_of_both"), [("MH 31", "KT", "2706"), ("TN 45", "BZ", "4713")])
def test_a_part_in_a_row_of_its_own_that_is_left_out_costs_the_acceptance(
    upper: str, part: str, right_of_both: str
) -> None:
    def surest(*texts: Detection) -> float:
        return max(read.confidence for read in reading(page(*texts), "in").reads)

    beside = (line(upper, 500, 430), line(right_of_both, 640, 436))
    accepted = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)
    assert accepted.accepts(surest(*beside), 0)
    assert not accepted.accepts(surest(*beside, line(part, 508, 482)), 0)


@pytest.mark.parametrize(("first", "second", "part"), [("TN", "45", "BZ"), ("MH", "31", "KT")])
def test_a_part_below_two_words_that_is_left_out_costs_the_acceptance_too(first: str, second: str, part: str) -> None:
    def surest(*texts: Detection) -> float:
        return max(read.confidence for read in reading(page(*texts), "in").reads)

    beside = (line(first, 500, 430), line(second, 570, 430), line("4713", 640, 436))
    accepted = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)
    assert accepted.accepts(surest(*beside), 0)
    assert not accepted.accepts(surest(*beside, line(part, 535, 482)), 0)


@pytest.mark.parametrize(("confidence", "is_told"), [(0.85, False), (0.97, True)])
def test_a_line_that_the_text_detection_is_not_sure_of_is_not_accepted_after_one_look(
    confidence: float, is_told: bool
) -> None:
    (read,) = reading(page(line("KT 38 ZRX", confidence=confidence)), "ro").reads
    assert ACCEPTS(read.confidence, 0) is is_told


@pytest.mark.parametrize(
    ("text", "plate"), [("35cs 518", "35CS518"), ("KT 48 XvZ", "KT48XVZ"), ("41 sw 276", "41SW276")]
)
def test_letters_that_are_alike_in_both_cases_are_capitals(text: str, plate: str) -> None:
    (read,) = reading(page(line(text))).reads
    assert read.plate == plate


def test_other_small_letters_are_words() -> None:
    assert plates(page(line("35hh 403"))) == []


@pytest.mark.parametrize("text", ["GDM 2741 R", "GBJ 6128 K", "FCN 8163 R"])
def test_a_last_letter_stays_where_the_rest_alone_is_hardly_likelier(text: str) -> None:
    (read,) = read_plates(page(line(text)), PICTURE, world=WORLD.without("sg")).reads
    assert read.plate == plate_characters(text)


@pytest.mark.parametrize(
    ("text", "country", "series"),
    [
        pytest.param("82-KL 565 47", "vn", "motorcycles 2023 and to 50 cc", id="L for 4"),
        pytest.param("66-Z2 507 54", "vn", "motorcycles", id="2 for Z"),
        pytest.param("DL 3A KU 7146", "in", "delhi", id="A for 4"),
        pytest.param("MGW LH-8195", "mm", "hire with state", id="L for 4 behind a state"),
        pytest.param("MGW 1K-8195", "mm", "cars with state", id="1 for I behind a state"),
        pytest.param("B0D 5184", "mv", "private", id="0 for O among letters"),
        pytest.param("KQJ 5O29", "br", "motorcycles", id="O for 0 among digits"),
        pytest.param("O51-K-284", "ba", "cars", id="O for 0 at the start"),
    ],
)
def test_what_only_another_series_makes_of_a_clear_text_is_not_accepted(text: str, country: str, series: str) -> None:
    for world in (WORLD.without(country, series), WORLD.without(country)):
        for read in read_plates(page(line(text)), PICTURE, frozenset(), world).reads:
            assert read.plate == plate_characters(text) or not ACCEPTS(read.confidence, 0)


def accepted(text: str, *expected: str) -> list[str]:
    reads = reading(page(line(text)), *expected).reads
    return [read.plate for read in reads if ACCEPTS(read.confidence, 0)]


@pytest.mark.parametrize(
    ("text", "region", "plate"),
    [("BK-48OTR", "sk", "BK480TR"), ("B 1O2 KTX", "ro", "B102KTX"), ("4I82 KTR", "es", "4182KTR")],
)
def test_glyphs_that_fonts_share_are_believed_of_a_region_that_is_expected(text: str, region: str, plate: str) -> None:
    assert accepted(text, region) == [plate]
    assert plates(page(line(text)))[0] in {plate, plate_characters(text)}
    assert plate not in accepted(text)
